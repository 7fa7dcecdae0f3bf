//! Where a person is reached outside the portal: devices that take pushes, and addresses that a code confirms.

use serde::{Deserialize, Serialize};

use super::NoticeSettings;
use crate::time::Timestamp;

/// A device that takes pushes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushDevice {
    /// Id.
    pub id: String,
    /// Browser and system, as the device named them.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
    /// The beginning of the SHA-256 of its address at the push service, by which a device recognises itself.
    pub mark: String,
}

/// Letters of [`PushDevice::mark`].
pub const PUSH_MARK: usize = 16;

/// Pushes of the signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushSetup {
    /// The key that browsers subscribe with (RFC 8292), base64url; none when this installation sends no pushes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Devices, the newest last.
    pub devices: Vec<PushDevice>,
}

/// A device that wants pushes: what its browser gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPushDevice {
    /// Address at the push service.
    pub endpoint: String,
    /// Public key of the browser, base64url.
    pub p256dh: String,
    /// Authentication secret of the browser, base64url.
    pub auth: String,
    /// Browser and system.
    pub name: String,
}

/// Kinds of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AddressKind {
    /// E-mail.
    Email,
    /// Mobile phone.
    Phone,
}

/// Wrong codes after which a new one is needed.
pub const CODE_TRIES: u32 = 5;
/// A code holds so long, seconds.
pub const CODE_SECONDS: i64 = 600;
/// Digits of a code.
pub const CODE_DIGITS: usize = 6;

/// An address that is to be confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAddress {
    /// What it is.
    pub kind: AddressKind,
    /// The address as typed.
    pub address: String,
}

/// A code was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeSent {
    /// Where to, masked.
    pub to: String,
    /// Until when it holds.
    pub until: Timestamp,
}

/// The code as it was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddressCode {
    /// What it confirms.
    pub kind: AddressKind,
    /// The code; blanks do not count.
    pub code: String,
}

/// What became of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CodeOutcome {
    /// The address is confirmed.
    Confirmed,
    /// It is another one; so many tries are left.
    Wrong {
        /// Tries left.
        left: u32,
    },
    /// A new one is needed: it is too old, was tried too often, or was never asked for.
    Over,
}

/// The answer to a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeAnswer {
    /// What became of it.
    pub outcome: CodeOutcome,
    /// How the person is reached now.
    pub settings: NoticeSettings,
}
