//! The ways out of the portal: e-mail over SMTP, short messages and Zalo over providers that speak HTTP, web push.
//!
//! A channel hands one message to a provider and says what became of it. It knows neither dossiers nor the database; when
//! and how often something is sent, [`crate::service::delivery`] decides. Addresses and words are never logged.

mod http;
mod mail;
mod push;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use motcua_shared::notice::{ChannelKind, QuietHours, SendFault};

pub use self::http::{HttpChannel, HttpProvider};
pub(crate) use self::http::{HttpClient, address_of, client, header_of};
pub use self::mail::{MailChannel, MailServer};
pub use self::push::{OwnServices, PushChannel, Subscription, VapidKey};

/// Longest time one message may take, from connecting to the provider's answer.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// One message to one address.
#[derive(Clone, Debug)]
pub struct Message {
    /// The same for every try, so that a provider can tell a repetition.
    pub id: String,
    /// Where to.
    pub to: String,
    /// Subject; of e-mails only.
    pub subject: String,
    /// Text.
    pub text: String,
    /// What opens when a push is touched: a path of the portal.
    pub link: String,
}

/// Why a message was not taken, and what that means for the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Trying again makes sense.
    #[error("{0}")]
    Later(SendFault),
    /// It never will: the address or the message is refused.
    #[error("{0}")]
    Never(SendFault),
    /// The device takes nothing any more: it switched notices off, or is no longer used.
    #[error("{0}")]
    Gone(SendFault),
}

impl SendError {
    /// What was wrong.
    #[must_use]
    pub const fn fault(self) -> SendFault {
        match self {
            Self::Later(fault) | Self::Never(fault) | Self::Gone(fault) => fault,
        }
    }
}

/// A way out.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Hands a message to the provider.
    ///
    /// # Errors
    /// See [`SendError`].
    async fn send(&self, message: &Message) -> Result<(), SendError>;
}

/// The channels of this installation, and the rules that hold for them.
#[derive(Clone, Default)]
pub struct Channels {
    /// What is set up.
    pub open: BTreeMap<ChannelKind, Arc<dyn Channel>>,
    /// Where addresses in messages begin: scheme and host, without a slash at the end.
    pub site: String,
    /// When nothing may ring.
    pub quiet: Option<QuietHours>,
    /// Short messages a month; no end when absent.
    pub sms_a_month: Option<u64>,
    /// Longest time one message may take; [`PATIENCE`] when absent.
    pub patience: Option<Duration>,
    /// Web push once more, for what browsers need to subscribe.
    pub push: Option<Arc<PushChannel>>,
}

impl Channels {
    /// The same with one more way out.
    #[must_use]
    pub fn with(mut self, kind: ChannelKind, channel: Arc<dyn Channel>) -> Self {
        self.open.insert(kind, channel);
        self
    }

    /// The same with web push.
    #[must_use]
    pub fn with_push(self, channel: PushChannel) -> Self {
        let channel = Arc::new(channel);
        let push = Some(Arc::clone(&channel));
        let mut channels = self.with(ChannelKind::Push, channel);
        channels.push = push;
        channels
    }

    /// The way out of a kind, if it is set up.
    #[must_use]
    pub fn get(&self, kind: ChannelKind) -> Option<&Arc<dyn Channel>> {
        self.open.get(&kind)
    }

    /// What is set up.
    pub fn kinds(&self) -> impl Iterator<Item = ChannelKind> + '_ {
        self.open.keys().copied()
    }

    /// Whether nothing leaves the portal.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }
}
