//! Filing again with the answers of this dossier: a new draft, and what could not be taken over.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use motcua_shared::dossier::status::Tone;

use crate::a11y::focus_by_id;
use crate::api::{self, CopyDossier, DossierCopy, Nothing, Problem, ProblemCode, WhyLeft};
use crate::i18n::{lang, t, text};
use crate::reactive::{derived, live_view};
use crate::route;
use crate::session::use_session;
use crate::ui::{Banner, BusyButton, Icon};

/// The button, and what it made when that needs to be read first.
#[component]
pub fn FileAgain(
    /// The dossier.
    id: String,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let made = RwSignal::new(None::<DossierCopy>);
    let (navigate, session) = (use_navigate(), use_session());
    let start = Callback::new(move |()| {
        let (id, navigate) = (id.clone(), navigate.clone());
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match api::call::<CopyDossier>(&[&id], &Nothing {}).await {
                Ok(copy) if copy.dropped.is_empty() && copy.papers.is_empty() => {
                    navigate(
                        &route::draft(&copy.draft),
                        leptos_router::NavigateOptions::default(),
                    );
                }
                Ok(copy) => {
                    made.try_set(Some(copy));
                    request_animation_frame(|| {
                        focus_by_id("again-title");
                    });
                }
                Err(found) => {
                    if found.code == ProblemCode::SignedOut {
                        session.mark_expired();
                    }
                    problem.try_set(Some(found));
                }
            }
            busy.try_set(false);
        });
    });
    view! {
        <div class="stack stack--tight">
            <BusyButton class="button--secondary button--block" text=derived(|| t::my_data::again(lang()).to_owned()) icon="edit"
                busy_text=derived(|| t::my_data::again_busy(lang()).to_owned()) busy on_press=start/>
            <p class="small muted">{t::my_data::again_hint(lang())}</p>
            {live_view(move || problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }))}
            {live_view(move || made.get().map(left))}
        </div>
    }
}

fn why(why: WhyLeft) -> &'static str {
    match why {
        WhyLeft::Expired => t::my_data::why_expired(lang()),
        WhyLeft::Withheld => t::my_data::why_withheld(lang()),
        WhyLeft::NoPlace => t::my_data::why_no_place(lang()),
        WhyLeft::Signature => t::my_data::why_signature(lang()),
    }
}

fn left(copy: DossierCopy) -> AnyView {
    let answers = copy.dropped.iter().map(|one| text(&one.label));
    let papers = copy
        .papers
        .iter()
        .map(|one| format!("{} – {}: {}", text(&one.label), one.name, why(one.why)));
    let lines: Vec<_> = answers
        .chain(papers)
        .map(|line| view! { <li>{line}</li> })
        .collect();
    view! {
        <Banner tone=Tone::Info id="again-title" title=t::my_data::again_title(lang())>
            <p>{t::my_data::again_text(lang())}</p>
            <ul>{lines}</ul>
            <p><a class="button button--secondary" href=route::draft(&copy.draft)>{t::my_data::again_open(lang())}</a></p>
        </Banner>
    }
    .into_any()
}
