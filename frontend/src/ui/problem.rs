//! A problem in place of content: what happened, what is safe, what to do.

use leptos::prelude::*;
use motcua_shared::api::{Problem, ProblemCode};
use motcua_shared::dossier::status::Tone;

use super::banner::Banner;
use super::icon::Icon;
use crate::a11y::announce;
use crate::i18n::{lang, t};
use crate::reactive::handler;
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
    // The page's heading is missing now: a first page must still take over, and the words must be heard.
    Effect::new(crate::app::take_over);
    announce(problem.title.clone());
    let hopeless = matches!(
        problem.code,
        ProblemCode::NotFound | ProblemCode::RouteNotFound | ProblemCode::Forbidden
    );
    let again = again.filter(|_| !hopeless);
    let tone = if problem.code == ProblemCode::Offline || hopeless {
        Tone::Attention
    } else {
        Tone::Danger
    };
    view! {
        <div class="page page--narrow">
            <Banner tone id="problem-title" title=problem.title>
                <p>{problem.detail}</p>
                {(!problem.request_id.is_empty())
                    .then(|| view! { <p class="small muted">{t::portal::problem_request(lang(), &problem.request_id)}</p> })}
                <div class="button-row">
                    {again.map(|again| view! {
                        <button class="button button--secondary" type="button" on:click=handler(move |_: web_sys::MouseEvent| again.run(()))><Icon name="refresh"/>{t::portal::try_again(lang())}</button>
                    })}
                    <a class="button button--quiet" href=route::HOME>{t::shell::not_found_home(lang())}</a>
                </div>
            </Banner>
        </div>
    }
}
