//! Notes, instructions and labels beside the dossier, for officers only. Changes by others come by themselves.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::access::Role;
use motcua_shared::event::Interest;
use motcua_shared::time::show_moment;

use super::desk::Desk;
use super::labels::Labels;
use super::line::LineBox;
use super::reschedule::typed_date;
use crate::a11y::{announce, focus_by_id};
use crate::api::{
    self, AddNote, Aside, CloseNote, GetAside, Instruction, NewNote, NoteView, Nothing, Problem,
};
use crate::area::staff::frame::use_office;
use crate::i18n::{lang, t, vietnamese};
use crate::live::use_live;
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::remote::Remote;
use crate::session::use_session;
use crate::ui::{BusyButton, Icon};

const WORDS: &str = "note-words";
const UNTIL: &str = "note-until";

/// The card.
#[component]
pub fn AsideCard(desk: Desk) -> impl IntoView {
    let id = desk.id();
    let changes = use_live().changes(Interest::Aside(id.clone()));
    let fetched = id.clone();
    let remote = Remote::new(move || {
        changes.track();
        let id = fetched.clone();
        async move { api::call::<GetAside>(&[&id], &Nothing {}).await }
    });
    view! {
        <section class="summary-card" aria-labelledby="aside-title">
            <div class="summary-card__head"><h2 class="summary-card__title" id="aside-title">{t::desk::aside_title(lang())}</h2></div>
            <div class="workspace__history stack">
                <p class="muted small">{t::desk::aside_hint(lang())}</p>
                {remote.view(move |aside| view! { <Labels id=id.clone() aside remote/><Notes id=id.clone() aside remote/> }.into_any())}
            </div>
        </section>
    }
}

#[component]
fn Notes(id: String, aside: Signal<Aside>, remote: Remote<Aside>) -> impl IntoView {
    let notes = memo(move || aside.with(|aside| aside.notes.clone()));
    let close = Callback::new(move |note: String| {
        spawn_local(async move {
            match api::call::<CloseNote>(&[&note], &Nothing {}).await {
                Ok(aside) => {
                    remote.set(aside);
                    announce(t::desk::instruction_closed(lang()));
                    focus_by_id("aside-title");
                }
                Err(problem) => announce(problem.detail),
            }
        });
    });
    view! {
        {live_view(move || {
            let notes = notes.get();
            if notes.is_empty() {
                view! { <p class="muted">{t::desk::notes_none(lang())}</p> }.into_any()
            } else {
                view! { <ul class="notes" role="list">{notes.into_iter().map(|note| line(note, close)).collect::<Vec<_>>()}</ul> }.into_any()
            }
        })}
        <NewNoteForm id remote/>
    }
}

fn line(note: NoteView, close: Callback<String>) -> AnyView {
    let id = note.id.clone();
    let due = note
        .due_at
        .map(|due| t::desk::instructed(lang(), &note.to, &show_moment(due)));
    let done = note
        .done_at
        .map(|done| t::desk::instruction_done(lang(), &show_moment(done)));
    view! {
        <li class="notes__item">
            <p class="small muted">{t::desk::note_line(lang(), &note.by, &show_moment(note.at))}</p>
            {due.map(|due| view! { <p><strong>{due}</strong></p> })}
            <p lang=vietnamese() class="notes__words">{note.words}</p>
            {done.map(|done| view! { <p class="save-state"><Icon name="check"/>{done}</p> })}
            {note.may_close.then(|| view! {
                <button class="button button--secondary button--small" type="button" on:click=handler(move |_: web_sys::MouseEvent| close.run(id.clone()))>{t::desk::instruction_close(lang())}</button>
            })}
        </li>
    }
    .into_any()
}

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct Draft {
    words: RwSignal<String>,
    officer: RwSignal<String>,
    until: RwSignal<String>,
    no_words: RwSignal<bool>,
    no_until: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    busy: RwSignal<bool>,
}

