//! Where a dossier is, for anybody with its code: the page that QR codes on paper open. The code is in the address (R-LOOK-01).

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use motcua_shared::api::{
    LOOK_UP_QUERY, LookUpDossier, LookUpView, Problem, ProblemCode, look_up_page,
};

use motcua_shared::dossier::DossierCode;

use crate::a11y::{announce, focus_by_id};
use crate::api;
use crate::i18n::{lang, t};
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::Breadcrumb;
use crate::ui::icon::Icon;
use crate::ui::tag::StatusTag;

/// The field of the code.
const FIELD: &str = "ma";

/// What became of a question.
#[derive(Clone, PartialEq)]
enum Answer {
    /// Nothing was asked.
    Nothing,
    /// Nothing in it looks like a code.
    NoCode,
    /// No dossier of this portal has it.
    Unknown,
    /// The server could not answer.
    Trouble(Problem),
    /// There it is.
    Found(LookUpView),
}

impl Answer {
    /// What a screen reader hears.
    fn words(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::NoCode => t::look_up::code_wrong(lang()).to_owned(),
            Self::Unknown => t::look_up::unknown_title(lang()).to_owned(),
            Self::Trouble(problem) => problem.title.clone(),
            Self::Found(view) => {
                t::look_up::announced(lang(), view.status.name(lang()), &completion(view))
            }
        }
    }
}

fn completion(view: &LookUpView) -> String {
    t::look_up::completion(
        lang(),
        &view.completion.done.to_string(),
        &view.completion.total.to_string(),
    )
}

/// Never fails: a problem is an answer, so that it is not mistaken for that of the code before.
async fn ask(text: String) -> Result<(String, Answer), Problem> {
    if text.is_empty() {
        return Ok((text, Answer::Nothing));
    }
    let answer = match DossierCode::find(&text) {
        None => Answer::NoCode,
        Some(code) => match api::get::<LookUpDossier>(&[code.as_str()], &[]).await {
            Ok(view) => Answer::Found(view),
            Err(problem) if problem.code == ProblemCode::NotFound => Answer::Unknown,
            Err(problem) => Answer::Trouble(problem),
        },
    };
    Ok((text, answer))
}

/// The page.
#[component]
pub fn LookUpPage() -> impl IntoView {
    let map = use_query_map();
    let asked = memo(move || {
        map.with(|map| map.get(LOOK_UP_QUERY).unwrap_or_default())
            .trim()
            .to_owned()
    });
    let remote = Remote::new(move || ask(asked.get()));
    remote.view(move |answer| {
        view! { <LookUp answer again=Callback::new(move |()| remote.reload())/> }.into_any()
    })
}

#[component]
fn LookUp(answer: Signal<(String, Answer)>, again: Callback<()>) -> impl IntoView {
    let navigate = use_navigate();
    let node = NodeRef::<html::Input>::new();
    let missing = RwSignal::new(false);
    let wrong = memo(move || missing.get() || answer.with(|(_, answer)| *answer == Answer::NoCode));
    // Not for the first answer, which comes with the page.
    Effect::new(move |before: Option<(String, Answer)>| {
        let now = answer.get();
        if let Some(before) = before
            && before != now
        {
            missing.set(false);
            // Going back brings another code: the field shows the one that is answered.
            if let Some(input) = node.get_untracked() {
                input.set_value(&now.0);
            }
            announce(now.1.words());
            if now.1 == Answer::NoCode {
                focus_by_id(FIELD);
            }
        }
        now
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = node
            .get_untracked()
            .map(|input| input.value().trim().to_owned())
            .unwrap_or_default();
        missing.set(text.is_empty());
        if text.is_empty() {
            focus_by_id(FIELD);
            return;
        }
        if text == answer.with_untracked(|(text, _)| text.clone()) {
            again.run(());
            return;
        }
        let address = look_up_page(&route::escape(
            DossierCode::find(&text)
                .as_ref()
                .map_or(text.as_str(), |code| code.as_str()),
        ));
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    };
    let error = move || {
        wrong.get().then(|| {
            let words = if missing.get() {
                t::look_up::code_missing(lang())
            } else {
                t::look_up::code_wrong(lang())
            };
            view! { <p class="field__error" id="ma-error"><Icon name="error"/><span><span class="visually-hidden">{t::portal::error_prefix(lang())}" "</span>{words}</span></p> }
        })
    };
    let described = move || {
        if wrong.get() {
            "ma-hint ma-error"
        } else {
            "ma-hint"
        }
    };
    view! {
        <PageTitle title=t::look_up::title(lang())/>
        <div class="page page--narrow stack">
            <Breadcrumb here=t::look_up::title(lang())/>
            <h1 tabindex="-1">{t::look_up::title(lang())}</h1>
            <p class="lead">{t::look_up::lead(lang())}</p>
            <form class="fields" action=route::LOOK_UP novalidate on:submit=handler(submit)>
                <div class="field">
                    <label class="field__label" for=FIELD>{t::look_up::code_label(lang())}</label>
                    <p class="field__hint" id="ma-hint">{t::look_up::code_hint(lang())}</p>
                    {live_view(error)}
                    <input
                        class="input"
                        id=FIELD
                        name=LOOK_UP_QUERY
                        type="text"
                        node_ref=node
                        value=answer.with_untracked(|(text, _)| text.clone())
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        aria-describedby=live(described)
                        aria-invalid=live(move || wrong.get().then_some("true"))
                    />
                </div>
                <p><button class="button" type="submit"><Icon name="search"/>{t::look_up::button(lang())}</button></p>
            </form>
            {live_view(move || result(answer.get().1))}
        </div>
    }
}

fn result(answer: Answer) -> AnyView {
    let words = |title: String, text: String| {
        view! { <section class="stack stack--tight" aria-labelledby="look-up-result"><h2 id="look-up-result">{title}</h2><p>{text}</p></section> }.into_any()
    };
    match answer {
        Answer::Nothing | Answer::NoCode => ().into_any(),
        Answer::Unknown => words(
            t::look_up::unknown_title(lang()).to_owned(),
            t::look_up::unknown(lang()).to_owned(),
        ),
        Answer::Trouble(problem) => words(problem.title, problem.detail),
        Answer::Found(found) => {
            let (status, done, total) = (
                found.status,
                found.completion.done.to_string(),
                found.completion.total.to_string(),
            );
            view! {
                <section class="card stack stack--tight" aria-labelledby="look-up-result">
                    <h2 class="card__title" id="look-up-result">{t::look_up::found_title(lang(), &found.code)}</h2>
                    <p><StatusTag status=derived(move || status)/></p>
                    <progress class="file-row__progress" max=total value=done aria-label=t::look_up::completion_label(lang())></progress>
                    <p>{completion(&found)}</p>
                    <p class="small muted">{t::look_up::nothing_personal(lang())}</p>
                    <p><a class="action-link" href=route::sign_in_then(route::DOSSIERS)>{t::look_up::sign_in(lang())}<Icon name="arrow-right"/></a></p>
                </section>
            }
            .into_any()
        }
    }
}
