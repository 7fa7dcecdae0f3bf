//! What applicant and officers write to each other about a dossier, the same on both sides. What is shown counts as read.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{
    Conversation, Endpoint, MESSAGE_MAX, MessageView, MessagesRead, NewMessage, Nothing, Problem,
    ProblemCode, Turn,
};
use motcua_shared::event::Interest;
use motcua_shared::time::show_moment;

use super::message_files::{NextFiles, NextWords, links};
use crate::a11y::{announce, focus_by_id};
use crate::api;
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::live::use_live;
use crate::reactive::{derived, handler, live, live_view};
use crate::session::{Session, use_session};
use crate::ui::{BusyButton, Icon};

/// The field of a new message.
const FIELD: &str = "new-message";

/// The state of the section.
#[derive(Clone, Copy)]
struct Talk {
    conversation: RwSignal<Option<Conversation>>,
    words: RwSignal<String>,
    missing: RwSignal<bool>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    session: Session,
    office: bool,
    files: NextFiles,
}

/// The conversation. `Get`, `Write` and `Read` are the endpoints of the side that looks; `office` says which it is.
pub fn conversation<Get, Write, Read>(id: String, office: bool) -> AnyView
where
    Get: Endpoint<Req = Nothing, Res = Conversation> + 'static,
    Write: Endpoint<Req = NewMessage, Res = Conversation> + 'static,
    Read: Endpoint<Req = MessagesRead, Res = Conversation> + 'static,
{
    let changes = use_live().changes(Interest::Dossier(id.clone()));
    // To the agency the applicant's receipts come as something beside the dossier.
    let beside = office.then(|| use_live().changes(Interest::Aside(id.clone())));
    let talk = Talk {
        conversation: RwSignal::new(None),
        words: RwSignal::new(String::new()),
        missing: RwSignal::new(false),
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
        session: use_session(),
        office,
        files: NextFiles::new(&id, NextWords::message(office)),
    };
    let shown = id.clone();
    Effect::new(move || {
        changes.track();
        if let Some(beside) = beside {
            beside.track();
        }
        let id = shown.clone();
        spawn_local(async move {
            let Ok(found) = api::call::<Get>(&[&id], &Nothing {}).await else {
                return;
            };
            let unread = found
                .messages
                .iter()
                .filter(|one| one.from_office != office && one.read_at.is_none())
                .map(|one| one.at)
                .max();
            talk.conversation.try_set(Some(found));
            if let Some(until) = unread {
                // The other side sees it at once; nothing here changes.
                let _ = api::call::<Read>(&[&id], &MessagesRead { until }).await;
            }
        });
    });
    let send = Callback::new(move |words: String| {
        let id = id.clone();
        spawn_local(async move {
            let files = talk.files.ids();
            let new = NewMessage { text: words, files };
            talk.took(api::call::<Write>(&[&id], &new).await);
        });
    });
    talk.view(send)
}

impl Talk {
    fn took(self, outcome: Result<Conversation, Problem>) {
        match outcome {
            Ok(conversation) => {
                self.words.try_set(String::new());
                self.files.clear();
                self.conversation.try_set(Some(conversation));
                announce(t::conversation::sent(lang()).to_owned());
            }
            Err(problem) => {
                if problem.code == ProblemCode::SignedOut {
                    self.session.mark_expired();
                }
                self.problem.try_set(Some(problem));
            }
        }
        self.busy.try_set(false);
    }

    fn submit(self, send: Callback<String>) {
        if self.busy.get_untracked() || self.files.are_coming() {
            return;
        }
        let words = self.words.get_untracked();
        self.problem.set(None);
        self.missing
            .set(words.trim().is_empty() && self.files.ids().is_empty());
        if self.missing.get_untracked() {
            focus_by_id(FIELD);
            return;
        }
        self.busy.set(true);
        send.run(words);
    }

    fn view(self, send: Callback<String>) -> AnyView {
        let submit = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            self.submit(send);
        };
        let hint = if self.office {
            t::conversation::hint_office(lang())
        } else {
            t::conversation::hint_applicant(lang())
        };
        view! {
            <section class="stack" aria-labelledby="conversation-title">
                <h2 id="conversation-title">{t::conversation::title(lang())}</h2>
                {live_view(move || self.conversation.get().map(|conversation| self.messages(conversation)))}
                <form class="fields" novalidate on:submit=handler(submit)>
                    <div class="field">
                        <label class="field__label" for=FIELD>{t::conversation::new(lang())}</label>
                        <p class="field__hint" id="new-message-hint">{hint}</p>
                        {live_view(move || self.missing.get().then(|| view! {
                            <p class="field__error" id="new-message-error"><Icon name="error"/><span>{t::conversation::missing(lang())}</span></p>
                        }))}
                        <textarea class="input" id=FIELD rows="3" maxlength=MESSAGE_MAX.to_string()
                            aria-invalid=live(move || self.missing.get().then_some("true"))
                            aria-describedby=live(move || if self.missing.get() { "new-message-hint new-message-error" } else { "new-message-hint" })
                            prop:value=live(move || self.words.get())
                            on:input=handler(move |event: web_sys::Event| self.words.set(event_target_value(&event)))></textarea>
                    </div>
                    {self.files.view()}
                    {live_view(move || self.problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }))}
                    <p><BusyButton class="button--secondary" icon="send" text=derived(|| t::conversation::send(lang()).to_owned())
                        busy_text=derived(|| t::conversation::sending(lang()).to_owned()) busy=self.busy/></p>
                </form>
            </section>
        }
        .into_any()
    }

    fn messages(self, conversation: Conversation) -> AnyView {
        let turn = match (conversation.turn, self.office) {
            (Turn::Nobody, _) => t::conversation::turn_nobody(lang()),
            (Turn::Applicant, false) | (Turn::Office, true) => t::conversation::turn_yours(lang()),
            (Turn::Applicant, true) => t::conversation::turn_applicant(lang()),
            (Turn::Office, false) => t::conversation::turn_office(lang()),
        };
        let lines: Vec<_> = conversation
            .messages
            .into_iter()
            .map(|one| self.message(one))
            .collect();
        view! {
            <p class="muted">{turn}</p>
            {(!lines.is_empty()).then(|| view! { <ol class="messages" role="list">{lines}</ol> })}
        }
        .into_any()
    }

    fn message(self, one: MessageView) -> AnyView {
        let own = one.from_office == self.office;
        let from = if own {
            t::conversation::you(lang()).to_owned()
        } else {
            text(&one.by)
        };
        let from_lang = if own { None } else { lang_of(&one.by) };
        let seen = one.read_at.filter(|_| own).map(|at| {
            view! { <p class="small muted">{t::conversation::read(lang(), &show_moment(at))}</p> }
        });
        let lines: Vec<_> = one
            .text
            .lines()
            .map(|line| view! { <p>{line.to_owned()}</p> })
            .collect();
        let files = links(&one.files);
        view! {
            <li class=if own { "message message--own" } else { "message" }>
                <p class="message__from" lang=from_lang>{from}" "<span lang=lang().tag()>"· "{show_moment(one.at)}</span></p>
                <div class="message__text" lang=vietnamese()>{lines}{files}</div>
                {seen}
            </li>
        }
        .into_any()
    }
}
