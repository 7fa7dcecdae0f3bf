//! The address of a web page.

use leptos::prelude::*;

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    let look = Line {
        kind: "url",
        keyboard: Some("url"),
        capitals: "none",
        spelling: "false",
        ..Line::TEXT
    };
    single(model, field, line(model, field, look))
}
