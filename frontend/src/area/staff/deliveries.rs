//! For administrators: how sending notices goes, what could not be sent, and sending it again.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{
    DeadLetter, DeliveryReport, GetDeliveryReport, Nothing, Problem, ResendDelivery,
};
use motcua_shared::notice::SendFault;
use motcua_shared::time::show_moment;

use crate::a11y::announce;
use crate::api;
use crate::area::dossier::sent::words;
use crate::i18n::{lang, t};
use crate::page::PageTitle;
use crate::reactive::{handler, live_view};
use crate::remote::Remote;
use crate::route;
use crate::ui::{Breadcrumb, Empty, Icon};

/// The page.
#[component]
pub fn DeliveriesPage() -> impl IntoView {
    let remote = Remote::new(|| api::call::<GetDeliveryReport>(&[], &Nothing {}));
    remote.view(move |report| view! { <Report report remote/> }.into_any())
}

#[component]
fn Report(report: Signal<DeliveryReport>, remote: Remote<DeliveryReport>) -> impl IntoView {
    let problem = RwSignal::new(None::<Problem>);
    let again = Callback::new(move |id: String| {
        problem.set(None);
        spawn_local(async move {
            match api::call::<ResendDelivery>(&[&id], &Nothing {}).await {
                Ok(report) => {
                    announce(t::delivery::report_resent(lang()).to_owned());
                    remote.set(report);
                }
                Err(found) => {
                    problem.try_set(Some(found));
                }
            }
        });
    });
    view! {
        <PageTitle title=t::delivery::report_title(lang())/>
        <div class="page stack">
            <Breadcrumb above=vec![(route::ADMIN.to_owned(), t::shell::nav_admin(lang()).to_owned())] here=t::delivery::report_title(lang())/>
            <h1 tabindex="-1">{t::delivery::report_title(lang())}</h1>
            <p><a class="action-link" href=route::TEMPLATES>{t::template::link(lang())}<Icon name="arrow-right"/></a></p>
            {live_view(move || figures(&report.get()))}
            {live_view(move || problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }))}
            {live_view(move || dead(report.get(), again))}
        </div>
    }
}

fn figures(report: &DeliveryReport) -> AnyView {
    let count = report.sms_this_month.to_string();
    let sms = match report.sms_a_month {
        Some(most) => t::delivery::report_sms_of(lang(), &count, &most.to_string()),
        None => t::delivery::report_sms(lang(), &count),
    };
    let channels: Vec<&str> = report
        .channels
        .iter()
        .map(|channel| channel.name(lang()))
        .collect();
    view! {
        {report.channels.is_empty().then(|| view! { <p>{t::delivery::settings_none_title(lang())}</p> })}
        <p>{channels.join(", ")}</p>
        <ul>
            <li>{t::delivery::report_waiting(lang(), &report.waiting.to_string())}</li>
            <li>{sms}</li>
            <li>{t::delivery::report_withheld(lang(), &report.withheld.to_string())}</li>
        </ul>
    }
    .into_any()
}

fn dead(report: DeliveryReport, again: Callback<String>) -> AnyView {
    if report.dead.is_empty() {
        return view! { <Empty icon="check-circle" title=t::delivery::report_none_title(lang()) text=t::delivery::report_none(lang())/> }.into_any();
    }
    let lines: Vec<_> = report
        .dead
        .into_iter()
        .map(|letter| line(letter, again))
        .collect();
    view! {
        <section class="stack" aria-labelledby="dead-title">
            <h2 id="dead-title">{t::delivery::report_dead(lang())}</h2>
            <ul class="stack" role="list">{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(letter: DeadLetter, again: Callback<String>) -> AnyView {
    let entry = letter.delivery;
    let (about, at) = (words(&entry), entry.at);
    let label = format!("{} {}", t::delivery::report_resend(lang()), letter.code);
    let tries = t::delivery::log_attempts(lang(), &entry.attempts.to_string());
    view! {
        <li class="card stack stack--tight">
            <p><span class="code">{letter.code}</span>" · "{about}</p>
            <p class="small muted">{show_moment(at)}" · "{tries}" · "{reason(&letter.reason)}</p>
            <p><button class="button button--secondary" type="button" aria-label=label on:click=handler(move |_: web_sys::MouseEvent| again.run(entry.id.clone()))>{t::delivery::report_resend(lang())}</button></p>
        </li>
    }
    .into_any()
}

/// Why it was not sent. Old entries have words of their own, in English.
fn reason(written: &str) -> AnyView {
    match SendFault::read(written) {
        Some(fault) => fault.words(lang()).into_any(),
        None => view! { <span lang="en">{written.to_owned()}</span> }.into_any(),
    }
}
