//! Where in the queue the officer was, so that the workspace leads back to the same view, filters and page; and how a list is
//! written into an address.

use std::cell::RefCell;

use leptos_router::params::ParamsMap;

use crate::api::QueueQuery;
use crate::route;

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the address of the queue as it is shown now.
pub fn keep(address: String) {
    LAST.with_borrow_mut(|last| *last = Some(address));
}

/// Keeps a list to go back to when the queue was not open in this tab: a dossier's own address may name one.
pub fn begin(list: &QueueQuery) {
    if LAST.with_borrow(Option::is_none) {
        keep(address(list));
    }
}

/// The address to go back to; the start of the queue when it was not open in this tab.
pub fn last() -> String {
    LAST.with_borrow(|last| last.clone().unwrap_or_else(|| route::QUEUE.to_owned()))
}

/// The list that an address asks for.
pub fn read(map: &ParamsMap) -> QueueQuery {
    QueueQuery::read(|name| map.get(name).unwrap_or_default())
}

/// A list as the end of an address.
fn written(query: &QueueQuery) -> String {
    let pairs: Vec<String> = query
        .pairs()
        .iter()
        .map(|(name, value)| format!("{name}={}", route::escape(value)))
        .collect();
    pairs.join("&")
}

/// The address of a page of the queue.
pub fn address(query: &QueueQuery) -> String {
    format!("{}?{}", route::QUEUE, written(query))
}

/// The address of a dossier that was reached through a list: the workspace knows its neighbours by it.
pub fn dossier_in(list: &QueueQuery, id: &str) -> String {
    format!(
        "{}?{}",
        route::staff_dossier(id),
        written(&list.from_start())
    )
}
