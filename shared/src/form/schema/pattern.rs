//! The engine's patterns in the dialect of JSON Schema (ECMA-262 with `u`), anchored at both ends.

use std::iter::Peekable;
use std::str::Chars;

use crate::form::field::pattern::Pattern;

/// The pattern for a schema; `None` when the engine itself cannot read it.
pub(super) fn ecma(pattern: &Pattern) -> Option<String> {
    if !pattern.is_sound() {
        return None;
    }
    let mut out = String::from("^(?:");
    let mut letters = pattern.source().chars().peekable();
    let mut in_set = false;
    // The first sign of a set may be a closing bracket that stands for itself.
    let mut first_in_set = false;
    while let Some(letter) = letters.next() {
        let first = std::mem::take(&mut first_in_set);
        match letter {
            '\\' => escaped(&mut letters, in_set, &mut out)?,
            '[' if !in_set => {
                in_set = true;
                first_in_set = true;
                out.push('[');
                if letters.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
            }
            ']' if in_set && !first => {
                in_set = false;
                out.push(']');
            }
            '.' if !in_set => out.push_str(r"[\s\S]"),
            '[' | ']' | '^' | '&' | '~' if in_set => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out.push_str(")$");
    Some(out)
}

fn escaped(letters: &mut Peekable<Chars<'_>>, in_set: bool, out: &mut String) -> Option<()> {
    let set = |inner: &str| {
        if in_set {
            inner.to_owned()
        } else {
            format!("[{inner}]")
        }
    };
    match letters.next()? {
        'd' => out.push_str(&set("0-9")),
        'w' => out.push_str(&set(r"\p{Alphabetic}\p{N}_")),
        's' => out.push_str(r"\s"),
        'p' => {
            let name = letters.nth(1)?;
            letters.next();
            out.push_str(&set(match name {
                'L' => r"\p{Alphabetic}",
                'M' => r"\u0300-\u036f",
                _ => "0-9",
            }));
        }
        sign if "^$\\.*+?()[]{}|/".contains(sign) || (sign == '-' && in_set) => {
            out.push('\\');
            out.push(sign);
        }
        sign => out.push(sign),
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_anchored_and_spelt_out() {
        for (own, wanted) in [
            (r"\d{2,4}", "^(?:[0-9]{2,4})$"),
            (r"[A-Z\d\-]+x?", r"^(?:[A-Z0-9\-]+x?)$"),
            (r"a\/b\.c.", r"^(?:a\/b\.c[\s\S])$"),
            (
                r"[\p{L} ]\w",
                r"^(?:[\p{Alphabetic} ][\p{Alphabetic}\p{N}_])$",
            ),
            (r"[]a]\%", r"^(?:[\]a]%)$"),
        ] {
            assert_eq!(ecma(&Pattern::new(own)).as_deref(), Some(wanted), "{own}");
        }
        assert_eq!(ecma(&Pattern::new("(")), None);
    }
}
