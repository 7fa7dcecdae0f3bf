//! The picture of a flow: a list that is read in order, drawn as steps on a thread with the branches beside each other. Lines and
//! bars only repeat what the words say; below it the same way stands in sentences.

use leptos::prelude::*;
use motcua_shared::access::Role;
use motcua_shared::calendar::limit_words;
use motcua_shared::dossier::workflow::{Picture, PicturePart, PictureStep};
use motcua_shared::dossier::{Action, Status};

use crate::area::dossier::role_name;
use crate::i18n::{Bilingual, lang, lang_of, t, text};
use crate::ui::tag::status_icon;
use crate::ui::{Icon, Tag};

/// Names of kinds of units.
type Units = [(String, Bilingual)];

/// The picture with its sentences.
pub fn picture(picture: &Picture, units: &Units) -> AnyView {
    let steps: Vec<AnyView> = picture.steps.iter().map(|one| step(one, units)).collect();
    let sentences: Vec<AnyView> = sentences(picture, units)
        .into_iter()
        .map(|sentence| view! { <li>{sentence}</li> }.into_any())
        .collect();
    view! {
        <ol class="steps" role="list">{steps}</ol>
        <details class="disclosure">
            <summary>{t::admin::flow_words(lang())}</summary>
            <div class="disclosure__body"><ul>{sentences}</ul></div>
        </details>
    }
    .into_any()
}

fn numbered(picture: &Picture) -> impl Iterator<Item = (String, &PictureStep)> {
    let steps = picture.steps.iter().enumerate();
    steps.map(|(place, step)| {
        let number = t::admin::step_number(lang(), &(place + 1).to_string());
        (number, step)
    })
}

/// Role and unit, such as “Chuyên viên, Bộ phận Tư pháp – Hộ tịch”.
fn who(role: Role, unit: &str, units: &Units) -> String {
    let known = units.iter().find(|(kind, _)| kind == unit);
    let unit = known.map_or_else(|| unit.to_owned(), |(_, name)| text(name));
    t::admin::who(lang(), role_name(role), &unit)
}

/// What is said about the time of a step.
fn time(step: &PictureStep) -> Vec<String> {
    let Some(limit) = step.limit else {
        return vec![t::admin::step_rest(lang()).to_owned()];
    };
    let own = t::admin::step_time(lang(), &limit_words(limit, lang()));
    let share = step
        .share
        .map(|share| t::admin::step_share(lang(), &share.to_string()));
    std::iter::once(own).chain(share).collect()
}

fn names(actions: &[Action]) -> String {
    let names: Vec<&str> = actions.iter().map(|action| action.button(lang())).collect();
    names.join(", ")
}

/// Where else a step leads.
fn ways(step: &PictureStep) -> Vec<(&'static str, String)> {
    let ways = [
        (
            "undo",
            &step.back,
            t::admin::step_back as fn(_, &str) -> String,
        ),
        ("minus", &step.out, t::admin::step_out),
        ("arrow-right", &step.ahead, t::admin::step_ahead),
    ];
    ways.into_iter()
        .filter(|(_, actions, _)| !actions.is_empty())
        .map(|(icon, actions, say)| (icon, say(lang(), &names(actions))))
        .collect()
}

fn status_words(status: Status) -> String {
    t::admin::step_status(lang(), &status.code().to_string(), status.name(lang()))
}

fn step(step: &PictureStep, units: &Units) -> AnyView {
    let status = step.status;
    let bar = step.share.map(|share| {
        view! { <meter class="flow__share" aria-hidden="true" min="0" max="100" value=share.to_string()></meter> }
    });
    let ways: Vec<_> = ways(step)
        .into_iter()
        .map(|(icon, words)| view! { <p class="flow__way"><Icon name=icon/><span>{words}</span></p> })
        .collect();
    let branches = (!step.branches.is_empty()).then(|| {
        let count = step.branches.len().to_string();
        let drawn: Vec<_> = step
            .branches
            .iter()
            .map(|branch| {
                let parts: Vec<_> = branch.iter().map(|one| part(one, units)).collect();
                view! { <li class="flow__step"><ol role="list">{parts}</ol></li> }
            })
            .collect();
        view! {
            <p>{t::admin::flow_parallel(lang(), &count)}</p>
            <ul class="flow" role="list">{drawn}</ul>
        }
    });
    view! {
        <li class="steps__item">
            <h3 class="steps__title" lang=lang_of(&step.title)>{text(&step.title)}</h3>
            <p>{who(step.role, &step.unit, units)}</p>
            <p><Tag tone=status.tone() icon=status_icon(status) text=status_words(status)/></p>
            <p class="flow__meta">{time(step).join(" · ")}</p>
            {bar}
            {ways}
            {branches}
        </li>
    }
    .into_any()
}

fn part(part: &PicturePart, units: &Units) -> AnyView {
    let limit = part
        .limit
        .map(|limit| t::admin::step_time(lang(), &limit_words(limit, lang())));
    view! {
        <li>
            <p class="flow__title" lang=lang_of(&part.title)>{text(&part.title)}</p>
            <p class="flow__meta">{who(part.role, &part.unit, units)}</p>
            {limit.map(|limit| view! { <p class="flow__meta">{limit}</p> })}
        </li>
    }
    .into_any()
}

/// The way in sentences: everything that is drawn.
fn sentences(picture: &Picture, units: &Units) -> Vec<String> {
    let mut all = Vec::new();
    for (number, step) in numbered(picture) {
        let done_by = who(step.role, &step.unit, units);
        let mut words = vec![t::admin::words_step(
            lang(),
            &number,
            &text(&step.title),
            &done_by,
        )];
        let facts = std::iter::once(status_words(step.status)).chain(time(step));
        let ways = ways(step).into_iter().map(|(_, words)| words);
        words.extend(facts.chain(ways).map(|fact| format!("{fact}.")));
        all.push(words.join(" "));
        for part in step.branches.iter().flatten() {
            let done_by = who(part.role, &part.unit, units);
            all.push(t::admin::words_part(
                lang(),
                &number,
                &text(&part.title),
                &done_by,
            ));
        }
    }
    all
}
