//! An address that is not there, with two ways on.

use leptos::prelude::*;

use crate::i18n::{lang, t};
use crate::page::PageTitle;
use crate::route;
use crate::ui::icon::Icon;

/// Not found.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let l = lang();
    view! {
        <PageTitle title=t::shell::not_found_title(l)/>
        <div class="page page--narrow">
            <div class="empty">
                <span class="arch"><Icon name="search"/></span>
                <h1 class="empty__title" tabindex="-1">{t::shell::not_found_title(l)}</h1>
                <p>{t::shell::not_found_lead(l)}</p>
                <div class="button-row">
                    <a class="button" href=route::HOME>{t::shell::not_found_home(l)}</a>
                    <a class="button button--secondary" href=route::PROCEDURES>{t::shell::not_found_search(l)}</a>
                </div>
            </div>
        </div>
    }
}
