//! A whole number.

use leptos::prelude::*;

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    single(
        model,
        field,
        line(
            model,
            field,
            Line {
                class: "input input--short",
                ..Line::DIGITS
            },
        ),
    )
}
