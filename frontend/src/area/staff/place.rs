//! Where in the queue the officer was, so that the workspace leads back to the same view, filters and page.

use std::cell::RefCell;

use crate::route;

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the address of the queue as it is shown now.
pub fn keep(address: String) {
    LAST.with_borrow_mut(|last| *last = Some(address));
}

/// The address to go back to; the start of the queue when it was not open in this tab.
pub fn last() -> String {
    LAST.with_borrow(|last| last.clone().unwrap_or_else(|| route::QUEUE.to_owned()))
}
