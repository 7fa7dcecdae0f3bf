//! Files chosen without a network: kept sealed on this device, sent when the network is back, also after a reload.
//! How a file is sent is in [`upload`](super::upload).

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::Problem;
use serde::{Deserialize, Serialize};

use super::model::FormModel;
use super::upload::{UploadState, Uploading, show_size};
use crate::a11y::announce;
use crate::i18n::{lang, t};
use crate::json;
use crate::offline::{account, store};

/// Bytes of files of one draft that may wait on this device: our own choice, well below what browsers give a site.
const MOST_BYTES: u64 = 50_000_000;
/// The browser does not always hear that the network is back.
const TRY_AGAIN: Duration = Duration::from_secs(20);

/// What is known of a waiting file; its bytes are another record.
#[derive(Serialize, Deserialize)]
struct Waiting {
    path: String,
    name: String,
    media_type: String,
}

/// Beginning of the names of what is known of the waiting files of a draft.
#[must_use]
pub fn about(draft: &str) -> String {
    format!("waiting/{draft}/")
}

/// Beginning of the names of the bytes of the waiting files of a draft.
#[must_use]
pub fn bytes(draft: &str) -> String {
    format!("file/{draft}/")
}

impl FormModel {
    fn waiting(self) -> Vec<Uploading> {
        self.uploads.with_untracked(|uploads| {
            uploads
                .iter()
                .filter(|one| one.state.get_untracked() == UploadState::Waiting)
                .cloned()
                .collect()
        })
    }

    /// Whether files wait for the network, not tracked.
    #[must_use]
    pub fn has_waiting(self) -> bool {
        !self.waiting().is_empty()
    }

    /// No network: keeps the file here until there is one, or says why that is not possible.
    pub(super) async fn hold(self, one: &Uploading) {
        let before: u64 = self.waiting().iter().map(|other| other.bytes).sum();
        if before + one.bytes > MOST_BYTES {
            return self.not_held(
                one,
                t::fill::file_too_much_here(lang(), &show_size(MOST_BYTES)),
            );
        }
        let file = one.file();
        let known = Waiting {
            path: one.path.clone(),
            name: one.name.clone(),
            media_type: file.type_(),
        };
        let name = format!("{}{}", bytes(&self.id), one.id);
        let mut kept = store::put_file(&self.account, &name, &file).await;
        if kept.is_ok() {
            let name = format!("{}{}", about(&self.id), one.id);
            kept = store::put(&self.account, &name, &json::write(&known)).await;
        }
        if kept.is_err() {
            return self.not_held(one, t::fill::file_no_room_here(lang()).to_owned());
        }
        announce(t::fill::file_waits(lang(), &one.name));
        one.again.set(true);
        one.state.set(UploadState::Waiting);
        account::set_unsaved(&self.id, true).await;
        set_timeout(move || self.send_waiting(), TRY_AGAIN);
    }

    fn not_held(self, one: &Uploading, why: String) {
        announce(format!("{}: {why}", one.name));
        one.again.set(true);
        one.state.set(UploadState::Failed(why));
    }

    /// The file is on the server, or is not wanted any longer.
    pub(super) fn release(self, id: &str) {
        let names = [
            format!("{}{id}", about(&self.id)),
            format!("{}{id}", bytes(&self.id)),
        ];
        spawn_local(async move {
            for name in names {
                store::remove(&self.account, &name).await;
            }
        });
    }

    /// Sends every file that waits, without waiting for them.
    pub fn send_waiting(self) {
        if self.has_waiting() {
            spawn_local(async move {
                let _ = self.send_all_waiting().await;
            });
        }
    }

    /// Sends every file that waits, one after the other: all of it, or as far as the network goes.
    ///
    /// # Errors
    /// Why the first one that did not get there did not.
    pub async fn send_all_waiting(self) -> Result<(), Problem> {
        for one in self.waiting() {
            // Somebody else may have begun with it meanwhile.
            if one.state.get_untracked() == UploadState::Waiting
                && let Some(field) = self.field_at(&one.path)
            {
                one.percent.set(0);
                one.state.set(UploadState::Running);
                self.deliver(field, one).await?;
            }
        }
        Ok(())
    }

    /// Brings back the files that waited when the tab was closed.
    pub(super) async fn restore_waiting(self) {
        let prefix = about(&self.id);
        for name in store::names(&self.account, &prefix).await {
            let Some(id) = name.strip_prefix(&prefix) else {
                continue;
            };
            let known = store::get(&self.account, &name).await;
            let Some(known) = known.and_then(|text| json::read::<Waiting>(&text)) else {
                continue;
            };
            let place = format!("{}{id}", bytes(&self.id));
            let file = store::file(&self.account, &place, &known.name, &known.media_type).await;
            let here = self
                .uploads
                .with_untracked(|uploads| uploads.iter().any(|one| one.id == id));
            if let Some(file) = file.filter(|_| !here) {
                let one = self.own(|| Uploading::new(id.to_owned(), known.path, file));
                one.again.set(true);
                one.state.set(UploadState::Waiting);
                self.uploads.update(|uploads| uploads.push(one));
            }
        }
        self.send_waiting();
    }
}
