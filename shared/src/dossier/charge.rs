//! What an applicant has to pay for a dossier (T13–T15, R-PAY-02, R-PAY-05): asked for, paid or waived. Money of a gateway and its
//! messages are not here.

use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::i18n::{Lang, t::dossier as say};
use crate::time::Timestamp;

/// Most đồng of one request: more is a slip of the keyboard.
pub const MOST: u64 = 10_000_000_000;

/// Money that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Charge {
    /// In đồng, more than nothing.
    pub amount: u64,
    /// What for, as the applicant reads it.
    pub reason: String,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// By when it is to be paid.
    pub due_at: Timestamp,
    /// Status to go back to.
    pub before: Status,
    /// How it was settled; open without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settlement>,
}

/// How a charge was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settlement {
    /// When.
    pub at: Timestamp,
    /// How.
    pub paid_by: PaidBy,
    /// Number of the receipt, or ground of the exemption.
    pub reference: String,
}

/// Ways to settle a charge (R-PAY-02).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// At the counter.
    #[default]
    Cash,
    /// To the account of the agency.
    Transfer,
    /// Through the post.
    Post,
    /// Not to be paid after all.
    Exempt,
}

impl PaidBy {
    /// All ways.
    pub const ALL: [Self; 4] = [Self::Cash, Self::Transfer, Self::Post, Self::Exempt];

    /// “Tiền mặt”.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Cash => say::paid_cash(lang),
            Self::Transfer => say::paid_transfer(lang),
            Self::Post => say::paid_post(lang),
            Self::Exempt => say::paid_exempt(lang),
        }
    }
}
