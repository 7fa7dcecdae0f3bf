//! Proves a form definition before anybody sees it: `motcua check`, import and publish run this.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::condition::Condition;
use super::definition::{Field, Form};
use super::field::Kind;
use super::field::computed::Function;

/// One fault of a definition: where, and what in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LintFault {
    /// Key of the field, rule, section or group.
    pub place: String,
    /// What is wrong.
    pub reason: String,
}

/// All faults of a form; empty when it can be published.
#[must_use]
pub fn lint(form: &Form) -> Vec<LintFault> {
    let mut faults = BTreeSet::new();
    let mut fault = |place: &str, reason: String| {
        faults.insert(LintFault {
            place: place.to_owned(),
            reason,
        });
    };
    let mut seen = HashSet::new();
    for (section, group) in form.pages() {
        for (key, title) in [(&section.key, &section.title), (&group.key, &group.title)] {
            if title.vi.trim().is_empty() {
                fault(key, "has no Vietnamese title".to_owned());
            }
        }
        if !seen.insert(format!("group {}", group.key)) {
            fault(&group.key, "is the key of two groups".to_owned());
        }
        if group.fields.is_empty() {
            fault(&group.key, "has no fields".to_owned());
        }
    }
    for field in form.fields() {
        if !seen.insert(field.key.clone()) {
            fault(&field.key, "is the key of two fields".to_owned());
        }
        lint_field(form, field, &mut fault);
    }
    for rule in &form.rules {
        if form.field(&rule.field).is_none() {
            fault(
                &rule.id,
                format!("stands at the unknown field {}", rule.field),
            );
        }
        lint_condition(form, &rule.id, &rule.require, &mut fault);
    }
    for role in &form.roles {
        lint_condition(form, &role.role, &role.when, &mut fault);
    }
    for key in cycles(form) {
        fault(key, "depends on itself through visible_if".to_owned());
    }
    faults.into_iter().collect()
}

fn lint_field(form: &Form, field: &Field, fault: &mut dyn FnMut(&str, String)) {
    let key = &field.key;
    if field.label.vi.trim().is_empty() {
        fault(key, "has no Vietnamese label".to_owned());
    }
    if field.required && field.required_if.is_some() {
        fault(
            key,
            "is required always and also under a condition".to_owned(),
        );
    }
    for condition in [&field.visible_if, &field.required_if]
        .into_iter()
        .flatten()
    {
        lint_condition(form, key, condition, fault);
    }
    match &field.kind {
        Kind::Choice(choice) => {
            let mut codes = HashSet::new();
            if choice.options.len() < 2 {
                fault(key, "offers fewer than two choices".to_owned());
            }
            for option in &choice.options {
                if !codes.insert(&option.value) {
                    fault(key, format!("offers the code {} twice", option.value));
                }
                if option.label.vi.trim().is_empty() {
                    fault(
                        key,
                        format!("the choice {} has no Vietnamese text", option.value),
                    );
                }
            }
        }
        Kind::Number(number)
            if number
                .min
                .zip(number.max)
                .is_some_and(|(min, max)| min > max) =>
        {
            fault(key, "min is greater than max".to_owned());
        }
        Kind::Money(money) if money.min.zip(money.max).is_some_and(|(min, max)| min > max) => {
            fault(key, "min is greater than max".to_owned());
        }
        Kind::File(slot) if slot.accept.is_empty() || slot.max_mb == 0 || slot.max_files == 0 => {
            fault(key, "accepts no file at all".to_owned());
        }
        Kind::CitizenId(id) => {
            for other in [&id.birth_field, &id.gender_field].into_iter().flatten() {
                if form.field(other).is_none() {
                    fault(key, format!("compares with the unknown field {other}"));
                }
            }
        }
        Kind::Computed(computed) => {
            let fits = form
                .field(&computed.from)
                .is_some_and(|source| match computed.function {
                    Function::DateInWords => matches!(source.kind, Kind::Date(_)),
                    Function::NumberInWords => {
                        matches!(source.kind, Kind::Number(_) | Kind::Money(_))
                    }
                });
            if !fits {
                fault(key, format!("cannot be computed from {}", computed.from));
            }
        }
        Kind::Repeat(repeat) => lint_repeat(form, field, repeat, fault),
        _ => {}
    }
}

