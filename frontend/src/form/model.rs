//! One opened draft as signals: one small struct per question, so that a keystroke touches only what depends on it.
//!
//! An opened draft lives as long as the tab: pages come and go above it, uploads and saves go on below, and no signal
//! can be gone when an answer of the server arrives. That is why it is allocated once and never freed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Deref;
use std::rc::Rc;

use leptos::prelude::*;
use motcua_shared::access::Role;
use motcua_shared::api::{AttachmentView, DraftView};
use motcua_shared::dossier::SupplementItem;
use motcua_shared::form::Plan;
use motcua_shared::form::autofill::suggest;
use motcua_shared::form::evaluation::Context;
use motcua_shared::form::{Answer, Answers, Form, Group, Section};
use motcua_shared::time::{Date, Timestamp};
use motcua_shared::vault::better::other_word;
use motcua_shared::vault::{Fact, KnownPerson};

use super::autosave::Saver;
use super::conflict::Conflict;
use super::faults::Faulty;
pub use super::field_state::{
    FEW_ROWS, FieldRef, FieldState, RowRef, RowState, as_typed, element_id, set_if_changed,
};
use super::progress::PageState;
use super::queue::Filing;
use super::upload::Uploading;
use crate::directory::Directories;
use crate::session::Session;

/// One page of the form: a group of questions.
#[derive(Clone, Copy)]
pub struct Page {
    /// Its number among all pages, from 0.
    pub index: usize,
    /// Its section.
    pub section: &'static Section,
    /// The group.
    pub group: &'static Group,
}

/// What an opened draft consists of.
pub struct Opened {
    /// Id of the draft.
    pub id: String,
    /// The draft as the server last told it, without its answers: those are in [`Opened::fields`].
    pub draft: RwSignal<DraftView>,
    /// The pinned form.
    pub form: &'static Form,
    /// Every top-level question in order.
    pub fields: Vec<FieldRef>,
    by_key: HashMap<String, FieldRef>,
    /// Keys that some condition or computed value looks at: only their change can show or hide anything.
    pub watched: HashSet<String>,
    /// Files of the draft that the server has.
    pub attachments: RwSignal<Vec<AttachmentView>>,
    /// Files on their way.
    pub uploads: RwSignal<Vec<Uploading>>,
    /// How far each page is, by page number.
    pub progress: RwSignal<Vec<PageState>>,
    /// Saving.
    pub saver: Saver,
    /// Filing, and waiting for it.
    pub filing: Filing,
    /// Answers that differ here and there, to be chosen.
    pub conflict: RwSignal<Option<Conflict>>,
    /// Another tab has just changed this draft.
    pub elsewhere: RwSignal<bool>,
    /// Code of the agency chosen to receive it.
    pub agency: RwSignal<Option<String>>,
    /// Id of the account it belongs to; names its records on this device.
    pub account: String,
    /// The session.
    pub session: Session,
    /// Reference lists.
    pub directories: Directories,
    /// Order in which questions are decided; made when it is first needed.
    plan: StoredValue<Option<Rc<Plan<'static>>>, LocalStorage>,
    /// Faults that were found and do not show at their questions yet.
    pub(super) unshown: StoredValue<Faulty>,
    /// Whether answers are kept on the device and on the server: those of an example are not.
    kept: bool,
    /// Owner of every signal of the draft, also of those made later.
    owner: Owner,
}

