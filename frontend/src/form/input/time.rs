//! A time of day, typed as people write it: `7:30`, `7h30`.

use leptos::prelude::*;

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    // The plain keyboard: digit keyboards of phones have neither colon nor “h”.
    let look = Line {
        class: "input input--short",
        capitals: "none",
        spelling: "false",
        ..Line::TEXT
    };
    single(model, field, line(model, field, look))
}
