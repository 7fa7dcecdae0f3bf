//! Once only: which known facts belong into which fields of this form, for these answers.
//!
//! Pure: the browser runs it after each change (choosing “I am the father” fills the father's part), the server runs it
//! again on submit to mark what was reused and what was changed after reuse (R-EFORM-03, R-EFORM-10).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::answers::{Answer, Answers};
use super::definition::Form;
use super::evaluation::Evaluation;
use super::field::date;
use crate::vault::{Fact, FactSource};

/// Paths that mean the same place when the exact one is not known.
const STANDS_FOR: [(&str, &[&str]); 3] = [
    (
        "residence",
        &["permanent_address", "temporary_address", "current_address"],
    ),
    ("permanent_address", &["residence"]),
    ("current_address", &["residence", "permanent_address"]),
];

/// A known fact that fits a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// Key of the field.
    pub field: String,
    /// The fact.
    pub fact: &'a Fact,
}

/// What became of a reused fact; stored with the dossier and shown to the clerk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReuseMark {
    /// Where the value came from.
    pub source: FactSource,
    /// The value that was offered.
    pub original: Answer,
    /// The applicant changed it afterwards.
    pub changed: bool,
}

/// Reuse marks by field key.
pub type ReuseMarks = BTreeMap<String, ReuseMark>;

/// The path of the fact about the signed-in person that a profile path means under the given answers, if any.
#[must_use]
pub fn person_path(form: &Form, answers: &Answers, profile: &str, today: Date) -> Option<String> {
    if profile.starts_with("person.") {
        return Some(profile.to_owned());
    }
    let evaluation = Evaluation::new(form, answers, today);
    let bound = form.roles.iter().find_map(|binding| {
        let rest = profile
            .strip_prefix(binding.role.as_str())?
            .strip_prefix('.')?;
        binding
            .when
            .holds(&evaluation)
            .then(|| format!("person.{rest}"))
    });
    let is_role = form
        .roles
        .iter()
        .any(|binding| profile.starts_with(&format!("{}.", binding.role)));
    // What belongs to no role of the form (a marriage, a household) belongs to the signed-in person as it stands.
    let own = ["marriage.", "household.", "business.", "land."]
        .iter()
        .any(|root| profile.starts_with(root));
    bound.or_else(|| (own && !is_role).then(|| profile.to_owned()))
}

fn find<'a>(facts: &'a [Fact], path: &str) -> Option<&'a Fact> {
    let newest = |path: &str| {
        facts
            .iter()
            .filter(|fact| fact.path == path)
            .max_by_key(|fact| fact.source.since)
    };
    newest(path).or_else(|| {
        let (head, last) = path.rsplit_once('.')?;
        let (_, others) = STANDS_FOR.iter().find(|(name, _)| *name == last)?;
        others
            .iter()
            .find_map(|other| newest(&format!("{head}.{other}")))
    })
}

/// The facts that fit the visible fields under these answers, in the order of the form.
#[must_use]
pub fn suggest<'a>(
    form: &Form,
    answers: &Answers,
    facts: &'a [Fact],
    today: Date,
) -> Vec<Suggestion<'a>> {
    let evaluation = Evaluation::new(form, answers, today);
    form.fields()
        .filter(|field| evaluation.is_visible(&field.key))
        .filter_map(|field| {
            let path = person_path(form, answers, field.profile.as_deref()?, today)?;
            Some(Suggestion {
                field: field.key.clone(),
                fact: find(facts, &path)?,
            })
        })
        .collect()
}

/// Fills every empty field that a fact fits, until nothing more appears. Returns the newly filled keys with their facts.
/// Never touches a field that has an answer, nor one in `declined` (the person emptied it on purpose).
pub fn fill(
    form: &Form,
    answers: &mut Answers,
    facts: &[Fact],
    declined: &[String],
    today: Date,
) -> BTreeMap<String, String> {
    let mut filled = BTreeMap::new();
    // Each round can reveal fields; the number of fields bounds the rounds.
    for _ in 0..=form.fields().count() {
        let empty = |key: &str| {
            answers.get(key).is_none_or(Answer::is_empty) && !declined.iter().any(|no| no == key)
        };
        let new: Vec<(String, Answer, String)> = suggest(form, answers, facts, today)
            .into_iter()
            .filter(|suggestion| empty(&suggestion.field))
            .map(|suggestion| {
                (
                    suggestion.field,
                    suggestion.fact.value.clone(),
                    suggestion.fact.id.clone(),
                )
            })
            .collect();
        if new.is_empty() {
            break;
        }
        for (key, value, fact) in new {
            answers.insert(key.clone(), value);
            filled.insert(key, fact);
        }
    }
    filled
}

/// Whether two answers say the same, however they are spelt.
#[must_use]
pub fn same(left: &Answer, right: &Answer) -> bool {
    match (left, right) {
        (Answer::Address(left), Answer::Address(right)) => {
            (&left.province, &left.commune) == (&right.province, &right.commune)
                && crate::text::clean(&left.detail) == crate::text::clean(&right.detail)
        }
        (Answer::Text(left), Answer::Text(right))
            if crate::text::clean(left) == crate::text::clean(right) =>
        {
            true
        }
        (Answer::Text(left), Answer::Text(right)) => {
            let phone = crate::identity::parse_phone(left);
            phone.is_some() && phone == crate::identity::parse_phone(right)
        }
        (Answer::Date(_), _) | (_, Answer::Date(_)) => {
            date::read(left).is_ok_and(|left| date::read(right) == Ok(left))
        }
        _ => left == right,
    }
}

/// Marks for what was reused: `reused` maps field keys to fact ids as the browser saw them; only facts that the person
/// really has and that really fit the field count.
#[must_use]
pub fn marks(
    form: &Form,
    answers: &Answers,
    reused: &BTreeMap<String, String>,
    facts: &[Fact],
    today: Date,
) -> ReuseMarks {
    suggest(form, answers, facts, today)
        .into_iter()
        .filter(|suggestion| {
            // A fact superseded while the form was open still counts when the newest one says the same.
            let says_it = |answer| same(answer, &suggestion.fact.value);
            reused.get(&suggestion.field).is_some_and(|id| {
                *id == suggestion.fact.id || answers.get(&suggestion.field).is_some_and(says_it)
            })
        })
        .map(|suggestion| {
            let changed = !answers
                .get(&suggestion.field)
                .is_some_and(|answer| same(answer, &suggestion.fact.value));
            let mark = ReuseMark {
                source: suggestion.fact.source.clone(),
                original: suggestion.fact.value.clone(),
                changed,
            };
            (suggestion.field, mark)
        })
        .collect()
}

/// The facts about the signed-in person that verified answers prove: path and value, once per path.
#[must_use]
pub fn proven(form: &Form, answers: &Answers, today: Date) -> Vec<(String, Answer)> {
    let evaluation = Evaluation::new(form, answers, today);
    let mut facts: BTreeMap<String, Answer> = BTreeMap::new();
    for field in form
        .fields()
        .filter(|field| evaluation.is_visible(&field.key))
    {
        let path = field
            .profile
            .as_deref()
            .and_then(|profile| person_path(form, answers, profile, today));
        if let (Some(path), Some(answer)) = (
            path,
            answers.get(&field.key).filter(|answer| !answer.is_empty()),
        ) {
            facts.entry(path).or_insert_with(|| answer.clone());
        }
    }
    facts.into_iter().collect()
}
