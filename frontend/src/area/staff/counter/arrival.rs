//! What the clerk notes about a dossier that arrives: how, with which papers, for which agency – and what of it is missing.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use motcua_shared::api::{Reception, scan_field};
use motcua_shared::catalogue::Component;
use motcua_shared::dossier::intake::open_components;
use motcua_shared::dossier::{Command, Intake, PaperCount, PostalItem, SupplementItem};

use super::field_box::Typed;
use super::{today, typed_date};
use crate::api::CounterDraft;
use crate::i18n::{lang, t, text};
use crate::ui::ErrorItem;

/// Ids of the page, also for the error summary.
pub const NUMBER: &str = "letter-number";
/// Day of posting.
pub const DAY: &str = "letter-day";
/// The agency.
pub const AGENCY: &str = "counter-agency";
/// The switch to paper only.
pub const PAPER_ONLY: &str = "paper-only";
/// Why it is refused.
pub const REFUSAL: &str = "refusal-reason";

/// What the clerk decides about what was brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// It is accepted.
    #[default]
    Accept,
    /// Its result is given at once.
    AtOnce,
    /// Something is missing or wrong.
    Supplement,
    /// It cannot be handled.
    Refuse,
}

/// What was noted so far, as typed: going to the form and back loses nothing. Gone with the tab and at sign-out.
#[derive(Clone, Default)]
struct Notes {
    paper_only: bool,
    by_post: bool,
    letter: [String; 2],
    rows: Vec<([String; 3], bool)>,
}

thread_local! {
    static KEPT: RefCell<HashMap<String, Notes>> = RefCell::default();
}

/// It is received or thrown away.
pub fn forget(draft: &str) {
    KEPT.with_borrow_mut(|kept| kept.remove(draft));
}

/// The counts of one component.
#[derive(Clone)]
pub struct Row {
    /// The component.
    pub component: Component,
    /// Originals, certified copies, plain copies.
    pub counts: [Typed; 3],
    /// Not needed in this case.
    pub not_needed: RwSignal<bool>,
    /// Not looked at.
    pub error: RwSignal<Option<String>>,
    /// What is missing or wrong about it, when a supplement is asked for.
    pub reason: Typed,
}

impl Row {
    /// Id of the first box of the component at this place.
    pub fn id(at: usize) -> String {
        format!("papers-{at}-0")
    }

    /// Id of the box for what is missing of the component at this place.
    pub fn reason_id(at: usize) -> String {
        format!("papers-{at}-reason")
    }
}

/// The notes.
#[derive(Clone, Copy)]
pub struct Arrival {
    /// The form came on paper.
    pub paper_only: RwSignal<bool>,
    /// Came by post.
    pub by_post: RwSignal<bool>,
    /// Waybill number.
    pub number: Typed,
    /// Day of posting.
    pub day: Typed,
    /// Code of the competent agency.
    pub agency: RwSignal<String>,
    /// The papers.
    pub rows: StoredValue<Vec<Row>>,
    /// What is decided.
    pub decision: RwSignal<Decision>,
    /// Why it is refused.
    pub refusal: Typed,
}

/// A count: empty is none.
fn count(typed: Typed) -> Option<u32> {
    let text = typed.text.get_untracked();
    let number = if text.trim().is_empty() {
        Some(0)
    } else {
        text.trim().parse().ok()
    };
    let number = number.filter(|number| *number <= PaperCount::MOST);
    typed.take(number, t::counter::count_wrong(lang()))
}

impl Arrival {
    /// What was noted before, if anything.
    pub fn new(draft: &CounterDraft) -> Self {
        let known = KEPT.with_borrow(|kept| kept.get(&draft.id).cloned());
        let known = known.unwrap_or_default();
        let row = |(at, component): (usize, &Component)| {
            let (counts, not_needed) = known.rows.get(at).cloned().unwrap_or_default();
            Row {
                component: component.clone(),
                counts: counts.map(Typed::of),
                not_needed: RwSignal::new(not_needed),
                error: RwSignal::new(None),
                reason: Typed::new(),
            }
        };
        let able = |code: &String| draft.agencies.iter().any(|one| one.code == *code);
        let first = [&draft.competent, &draft.here]
            .into_iter()
            .find(|code| !code.is_empty() && able(code));
        let [number, day] = known.letter.clone().map(Typed::of);
        let arrival = Self {
            paper_only: RwSignal::new(known.paper_only),
            by_post: RwSignal::new(known.by_post),
            number,
            day,
            agency: RwSignal::new(first.cloned().unwrap_or_default()),
            rows: StoredValue::new(draft.components.iter().enumerate().map(row).collect()),
            decision: RwSignal::new(Decision::Accept),
            refusal: Typed::new(),
        };
        arrival.keep(draft.id.clone());
        arrival
    }

    /// Keeps every change.
    fn keep(self, draft: String) {
        Effect::new(move || {
            let rows = self.rows.with_value(|rows| {
                rows.iter()
                    .map(|row| (row.counts.map(|one| one.text.get()), row.not_needed.get()))
                    .collect()
            });
            let notes = Notes {
                paper_only: self.paper_only.get(),
                by_post: self.by_post.get(),
                letter: [self.number.text.get(), self.day.text.get()],
                rows,
            };
            KEPT.with_borrow_mut(|kept| kept.insert(draft.clone(), notes));
        });
    }

