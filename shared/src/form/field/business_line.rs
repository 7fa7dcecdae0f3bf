//! A business line: four digits of the Vietnam Standard Industrial Classification.

use super::{Check, reference};
use crate::form::directory::Directory;

pub(super) fn check(code: &str, path: &str, directory: &dyn Directory) -> Check {
    reference::check_digits(code, 4, path, directory.business_line(code))
}
