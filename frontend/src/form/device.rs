//! The copy of a draft on this device: written at every change, so that a crash or a lost network loses nothing, and
//! kept until the draft is filed or the person signs out, so that the form opens without a network.
//!
//! A draft has up to three records: `head/…` as the server last told it, `base/…` what it has confirmed since, `copy/…`
//! what was typed after that. How they are sealed is in `offline::store`.

use std::collections::BTreeMap;

use leptos::prelude::*;
use motcua_shared::api::{AttachmentView, DraftSummary, DraftView};
use motcua_shared::form::Answers;
use motcua_shared::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::{queue, waiting};
use crate::json;
use crate::offline::account;
use crate::offline::store::{self, NoRoom};

const HEAD: &str = "head/";

/// What this device keeps of a draft beyond what the server has.
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

/// What the server has confirmed last: from there both sides count their changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// The server's version.
    pub version: i64,
    /// When it saved it.
    pub updated_at: Timestamp,
    /// Its answers.
    pub answers: Answers,
    /// Field key → id of the fact that was taken over.
    pub reused: BTreeMap<String, String>,
    /// Its files.
    pub attachments: Vec<AttachmentView>,
}

impl Base {
    /// Puts what was confirmed since into a draft as the server told it earlier.
    pub fn bring_up_to_date(self, draft: &mut DraftView) {
        if self.version > draft.version {
            draft.version = self.version;
            draft.updated_at = self.updated_at;
            draft.answers = self.answers;
            draft.reused = self.reused;
            draft.attachments = self.attachments;
        }
    }
}

/// Name of the record with the draft as the server told it.
#[must_use]
pub fn head(draft: &str) -> String {
    format!("{HEAD}{draft}")
}

fn copy(draft: &str) -> String {
    format!("copy/{draft}")
}

fn base(draft: &str) -> String {
    format!("base/{draft}")
}

/// The copy of a draft, if there is a readable one.
pub async fn read_copy(account: &str, draft: &str) -> Option<DeviceCopy> {
    json::read(&store::get(account, &copy(draft)).await?)
}

/// What the server has confirmed of a draft.
pub async fn read_base(account: &str, draft: &str) -> Option<Base> {
    json::read(&store::get(account, &base(draft)).await?)
}

/// Writes the copy.
///
/// # Errors
/// [`NoRoom`]; the old copy then stays.
pub async fn write_copy(account: &str, draft: &str, kept: &DeviceCopy) -> Result<(), NoRoom> {
    store::put(account, &copy(draft), &json::write(kept)).await
}

/// Writes what the server has confirmed.
///
/// # Errors
/// [`NoRoom`]; the old record then stays.
pub async fn write_base(account: &str, draft: &str, kept: &Base) -> Result<(), NoRoom> {
    store::put(account, &base(draft), &json::write(kept)).await
}

/// Removes everything of a draft.
pub async fn forget(account: &str, draft: &str) {
    let files = [waiting::about(draft), waiting::bytes(draft)];
    account::set_filing(draft, false).await;
    account::set_unsaved(draft, false).await;
    let texts = [copy(draft), base(draft), head(draft), queue::record(draft)];
    for name in texts.into_iter().chain(files) {
        store::remove(account, &name).await;
    }
}

/// The drafts that open here without a network, newest first.
pub async fn drafts_here(account: &str) -> Vec<DraftSummary> {
    let mut drafts = Vec::new();
    for name in store::names(account, HEAD).await {
        let Some(draft) = store::get(account, &name)
            .await
            .and_then(|text| json::read::<DraftView>(&text))
        else {
            continue;
        };
        drafts.push(DraftSummary {
            id: draft.id,
            procedure: draft.procedure,
            procedure_name: draft.procedure_name,
            supplements: draft.supplement.map(|request| request.dossier),
            updated_at: draft.updated_at,
        });
    }
    drafts.sort_by_key(|draft| std::cmp::Reverse(draft.updated_at));
    drafts
}

/// Removes drafts that the server no longer has: filed or deleted elsewhere. One whose filing waits stays until it was opened:
/// that shows what became of it.
pub async fn keep_only(account: &str, there: &[String]) {
    for name in store::names(account, HEAD).await {
        if let Some(draft) = name.strip_prefix(HEAD)
            && !there.iter().any(|id| id == draft)
            && queue::kept_filing(account, draft)
                .await
                .is_none_or(|filing| filing.refused.is_some())
        {
            forget(account, draft).await;
        }
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
