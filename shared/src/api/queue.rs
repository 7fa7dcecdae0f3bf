//! A page of the officers' queue: which part, which filters, which order, from where on. All of it is in the address, so that
//! going back and sending somebody the link work. The rows themselves are [`super::QueueRow`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::staff::QueueRow;
use crate::i18n::Bilingual;

/// Filter “officer” for dossiers that nobody has taken.
pub const NOBODY: &str = "nobody";

/// Which part of the queue.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueView {
    /// What I can act on now: given to me, or to nobody, at a step of my role in my unit.
    #[default]
    Mine,
    /// Everything that lies at my unit.
    Unit,
    /// Came to my unit, and nobody has begun: newly filed, or passed on to the whole unit.
    Incoming,
    /// All live dossiers of the agency.
    Agency,
    /// Of any agency: my unit is asked for an opinion, or does a part of a step.
    Beside,
    /// Waiting for the applicant (5, 6).
    Waiting,
    /// Due by the same hour of the next working day, and not past.
    Due,
    /// Overdue.
    Overdue,
    /// Ended.
    Done,
}

impl QueueView {
    /// All, in the order of the menu.
    pub const ALL: [Self; 9] = [
        Self::Mine,
        Self::Unit,
        Self::Incoming,
        Self::Agency,
        Self::Beside,
        Self::Waiting,
        Self::Due,
        Self::Overdue,
        Self::Done,
    ];

    /// Key in addresses.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unit => "unit",
            Self::Incoming => "incoming",
            Self::Agency => "agency",
            Self::Beside => "beside",
            Self::Waiting => "waiting",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Done => "done",
        }
    }

    /// Reads [`QueueView::key`]; anything else is "mine".
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|view| view.key() == key)
            .unwrap_or_default()
    }
}

/// Order of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QueueSort {
    /// What is due first; of what has ended, what ended last.
    #[default]
    Due,
    /// What was filed first.
    Oldest,
    /// What was filed last.
    Newest,
    /// By code.
    Code,
}

impl QueueSort {
    /// Key in addresses.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Oldest => "oldest",
            Self::Newest => "newest",
            Self::Code => "code",
        }
    }

    /// Reads [`QueueSort::key`]; anything else is by due date.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        [Self::Due, Self::Oldest, Self::Newest, Self::Code]
            .into_iter()
            .find(|sort| sort.key() == key)
            .unwrap_or_default()
    }
}

/// Criteria of a page of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct QueueQuery {
    /// Part of the queue.
    pub view: QueueView,
    /// Words: code, owner, procedure; tones may be left out.
    pub q: String,
    /// National status code; 0 for all.
    pub status: u8,
    /// Procedure code; empty for all.
    pub procedure: String,
    /// Id of the unit where it lies; empty for all.
    pub unit: String,
    /// Account of the officer in charge, or [`NOBODY`]; empty for all.
    pub officer: String,
    /// Id of a label on it; empty for all.
    pub label: String,
    /// Only those that nothing has happened to for two working days.
    pub idle: bool,
    /// Order.
    pub sort: QueueSort,
    /// The rows after this place: `after` of a page that was answered. Empty for the beginning.
    pub after: String,
    /// The rows before this place: `before` of a page that was answered; `after` is then empty.
    pub before: String,
}

impl QueueQuery {
    /// Names and values for a query string; what has its usual value is left out, but for view and order.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            ("view", self.view.key().to_owned()),
            ("sort", self.sort.key().to_owned()),
        ];
        if self.status > 0 {
            pairs.push(("status", self.status.to_string()));
        }
        if self.idle {
            pairs.push(("idle", "true".to_owned()));
        }
        for (name, value) in [
            ("q", &self.q),
            ("procedure", &self.procedure),
            ("unit", &self.unit),
            ("officer", &self.officer),
            ("label", &self.label),
            ("after", &self.after),
            ("before", &self.before),
        ] {
            if !value.is_empty() {
                pairs.push((name, value.clone()));
            }
        }
        pairs
    }

    /// Reads [`QueueQuery::pairs`]: `value` gives the value of a name, empty when it is not there. An address that somebody
    /// has changed by hand still gives a list.
    #[must_use]
    pub fn read(value: impl Fn(&str) -> String) -> Self {
        Self {
            view: QueueView::from_key(&value("view")),
            q: value("q"),
            status: value("status").parse().unwrap_or_default(),
            procedure: value("procedure"),
            unit: value("unit"),
            officer: value("officer"),
            label: value("label"),
            idle: value("idle") == "true",
            sort: QueueSort::from_key(&value("sort")),
            after: value("after"),
            before: value("before"),
        }
    }

    /// The same list from its beginning.
    #[must_use]
    pub fn from_start(&self) -> Self {
        Self {
            after: String::new(),
            before: String::new(),
            ..self.clone()
        }
    }

    /// Whether something narrows the view.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        let whole = Self {
            view: self.view,
            sort: self.sort,
            ..Self::default()
        };
        self.from_start() != whole
    }
}

/// A page of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueuePage {
    /// The rows.
    pub page: QueueSlice,
    /// How many dossiers each view has, without the filters.
    pub counts: BTreeMap<QueueView, u64>,
    /// Procedures that occur, for the filter: code and name.
    pub procedures: Vec<(String, Bilingual)>,
}

/// The rows of a page, and how to go on from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueSlice {
    /// The rows.
    pub items: Vec<QueueRow>,
    /// How many there are on all pages.
    pub total: u64,
    /// Give it as `before` for the page before; empty on the first page.
    pub before: String,
    /// Give it as `after` for the page after; empty on the last page.
    pub after: String,
}

/// The dossiers beside one in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Neighbours {
    /// The one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Neighbour>,
    /// The one after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Neighbour>,
}

/// A dossier beside another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Neighbour {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_everything_and_is_read_back() {
        let query = QueueQuery {
            view: QueueView::Unit,
            q: "trần & con".to_owned(),
            status: 4,
            procedure: "1.001193".to_owned(),
            unit: "u".to_owned(),
            officer: NOBODY.to_owned(),
            label: "l".to_owned(),
            idle: true,
            sort: QueueSort::Newest,
            after: "17~a".to_owned(),
            before: "18~b".to_owned(),
        };
        for query in [query, QueueQuery::default()] {
            let pairs = query.pairs();
            let value = |name: &str| {
                let found = pairs.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            };
            assert_eq!(QueueQuery::read(value), query);
        }
    }

    #[test]
    fn order_and_place_are_no_filters() {
        let mut query = QueueQuery {
            view: QueueView::Done,
            sort: QueueSort::Code,
            after: "x".to_owned(),
            ..QueueQuery::default()
        };
        assert!(!query.is_filtered());
        query.idle = true;
        assert!(query.is_filtered());
    }
}
