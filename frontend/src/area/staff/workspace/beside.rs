//! What the dossier waits for beside its step – opinions, parts of other units, payments – and the opinions that it has. Shows
//! only; the buttons are the bar's.

use leptos::prelude::*;
use motcua_shared::dossier::{Charge, Consultation};
use motcua_shared::text::grouped;
use motcua_shared::time::show_moment;

use super::desk::Desk;
use crate::api::{GivenOpinion, PartView};
use crate::area::dossier::message_files::links;
use crate::i18n::{lang, t, text, vietnamese};
use crate::reactive::{live_view, memo};

/// The cards; nothing when it waits for nobody.
#[component]
pub fn Beside(desk: Desk) -> impl IntoView {
    let asked = memo(move || desk.dossier.with(|dossier| dossier.consultations.clone()));
    let parts = memo(move || desk.dossier.with(|dossier| dossier.parts.clone()));
    let given = memo(move || desk.dossier.with(|dossier| dossier.opinions.clone()));
    let charges = memo(move || desk.dossier.with(|dossier| dossier.charges.clone()));
    live_view(move || {
        let (asked, parts, charges) = (asked.get(), parts.get(), charges.get());
        let opinions = given.with(|given| {
            let lines: Vec<_> = given.iter().map(given_opinion).collect();
            (!lines.is_empty())
                .then(|| card("opinions-title", t::flow::opinions_title(lang()), lines))
        });
        let waits = (!asked.is_empty() || !parts.is_empty()).then(|| {
            let lines: Vec<_> = asked
                .iter()
                .map(opinion)
                .chain(parts.iter().map(part))
                .collect();
            card("beside-title", t::flow::beside_title(lang()), lines)
        });
        let money = (!charges.is_empty()).then(|| {
            let lines = charges.iter().map(charge).collect();
            card("payments-title", t::flow::payments_title(lang()), lines)
        });
        view! { {waits}{opinions}{money} }
    })
}

fn card(id: &'static str, title: &'static str, lines: Vec<AnyView>) -> AnyView {
    view! {
        <section class="summary-card" aria-labelledby=id>
            <div class="summary-card__head"><h2 class="summary-card__title" id=id>{title}</h2></div>
            <ul class="checklist" role="list">{lines}</ul>
        </section>
    }
    .into_any()
}

fn opinion(asked: &Consultation) -> AnyView {
    view! {
        <li class="checklist__item"><div>
            <p class="checklist__name">{t::flow::opinion_line(lang(), &text(&asked.name), &show_moment(asked.due_at))}</p>
            <p class="checklist__meta" lang=vietnamese()>{asked.question.clone()}</p>
            <p class="checklist__meta">{asked.awaited.name(lang())}</p>
        </div></li>
    }
    .into_any()
}

fn given_opinion(given: &GivenOpinion) -> AnyView {
    let lines: Vec<_> = given
        .words
        .lines()
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect();
    view! {
        <li class="checklist__item"><div>
            <p class="checklist__name">{text(&given.unit)}</p>
            <p class="checklist__meta">{t::flow::opinion_by(lang(), &given.by, &show_moment(given.at))}</p>
            <div lang=vietnamese()>{lines}{links(&given.files)}</div>
        </div></li>
    }
    .into_any()
}

fn part(part: &PartView) -> AnyView {
    view! {
        <li class="checklist__item"><div>
            <p class="checklist__name">{t::flow::part_line(lang(), &text(&part.title), &text(&part.unit), &show_moment(part.due_at))}</p>
        </div></li>
    }
    .into_any()
}

fn charge(charge: &Charge) -> AnyView {
    let amount = grouped(i64::try_from(charge.amount).unwrap_or(i64::MAX), lang());
    let line = match &charge.settled {
        Some(settled) => t::flow::payment_settled(
            lang(),
            &amount,
            settled.paid_by.name(lang()),
            &settled.reference,
        ),
        None => t::flow::payment_open(lang(), &amount, &show_moment(charge.due_at), &charge.reason),
    };
    view! { <li class="checklist__item"><div><p class="checklist__name">{line}</p></div></li> }
        .into_any()
}
