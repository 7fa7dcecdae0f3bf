//! A tax code: digits, with or without the hyphen.

use leptos::prelude::*;

use super::line::{Line, line};
use crate::form::field::single;
use crate::form::model::{FieldRef, FormModel};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    // The plain digit keyboards of phones have no hyphen; it may be left out.
    let look = Line::DIGITS;
    single(model, field, line(model, field, look))
}
