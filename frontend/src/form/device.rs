//! The copy of a draft on this device: written at every change, so that a crash or a lost network loses nothing.
//!
//! Once the server has confirmed a save, the answers leave the device again: phones are shared. Nothing else of the
//! application writes these keys.

use std::collections::BTreeMap;

use leptos::prelude::*;
use motcua_shared::form::Answers;
use serde::{Deserialize, Serialize};

use crate::json;

const PREFIX: &str = "motcua:draft:";
/// Browsers give a site about five million characters; a draft of more than this is not kept here.
const MOST_CHARACTERS: usize = 2_000_000;

/// What this device keeps of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceCopy {
    /// The tab that wrote it.
    pub tab: String,
    /// The version of the server that the answers are based on.
    pub version: i64,
    /// Whether the server has all of it; then there are no answers here.
    pub saved: bool,
    /// The answers as typed.
    #[serde(default)]
    pub answers: Answers,
    /// Field key → id of the fact that was taken over.
    #[serde(default)]
    pub reused: BTreeMap<String, String>,
    /// Idempotency key of a filing whose answer has not arrived yet, and the version it filed.
    #[serde(default)]
    pub filing: Option<(String, i64)>,
}

/// The device has no room, or the browser forbids storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

/// The storage key of a draft.
#[must_use]
pub fn storage_key(account: &str, draft: &str) -> String {
    format!("{PREFIX}{account}:{draft}")
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// The copy under a storage key, if there is a readable one.
#[must_use]
pub fn read(key: &str) -> Option<DeviceCopy> {
    json::read(&storage()?.get_item(key).ok()??)
}

/// Writes the copy.
///
/// # Errors
/// [`NoRoom`]; the old copy then stays.
pub fn write(key: &str, copy: &DeviceCopy) -> Result<(), NoRoom> {
    let text = json::write(copy);
    if text.is_empty() || text.len() > MOST_CHARACTERS {
        return Err(NoRoom);
    }
    storage()
        .ok_or(NoRoom)?
        .set_item(key, &text)
        .map_err(|_| NoRoom)
}

/// Removes one copy.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Removes every copy of every account: called on sign-out.
pub fn forget_everything() {
    let Some(storage) = storage() else { return };
    let count = storage.length().unwrap_or(0);
    let keys: Vec<String> = (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .collect();
    for key in keys.iter().filter(|key| key.starts_with(PREFIX)) {
        let _ = storage.remove_item(key);
    }
}

/// A random id: of a tab, a row, a filing.
#[must_use]
pub fn random_id() -> String {
    match window().crypto() {
        // `randomUUID` is missing on pages that are not served over a safe connection.
        Ok(crypto) if js_sys::Reflect::has(&crypto, &"randomUUID".into()).unwrap_or(false) => {
            crypto.random_uuid()
        }
        _ => format!(
            "r{:.0}-{:.0}",
            js_sys::Date::now(),
            js_sys::Math::random() * 1e15
        ),
    }
}

/// The id of this tab, for the life of the page.
#[must_use]
pub fn this_tab() -> String {
    thread_local! {
        static TAB: String = random_id();
    }
    TAB.with(String::clone)
}
