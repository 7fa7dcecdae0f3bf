//! A bank account number: shape only, for banks number their accounts as they like. The bank's name is a text field of its own.

use super::{Check, clean, compact, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;

pub(super) fn check(typed: &str, path: &str) -> Check {
    let number = compact(typed);
    if (4..=24).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        clean(Answer::Text(number))
    } else {
        fault(path, Fault::NotBankAccount)
    }
}
