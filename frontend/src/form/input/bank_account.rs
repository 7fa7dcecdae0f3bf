//! A bank account number: digits, sometimes letters.

use leptos::prelude::*;

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    // Some banks give letters: no digit keyboard.
    let look = Line::CODE;
    single(model, field, line(model, field, look))
}
