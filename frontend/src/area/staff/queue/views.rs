//! The parts of the queue with their counts.

use leptos::prelude::*;

use crate::api::{QueuePage, QueueQuery, QueueView, SavedView};
use crate::area::staff::frame::use_office;
use crate::area::staff::place::address;
use crate::i18n::{lang, t};
use crate::reactive::{live, live_view, memo};
use crate::route;
use crate::ui::Icon;

/// Name of a view for people.
pub fn view_name(view: QueueView) -> &'static str {
    match view {
        QueueView::Mine => t::staff::view_mine(lang()),
        QueueView::Unit => t::staff::view_unit(lang()),
        QueueView::Incoming => t::staff::view_incoming(lang()),
        QueueView::Agency => t::staff::view_agency(lang()),
        QueueView::Beside => t::flow::view_beside(lang()),
        QueueView::Waiting => t::staff::view_waiting(lang()),
        QueueView::Due => t::staff::view_due(lang()),
        QueueView::Overdue => t::staff::view_overdue(lang()),
        QueueView::Done => t::staff::view_done(lang()),
    }
}

const fn view_icon(view: QueueView) -> &'static str {
    match view {
        QueueView::Mine => "user",
        QueueView::Unit => "users",
        QueueView::Incoming => "inbox",
        QueueView::Agency => "building",
        QueueView::Beside => "help",
        QueueView::Waiting => "message",
        QueueView::Due => "clock",
        QueueView::Overdue => "error",
        QueueView::Done => "check-circle",
    }
}

/// The menu on the left. Links keep the order but drop the filters: another view starts whole.
#[component]
pub fn Views(
    /// The page with the counts.
    page: Memo<QueuePage>,
    /// What the address asks for.
    query: Memo<QueueQuery>,
) -> impl IntoView {
    let link = move |view: QueueView| {
        let count =
            memo(move || page.with(|page| page.counts.get(&view).copied().unwrap_or_default()));
        let here = memo(move || query.with(|query| query.view == view));
        let href = move || {
            address(&QueueQuery {
                view,
                sort: query.with(|query| query.sort),
                ..QueueQuery::default()
            })
        };
        let late = move || view == QueueView::Overdue && count.get() > 0;
        view! {
            <li>
                <a class="queue-link" class=("queue-link--overdue", late) href=href aria-current=live(move || here.get().then_some("page"))>
                    <Icon name=view_icon(view)/>{view_name(view)}" "
                    <span class="badge">{live_view(move || count.get().to_string())}" "<span class="visually-hidden">{t::staff::badge_word(lang())}</span></span>
                </a>
            </li>
        }
    };
    let office = use_office();
    let own = memo(move || office.settings().views);
    let saved = move |view: SavedView| {
        let wanted = view.query.clone();
        let here = memo(move || query.with(|query| query.from_start() == wanted));
        view! {
            <li><a class="queue-link" href=address(&view.query) aria-current=live(move || here.get().then_some("true"))><Icon name="filter"/>{view.name}</a></li>
        }
    };
    view! {
        <nav class="staff__queues" aria-labelledby="queues-title">
            <h2 class="staff__queues-title" id="queues-title">{t::staff::queues(lang())}</h2>
            <ul role="list">
                {QueueView::ALL.into_iter().map(link).collect::<Vec<_>>()}
                <li><a class="queue-link" href=route::REGISTER><Icon name="file-text"/>{t::slip::register(lang())}</a></li>
            </ul>
            {live_view(move || {
                let own = own.get();
                (!own.is_empty()).then(|| view! {
                    <h2 class="staff__queues-title">{t::desk::views_title(lang())}</h2>
                    <ul role="list">{own.into_iter().map(saved).collect::<Vec<_>>()}</ul>
                })
            })}
        </nav>
    }
}
