//! A box to tick.

use leptos::prelude::*;
use motcua_shared::form::Answer;

use crate::form::field::{described, error_lines, flag, has_error, hint};
use crate::form::model::{FieldRef, FormModel};
use crate::form::source_note;
use crate::i18n::{lang_of, text};
use crate::reactive::{handler, live};

/// The question: its label is the sentence beside the box.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    let described = described(field);
    let invalid = has_error(field, "");
    let ticked = move || {
        field
            .answer
            .with(|answer| *answer == Some(Answer::Flag(true)))
    };
    let tick = move |event: web_sys::Event| {
        model.answer(field, Answer::Flag(event_target_checked(&event)));
        model.check_changed(field);
    };
    view! {
        <div class="field" data-field=field.path.clone()>
            {error_lines(model, field, "", &[])}
            {source_note::note(model, field)}
            <label class="choice">
                <input
                    class="choice__input"
                    id=field.id()
                    type="checkbox"
                    aria-invalid=live(move || flag(invalid.get()))
                    aria-describedby=live(move || described.get())
                    prop:checked=ticked
                    on:change=handler(tick)
                />
                <span class="choice__text" lang=lang_of(&field.spec.label)>{text(&field.spec.label)}</span>
            </label>
            {hint(field)}
        </div>
    }
    .into_any()
}
