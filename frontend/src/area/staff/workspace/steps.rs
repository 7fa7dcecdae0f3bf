//! The way of the dossier through the agency: each step with who does it, its share of the limit and the time it took. A list
//! that screen readers read in order; colours and lines only repeat the words.

use leptos::prelude::*;
use motcua_shared::calendar::{limit_words, minutes_words};
use motcua_shared::dossier::workflow::{Pace, StepTime};

use super::desk::Desk;
use crate::area::dossier::role_name;
use crate::i18n::{lang, t, text};
use crate::reactive::{live_view, memo};

/// The steps.
#[component]
pub fn Steps(desk: Desk) -> impl IntoView {
    let steps = memo(move || desk.dossier.with(|dossier| dossier.steps.clone()));
    view! {
        <section class="summary-card" aria-labelledby="steps-title">
            <div class="summary-card__head"><h2 class="summary-card__title" id="steps-title">{t::staff::steps_title(lang())}</h2></div>
            <ol class="flow" role="list">{live_view(move || steps.get().into_iter().map(step).collect::<Vec<_>>())}</ol>
        </section>
    }
}

/// Words and the ending of the class for how a step stands.
fn pace(pace: Pace) -> (&'static str, &'static str) {
    match pace {
        Pace::Ahead => (t::staff::pace_ahead(lang()), "ahead"),
        Pace::Running => (t::staff::pace_running(lang()), "running"),
        Pace::RunningLate => (t::staff::pace_running_late(lang()), "late"),
        Pace::Done => (t::staff::pace_done(lang()), "done"),
        Pace::Early => (t::staff::pace_early(lang()), "done"),
        Pace::OnTime => (t::staff::pace_on_time(lang()), "done"),
        Pace::Late => (t::staff::pace_late(lang()), "late"),
    }
}

fn step(step: StepTime) -> AnyView {
    let (words, class) = pace(step.pace);
    let current = matches!(step.pace, Pace::Running | Pace::RunningLate).then_some("step");
    let planned = step
        .planned
        .map(|limit| t::staff::step_planned(lang(), &limit_words(limit, lang())));
    let real = (step.pace != Pace::Ahead)
        .then(|| t::staff::step_real(lang(), &minutes_words(step.minutes, lang())));
    let times: Vec<String> = planned.into_iter().chain(real).collect();
    view! {
        <li class=format!("flow__step flow__step--{class}") aria-current=current>
            <p class="flow__title">{text(&step.title)}</p>
            <p class="flow__meta">{role_name(step.role)}" · "{words}</p>
            {(!times.is_empty()).then(|| view! { <p class="flow__meta">{times.join(" · ")}</p> })}
        </li>
    }
    .into_any()
}
