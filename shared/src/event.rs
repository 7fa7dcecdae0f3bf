//! Live events: what changed, not the data. Screens that show it fetch again; [`Interest`] says which.

use serde::{Deserialize, Serialize};

use crate::dossier::Action;

/// One event of a user's stream. `id` is the cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveEvent {
    /// Grows with time; send the last one seen to get exactly what was missed.
    pub id: i64,
    /// Whom it concerns.
    pub kind: LiveKind,
    /// What was done with the dossier; `None` when only something beside it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// The dossier concerned.
    pub dossier: String,
    /// Its code.
    pub code: String,
    /// A notice came with it, for the account of this stream.
    pub notice: bool,
    /// One short sentence in Vietnamese, for the polite announcement; empty when there is nothing to say.
    pub vi: String,
    /// The same in English.
    pub en: String,
}

/// Something after the cursor of a client is no longer kept: it loads everything anew and goes on from this cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveReset {
    /// The cursor from here on.
    pub cursor: i64,
}

/// Whom an event concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LiveKind {
    /// The applicant: their own dossier changed.
    Dossier,
    /// The officers of an agency: one of its dossiers changed or arrived.
    Queue,
    /// One officer: a dossier was given to them. The same change also comes as [`LiveKind::Queue`].
    Assigned,
    /// The officers of an agency: something beside a dossier changed – a note, a label, who looks at it.
    Aside,
}

impl LiveKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Dossier, Self::Queue, Self::Assigned, Self::Aside];

    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Dossier => "dossier",
            Self::Queue => "queue",
            Self::Assigned => "assigned",
            Self::Aside => "aside",
        }
    }

    /// Reads [`LiveKind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// What a screen shows, so that it fetches again only when an event is about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interest {
    /// The person's own dossiers and drafts.
    Own,
    /// The queue of the officer's agency.
    Queue,
    /// One dossier, by its id.
    Dossier(String),
    /// What stands beside one dossier, by its id.
    Aside(String),
    /// Notices and their number.
    Notices,
}

impl Interest {
    /// Whether what the screen shows may look different after the event.
    #[must_use]
    pub fn meets(&self, event: &LiveEvent) -> bool {
        match self {
            Self::Own => event.kind == LiveKind::Dossier,
            Self::Queue => event.kind == LiveKind::Queue,
            // The officer to whom it was given hears of the same change twice: once is enough to fetch.
            Self::Dossier(id) => {
                matches!(event.kind, LiveKind::Dossier | LiveKind::Queue) && event.dossier == *id
            }
            Self::Aside(id) => event.kind == LiveKind::Aside && event.dossier == *id,
            Self::Notices => event.notice,
        }
    }
}

impl LiveEvent {
    /// The sentence in a language.
    #[must_use]
    pub fn sentence(&self, lang: crate::i18n::Lang) -> &str {
        match lang {
            crate::i18n::Lang::Vi => &self.vi,
            crate::i18n::Lang::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: LiveKind, dossier: &str, notice: bool) -> LiveEvent {
        LiveEvent {
            id: 1,
            kind,
            action: Some(Action::Forward),
            dossier: dossier.to_owned(),
            code: String::new(),
            notice,
            vi: String::new(),
            en: String::new(),
        }
    }

    #[test]
    fn a_screen_hears_only_what_it_shows() {
        let screens = [
            Interest::Own,
            Interest::Queue,
            Interest::Dossier("a".to_owned()),
            Interest::Aside("a".to_owned()),
            Interest::Notices,
        ];
        let heard = |event: LiveEvent| screens.each_ref().map(|screen| screen.meets(&event));
        for (event, expected) in [
            (
                event(LiveKind::Dossier, "a", true),
                [true, false, true, false, true],
            ),
            (
                event(LiveKind::Dossier, "b", false),
                [true, false, false, false, false],
            ),
            (
                event(LiveKind::Queue, "a", false),
                [false, true, true, false, false],
            ),
            (
                event(LiveKind::Queue, "b", false),
                [false, true, false, false, false],
            ),
            (
                event(LiveKind::Assigned, "a", true),
                [false, false, false, false, true],
            ),
            (
                event(LiveKind::Aside, "a", false),
                [false, false, false, true, false],
            ),
            (event(LiveKind::Aside, "b", false), [false; 5]),
        ] {
            assert_eq!(heard(event.clone()), expected, "{event:?}");
        }
    }

    #[test]
    fn kinds_are_read_back_from_their_keys() {
        for kind in LiveKind::ALL {
            assert_eq!(LiveKind::from_key(kind.key()), Some(kind));
        }
        assert_eq!(LiveKind::from_key("other"), None);
    }
}
