//! A passport number: capitals and digits.

use leptos::prelude::*;

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    let look = Line::CODE;
    single(model, field, line(model, field, look))
}
