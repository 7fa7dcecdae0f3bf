//! A tax code: ten digits with a check digit, thirteen for a branch, or a personal identification number, which has been
//! the tax code of persons and household businesses since 2025-07-01 (Circular 86/2024/TT-BTC).

use time::Date;

use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;
use crate::identity::{self, CitizenId};

pub(super) fn check(typed: &str, path: &str, today: Date) -> Check {
    let digits: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '.' | '-'))
        .collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return fault(path, Fault::TaxCodeDigits);
    }
    match digits.len() {
        10 if identity::is_tax_code(&digits) => clean(Answer::Text(digits)),
        13 => match digits.split_at_checked(10) {
            Some((head, branch)) if identity::is_tax_code(head) => {
                clean(Answer::Text(format!("{head}-{branch}")))
            }
            _ => fault(path, Fault::TaxCodeCheck),
        },
        10 => fault(path, Fault::TaxCodeCheck),
        12 if CitizenId::parse(&digits, today).is_ok() => clean(Answer::Text(digits)),
        12 => fault(path, Fault::TaxCodePerson),
        _ => fault(path, Fault::TaxCodeDigits),
    }
}
