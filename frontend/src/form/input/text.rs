//! One line of text: anything, a person's name, or the number of a paper.

use leptos::prelude::*;
use motcua_shared::form::field::text::TextFormat;

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};

/// The question.
pub fn input(model: FormModel, field: FieldRef, format: TextFormat) -> AnyView {
    let look = match format {
        TextFormat::Any => Line::TEXT,
        TextFormat::PersonName => Line {
            capitals: "words",
            spelling: "false",
            ..Line::TEXT
        },
        TextFormat::PaperNumber => Line {
            class: "input input--medium",
            capitals: "characters",
            spelling: "false",
            ..Line::TEXT
        },
    };
    single(model, field, line(model, field, look))
}