/// Handle of an opened draft.
#[derive(Clone, Copy)]
pub struct FormModel(&'static Opened);

impl Deref for FormModel {
    type Target = Opened;

    fn deref(&self) -> &Self::Target {
        self.0
    }
}

/// A fact that was taken over may have been superseded since: then the newest one for the same question takes its place,
/// and what no fact stands for any more counts as typed.
fn with_newest_facts(
    form: &Form,
    answers: &Answers,
    mut reused: BTreeMap<String, String>,
    facts: &[Fact],
    others: &[KnownPerson],
) -> BTreeMap<String, String> {
    let others = || others.iter().flat_map(|person| &person.facts);
    let known = |id: &String| facts.iter().chain(others()).any(|fact| fact.id == *id);
    if !reused.values().all(known) {
        let newest = suggest(form, answers, facts, today());
        reused.retain(|key, id| {
            let fitting = newest.iter().find(|suggestion| suggestion.field == *key);
            if let (false, Some(suggestion)) = (known(id), fitting) {
                id.clone_from(&suggestion.fact.id);
            }
            known(id)
        });
    }
    reused
}

impl FormModel {
    /// Opens a draft as signals, owned by the current owner. Nothing is evaluated yet.
    #[must_use]
    pub fn new(
        draft: DraftView,
        form: Form,
        account: &str,
        session: Session,
        directories: Directories,
    ) -> Self {
        Self::make(draft, form, account, session, directories, true)
    }

    /// Opens an example: a draft that no server knows, with nothing kept of what is typed.
    #[must_use]
    pub fn example(
        draft: DraftView,
        form: Form,
        session: Session,
        directories: Directories,
    ) -> Self {
        Self::make(draft, form, "", session, directories, false)
    }

    fn make(
        draft: DraftView,
        form: Form,
        account: &str,
        session: Session,
        directories: Directories,
        kept: bool,
    ) -> Self {
        let form: &'static Form = Box::leak(Box::new(form));
        let pages = form.pages().enumerate();
        let fields: Vec<FieldRef> = pages
            .flat_map(|(page, (_, group))| {
                group
                    .fields
                    .iter()
                    .map(move |spec| FieldState::new(spec, spec.key.clone(), page))
            })
            .collect();
        let opened = Opened {
            id: draft.id.clone(),
            by_key: fields
                .iter()
                .map(|field| (field.spec.key.clone(), *field))
                .collect(),
            watched: form.watched().into_iter().map(str::to_owned).collect(),
            attachments: RwSignal::new(Vec::new()),
            uploads: RwSignal::new(Vec::new()),
            progress: RwSignal::new(Vec::new()),
            saver: Saver::new(draft.version, draft.updated_at),
            filing: Filing::new(),
            conflict: RwSignal::new(None),
            elsewhere: RwSignal::new(false),
            agency: RwSignal::new(None),
            account: account.to_owned(),
            draft: RwSignal::new(draft.clone()),
            session,
            directories,
            plan: StoredValue::new_local(None),
            unshown: StoredValue::new(Vec::new()),
            kept,
            owner: Owner::current().unwrap_or_default(),
            form,
            fields,
        };
        let model = Self(Box::leak(Box::new(opened)));
        model.take(draft);
        model
    }

    /// The pinned form, for the life of the tab.
    #[must_use]
    pub const fn form(self) -> &'static Form {
        self.0.form
    }

    /// The form, prepared for evaluation once.
    #[must_use]
    pub fn plan(self) -> Rc<Plan<'static>> {
        if let Some(plan) = self.0.plan.get_value() {
            return plan;
        }
        let plan = Rc::new(Plan::new(self.form()));
        self.0.plan.set_value(Some(Rc::clone(&plan)));
        plan
    }

    /// Whether the draft was moved to another version of its form elsewhere. The pages here are built for the old one, so all
    /// begin anew, with what was typed kept on the device.
    pub fn begins_anew(self, draft: &DraftView) -> bool {
        let moved = self.draft.with_untracked(|known| known.form != draft.form);
        if moved {
            self.write_device();
            let _ = window().location().reload();
        }
        moved
    }

    /// Puts what the server has in place of what is here.
    pub fn take(self, mut draft: DraftView) {
        if self.begins_anew(&draft) {
            return;
        }
        let (answers, reused) = (
            std::mem::take(&mut draft.answers),
            std::mem::take(&mut draft.reused),
        );
        let reused = with_newest_facts(self.0.form, &answers, reused, &draft.facts, &draft.people);
        self.take_answers(&answers, &reused);
        self.attachments.set(std::mem::take(&mut draft.attachments));
        self.saver.know(draft.version, draft.updated_at, answers);
        self.draft.set(draft);
    }

    /// Whether answers are kept on the device and on the server.
    #[must_use]
    pub fn is_kept(self) -> bool {
        self.0.kept
    }

    /// Makes signals that live as long as the draft: in an event handler they would belong to nobody.
    pub fn own<T>(self, make: impl FnOnce() -> T) -> T {
        self.0.owner.with(make)
    }

    /// Puts answers in place of those that are here.
    pub fn take_answers(self, answers: &Answers, reused: &BTreeMap<String, String>) {
        for field in &self.0.fields {
            self.own(|| field.take(answers.get(&field.spec.key).cloned()));
            set_if_changed(field.reused, reused.get(&field.spec.key).cloned());
        }
    }

    /// Puts one answer in place of the one that is here.
    pub fn take_answer(self, key: &str, answer: Option<Answer>) {
        if let Some(field) = self.field(key) {
            self.own(|| field.take(answer));
        }
    }

    /// Every answer as typed, not tracked. Answers of hidden questions are kept; validation leaves them out.
    #[must_use]
    pub fn answers(self) -> Answers {
        self.0
            .fields
            .iter()
            .filter_map(|field| Some((field.spec.key.clone(), field.current()?)))
            .collect()
    }

    /// Field key → id of the fact taken over, not tracked.
    #[must_use]
    pub fn reused(self) -> BTreeMap<String, String> {
        let reused = self
            .0
            .fields
            .iter()
            .filter_map(|field| Some((field.spec.key.clone(), field.reused.get_untracked()?)));
        reused.collect()
    }

    /// The top-level question with this key.
    #[must_use]
    pub fn field(self, key: &str) -> Option<FieldRef> {
        self.0.by_key.get(key).copied()
    }

    /// The question at a path of an issue, also inside a row.
    #[must_use]
    pub fn field_at(self, path: &str) -> Option<FieldRef> {
        self.find(path, RowState::fields)
    }

    /// The same, if it has been made: asking for it makes no question of a folded row.
    #[must_use]
    pub fn made_at(self, path: &str) -> Option<FieldRef> {
        self.find(path, RowState::made)
    }

    fn find(self, path: &str, questions: fn(&RowState) -> &[FieldRef]) -> Option<FieldRef> {
        let Some((group, rest)) = path.split_once('[') else {
            return self.field(path);
        };
        let (mut field, mut rest) = (self.field(group)?, rest);
        loop {
            let (row, inside) = rest.split_once("].")?;
            let (key, further) = inside.split_once('[').unwrap_or((inside, ""));
            let rows = field.rows.get_untracked();
            let row = rows.into_iter().find(|state| state.id == row)?;
            let mut inside = questions(row).iter().copied();
            field = inside.find(|field| field.spec.key == key)?;
            if further.is_empty() {
                return Some(field);
            }
            rest = further;
        }
    }

    /// The question with this key beside another one: in the same row, else around it.
    #[must_use]
    pub fn beside(self, field: FieldRef, key: &str) -> Option<FieldRef> {
        let row = field.path.rfind("].").map_or(0, |end| end + 2);
        let row = field.path.get(..row).unwrap_or_default();
        self.field_at(&format!("{row}{key}"))
            .or_else(|| self.field(key))
    }

    /// Every page in order.
    pub fn pages(self) -> impl Iterator<Item = Page> {
        self.form()
            .pages()
            .enumerate()
            .map(|(index, (section, group))| Page {
                index,
                section,
                group,
            })
    }

    /// The page with this key.
    #[must_use]
    pub fn page(self, key: &str) -> Option<Page> {
        self.pages().find(|page| page.group.key == key)
    }

    /// The questions of a page, visible or not.
    pub fn fields_of(self, page: usize) -> impl Iterator<Item = FieldRef> {
        let opened: &'static Opened = self.0;
        opened
            .fields
            .iter()
            .copied()
            .filter(move |field| field.page == page)
    }

    /// Whether a question can be answered now: visible, typed by people, and asked for when this is a supplement.
    pub fn is_asked(self, field: FieldRef) -> bool {
        field.visible.get() && self.is_open(field)
    }

    /// Whether a question may be changed in this draft at all.
    #[must_use]
    pub fn is_open(self, field: FieldRef) -> bool {
        let top = field.path.split('[').next().unwrap_or_default();
        self.0.draft.with_untracked(|draft| {
            draft
                .supplement
                .as_ref()
                .is_none_or(|request| request.items.iter().any(|item| item.field == top))
        })
    }

    /// Whether a page has something to answer now, tracked.
    pub fn has_questions(self, page: usize) -> bool {
        self.fields_of(page).any(|field| self.is_asked(field))
    }

    /// What the officer asked for at this question.
    #[must_use]
    pub fn request_for(self, field: FieldRef) -> Option<SupplementItem> {
        self.0.draft.with_untracked(|draft| {
            draft
                .supplement
                .as_ref()?
                .items
                .iter()
                .find(|item| item.field == field.spec.key)
                .cloned()
        })
    }

    /// Whether a clerk fills it with somebody at the counter.
    #[must_use]
    pub fn is_at_counter(self) -> bool {
        let role = self.session.account_untracked().map(|account| account.role);
        role.is_some_and(Role::is_officer)
    }

    /// Whether it answers a supplement request.
    #[must_use]
    pub fn is_supplement(self) -> bool {
        self.0
            .draft
            .with_untracked(|draft| draft.supplement.is_some())
    }

    /// The known fact that was taken over into a question, tracked.
    pub fn fact_of(self, field: FieldRef) -> Option<Fact> {
        let id = field.reused.get()?;
        self.0.draft.with_untracked(|draft| {
            let others = draft.people.iter().flat_map(|person| &person.facts);
            let mut known = draft.facts.iter().chain(others);
            known.find(|fact| fact.id == id).cloned()
        })
    }

    /// What another source says instead of a fact that was taken over, not tracked.
    #[must_use]
    pub fn other_word(self, taken: &Fact) -> Option<Fact> {
        let facts = |draft: &DraftView| other_word(&draft.facts, taken).cloned();
        self.0.draft.with_untracked(facts)
    }

    /// What the validator must know.
    #[must_use]
    pub fn context(self) -> Context<'static> {
        Context {
            today: today(),
            directory: &self.0.directories,
        }
    }
}

/// The day in Viet Nam by the clock of this device; the server decides by its own.
#[must_use]
pub fn today() -> Date {
    now().local().date
}

/// The moment by the clock of this device.
#[must_use]
pub fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole milliseconds, far below the limit"
    )]
    Timestamp::from_micros(js_sys::Date::now() as i64 * 1000)
}
