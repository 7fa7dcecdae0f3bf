//! What an item of a vault is worth at a moment. Items are never deleted or overwritten: they are marked, and the marks decide.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What an item is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It counts and is offered.
    #[default]
    InForce,
    /// A newer one of the same source has taken its place.
    Superseded,
    /// What proved it was taken back: the result was wrong (T24).
    Revoked,
    /// Its validity is over.
    Expired,
    /// The person does not want it to be offered.
    Restricted,
    /// The person says that it is wrong, and that is not decided yet.
    Disputed,
}

/// The marks of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// Since when a newer one has its place.
    pub superseded_at: Option<Timestamp>,
    /// Since when it is taken back.
    pub revoked_at: Option<Timestamp>,
    /// The first moment at which it no longer counts.
    pub valid_until: Option<Timestamp>,
    /// Since when the person restricts its use.
    pub restricted_at: Option<Timestamp>,
    /// Since when the person disputes it.
    pub disputed_at: Option<Timestamp>,
}

impl Life {
    /// What the item is worth at `at`. The mark that nobody can lift comes first.
    #[must_use]
    pub fn state(&self, at: Timestamp) -> State {
        let since = |mark: Option<Timestamp>| mark.is_some_and(|mark| mark <= at);
        if since(self.revoked_at) {
            State::Revoked
        } else if since(self.superseded_at) {
            State::Superseded
        } else if since(self.valid_until) {
            State::Expired
        } else if since(self.restricted_at) {
            State::Restricted
        } else if since(self.disputed_at) {
            State::Disputed
        } else {
            State::InForce
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_000);
    const LATER: Timestamp = Timestamp::from_micros(1_001);

    #[test]
    fn each_mark_counts_from_its_moment() {
        type Marked = fn(Timestamp) -> Life;
        let make: [(Marked, State); 5] = [
            (
                |at| Life {
                    superseded_at: Some(at),
                    ..Life::default()
                },
                State::Superseded,
            ),
            (
                |at| Life {
                    revoked_at: Some(at),
                    ..Life::default()
                },
                State::Revoked,
            ),
            (
                |at| Life {
                    valid_until: Some(at),
                    ..Life::default()
                },
                State::Expired,
            ),
            (
                |at| Life {
                    restricted_at: Some(at),
                    ..Life::default()
                },
                State::Restricted,
            ),
            (
                |at| Life {
                    disputed_at: Some(at),
                    ..Life::default()
                },
                State::Disputed,
            ),
        ];
        for (life, state) in make {
            assert_eq!(life(NOW).state(NOW), state);
            assert_eq!(life(LATER).state(NOW), State::InForce);
        }
        assert_eq!(Life::default().state(NOW), State::InForce);
    }

    #[test]
    fn what_was_taken_back_is_never_merely_old() {
        let life = Life {
            superseded_at: Some(NOW),
            revoked_at: Some(NOW),
            valid_until: Some(NOW),
            restricted_at: Some(NOW),
            disputed_at: Some(NOW),
        };
        assert_eq!(life.state(NOW), State::Revoked);
    }
}
