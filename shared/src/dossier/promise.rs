//! The promised date and everything that made or moved it: kept with the dossier, so that it can always be explained as it
//! was promised (R-TIME-07, R-TIME-11). The last part that names a date is the date in force.

use serde::{Deserialize, Serialize};

use super::workflow::{Clock, SupplementPolicy};
use crate::calendar::{Explanation, Line, LineKind};
use crate::i18n::{Lang, t::deadline as say};
use crate::time::{Timestamp, show_moment};

/// What made or moved the date, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Promise(pub Vec<PromisePart>);

/// One thing that made, stopped or moved the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PromisePart {
    /// Accepted: the limit starts (T02, T03).
    Started {
        /// The count.
        sum: Explanation,
    },
    /// Something was asked of the applicant: the limit stands still (T10, T13).
    Stopped {
        /// When.
        at: Timestamp,
        /// For what.
        #[serde(default, skip_serializing_if = "Waiting::is_usual")]
        waiting: Waiting,
    },
    /// The supplement came: the limit starts anew (T11, Decree 61/2018/NĐ-CP Art 19.4).
    Restarted {
        /// The count.
        sum: Explanation,
    },
    /// It came: the limit goes on (T11 with the policy `pause`, T14).
    Resumed {
        /// When it was stopped.
        stopped_at: Timestamp,
        /// When it went on.
        at: Timestamp,
        /// The time of waiting, added to the date before.
        sum: Explanation,
        /// What for.
        #[serde(default, skip_serializing_if = "Waiting::is_usual")]
        waiting: Waiting,
    },
    /// The agency apologised and gave a new date (T19).
    Rescheduled {
        /// When.
        at: Timestamp,
        /// The date before.
        was: Timestamp,
        /// The new date.
        due_at: Timestamp,
        /// Why.
        reason: String,
    },
    /// Counted anew after the calendar was corrected.
    Recalculated {
        /// When.
        at: Timestamp,
        /// The date before.
        was: Timestamp,
        /// The new count.
        sum: Explanation,
        /// Why.
        reason: String,
    },
}

/// What the limit stands still for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// A supplement.
    #[default]
    Supplement,
    /// A payment.
    Payment,
}

impl Waiting {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature that serde calls"
    )]
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// A part of the promise in words: what happened, then the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// What happened.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line>,
}

impl Promise {
    /// The date in force; `None` before acceptance.
    #[must_use]
    pub fn due_at(&self) -> Option<Timestamp> {
        self.0.iter().rev().find_map(|part| match part {
            PromisePart::Started { sum }
            | PromisePart::Restarted { sum }
            | PromisePart::Resumed { sum, .. }
            | PromisePart::Recalculated { sum, .. } => Some(sum.due_at),
            PromisePart::Rescheduled { due_at, .. } => Some(*due_at),
            PromisePart::Stopped { .. } => None,
        })
    }

    /// Whether the agency has already given a new date: there is no second one (R-FLOW-12).
    #[must_use]
    pub fn is_rescheduled(&self) -> bool {
        self.0
            .iter()
            .any(|part| matches!(part, PromisePart::Rescheduled { .. }))
    }

    /// When the limit was stopped, if it stands still.
    #[must_use]
    pub fn stopped_at(&self) -> Option<Timestamp> {
        self.stopped().map(|(at, _)| at)
    }

    fn stopped(&self) -> Option<(Timestamp, Waiting)> {
        match self.0.last() {
            Some(PromisePart::Stopped { at, waiting }) => Some((*at, *waiting)),
            _ => None,
        }
    }

    /// The limit starts.
    pub(super) fn start(&mut self, clock: Clock<'_>) {
        let sum = clock.calendar.explain(clock.now, clock.limit);
        self.0.push(PromisePart::Started { sum });
    }

    /// The limit stands still.
    pub(super) fn stop(&mut self, at: Timestamp, waiting: Waiting) {
        self.0.push(PromisePart::Stopped { at, waiting });
    }

    /// The limit runs again: anew, or on from where it stood.
    pub(super) fn go_on(&mut self, policy: SupplementPolicy, clock: Clock<'_>) {
        let part = match (policy, self.stopped(), self.due_at()) {
            (SupplementPolicy::Pause, Some((stopped_at, waiting)), Some(due)) => {
                PromisePart::Resumed {
                    stopped_at,
                    at: clock.now,
                    waiting,
                    sum: clock
                        .calendar
                        .explain_pause(due, stopped_at, clock.now, clock.limit),
                }
            }
            _ => PromisePart::Restarted {
                sum: clock.calendar.explain(clock.now, clock.limit),
            },
        };
        self.0.push(part);
    }

    /// The date as the present calendar and limit give it; `None` when nothing was promised, while it stands still, or after
    /// an apology, whose date was not counted.
    #[must_use]
    pub fn recounted(&self, clock: Clock<'_>) -> Option<Explanation> {
        if self.is_rescheduled() || self.stopped_at().is_some() {
            return None;
        }
        let mut found: Option<Explanation> = None;
        for part in &self.0 {
            match part {
                PromisePart::Started { sum } | PromisePart::Restarted { sum } => {
                    found = Some(clock.calendar.explain(sum.received_at, clock.limit));
                }
                PromisePart::Resumed { stopped_at, at, .. } => {
                    let due = found.as_ref()?.due_at;
                    found = Some(
                        clock
                            .calendar
                            .explain_pause(due, *stopped_at, *at, clock.limit),
                    );
                }
                _ => {}
            }
        }
        found
    }

    /// Everything in words, oldest first.
    #[must_use]
    pub fn chapters(&self, lang: Lang) -> Vec<Chapter> {
        self.0.iter().map(|part| part.chapter(lang)).collect()
    }
}

impl PromisePart {
    fn chapter(&self, lang: Lang) -> Chapter {
        let moved = |was: Timestamp, reason: &str| {
            Line::new(
                LineKind::Fact,
                say::rescheduled_line(lang, &show_moment(was), reason),
            )
        };
        match self {
            Self::Started { sum } => Chapter {
                title: say::started(lang, &show_moment(sum.received_at)),
                lines: sum.lines(lang),
            },
            Self::Stopped { at, waiting } => Chapter {
                title: match waiting {
                    Waiting::Supplement => say::stopped(lang, &show_moment(*at)),
                    Waiting::Payment => say::stopped_for_payment(lang, &show_moment(*at)),
                },
                lines: Vec::new(),
            },
            Self::Restarted { sum } => Chapter {
                title: say::restarted(lang, &show_moment(sum.received_at)),
                lines: sum.lines(lang),
            },
            Self::Resumed {
                at, sum, waiting, ..
            } => Chapter {
                title: match waiting {
                    Waiting::Supplement => say::resumed(lang, &show_moment(*at)),
                    Waiting::Payment => say::resumed_after_payment(lang, &show_moment(*at)),
                },
                lines: sum.lines(lang),
            },
            Self::Rescheduled {
                at,
                was,
                due_at,
                reason,
            } => Chapter {
                title: say::rescheduled(lang, &show_moment(*at)),
                lines: vec![
                    moved(*was, reason),
                    Line::new(LineKind::Fact, say::rescheduled_law(lang).to_owned()),
                    Line::new(
                        LineKind::Result,
                        say::due_is(lang, &crate::calendar::moment_words(*due_at, lang)),
                    ),
                ],
            },
            Self::Recalculated {
                at,
                was,
                sum,
                reason,
            } => Chapter {
                title: say::recalculated(lang, &show_moment(*at)),
                lines: std::iter::once(moved(*was, reason))
                    .chain(sum.lines(lang))
                    .collect(),
            },
        }
    }
}
