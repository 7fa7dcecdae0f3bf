//! The officers' queue: views with counts, filters, order, all in the address; it updates itself and keeps the focus.

mod filter;
mod look;
mod paging;
mod print;
mod selection;
mod table;
mod views;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use motcua_shared::access::Role;
use motcua_shared::event::Interest;

use filter::{Chips, Filter};
use look::LookDialog;
use paging::Paging;
use selection::{Selection, SelectionBar};
use table::{Table, sorted_words};
use views::Views;
pub use views::view_name;

use crate::a11y::announce;
use crate::api::{self, ListQueue, QueuePage, QueueQuery};
use crate::area::staff::frame::{Offer, use_office};
use crate::area::staff::hand_overs::HandOvers;
use crate::area::staff::place::{self, address};
use crate::area::staff::scan_box::ScanBox;
use crate::area::staff::stand_ins::StandIns;
use crate::i18n::{lang, t};
use crate::live::use_live;
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::session::use_session;
use crate::ui::{Empty, Icon};

/// How long the sentence of a live event is left alone.
const COUNT_AFTER: Duration = Duration::from_secs(2);

/// Changes the address and nothing else: focus and scroll position stay.
fn goes() -> Callback<QueueQuery> {
    let navigate = use_navigate();
    Callback::new(move |query: QueueQuery| {
        navigate(
            &address(&query),
            NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            },
        )
    })
}

/// The page.
#[component]
pub fn Queue() -> impl IntoView {
    let changes = use_live().changes(Interest::Queue);
    let map = use_query_map();
    let query = memo(move || map.with(place::read));
    let page = Remote::new(move || {
        changes.track();
        let query = query.get();
        place::keep(address(&query));
        async move {
            api::get::<ListQueue>(&[], &query.pairs())
                .await
                .map(|page| (query, page))
        }
    });
    page.view(move |value| view! { <Content value query/> }.into_any())
}

/// `value` is the page with the query it answers: while the next one loads, the two belong together.
#[component]
fn Content(value: Signal<(QueueQuery, QueuePage)>, query: Memo<QueueQuery>) -> impl IntoView {
    let live = use_live();
    let go = goes();
    let clerk = use_session()
        .account_untracked()
        .is_some_and(|account| account.role == Role::Clerk);
    let shown = memo(move || value.with(|(shown, _)| shown.clone()));
    let page = memo(move || value.with(|(_, page)| page.clone()));
    let total = memo(move || page.with(|page| page.page.total));
    let name = derived(move || view_name(query.with(|query| query.view)).to_owned());
    let later = StoredValue::new(None::<TimeoutHandle>);
    // Who has left the page is not told how many are on it.
    on_cleanup(move || {
        if let Some(handle) = later.get_value() {
            handle.clear();
        }
    });
    // Not on first load, nor on a refresh that changes nothing.
    Effect::new(move |before: Option<(QueueQuery, u64)>| {
        let now = (shown.get(), total.get());
        let words = t::staff::found(lang(), &now.1.to_string());
        match before {
            Some(before) if before.0.sort != now.0.sort => announce(sorted_words(now.0.sort)),
            Some(before) if before.0 != now.0 => announce(words),
            // What happened is said first; how many there are now comes after it.
            Some(before) if before.1 != now.1 => {
                later.set_value(set_timeout_with_handle(move || announce(words), COUNT_AFTER).ok());
            }
            _ => {}
        }
        now
    });
    let office = use_office();
    let look = RwSignal::new(false);
    let selection = Selection::new(shown, page);
    let unfinished = memo(move || office.desk().and_then(|desk| desk.unfinished));
    office.offer(vec![Offer {
        label: t::desk::look_title(lang()).to_owned(),
        key: "",
        does: Arc::new(move || look.set(true)),
    }]);
    view! {
        <PageTitle title=derived(move || format!("{} – {}", name.get(), t::shell::staff_title(lang())))/>
        <div class="staff">
            <Views page query/>
            <div class="staff__main">
                <div class="staff__head">
                    <h1 tabindex="-1">{live_view(move || name.get())}</h1>
                    <p class="save-state">
                        {live_view(move || if live.connected() {
                            view! { <Icon name="refresh"/>{t::staff::self_updating(lang())} }
                        } else {
                            view! { <Icon name="wifi-off"/>{t::staff::not_updating(lang())} }
                        })}
                    </p>
                    <div class="staff__head-actions">
                        <button class="button button--quiet button--small" type="button" aria-haspopup="dialog" on:click=handler(move |_: web_sys::MouseEvent| look.set(true))><Icon name="filter"/>{t::desk::look_title(lang())}</button>
                        {clerk.then(|| view! { <a class="button button--small" href=route::COUNTER><Icon name="plus"/>{t::counter::title(lang())}</a> })}
                    </div>
                </div>
                <div class="stack stack--near">
                    <div class="queue-tools">
                        <ScanBox/>
                        <Filter page query go/>
                    </div>
                    <Chips page query go/>
                    <HandOvers/>
                    {live_view(move || unfinished.get().map(|run| view! {
                        <p class="save-state"><Icon name="info"/>{t::desk::unfinished(lang())}" "<a href=route::bulk_run(&run)>{t::desk::unfinished_open(lang())}</a></p>
                    }))}
                    {live_view(move || (total.get() == 0).then(|| {
                        let text = if shown.with(QueueQuery::is_filtered) { t::staff::empty_filtered(lang()) } else { t::staff::empty_text(lang()) };
                        let clear = shown.with(QueueQuery::is_filtered).then(|| {
                            let whole = QueueQuery { view: shown.get().view, ..QueueQuery::default() };
                            view! { <a class="button button--secondary" href=address(&whole)>{t::staff::filter_clear(lang())}</a> }
                        });
                        view! { <Empty icon="inbox" title=t::staff::empty_title(lang()) text>{clear}</Empty> }
                    }))}
                    <SelectionBar selection shown total/>
                    <Table page shown go selection/>
                    <Paging page shown/>
                    <StandIns/>
                </div>
            </div>
        </div>
        <LookDialog open=look shown/>
    }
}
