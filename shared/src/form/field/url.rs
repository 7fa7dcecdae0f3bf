//! The address of a web page. `https://` is added when it was left out.

use super::{Check, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;

pub(super) fn check(typed: &str, path: &str) -> Check {
    read(typed).map_or_else(
        || fault(path, Fault::NotUrl),
        |url| clean(Answer::Text(url)),
    )
}

/// The address with its scheme; `None` when it is none.
pub(super) fn read(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let lower = typed.to_ascii_lowercase();
    let (scheme, rest) = if lower.starts_with("https://") {
        ("https://", typed.get(8..))
    } else if lower.starts_with("http://") {
        ("http://", typed.get(7..))
    } else {
        ("https://", Some(typed))
    };
    let rest = rest.unwrap_or_default();
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host_is_one = host.contains('.')
        && host.split('.').all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || letter == '-')
        });
    let plain = !rest.chars().any(|letter| {
        letter.is_whitespace() || letter.is_control() || matches!(letter, '"' | '<' | '>' | '@')
    });
    (host_is_one && plain && rest.len() <= 500).then(|| format!("{scheme}{rest}"))
}
