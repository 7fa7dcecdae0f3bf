//! The ways a notice can leave the portal. In the portal itself everybody always has it.

use serde::{Deserialize, Serialize};

use crate::i18n::{Lang, t::delivery as say};

/// A channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// E-mail.
    Email,
    /// Short message to a phone.
    Sms,
    /// Zalo.
    Zalo,
    /// Web push to a browser whose pages are closed.
    Push,
}

impl ChannelKind {
    /// All channels.
    pub const ALL: [Self; 4] = [Self::Email, Self::Sms, Self::Zalo, Self::Push];

    /// Name in the database and in template files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Zalo => "zalo",
            Self::Push => "push",
        }
    }

    /// Reads [`ChannelKind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.key() == key)
    }

    /// Name for people.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Email => say::channel_email(lang),
            Self::Sms => say::channel_sms(lang),
            Self::Zalo => say::channel_zalo(lang),
            Self::Push => say::channel_push(lang),
        }
    }

    /// Rings at night, so quiet hours hold it back.
    #[must_use]
    pub const fn rings(self) -> bool {
        matches!(self, Self::Sms | Self::Zalo | Self::Push)
    }

    /// Others may read it on a locked screen or at the provider: code, date and address only (R-NOTI-08).
    #[must_use]
    pub const fn is_overheard(self) -> bool {
        matches!(self, Self::Sms | Self::Zalo | Self::Push)
    }

    /// An address as the log shows it: `+84•••••002`, `c•••@example.org`. Enough to recognise one's own. Of a push it is the
    /// device's id and, after a space, its name: only that is shown.
    #[must_use]
    pub fn masked(self, address: &str) -> String {
        const DOTS: &str = "•••";
        match self {
            Self::Email => match address.split_once('@') {
                Some((name, host)) => {
                    let first: String = name.chars().take(1).collect();
                    format!("{first}{DOTS}@{host}")
                }
                None => DOTS.to_owned(),
            },
            Self::Push => address
                .split_once(' ')
                .map_or(DOTS, |(_, name)| name)
                .to_owned(),
            Self::Sms | Self::Zalo => {
                let length = address.chars().count();
                let end: String = address.chars().skip(length.saturating_sub(3)).collect();
                format!("{DOTS}{}", if length > 6 { end.as_str() } else { "" })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_recognised_but_not_told() {
        assert_eq!(
            ChannelKind::Email.masked("cong.dan.02@example.org"),
            "c•••@example.org"
        );
        assert_eq!(ChannelKind::Sms.masked("+84900000002"), "•••002");
        assert_eq!(ChannelKind::Sms.masked("123"), "•••");
        assert_eq!(ChannelKind::Email.masked("x"), "•••");
        assert_eq!(
            ChannelKind::Push.masked("018f Chrome · Android"),
            "Chrome · Android"
        );
        assert_eq!(ChannelKind::Push.masked("018f"), "•••");
        for channel in ChannelKind::ALL {
            assert_eq!(ChannelKind::from_key(channel.key()), Some(channel));
        }
    }
}
