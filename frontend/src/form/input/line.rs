//! One line of text: the input under most questions. Normalises when typing is finished, never before.

use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::text::clean;

use crate::form::field::{described, flag, has_error};
use crate::form::model::{FieldRef, FormModel};
use crate::reactive::{handler, live};

/// How a line looks to keyboards and browsers.
#[derive(Clone, Copy)]
pub struct Line {
    /// Classes.
    pub class: &'static str,
    /// `type`.
    pub kind: &'static str,
    /// `inputmode`.
    pub keyboard: Option<&'static str>,
    /// `autocapitalize`.
    pub capitals: &'static str,
    /// `spellcheck`.
    pub spelling: &'static str,
    /// `autocomplete` when the definition names none: nothing, or `off` for data about other people.
    pub completion: Option<&'static str>,
    /// Ending of the id of something beside the input that describes it too: a unit, or what was understood.
    pub beside: Option<&'static str>,
}

impl Line {
    /// Plain text.
    pub const TEXT: Self = Self {
        class: "input",
        kind: "text",
        keyboard: None,
        capitals: "sentences",
        spelling: "true",
        completion: Some("off"),
        beside: None,
    };
    /// Numbers and codes.
    pub const DIGITS: Self = Self {
        class: "input input--medium",
        keyboard: Some("numeric"),
        capitals: "none",
        spelling: "false",
        ..Self::TEXT
    };
    /// Codes of letters and digits, as they stand on papers.
    pub const CODE: Self = Self {
        class: "input input--medium",
        capitals: "characters",
        spelling: "false",
        ..Self::TEXT
    };
}

/// The input element.
pub fn line(model: FormModel, field: FieldRef, line: Line) -> AnyView {
    let described = described(field);
    let describes = move || {
        let mut ids = described.get().unwrap_or_default();
        if let Some(beside) = line.beside {
            ids = format!("{ids} {}-{beside}", field.id());
        }
        (!ids.is_empty()).then(|| ids.trim().to_owned())
    };
    let invalid = has_error(field, "");
    let completion = field
        .spec
        .autocomplete
        .clone()
        .or_else(|| line.completion.map(str::to_owned));
    let finish = move |_| {
        let typed = untrack(|| field.text());
        let cleaned = clean(&typed);
        if cleaned != typed {
            model.answer(field, Answer::Text(cleaned));
        }
        model.check_changed(field);
    };
    view! {
        <input
            class=line.class
            id=field.id()
            type=line.kind
            inputmode=line.keyboard
            enterkeyhint="next"
            autocomplete=completion
            autocapitalize=line.capitals
            spellcheck=line.spelling
            aria-required=live(move || flag(field.required.get()))
            aria-invalid=live(move || flag(invalid.get()))
            aria-describedby=describes
            prop:value=live(move || field.text())
            on:input=handler(move |event: web_sys::Event| model.answer(field, Answer::Text(event_target_value(&event))))
            on:change=handler(finish)
        />
    }
    .into_any()
}
