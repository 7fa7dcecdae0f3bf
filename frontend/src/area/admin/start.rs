//! Where administrators begin: one card for each thing that they look after.

use leptos::prelude::*;

use crate::i18n::{lang, t};
use crate::page::PageTitle;
use crate::reactive::derived;
use crate::route;
use crate::ui::Icon;

/// The page.
#[component]
pub fn AdminStart() -> impl IntoView {
    let card =
        |href: &'static str, icon: &'static str, title: &'static str, words: &'static str| {
            view! {
                <li class="card card--link">
                    <h2 class="card__title"><Icon name=icon/>" "<a href=href>{title}</a></h2>
                    <p class="card__text">{words}</p>
                </li>
            }
            .into_any()
        };
    let cards = vec![
        card(
            route::ADMIN_PROCEDURES,
            "file-text",
            t::admin::procedures(lang()),
            t::admin::procedures_text(lang()),
        ),
        card(
            route::CALENDAR,
            "calendar",
            t::admin::calendar(lang()),
            t::admin::calendar_text(lang()),
        ),
        card(
            route::VAULT_LINKS,
            "link",
            t::link::title(lang()),
            t::link::text(lang()),
        ),
        card(
            route::DELIVERIES,
            "send",
            t::delivery::report_title(lang()),
            t::admin::deliveries_text(lang()),
        ),
    ];
    view! {
        <PageTitle title=derived(|| t::admin::title(lang()).to_owned())/>
        <div class="page stack">
            <h1 tabindex="-1">{t::admin::title(lang())}</h1>
            <p>{t::admin::lead(lang())}</p>
            <ul class="stack" role="list">{cards}</ul>
        </div>
    }
}
