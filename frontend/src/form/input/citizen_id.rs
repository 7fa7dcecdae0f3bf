//! A personal identification number: digits on the phone's keyboard, spaces allowed, nothing cut off.

use leptos::prelude::*;

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    // There is no `autocomplete` token for it (accessibility.md §6).
    single(
        model,
        field,
        line(
            model,
            field,
            Line {
                completion: None,
                ..Line::DIGITS
            },
        ),
    )
}