    /// What is sent, when nothing is missing; else what is, in the order of the page.
    pub fn reception(self, draft: &CounterDraft) -> Result<Reception, Vec<ErrorItem>> {
        let mut errors = Vec::new();
        let mut miss = |target: String, text: String| errors.push(ErrorItem { target, text });
        let paper_only = self.paper_only.get_untracked();
        if !paper_only && !draft.form_ready {
            miss(
                PAPER_ONLY.to_owned(),
                t::counter::form_first(lang()).to_owned(),
            );
        }
        let letter = self.letter(&mut miss);
        let papers = self.papers(&mut miss);
        let decision = self.decided(&mut miss);
        // What is given at once must be as complete as what is accepted.
        if matches!(decision, None | Some(Command::ResolveAtOnce { .. })) {
            self.look(draft, paper_only, &papers, &mut miss);
        }
        let agency = self.agency.get_untracked();
        if agency.is_empty() {
            miss(
                AGENCY.to_owned(),
                t::counter::agency_missing(lang()).to_owned(),
            );
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Reception {
            version: draft.version,
            intake: if self.by_post.get_untracked() {
                Intake::Post
            } else {
                Intake::Direct
            },
            letter,
            paper_only,
            papers,
            agency,
            decision,
        })
    }

    /// The command of the decision; none when it is accepted.
    fn decided(self, miss: &mut impl FnMut(String, String)) -> Option<Command> {
        match self.decision.get_untracked() {
            Decision::Accept => None,
            Decision::AtOnce => Some(Command::ResolveAtOnce {
                message: String::new(),
            }),
            Decision::Refuse => {
                let missing = t::counter::refuse_missing(lang());
                let reason = self.refusal.text.get_untracked().trim().to_owned();
                let reason = Some(reason).filter(|reason| !reason.is_empty());
                let reason = self.refusal.take(reason, missing);
                if reason.is_none() {
                    miss(REFUSAL.to_owned(), missing.to_owned());
                }
                let reason = reason.unwrap_or_default();
                Some(Command::Refuse { reason })
            }
            Decision::Supplement => {
                let items: Vec<SupplementItem> = self.rows.with_value(|rows| {
                    let of_row = |row: &Row| {
                        let reason = row.reason.text.get_untracked().trim().to_owned();
                        let field = row.component.field.clone();
                        let asked = !field.is_empty() && !reason.is_empty();
                        asked.then_some(SupplementItem { field, reason })
                    };
                    rows.iter().filter_map(of_row).collect()
                });
                if items.is_empty() {
                    let first = self.rows.with_value(|rows| {
                        rows.iter().position(|row| !row.component.field.is_empty())
                    });
                    miss(
                        Row::reason_id(first.unwrap_or_default()),
                        t::counter::supplement_none(lang()).to_owned(),
                    );
                }
                Some(Command::RequestSupplement {
                    items,
                    message: String::new(),
                    basis: String::new(),
                })
            }
        }
    }

    fn letter(self, miss: &mut impl FnMut(String, String)) -> Option<PostalItem> {
        if !self.by_post.get_untracked() {
            return None;
        }
        let number = self.number.text.get_untracked().trim().to_owned();
        let missing = t::counter::letter_number_missing(lang());
        let number = self
            .number
            .take((!number.is_empty()).then_some(number), missing);
        if number.is_none() {
            miss(NUMBER.to_owned(), missing.to_owned());
        }
        let missing = t::counter::letter_day_missing(lang());
        let day = typed_date(&self.day.text.get_untracked()).filter(|day| *day <= today());
        let day = self.day.take(day, missing);
        if day.is_none() {
            miss(DAY.to_owned(), missing.to_owned());
        }
        Some(PostalItem {
            number: number?,
            handed_in: day?,
        })
    }

    /// What was counted or marked.
    fn papers(self, miss: &mut impl FnMut(String, String)) -> Vec<PaperCount> {
        self.rows.with_value(|rows| {
            let mut papers = Vec::new();
            for (at, row) in rows.iter().enumerate() {
                row.error.set(None);
                let not_needed = row.not_needed.get_untracked();
                let counts = row.counts.map(count);
                if let [Some(originals), Some(certified), Some(copies)] = counts {
                    let paper = PaperCount {
                        component: row.component.key().to_owned(),
                        originals: if not_needed { 0 } else { originals },
                        certified: if not_needed { 0 } else { certified },
                        copies: if not_needed { 0 } else { copies },
                        not_needed,
                    };
                    if not_needed || paper.sheets() > 0 {
                        papers.push(paper);
                    }
                } else {
                    miss(Row::id(at), t::counter::count_wrong(lang()).to_owned());
                }
            }
            papers
        })
    }

    /// On paper only, every component is looked at and the form is scanned, by the rule of the server.
    fn look(
        self,
        draft: &CounterDraft,
        paper_only: bool,
        papers: &[PaperCount],
        miss: &mut impl FnMut(String, String),
    ) {
        if !paper_only {
            return;
        }
        let scanned = |component: &Component| {
            let slot = scan_field(component.key());
            draft.files.iter().any(|file| file.field == slot)
        };
        let open: Vec<&str> = open_components(&draft.components, papers, scanned)
            .map(Component::key)
            .collect();
        self.rows.with_value(|rows| {
            for (at, row) in rows.iter().enumerate() {
                let form = row.component.field.is_empty();
                if open.contains(&row.component.key()) || (form && !scanned(&row.component)) {
                    let words = if form {
                        t::counter::form_scan_missing(lang()).to_owned()
                    } else {
                        t::counter::component_open(lang(), &text(&row.component.name))
                    };
                    row.error.set(Some(words.clone()));
                    miss(Row::id(at), words);
                }
            }
        });
    }
}
