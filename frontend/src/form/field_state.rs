//! One question of the opened draft as signals, and one row of a repeat group.

use leptos::prelude::*;
pub use motcua_shared::form::look::{as_typed, element_id};
use motcua_shared::form::{Address, Answer, Field, Issue, Kind, Row, Signature};

/// One question of the opened draft.
pub struct FieldState {
    /// Its definition.
    pub spec: Field,
    /// Its key, or `group[row].key`.
    pub path: String,
    /// Number of its page.
    pub page: usize,
    /// What was typed; `None` when nobody has answered yet, an empty answer when it was emptied on purpose.
    pub answer: RwSignal<Option<Answer>>,
    /// What is wrong with it, as far as it may be said already.
    pub issues: RwSignal<Vec<Issue>>,
    /// Whether it exists right now.
    pub visible: RwSignal<bool>,
    /// Whether it must be answered.
    pub required: RwSignal<bool>,
    /// Whether its answer is shown but cannot be changed.
    pub read_only: RwSignal<bool>,
    /// Id of the known fact that was taken over.
    pub reused: RwSignal<Option<String>>,
    /// Rows of a repeat group.
    pub rows: RwSignal<Vec<RowState>>,
}

/// A question, for the life of the tab.
pub type FieldRef = &'static FieldState;

/// One row of a repeat group.
#[derive(Clone)]
pub struct RowState {
    /// Stable id.
    pub id: String,
    /// Its questions.
    pub fields: Vec<FieldRef>,
    /// Whether its questions show where rows are many; few always show.
    pub unfolded: RwSignal<bool>,
}

impl FieldState {
    pub(super) fn new(spec: &Field, path: String, page: usize) -> FieldRef {
        Box::leak(Box::new(Self {
            spec: spec.clone(),
            path,
            page,
            answer: RwSignal::new(None),
            issues: RwSignal::new(Vec::new()),
            visible: RwSignal::new(false),
            required: RwSignal::new(false),
            read_only: RwSignal::new(false),
            reused: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
        }))
    }

    /// The answer to save, not tracked.
    pub fn current(&self) -> Option<Answer> {
        match self.spec.kind {
            // Never typed, never sent: the server computes it again.
            Kind::Computed(_) | Kind::Note(_) => return None,
            Kind::Repeat(_) => {}
            _ => return self.answer.get_untracked(),
        }
        let rows: Vec<Row> = self
            .rows
            .with_untracked(|rows| rows.iter().map(RowState::current).collect());
        (!rows.is_empty()).then_some(Answer::Rows(rows))
    }

    /// The text of the answer, tracked.
    pub fn text(&self) -> String {
        self.answer.with(|answer| {
            answer
                .as_ref()
                .map(|answer| answer.text().to_owned())
                .unwrap_or_default()
        })
    }

    /// The address, tracked.
    pub fn address(&self) -> Address {
        self.answer.with(|answer| match answer {
            Some(Answer::Address(address)) => address.clone(),
            _ => Address::default(),
        })
    }

    /// The address, not tracked.
    pub fn address_untracked(&self) -> Address {
        untrack(|| self.address())
    }

    /// The codes chosen of many, tracked.
    pub fn chosen(&self) -> Vec<String> {
        self.answer.with(|answer| {
            answer
                .as_ref()
                .map(|answer| answer.chosen().to_vec())
                .unwrap_or_default()
        })
    }

    /// The signature, tracked.
    pub fn signature(&self) -> Signature {
        self.answer.with(|answer| match answer {
            Some(Answer::Signature(signature)) => signature.clone(),
            _ => Signature::default(),
        })
    }

    /// The attachment ids of a file slot or a drawn signature, tracked.
    pub fn files(&self) -> Vec<String> {
        self.answer.with(|answer| {
            answer
                .as_ref()
                .map(|answer| answer.files().to_vec())
                .unwrap_or_default()
        })
    }

    /// Id of the element that takes the focus for this question, or for a part of it.
    #[must_use]
    pub fn id(&self) -> String {
        element_id(&self.path)
    }

    pub(super) fn take(&'static self, answer: Option<Answer>) {
        if !matches!(self.spec.kind, Kind::Repeat(_)) {
            set_if_changed(
                self.answer,
                answer.map(|answer| as_typed(&self.spec.kind, answer)),
            );
            return;
        }
        let rows = match answer {
            Some(Answer::Rows(rows)) => rows,
            _ => Vec::new(),
        };
        if self.current() == (!rows.is_empty()).then(|| Answer::Rows(rows.clone())) {
            return;
        }
        let old = self.rows.get_untracked();
        let states = rows.into_iter().map(|row| {
            let state = old
                .iter()
                .find(|state| state.id == row.id)
                .cloned()
                .unwrap_or_else(|| self.new_row(row.id));
            for field in &state.fields {
                field.take(row.answers.get(&field.spec.key).cloned());
            }
            state
        });
        self.rows.set(states.collect());
    }

    /// This question and, of a repeat group, all those in its rows, to any depth; not tracked.
    pub fn with_inner(&'static self, found: &mut Vec<FieldRef>) {
        found.push(self);
        self.rows.with_untracked(|rows| {
            for field in rows.iter().flat_map(|row| &row.fields) {
                field.with_inner(found);
            }
        });
    }

    /// Shows the questions of every row of this repeat group in which something must be mended; whether there is one.
    pub fn unfold_faulty(&self) -> bool {
        self.rows.with_untracked(|rows| {
            rows.iter()
                .fold(false, |faulty, row| row.unfold_faulty() | faulty)
        })
    }

    /// An empty row of this repeat group.
    #[must_use]
    pub fn new_row(&self, id: String) -> RowState {
        let path = |key: &str| motcua_shared::form::answers::path_in_row(&self.path, &id, key);
        let fields: Vec<FieldRef> = self
            .spec
            .kind
            .row_fields()
            .iter()
            .map(|spec| Self::new(spec, path(&spec.key), self.page))
            .collect();
        for field in &fields {
            field.answer.set(field.spec.default.clone());
        }
        RowState {
            id,
            fields,
            unfolded: RwSignal::new(false),
        }
    }
}

impl RowState {
    /// Shows the questions of a row in which something must be mended, to any depth; not tracked.
    fn unfold_faulty(&self) -> bool {
        let mut faulty = false;
        for field in &self.fields {
            faulty |= field.issues.with_untracked(|issues| !issues.is_empty());
            faulty |= field.unfold_faulty();
        }
        if faulty {
            set_if_changed(self.unfolded, true);
        }
        faulty
    }

    /// The row to save, not tracked.
    #[must_use]
    pub fn current(&self) -> Row {
        let answers = self
            .fields
            .iter()
            .filter_map(|field| Some((field.spec.key.clone(), field.current()?)))
            .collect();
        Row {
            id: self.id.clone(),
            answers,
        }
    }
}

/// Sets a signal only when that changes something.
pub fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
