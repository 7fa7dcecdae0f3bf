//! Who is signed in, as this device knows it while the server cannot be asked. It opens only what the device keeps
//! itself: the server always looks at the session.

use leptos::prelude::window;
use motcua_shared::api::SessionView;

use super::store;
use crate::json;

const NAME: &str = "motcua:account";
/// Set when somebody signed out while the server could not be told.
const LEFT: &str = "motcua:left";
const UNSAVED: &str = "motcua:unsaved:";
const FILING: &str = "motcua:filing:";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Remembers who opened a form here.
pub fn remember(mut view: SessionView) {
    view.demo.clear();
    if let Some(storage) = storage() {
        let _ = storage.set_item(NAME, &json::write(&view));
    }
}

/// Who opened a form here last and has not signed out since.
#[must_use]
pub fn remembered() -> Option<SessionView> {
    json::read(&storage()?.get_item(NAME).ok()??)
}

/// The server says who is signed in: nobody else is remembered any longer.
pub fn confirm(view: &SessionView) {
    if let (Some(kept), Some(storage)) = (remembered(), storage())
        && kept.account != view.account
    {
        let _ = storage.remove_item(NAME);
    }
}

/// Somebody signed out without a network: the server is told before anything else is asked.
pub fn set_left(left: bool) {
    if let Some(storage) = storage() {
        let _ = if left {
            storage.set_item(LEFT, "1")
        } else {
            storage.remove_item(LEFT)
        };
    }
}

/// Notes whether this device has something of a draft that the server does not have. Only that, not what.
pub async fn set_unsaved(draft: &str, unsaved: bool) {
    store::mark(&format!("{UNSAVED}{draft}"), unsaved).await;
}

/// Notes whether the filing of a draft waits for the network.
pub async fn set_filing(draft: &str, waits: bool) {
    store::mark(&format!("{FILING}{draft}"), waits).await;
}

fn marked(prefix: &str) -> Option<String> {
    let storage = storage()?;
    (0..storage.length().unwrap_or(0))
        .filter_map(|index| storage.key(index).ok().flatten())
        .find_map(|name| name.strip_prefix(prefix).map(str::to_owned))
}

/// Whether signing out now would lose something.
#[must_use]
pub fn has_unsaved() -> bool {
    marked(UNSAVED).or_else(waiting_filing).is_some()
}

/// Id of a draft whose filing waits for the network.
#[must_use]
pub fn waiting_filing() -> Option<String> {
    marked(FILING)
}

/// Whether the server does not know yet that somebody signed out here.
#[must_use]
pub fn has_left() -> bool {
    storage().is_some_and(|storage| storage.get_item(LEFT).is_ok_and(|mark| mark.is_some()))
}
