//! From page to page of the queue. Pages have no numbers: a page begins after the last row of the one before, so that none is shown
//! twice or passed over while dossiers come and go.

use leptos::prelude::*;

use crate::api::{QueuePage, QueueQuery};
use crate::area::staff::place::address;
use crate::i18n::{lang, t};
use crate::reactive::{live_view, memo};
use crate::ui::Icon;

/// Links to the beginning, the page before and the page after; nothing when there is one page.
#[component]
pub fn Paging(
    /// The page.
    page: Memo<QueuePage>,
    /// The query that the page answers.
    shown: Memo<QueueQuery>,
) -> impl IntoView {
    let places =
        memo(move || page.with(|page| (page.page.before.clone(), page.page.after.clone())));
    live_view(move || {
        let (before, after) = places.get();
        let start = shown.with(QueueQuery::from_start);
        let back = (!before.is_empty()).then(|| {
            let first = address(&start);
            let href = address(&QueueQuery {
                before,
                ..start.clone()
            });
            view! {
                <a class="pagination__step" href=first>{t::desk::first_page(lang())}</a>
                <a class="pagination__step" rel="prev" href=href><Icon name="arrow-left"/>{t::shell::page_previous(lang())}</a>
            }
        });
        let on = (!after.is_empty()).then(|| {
            let href = address(&QueueQuery { after, ..start });
            view! { <a class="pagination__step" rel="next" href=href>{t::shell::page_next(lang())}<Icon name="arrow-right"/></a> }
        });
        (back.is_some() || on.is_some()).then(|| {
            view! { <nav class="pagination" aria-label=t::shell::pages_label(lang())>{back}{on}</nav> }
        })
    })
}
