//! What was sent outside the portal, to whom it goes how, and what could not be sent.

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;
use crate::notice::{ChannelKind, Occasion};
use crate::time::Timestamp;

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits for its first or next try.
    Waiting,
    /// The provider took it.
    Sent,
    /// Given up; an administrator can send it again.
    Dead,
    /// Not sent, because the month's messages are used up.
    Withheld,
}

impl DeliveryState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Sent, Self::Dead, Self::Withheld];

    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Withheld => "withheld",
        }
    }

    /// Reads [`DeliveryState::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Name for people.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        use crate::i18n::t::delivery as say;
        match self {
            Self::Waiting => say::state_waiting(lang),
            Self::Sent => say::state_sent(lang),
            Self::Dead => say::state_dead(lang),
            Self::Withheld => say::state_withheld(lang),
        }
    }
}

/// One notice over one channel, as applicant and officers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryView {
    /// Id.
    pub id: String,
    /// When it was written.
    pub at: Timestamp,
    /// What it is about.
    pub occasion: Occasion,
    /// How it goes.
    pub channel: ChannelKind,
    /// Where to, masked.
    pub to: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// Tries so far.
    pub attempts: u32,
    /// When the provider took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
}

/// A delivery that was given up, as administrators see it: without the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeadLetter {
    /// The delivery.
    pub delivery: DeliveryView,
    /// Code of the dossier.
    pub code: String,
    /// What the last try failed with, for technicians.
    pub reason: String,
}

/// How sending goes, for administrators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryReport {
    /// Channels that are set up.
    pub channels: Vec<ChannelKind>,
    /// Deliveries that wait.
    pub waiting: u64,
    /// Short messages of this month.
    pub sms_this_month: u64,
    /// Short messages a month may have; no end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms_a_month: Option<u64>,
    /// Not sent this month because of that.
    pub withheld: u64,
    /// Given up, latest first, a hundred at most.
    pub dead: Vec<DeadLetter>,
}

/// A channel and the person's address on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReachView {
    /// The channel.
    pub channel: ChannelKind,
    /// The address that is confirmed for this person, masked; none when nothing is confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The channels chosen for an occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OccasionChoice {
    /// The occasion.
    pub occasion: Occasion,
    /// Channels over which it goes, beside the portal.
    pub channels: Vec<ChannelKind>,
}

/// How the person is reached outside the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeSettings {
    /// Language of what is sent.
    pub lang: Lang,
    /// Channels of this installation.
    pub channels: Vec<ReachView>,
    /// Every occasion with its channels.
    pub occasions: Vec<OccasionChoice>,
}

/// A change of [`NoticeSettings`]: occasions that are not named stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticeSettingsChange {
    /// Language of what is sent.
    pub lang: Lang,
    /// Occasions with their channels.
    pub occasions: Vec<OccasionChoice>,
}
