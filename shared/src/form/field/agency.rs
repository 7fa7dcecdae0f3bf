//! An agency by its identification code, e.g. `000.00.06.H56` (Decision 20/2020/QĐ-TTg).

use super::{Check, fault, reference};
use crate::form::directory::Directory;
use crate::form::issue::Fault;

pub(super) fn check(code: &str, path: &str, directory: &dyn Directory) -> Check {
    let shape = (1..=40).contains(&code.len())
        && code
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    if shape {
        reference::check(code, path, directory.agency(code))
    } else {
        fault(path, Fault::NotAChoice)
    }
}
