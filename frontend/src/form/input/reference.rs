//! One of a long list: ethnic groups and countries.

use leptos::prelude::*;
use motcua_shared::form::Answer;

use crate::form::field::{described, has_error, single};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{Lang, lang, text};
use crate::reactive::memo;
use crate::ui::{Choice, Combobox};

/// One of the ethnic groups.
pub fn ethnic_group(model: FormModel, field: FieldRef) -> AnyView {
    let choices = memo(move || {
        let groups = model.directories.ethnic_groups();
        groups
            .into_iter()
            .map(|one| Choice::new(one.code, one.name, one.also.join(", "), &one.also))
            .collect::<Vec<_>>()
    });
    list(model, field, choices)
}

/// A country; found by its Vietnamese and its English name.
pub fn country(model: FormModel, field: FieldRef) -> AnyView {
    let choices = memo(move || {
        let choice = |one: crate::directory::Country| {
            let label = if lang() == Lang::En && !one.en.is_empty() {
                one.en.clone()
            } else {
                one.vi.clone()
            };
            Choice::new(one.code, label, "", &[one.vi, one.en])
        };
        model
            .directories
            .countries()
            .into_iter()
            .map(choice)
            .collect::<Vec<_>>()
    });
    list(model, field, choices)
}

fn list(model: FormModel, field: FieldRef, choices: Memo<Vec<Choice>>) -> AnyView {
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
