//! One question of the opened draft as signals, and one row of a repeat group.

use std::sync::OnceLock;

use leptos::prelude::*;
use motcua_shared::form::answers::path_in_row;
pub use motcua_shared::form::look::{FEW_ROWS, as_typed, element_id};
use motcua_shared::form::{Address, Answer, Answers, Field, Issue, Kind, Row, Signature};

/// One question of the opened draft.
pub struct FieldState {
    /// Its definition.
    pub spec: &'static Field,
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
    pub rows: RwSignal<Vec<RowRef>>,
}

/// A question, for the life of the tab.
pub type FieldRef = &'static FieldState;

/// One row of a repeat group. Its questions become signals when somebody first needs them: of two hundred rows few are
/// ever opened.
pub struct RowState {
    /// Stable id.
    pub id: String,
    /// Whether its questions show where rows are many; few always show.
    pub unfolded: RwSignal<bool>,
    /// The repeat group.
    group: FieldRef,
    /// Its answers as long as it has no questions.
    answers: Answers,
    fields: OnceLock<Vec<FieldRef>>,
    /// Owner of the signals that are made later.
    owner: Owner,
}

/// A row, for the life of the tab.
pub type RowRef = &'static RowState;

impl FieldState {
    pub(super) fn new(spec: &'static Field, path: String, page: usize) -> FieldRef {
        Box::leak(Box::new(Self {
            spec,
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
            .with_untracked(|rows| rows.iter().map(|row| row.current()).collect());
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
            let known = old.iter().copied().find(|state| state.id == row.id);
            known
                .filter(|state| state.take(&row.answers))
                .unwrap_or_else(|| self.row(row.id, row.answers))
        });
        let states: Vec<RowRef> = states.collect();
        if states.len() <= FEW_ROWS {
            for row in &states {
                row.fields();
            }
        }
        self.rows.set(states);
    }

    /// This question and, of a repeat group, all those in its rows that have been made, to any depth; not tracked.
    pub fn with_inner(&'static self, found: &mut Vec<FieldRef>) {
        found.push(self);
        self.rows.with_untracked(|rows| {
            for field in rows.iter().flat_map(|row| row.made()) {
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

    /// An empty row of this repeat group; it belongs to the current owner.
    #[must_use]
    pub fn new_row(&'static self, id: String) -> RowRef {
        let specs = self.spec.kind.row_fields().iter();
        let defaults = specs.filter_map(|spec| Some((spec.key.clone(), spec.default.clone()?)));
        self.row(id, defaults.collect())
    }

    fn row(&'static self, id: String, answers: Answers) -> RowRef {
        Box::leak(Box::new(RowState {
            id,
            unfolded: RwSignal::new(false),
            group: self,
            answers,
            fields: OnceLock::new(),
            owner: Owner::current().unwrap_or_default(),
        }))
    }
}

impl RowState {
    /// Its questions, made when they are first asked for; conditional ones stay hidden until `FormModel::settle`.
    pub fn fields(&self) -> &[FieldRef] {
        let make = || {
            let specs = self.group.spec.kind.row_fields().iter();
            let fields = specs.map(|spec| {
                let path = path_in_row(&self.group.path, &self.id, &spec.key);
                let field = FieldState::new(spec, path, self.group.page);
                field.visible.set(spec.visible_if.is_none());
                field.required.set(spec.required);
                field.take(self.answers.get(&spec.key).cloned());
                field
            });
            fields.collect()
        };
        self.fields.get_or_init(|| self.owner.with(make))
    }

    /// Its questions, as far as they have been made.
    #[must_use]
    pub fn made(&self) -> &[FieldRef] {
        self.fields.get().map_or(&[], Vec::as_slice)
    }

    /// What is answered in it, not tracked. As long as it has no questions, nothing that stands under a condition.
    #[must_use]
    pub fn said(&self) -> Vec<(&'static Field, Answer)> {
        if let Some(fields) = self.fields.get() {
            let visible = fields.iter().filter(|field| field.visible.get_untracked());
            return visible
                .filter_map(|field| Some((field.spec, field.answer.get_untracked()?)))
                .collect();
        }
        let specs = self.group.spec.kind.row_fields().iter();
        specs
            .filter(|spec| spec.visible_if.is_none())
            .filter_map(|spec| Some((spec, self.answers.get(&spec.key)?.clone())))
            .collect()
    }

    /// Takes these answers; `false` when they are others and there are no questions yet to take them.
    fn take(&self, answers: &Answers) -> bool {
        let Some(fields) = self.fields.get() else {
            return self.answers == *answers;
        };
        for field in fields {
            field.take(answers.get(&field.spec.key).cloned());
        }
        true
    }

    /// Shows the questions of a row in which something must be mended, to any depth; not tracked.
    fn unfold_faulty(&self) -> bool {
        let mut faulty = false;
        for field in self.made() {
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
        let answer = |field: &FieldRef| Some((field.spec.key.clone(), field.current()?));
        let answers = match self.fields.get() {
            Some(fields) => fields.iter().filter_map(answer).collect(),
            None => self.answers.clone(),
        };
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
