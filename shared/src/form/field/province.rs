//! A province by its two-digit code.

use super::{Check, reference};
use crate::form::directory::Directory;

pub(super) fn check(code: &str, path: &str, directory: &dyn Directory) -> Check {
    reference::check_digits(code, 2, path, directory.province(code))
}
