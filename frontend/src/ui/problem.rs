//! A problem in place of content: what happened, what is safe, what to do.

use leptos::prelude::*;
use motcua_shared::api::{Problem, ProblemCode};
use motcua_shared::dossier::status::Tone;

use super::icon::Icon;
use super::tag::tone_name;
use crate::a11y::{announce, focus_heading_after_navigation};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view};
use crate::route;

/// A problem with its way on: try again where that can help, else the way home.
#[component]
pub fn ProblemPanel(
    /// What the server said.
    problem: Problem,
    /// Try again.
    #[prop(optional, into)]
    again: Option<Callback<()>>,
) -> impl IntoView {
    // In place of a whole page its heading is missing: a first page must still take over, the words must be heard, and the
    // title becomes the heading. Of a part of a page it is a heading below the page's.
    let whole = RwSignal::new(false);
    Effect::new(move || {
        crate::app::take_over();
        request_animation_frame(move || {
            if let Ok(None) = document().query_selector("main h1") {
                whole.try_set(true);
                focus_heading_after_navigation();
            }
        });
    });
    announce(problem.title.clone());
    let hopeless = matches!(
        problem.code,
        ProblemCode::NotFound
            | ProblemCode::RouteNotFound
            | ProblemCode::Forbidden
            | ProblemCode::AlreadyFiled
    );
    let again = again.filter(|_| !hopeless);
    let (tone, icon) = if problem.code == ProblemCode::Offline || hopeless {
        (Tone::Attention, "alert")
    } else {
        (Tone::Danger, "error")
    };
    let filed = problem.dossier.map(|id| route::dossier(&id));
    let title = problem.title;
    let heading = move || {
        let title = title.clone();
        if whole.get() {
            view! { <h1 class="banner__title" id="problem-title" tabindex="-1">{title}</h1> }
                .into_any()
        } else {
            view! { <h2 class="banner__title" id="problem-title" tabindex="-1">{title}</h2> }
                .into_any()
        }
    };
    view! {
        <div class="page page--narrow">
            <section class=format!("banner banner--{}", tone_name(tone)) aria-labelledby="problem-title">
                <Icon name=icon/>
                <div class="banner__body">
                {live_view(heading)}
                <p>{problem.detail}</p>
                {(!problem.request_id.is_empty())
                    .then(|| view! { <p class="small muted">{t::portal::problem_request(lang(), &problem.request_id)}</p> })}
                <div class="button-row">
                    {filed.map(|href| view! { <a class="button" href=href>{t::portal::open_dossier(lang())}</a> })}
                    {again.map(|again| view! {
                        <button class="button button--secondary" type="button" on:click=handler(move |_: web_sys::MouseEvent| again.run(()))><Icon name="refresh"/>{t::portal::try_again(lang())}</button>
                    })}
                    <a class="button button--quiet" href=route::HOME>{t::shell::not_found_home(lang())}</a>
                </div>
                </div>
            </section>
        </div>
    }
}
