//! Phone numbers and e-mail addresses. A phone is stored in E.164 (R-VAL-06).

use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;
use crate::identity;

pub(super) fn check_phone(typed: &str, path: &str) -> Check {
    identity::parse_phone(typed).map_or_else(
        || fault(path, Fault::NotPhone),
        |e164| clean(Answer::Text(e164)),
    )
}

pub(super) fn check_email(typed: &str, path: &str) -> Check {
    let address = typed.trim();
    if identity::is_email(address) {
        clean(Answer::Text(address.to_owned()))
    } else {
        fault(path, Fault::NotEmail)
    }
}
