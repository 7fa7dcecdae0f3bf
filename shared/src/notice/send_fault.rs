//! Why a notice could not be handed to its channel, for those who look after sending: neither address nor text is in it.

use std::fmt;

use crate::i18n::{Lang, t::delivery as say};

/// Why a try failed. Written down as [`fmt::Display`] writes it, read back by [`SendFault::read`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendFault {
    /// The address is none.
    NoAddress,
    /// The message cannot be put into the form that the channel wants.
    Unwritable,
    /// The provider cannot be reached.
    Unreachable,
    /// The provider took the connection and said nothing in time.
    Silent,
    /// The answer ended in its midst, or makes no sense.
    Garbled,
    /// No safe connection came about.
    NoTls,
    /// The provider refused this message, with its code.
    Refused(u16),
    /// The provider could not do it, with its code.
    Answered(u16),
    /// The channel is not set up any more.
    NotSetUp,
    /// The device takes nothing any more.
    DeviceGone,
    /// The server ended during each try.
    Interrupted,
}

impl SendFault {
    const PLAIN: [(&'static str, Self); 9] = [
        ("no_address", Self::NoAddress),
        ("unwritable", Self::Unwritable),
        ("unreachable", Self::Unreachable),
        ("silent", Self::Silent),
        ("garbled", Self::Garbled),
        ("no_tls", Self::NoTls),
        ("not_set_up", Self::NotSetUp),
        ("device_gone", Self::DeviceGone),
        ("interrupted", Self::Interrupted),
    ];

    /// Reads what was written down; `None` for what this program does not write.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match text.split_once(' ') {
            Some(("refused", code)) => code.parse().ok().map(Self::Refused),
            Some(("answered", code)) => code.parse().ok().map(Self::Answered),
            Some(_) => None,
            None => {
                let known = Self::PLAIN.iter().find(|(key, _)| *key == text);
                known.map(|(_, fault)| *fault)
            }
        }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::NoAddress => say::fault_no_address(lang).to_owned(),
            Self::Unwritable => say::fault_unwritable(lang).to_owned(),
            Self::Unreachable => say::fault_unreachable(lang).to_owned(),
            Self::Silent => say::fault_silent(lang).to_owned(),
            Self::Garbled => say::fault_garbled(lang).to_owned(),
            Self::NoTls => say::fault_no_tls(lang).to_owned(),
            Self::Refused(code) => say::fault_refused(lang, &code.to_string()),
            Self::Answered(code) => say::fault_answered(lang, &code.to_string()),
            Self::NotSetUp => say::fault_not_set_up(lang).to_owned(),
            Self::DeviceGone => say::fault_device_gone(lang).to_owned(),
            Self::Interrupted => say::fault_interrupted(lang).to_owned(),
        }
    }
}

impl fmt::Display for SendFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(code) => write!(f, "refused {code}"),
            Self::Answered(code) => write!(f, "answered {code}"),
            plain => {
                let known = Self::PLAIN.iter().find(|(_, one)| one == plain);
                f.write_str(known.map_or("", |(key, _)| key))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_down_is_read_back_and_has_words() {
        let coded = [SendFault::Refused(550), SendFault::Answered(503)];
        let plain = SendFault::PLAIN.map(|(_, fault)| fault);
        for fault in plain.into_iter().chain(coded) {
            assert_eq!(SendFault::read(&fault.to_string()), Some(fault));
            assert_ne!(fault.words(Lang::Vi), fault.words(Lang::En));
        }
        assert!(SendFault::Refused(550).words(Lang::Vi).contains("550"));
        for other in ["", "refused", "refused x", "the provider was silent"] {
            assert_eq!(SendFault::read(other), None, "{other}");
        }
    }
}
