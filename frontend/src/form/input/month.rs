//! A month of a year, in two boxes.

use leptos::prelude::*;

use super::date::{Part, boxes};
use crate::form::model::{FieldRef, FormModel};

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    boxes(model, field, &[Part::Month, Part::Year])
}
