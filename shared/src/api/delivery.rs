//! What was sent outside the portal, to whom it goes how, and what could not be sent.

use serde::{Deserialize, Serialize};

use crate::i18n::Lang;
use crate::notice::template::TemplateFault;
use crate::notice::{ChannelKind, Occasion, Template};
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
    /// Not sent, because the device takes no notices any more.
    Gone,
}

impl DeliveryState {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Sent,
        Self::Dead,
        Self::Withheld,
        Self::Gone,
    ];

    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Withheld => "withheld",
            Self::Gone => "gone",
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
            Self::Gone => say::state_gone(lang),
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
    /// What the last try failed with: a [`SendFault`](crate::notice::SendFault) as it is written down.
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

/// The words of a notice that hold now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeTemplateView {
    /// What the notice is about.
    pub occasion: Occasion,
    /// Over which channel.
    pub channel: ChannelKind,
    /// In which language.
    pub lang: Lang,
    /// The words.
    pub template: Template,
    /// An administrator wrote them; else they are built in.
    pub changed: bool,
}

/// Other words for a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticeTemplateChange {
    /// What the notice is about.
    pub occasion: Occasion,
    /// Over which channel.
    pub channel: ChannelKind,
    /// In which language.
    pub lang: Lang,
    /// The words; without a text the built-in ones come back.
    pub template: Template,
}

/// What a notice with these words would say, and one sent to try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticePreviewRequest {
    /// Over which channel.
    pub channel: ChannelKind,
    /// In which language.
    pub lang: Lang,
    /// The words.
    pub template: Template,
    /// Code of the dossier it would be about.
    pub code: String,
    /// Where to send it at once; empty for only looking.
    pub to: String,
}

/// A notice as it would be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticePreview {
    /// Subject; of e-mails only.
    pub subject: String,
    /// Text.
    pub text: String,
    /// What is wrong with the words; with a fault they are neither kept nor sent.
    pub faults: Vec<TemplateFault>,
    /// The provider took the one sent to try.
    pub sent: bool,
    /// Why it did not, for technicians.
    pub reason: String,
}
