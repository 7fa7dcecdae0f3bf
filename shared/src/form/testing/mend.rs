//! Takes out of a generated form what lint refuses, so that most cases are forms that could be published.

use crate::form::definition::{Field, Form};
use crate::form::field::Kind;
use crate::form::lint::lint;
use crate::form::term::Term;

/// Most rounds: each can only uncover what the one before had hidden.
const ROUNDS: usize = 12;

/// The form without its faults; what cannot be mended stays.
pub(super) fn mended(mut form: Form) -> Form {
    for section in &mut form.sections {
        section.groups.retain(|group| !group.fields.is_empty());
    }
    for _ in 0..ROUNDS {
        let faults = lint(&form);
        if faults.is_empty() {
            break;
        }
        for fault in faults {
            form.rules.retain(|rule| rule.id != fault.place);
            let mut keys = fault.place.split('.');
            let groups = form.sections.iter_mut().flat_map(|part| &mut part.groups);
            let fields = groups.flat_map(|group| &mut group.fields);
            let Some(first) = keys.next() else { continue };
            let mut field = fields.into_iter().find(|field| field.key == first);
            for key in keys {
                field = field.and_then(|field| match &mut field.kind {
                    Kind::Repeat(repeat) => repeat.fields.iter_mut().find(|field| field.key == key),
                    _ => None,
                });
            }
            if let Some(field) = field {
                mend(field, &fault.reason);
            }
        }
    }
    form
}

fn mend(field: &mut Field, reason: &str) {
    if reason.contains("visible_if") {
        field.visible_if = None;
    }
    match &mut field.kind {
        Kind::Text(text) if reason.contains("pattern") => text.pattern = None,
        Kind::Commune(commune) if reason.contains("province") => commune.province_field = None,
        Kind::CitizenId(id) if reason.contains("compares") => id.birth_field = None,
        Kind::Computed(computed) => {
            computed.function = None;
            computed.from.clear();
            computed.value = Some(Term::Number(crate::decimal::Decimal::whole(7)));
            computed.format = crate::form::field::computed::Format::Number;
            field.visible_if = None;
        }
        // A condition that names nothing, or compares what does not compare.
        _ => {
            field.visible_if = None;
            field.required_if = None;
            field.read_only_if = None;
        }
    }
}
