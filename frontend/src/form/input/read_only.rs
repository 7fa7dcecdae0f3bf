//! An answer that is shown and cannot be changed, of whatever type.

use leptos::prelude::*;

use crate::form::field::{error_lines, hint};
use crate::form::model::{FieldRef, FormModel};
use crate::form::review::answers::value;
use crate::form::source_note;
use crate::i18n::{lang, lang_of, t, text};
use crate::ui::Icon;

/// The answer under its label, with the reason why there is nothing to type.
pub fn shown(model: FormModel, field: FieldRef) -> AnyView {
    let label = format!("{}-label", field.id());
    // Its rows and files are built once, so the whole is built again when the answer changes.
    let answer = move || {
        field.answer.track();
        field.rows.track();
        untrack(|| value(model, field))
    };
    view! {
        <div class="field" data-field=field.path.clone() role="group" aria-labelledby=label.clone() id=field.id() tabindex="-1">
            <p class="field__label" id=label.clone() lang=lang_of(&field.spec.label)>{text(&field.spec.label)}</p>
            {hint(field)}
            {error_lines(model, field, "", &[])}
            {source_note::note(model, field)}
            <div class="field__fixed">{answer}</div>
            <p class="field__why-fixed"><Icon name="lock"/>{t::fill::read_only(lang())}</p>
        </div>
    }
    .into_any()
}