fn lint_repeat(
    form: &Form,
    field: &Field,
    repeat: &super::field::repeat::Repeat,
    fault: &mut dyn FnMut(&str, String),
) {
    if repeat.fields.is_empty() {
        fault(&field.key, "has rows without fields".to_owned());
    }
    if repeat.min_rows > repeat.max_rows {
        fault(&field.key, "min_rows is greater than max_rows".to_owned());
    }
    let mut keys = HashSet::new();
    for (index, inner) in repeat.fields.iter().enumerate() {
        let place = format!("{}.{}", field.key, inner.key);
        if !keys.insert(&inner.key) {
            fault(&place, "is the key of two fields of the row".to_owned());
        }
        if matches!(inner.kind, Kind::Repeat(_) | Kind::Computed(_)) {
            fault(
                &place,
                "has a type that cannot stand inside a row".to_owned(),
            );
        }
        for condition in [&inner.visible_if, &inner.required_if]
            .into_iter()
            .flatten()
        {
            for used in condition.fields() {
                let earlier = repeat
                    .fields
                    .iter()
                    .take(index)
                    .any(|other| other.key == used);
                if !earlier && form.field(used).is_none() {
                    fault(
                        &place,
                        format!(
                            "depends on {used}, which is neither an earlier field of the row nor of the form"
                        ),
                    );
                }
            }
        }
    }
}

fn lint_condition(
    form: &Form,
    place: &str,
    condition: &Condition,
    fault: &mut dyn FnMut(&str, String),
) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            if parts.is_empty() {
                fault(
                    place,
                    "has an empty all/any, which decides nothing".to_owned(),
                );
            }
            parts
                .iter()
                .for_each(|part| lint_condition(form, place, part, fault));
        }
        Condition::Not(part) => lint_condition(form, place, part, fault),
        Condition::Is(key, code) => lint_codes(form, place, key, std::slice::from_ref(code), fault),
        Condition::In(key, codes) => lint_codes(form, place, key, codes, fault),
        Condition::Checked(key) => {
            if !form
                .field(key)
                .is_some_and(|field| matches!(field.kind, Kind::Check(_)))
            {
                fault(
                    place,
                    format!("asks whether {key} is ticked, which is not a check box of this form"),
                );
            }
        }
        Condition::Filled(_) | Condition::AtMost(..) => {
            for key in condition.fields() {
                if form.field(key).is_none() {
                    fault(place, format!("depends on the unknown field {key}"));
                }
            }
        }
    }
}

fn lint_codes(
    form: &Form,
    place: &str,
    key: &str,
    codes: &[String],
    fault: &mut dyn FnMut(&str, String),
) {
    match form.field(key).map(|field| &field.kind) {
        None => fault(place, format!("depends on the unknown field {key}")),
        Some(Kind::Choice(choice)) => {
            for code in codes.iter().filter(|code| choice.option(code).is_none()) {
                fault(
                    place,
                    format!("waits for the choice {code}, which {key} does not offer"),
                );
            }
        }
        Some(
            Kind::Check(_) | Kind::Date(_) | Kind::Address(_) | Kind::File(_) | Kind::Repeat(_),
        ) => {
            fault(
                place,
                format!("compares {key} with a code, but it has none"),
            );
        }
        Some(_) => {}
    }
}

/// Fields whose visibility depends on itself.
fn cycles(form: &Form) -> Vec<&str> {
    let needs: HashMap<&str, Vec<&str>> = form
        .fields()
        .filter_map(|field| Some((field.key.as_str(), field.visible_if.as_ref()?.fields())))
        .collect();
    let on_cycle = |start: &&str| {
        let mut seen = HashSet::new();
        let mut waiting: Vec<&str> = needs.get(start).cloned().unwrap_or_default();
        while let Some(key) = waiting.pop() {
            if key == *start {
                return true;
            }
            if seen.insert(key) {
                waiting.extend(needs.get(key).into_iter().flatten());
            }
        }
        false
    };
    needs.keys().copied().filter(on_cycle).collect()
}
