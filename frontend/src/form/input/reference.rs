//! One of a long list, found by typing a few letters: ethnic groups, countries, agencies, business lines.

use leptos::prelude::*;
use motcua_shared::form::Answer;

use crate::directory::Entry;
use crate::form::field::{described, has_error, single};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::text;
use crate::reactive::memo;
use crate::ui::{Choice, Combobox};

/// One of the ethnic groups.
pub fn ethnic_group(model: FormModel, field: FieldRef) -> AnyView {
    let choices = memo(move || {
        let groups = model.directories.ethnic_groups();
        let choice = |one: &Entry| {
            Choice::new(
                one.code.as_str(),
                one.label(),
                one.also.join(", "),
                &one.also,
            )
        };
        groups.iter().map(choice).collect::<Vec<_>>()
    });
    list(model, field, choices)
}

/// A country; found by its Vietnamese and its English name.
pub fn country(model: FormModel, field: FieldRef) -> AnyView {
    let choices = memo(move || {
        let both = |one: &Entry| {
            let spellings = [one.name.clone(), one.en.clone()];
            Choice::new(one.code.as_str(), one.label(), "", &spellings)
        };
        let countries = model.directories.countries();
        countries.iter().map(both).collect::<Vec<_>>()
    });
    list(model, field, choices)
}

/// An agency, found by its name or code.
pub fn agency(model: FormModel, field: FieldRef) -> AnyView {
    let choices = memo(move || {
        let agencies = model.directories.agencies();
        let choice = |one: &Entry| {
            let code = one.code.as_str();
            Choice::new(code, one.label(), code, std::slice::from_ref(&one.code))
        };
        agencies.iter().map(choice).collect::<Vec<_>>()
    });
    list(model, field, choices)
}

/// A business line, found by its name or its four digits, and shown as everywhere else.
pub fn business_line(model: FormModel, field: FieldRef) -> AnyView {
    let choices = memo(move || {
        let lines = model.directories.business_lines();
        let choice = |one: &Entry| {
            let words = format!("{} – {}", one.code, one.label());
            Choice::new(one.code.as_str(), words, "", &[])
        };
        lines.iter().map(choice).collect::<Vec<_>>()
    });
    list(model, field, choices)
}

/// The question with this list.
pub(super) fn list(model: FormModel, field: FieldRef, choices: Memo<Vec<Choice>>) -> AnyView {
    let described = described(field);
    let invalid = has_error(field, "");
    let value = memo(move || field.text());
    let answer = Callback::new(move |typed: String| {
        model.answer(field, Answer::Text(typed));
        model.check_changed(field);
    });
    let combobox = view! {
        <Combobox
            id=field.id()
            label=text(&field.spec.label)
            choices
            value
            on_choose=answer
            on_unknown=answer
            described_by=described
            invalid
            required=field.required
        />
    };
    single(model, field, combobox.into_any())
}
