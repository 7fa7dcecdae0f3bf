//! A box to tick.

use serde::{Deserialize, Serialize};

use super::{Check as Checked, clean, fault};
use crate::form::answers::Answer;
use crate::form::issue::Fault;

/// A box to tick.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Check {
    /// Must be ticked, as for a consent.
    #[serde(default)]
    pub must_accept: bool,
}

impl Check {
    pub(super) fn check(&self, flag: bool, path: &str) -> Checked {
        if self.must_accept && !flag {
            fault(path, Fault::MustAccept)
        } else {
            clean(Answer::Flag(flag))
        }
    }
}
