//! A number with decimal places, its unit beside it. A comma or a dot may be typed.

use leptos::prelude::*;
use motcua_shared::form::field::decimal::DecimalField;

use super::line::line;
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang_of, text};

/// The question.
pub fn input(model: FormModel, field: FieldRef, decimal: &'static DecimalField) -> AnyView {
    let unit = decimal.unit.as_ref().map(|unit| {
        view! { <span class="input-unit__unit" id=format!("{}-unit", field.id()) lang=lang_of(unit)>{text(unit)}</span> }
    });
    let with_unit = view! { <div class="input-unit">{line(model, field)}{unit}</div> };
    single(model, field, with_unit.into_any())
}
