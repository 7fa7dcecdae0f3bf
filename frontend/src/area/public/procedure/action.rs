//! The way from reading to filing: start a form, go on with an unfinished one, sign in first, or how to file elsewhere.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use motcua_shared::access::Role;
use motcua_shared::api::{
    CreateDraft, DraftSummary, ListDrafts, NewDraft, Problem, ProblemCode, ProcedureView,
};
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::show_moment;
use wasm_bindgen::JsCast;

use crate::a11y::announce;
use crate::api;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view, memo};
use crate::route;
use crate::session::{Session, use_session};
use crate::ui::icon::Icon;
use crate::ui::{Banner, BusyButton};

/// Questions that most people answer in a minute.
const QUESTIONS_A_MINUTE: u32 = 5;
/// Reading and checking take this long whatever the form, in minutes.
const MINUTES_AT_LEAST: u32 = 3;

/// The block with the action; the bar of phones looks for it.
const START: &str = "procedure-start";

/// Estimated time to fill a form, in minutes.
fn minutes(questions: u32) -> u32 {
    (questions.div_ceil(QUESTIONS_A_MINUTE)).max(MINUTES_AT_LEAST)
}

/// Starts a form and goes there.
#[derive(Clone, Copy)]
struct Starting {
    session: Session,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    slug: StoredValue<String>,
    go: Callback<String>,
}

impl Starting {
    fn new(slug: &str) -> Self {
        let navigate = use_navigate();
        Self {
            session: use_session(),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            slug: StoredValue::new(slug.to_owned()),
            go: Callback::new(move |path: String| navigate(&path, Default::default())),
        }
    }

    fn start(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let request = NewDraft {
                procedure: self.slug.try_get_value().unwrap_or_default(),
            };
            match api::call::<CreateDraft>(&[], &request).await {
                Ok(draft) => {
                    self.go.try_run(route::draft(&draft.id));
                }
                Err(problem) => {
                    self.busy.try_set(false);
                    if problem.code == ProblemCode::SignedOut {
                        self.session.mark_expired();
                    } else {
                        announce(problem.title.clone());
                        self.problem.try_set(Some(problem));
                    }
                }
            }
        });
    }
}

/// The action under the heading, with what it takes.
#[component]
pub fn PrimaryAction(view: ProcedureView) -> impl IntoView {
    if view.form.is_none() {
        return view! {
            <Banner tone=Tone::Info id="not-online" title=t::portal::not_online_title(lang())>
                <p>{t::shell::procedure_not_online(lang())}</p>
            </Banner>
        }
        .into_any();
    }
    let session = use_session();
    let starting = Starting::new(&view.procedure.slug);
    let role = memo(move || session.known().then(|| session.role()));
    let here = route::procedure(&view.procedure.slug);
    let hint = t::shell::procedure_apply_hint(lang(), &view.questions.to_string());
    let time = t::portal::procedure_minutes(lang(), &minutes(view.questions).to_string());
    let choice = move || {
        match role.get() {
        None => view! { <div class="button-row"><span class="skeleton__line skeleton__line--short" aria-hidden="true"></span></div> }.into_any(),
        Some(None) => view! {
            <div class="button-row">
                <a class="button" href=route::sign_in_then(&here)>{t::shell::procedure_apply(lang())}<Icon name="arrow-right"/></a>
            </div>
            <p class="small muted">{t::portal::sign_in_first(lang())}</p>
        }
        .into_any(),
        Some(Some(Role::Citizen)) => view! { <Start starting/> }.into_any(),
        Some(Some(_)) => view! { <p class="muted">{t::portal::not_with_this_account(lang())}</p> }.into_any(),
    }
    };
    view! {
        <div class="stack stack--tight" id=START>
            {choice}
            <p class="small muted prose">{time}" "{hint}</p>
        </div>
    }
    .into_any()
}

/// For a citizen: an unfinished form first, else a new one.
#[component]
fn Start(starting: Starting) -> impl IntoView {
    let drafts = RwSignal::new(None::<Vec<DraftSummary>>);
    spawn_local(async move {
        // Without an answer a new form can still be started.
        let list = api::get::<ListDrafts>(&[], &[]).await.unwrap_or_default();
        drafts.try_set(Some(list));
    });
    // `None` until the list is here: a button that turns into another one under the finger starts a second draft.
    let unfinished = memo(move || {
        drafts.with(|drafts| {
            let mine = |draft: &&DraftSummary| {
                draft.supplements.is_none()
                    && starting.slug.with_value(|slug| *slug == draft.procedure)
            };
            drafts
                .as_ref()
                .map(|drafts| drafts.iter().find(mine).cloned())
        })
    });
    let fresh = move |class: &'static str, text: &'static str| {
        view! {
            <BusyButton class text busy_text=t::portal::starting(lang()) busy=starting.busy icon="edit" on_press=Callback::new(move |()| starting.start())/>
        }
    };
    view! {
        {live_view(move || match unfinished.get() {
            None => view! { <div class="button-row"><span class="skeleton__line skeleton__line--short" aria-hidden="true"></span></div> }.into_any(),
            Some(Some(draft)) => view! {
                <Banner tone=Tone::Attention id="unfinished" title=t::portal::unfinished_title(lang())>
                    <p>{t::portal::unfinished_text(lang(), &show_moment(draft.updated_at))}</p>
                    <div class="button-row">
                        <a class="button" href=route::draft(&draft.id)><Icon name="edit"/>{t::portal::unfinished_go_on(lang())}</a>
                        {fresh("button--secondary", t::portal::start_another(lang()))}
                    </div>
                </Banner>
            }
            .into_any(),
            Some(None) => view! { <div class="button-row">{fresh("", t::shell::procedure_apply(lang()))}</div> }.into_any(),
        })}
        {live_view(move || starting.problem.get().map(|problem| view! {
            <Banner tone=Tone::Danger id="start-problem" title=problem.title><p>{problem.detail}</p></Banner>
        }))}
    }
}

/// On phones the action stays in reach: the bar appears when the action itself has scrolled away, and presses it.
#[component]
pub fn ActionBar() -> impl IntoView {
    let past = RwSignal::new(false);
    let action = || {
        document()
            .query_selector(&format!("#{START} .button"))
            .ok()
            .flatten()
    };
    let look = move || {
        past.set(action().is_some_and(|action| action.get_bounding_client_rect().bottom() < 0.0))
    };
    let scrolled = window_event_listener(leptos::ev::scroll, move |_| look());
    on_cleanup(move || scrolled.remove());
    let press = move |_| {
        if let Some(action) =
            action().and_then(|action| action.dyn_into::<web_sys::HtmlElement>().ok())
        {
            action.click();
        }
    };
    move || {
        past.get().then(|| view! {
            <div class="action-bar action-bar--phone no-print"><div class="action-bar__inner">
                <button class="button" type="button" on:click=handler(press)>{t::shell::procedure_apply(lang())}<Icon name="arrow-right"/></button>
            </div></div>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn a_form_takes_a_few_minutes_at_least() {
        assert_eq!(minutes(0), 3);
        assert_eq!(minutes(15), 3);
        assert_eq!(minutes(16), 4);
        assert_eq!(minutes(60), 12);
    }
}