impl Draft {
    fn new() -> Self {
        Self {
            words: RwSignal::new(String::new()),
            officer: RwSignal::new(String::new()),
            until: RwSignal::new(String::new()),
            no_words: RwSignal::new(false),
            no_until: RwSignal::new(false),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// The note, or the box to go back to.
    fn read(self) -> Result<NewNote, &'static str> {
        let (words, officer) = (self.words.get_untracked(), self.officer.get_untracked());
        let until = typed_date(&self.until.get_untracked());
        self.no_words.set(words.trim().is_empty());
        self.no_until.set(!officer.is_empty() && until.is_none());
        if words.trim().is_empty() {
            return Err(WORDS);
        }
        let instruction = match until {
            _ if officer.is_empty() => None,
            Some(until) => Some(Instruction { officer, until }),
            None => return Err(UNTIL),
        };
        Ok(NewNote { instruction, words })
    }
}

#[component]
fn NewNoteForm(id: String, remote: Remote<Aside>) -> impl IntoView {
    let draft = Draft::new();
    let session = use_session();
    let leads = memo(move || session.role() == Some(Role::Leader));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if draft.busy.get_untracked() {
            return;
        }
        let note = match draft.read() {
            Ok(note) => note,
            Err(field) => {
                focus_by_id(field);
                return;
            }
        };
        draft.busy.set(true);
        let id = id.clone();
        spawn_local(async move {
            let answer = api::call::<AddNote>(&[&id], &note).await;
            if draft.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(aside) => {
                    remote.set(aside);
                    for text in [draft.words, draft.officer, draft.until] {
                        text.set(String::new());
                    }
                    draft.problem.set(None);
                    announce(t::desk::note_added(lang()));
                }
                Err(problem) => {
                    announce(problem.detail.clone());
                    draft.problem.set(Some(problem));
                }
            }
        });
    };
    view! {
        <form class="stack" novalidate on:submit=handler(submit)>
            {live_view(move || draft.problem.get().map(|problem| view! { <p class="field__error"><Icon name="error"/><span>{problem.detail}</span></p> }))}
            <div class="field">
                <label class="field__label" for=WORDS>{t::desk::note_words(lang())}</label>
                {live_view(move || draft.no_words.get().then(|| view! { <p class="field__error" id="note-words-error"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::desk::note_missing(lang())}</span></p> }))}
                <textarea class="input" id=WORDS rows="2" maxlength="2000" aria-invalid=live(move || draft.no_words.get().then_some("true"))
                    aria-describedby=live(move || draft.no_words.get().then_some("note-words-error")) prop:value=live(move || draft.words.get())
                    on:input=handler(move |event: web_sys::Event| { draft.words.try_set(event_target_value(&event)); draft.no_words.try_set(false); })></textarea>
            </div>
            {live_view(move || leads.get().then(|| view! { <Recipient draft/> }))}
            <div class="button-row"><BusyButton class="button--secondary button--small" text=derived(|| t::desk::note_add(lang()).to_owned()) busy_text=derived(|| t::staff::sending(lang()).to_owned()) busy=draft.busy/></div>
        </form>
    }
}

/// Whom a leader instructs, and until when.
#[component]
fn Recipient(draft: Draft) -> impl IntoView {
    let office = use_office();
    let node = NodeRef::<html::Select>::new();
    let people = memo(move || office.desk().map(|desk| desk.officers).unwrap_or_default());
    let option = move |(id, name): (String, String)| {
        let mine = id.clone();
        view! { <option value=id prop:selected=live(move || draft.officer.with(|officer| *officer == mine))>{name}</option> }
    };
    let choose = move |_: web_sys::Event| {
        if let Some(select) = node.get_untracked() {
            draft.officer.set(select.value());
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{t::desk::instruct(lang())}</legend>
            <div class="field">
                <label class="field__label" for="note-officer">{t::desk::instruct_to(lang())}</label>
                <select class="input select" id="note-officer" node_ref=node on:change=handler(choose)>
                    <option value="">{t::desk::instruct_nobody(lang())}</option>
                    <For each=move || people.get() key=|(id, _)| id.clone() let:one>{option(one)}</For>
                </select>
            </div>
            <LineBox id=UNTIL label=t::desk::instruct_until(lang()) hint=t::desk::instruct_until_hint(lang()) error=t::desk::instruct_until_missing(lang())
                text=draft.until missing=draft.no_until numeric=true may_miss=true/>
        </fieldset>
    }
}
