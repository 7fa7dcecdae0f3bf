//! Phone numbers and e-mail addresses.

use leptos::prelude::*;

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};

/// A phone number.
pub fn phone(model: FormModel, field: FieldRef) -> AnyView {
    single(
        model,
        field,
        line(
            model,
            field,
            Line {
                kind: "tel",
                keyboard: Some("tel"),
                ..Line::DIGITS
            },
        ),
    )
}

/// An e-mail address.
pub fn email(model: FormModel, field: FieldRef) -> AnyView {
    let look = Line {
        kind: "email",
        keyboard: Some("email"),
        capitals: "none",
        spelling: "false",
        ..Line::TEXT
    };
    single(model, field, line(model, field, look))
}
