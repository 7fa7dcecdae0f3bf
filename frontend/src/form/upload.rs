//! Files of a draft on their way to the server: checked here first, hashed, sent with progress, cancelled, removed. They
//! belong to the draft, not to a page: an upload goes on while the next page is filled.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{
    AttachmentView, CONTENT_PATH, DeleteAttachment, DocumentReuse, Nothing, Problem, ProblemCode,
    ReuseDocument, UPLOAD_PATH,
};
use motcua_shared::form::field::file::FileSlot;
use motcua_shared::form::look;
use motcua_shared::form::{Answer, Kind, Signature};
use motcua_shared::vault::Document;

use super::device::random_id;
use super::model::{FieldRef, FormModel, now};
use crate::a11y::{announce, focus_by_id};
use crate::api;
use crate::api::upload::{Upload, send, sha256};
use crate::i18n::{Lang, lang, t};
use crate::json;

/// State of a file that the server does not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadState {
    /// Being read, then sent.
    Running,
    /// There is no network: kept on this device until there is one.
    Waiting,
    /// Did not get there; the words say which and why.
    Failed(String),
}

/// A file on its way.
#[derive(Clone)]
pub struct Uploading {
    /// Id of the row.
    pub id: String,
    /// Path of its slot.
    pub path: String,
    /// File name.
    pub name: String,
    /// Bytes.
    pub bytes: u64,
    /// Percent sent.
    pub percent: RwSignal<u32>,
    /// State.
    pub state: RwSignal<UploadState>,
    /// Whether sending it once more can help.
    pub again: RwSignal<bool>,
    file: StoredValue<web_sys::File, LocalStorage>,
    request: StoredValue<Option<Upload>, LocalStorage>,
}

impl Uploading {
    /// A file that was just picked or brought back; its signals belong to the current owner.
    #[must_use]
    pub fn new(id: String, path: String, file: web_sys::File) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a file size"
        )]
        let bytes = file.size() as u64;
        Self {
            id,
            path,
            name: file.name(),
            bytes,
            percent: RwSignal::new(0),
            state: RwSignal::new(UploadState::Running),
            again: RwSignal::new(false),
            file: StoredValue::new_local(file),
            request: StoredValue::new_local(None),
        }
    }

    /// The file itself.
    #[must_use]
    pub fn file(&self) -> web_sys::File {
        self.file.get_value()
    }

    /// Whether it is neither there nor lost.
    fn is_under_way(&self) -> bool {
        matches!(
            self.state.get_untracked(),
            UploadState::Running | UploadState::Waiting
        )
    }
}

/// `1,2 MB` or `340 kB`.
#[must_use]
pub fn show_size(bytes: u64) -> String {
    let comma = if lang() == Lang::Vi { ',' } else { '.' };
    match bytes {
        0..100_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}{comma}{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// Where the bytes of an attachment can be seen.
#[must_use]
pub fn content_url(attachment: &str) -> String {
    CONTENT_PATH.replace("{id}", attachment)
}

/// The answer that names these files: of a signature only one, the drawing, beside the typed name.
fn naming(field: FieldRef, mut files: Vec<String>) -> Answer {
    match field.spec.kind {
        Kind::Signature(_) => Answer::Signature(Signature {
            drawn: files.pop().unwrap_or_default(),
            ..untrack(|| field.signature())
        }),
        _ => Answer::Files(files),
    }
}

/// What is wrong with a file before anything is sent. The server looks at the content again.
fn refusal(slot: &FileSlot, file: &web_sys::File, present: usize) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a file size"
    )]
    let bytes = file.size() as u64;
    let media = file.type_();
    if present >= slot.max_files as usize {
        Some(t::fill::file_too_many(lang(), &slot.max_files.to_string()))
    } else if bytes == 0 {
        Some(t::fill::file_empty(lang()).to_owned())
    } else if bytes > slot.max_bytes() {
        Some(t::fill::file_too_big(
            lang(),
            &show_size(bytes),
            &slot.max_mb.to_string(),
        ))
    } else if !media.is_empty() && !slot.accept.contains(&media) {
        Some(t::fill::file_wrong_type(lang(), &look::types(&slot.accept)))
    } else {
        None
    }
}

impl FormModel {
    /// Whether a file of this slot is on its way, or waits for the network.
    #[must_use]
    pub fn is_uploading(self, field: FieldRef) -> bool {
        self.uploads.with_untracked(|uploads| {
            uploads
                .iter()
                .any(|one| one.path == field.path && one.is_under_way())
        })
    }

    /// Whether any file is on its way, tracked.
    pub fn any_uploading(self) -> bool {
        self.uploads.with(|uploads| {
            uploads
                .iter()
                .any(|one| one.state.get() == UploadState::Running)
        })
    }

    /// Adds files that a person has picked. Each goes its own way: one refused file leaves the others alone.
    pub fn add_files(self, field: FieldRef, files: Vec<web_sys::File>) {
        let Some(slot) = field.spec.kind.slot() else {
            return;
        };
        for file in files {
            let running = self.uploads.with_untracked(|uploads| {
                let here = |one: &&Uploading| one.path == field.path && one.is_under_way();
                uploads.iter().filter(here).count()
            });
            let present = untrack(|| field.files()).len() + running;
            let refused = refusal(slot, &file, present);
            let one = self.own(|| Uploading::new(random_id(), field.path.clone(), file));
            self.uploads.update(|uploads| uploads.push(one.clone()));
            match refused {
                Some(why) => {
                    announce(format!("{}: {why}", one.name));
                    one.state.set(UploadState::Failed(why));
                }
                None => self.send_file(field, one),
            }
        }
    }

    /// Sends a file that did not get there once more.
    pub fn send_again(self, field: FieldRef, one: Uploading) {
        one.percent.set(0);
        one.again.set(false);
        one.state.set(UploadState::Running);
        self.send_file(field, one);
    }

    fn send_file(self, field: FieldRef, one: Uploading) {
        announce(t::fill::file_starts(lang(), &one.name));
        spawn_local(async move {
            let _ = self.deliver(field, one).await;
        });
    }

    /// Sends a file and does what follows from the answer.
    ///
    /// # Errors
    /// Why it is not on the server; its row says so already.
    pub(super) async fn deliver(self, field: FieldRef, one: Uploading) -> Result<(), Problem> {
        let problem = match self.transfer(&one).await {
            Ok(attachment) => {
                announce(t::fill::file_arrived(lang(), &one.name));
                let had_focus = document()
                    .active_element()
                    .is_some_and(|element| element.id() == stop_id(&one.id));
                self.drop_upload(&one.id);
                self.release(&one.id);
                self.add_attachment(field, attachment);
                if had_focus {
                    focus_by_id(&field.id());
                }
                return Ok(());
            }
            Err(problem) => problem,
        };
        let stopped = !self
            .uploads
            .with_untracked(|uploads| uploads.iter().any(|other| other.id == one.id));
        if stopped {
            return Ok(());
        }
        if problem.code == ProblemCode::Offline {
            self.hold(&one).await;
            return Err(problem);
        }
        if problem.code == ProblemCode::SignedOut {
            self.session.mark_expired();
        }
        let hopeless = matches!(
            problem.code,
            ProblemCode::UnsupportedFile | ProblemCode::TooLarge | ProblemCode::Invalid
        );
        one.again.set(!hopeless);
        announce(format!("{}: {}", one.name, problem.detail));
        one.state.set(UploadState::Failed(problem.detail.clone()));
        Err(problem)
    }

    async fn transfer(self, one: &Uploading) -> Result<AttachmentView, Problem> {
        let file = one.file.get_value();
        if !self.is_kept() {
            return Ok(example_attachment(one));
        }
        let Ok(hash) = sha256(&file).await else {
            let mut problem = Problem::new(ProblemCode::UnsupportedFile, lang());
            t::fill::file_unreadable(lang()).clone_into(&mut problem.detail);
            return Err(problem);
        };
        let query = [
            ("field", one.path.clone()),
            ("name", one.name.clone()),
            ("sha256", hash),
        ];
        let percent = one.percent;
        let (request, outcome) = send(
            &UPLOAD_PATH.replace("{id}", &self.id),
            &query,
            &file,
            move |sent| percent.set(sent),
        );
        one.request.set_value(Some(request));
        let body = outcome.await?;
        json::read(&body).ok_or_else(|| Problem::new(ProblemCode::Internal, lang()))
    }

    /// Stops a file on its way, or takes away the row of one that failed.
    pub fn stop_upload(self, field: FieldRef, one: &Uploading) {
        self.drop_upload(&one.id);
        self.release(&one.id);
        if let Some(request) = one.request.get_value() {
            request.cancel();
        }
        announce(t::fill::file_stopped(lang(), &one.name));
        focus_by_id(&field.id());
    }

    fn drop_upload(self, id: &str) {
        self.uploads
            .update(|uploads| uploads.retain(|one| one.id != id));
    }

    fn add_attachment(self, field: FieldRef, attachment: AttachmentView) {
        let mut files = untrack(|| field.files());
        // One that was removed from another device has no row here and could not be taken away.
        self.attachments.with_untracked(|known| {
            files.retain(|id| known.iter().any(|one| one.id == *id));
        });
        files.push(attachment.id.clone());
        self.attachments
            .update(|attachments| attachments.push(attachment));
        self.answer(field, naming(field, files));
        self.check_changed(field);
        self.save_soon();
    }

    /// Removes a file. Its row stays until the server has answered.
    pub fn remove_file(self, field: FieldRef, attachment: AttachmentView, busy: RwSignal<bool>) {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let outcome = if self.is_kept() {
                api::call::<DeleteAttachment>(&[&attachment.id], &Nothing {})
                    .await
                    .map(|_| ())
            } else {
                Ok(())
            };
            busy.try_set(false);
            match outcome {
                Err(problem) if problem.code != ProblemCode::NotFound => {
                    if problem.code == ProblemCode::SignedOut {
                        self.session.mark_expired();
                    }
                    announce(t::fill::file_not_removed(
                        lang(),
                        &attachment.name,
                        &problem.detail,
                    ));
                }
                _ => {
                    let files = untrack(|| field.files());
                    let place = files
                        .iter()
                        .position(|id| *id == attachment.id)
                        .unwrap_or(0);
                    let left: Vec<String> = files
                        .into_iter()
                        .filter(|id| *id != attachment.id)
                        .collect();
                    let next = left
                        .get(place)
                        .or_else(|| left.last())
                        .map_or_else(|| field.id(), |id| remove_id(id));
                    self.attachments.update(|attachments| {
                        attachments.retain(|other| other.id != attachment.id)
                    });
                    self.answer(field, naming(field, left));
                    self.check_changed(field);
                    self.save_soon();
                    announce(t::fill::file_removed(lang(), &attachment.name));
                    request_animation_frame(move || {
                        focus_by_id(&next);
                    });
                }
            }
        });
    }

    /// Uses a verified document again instead of an upload.
    pub fn reuse_document(
        self,
        field: FieldRef,
        document: Document,
        busy: RwSignal<bool>,
        failed: RwSignal<Option<String>>,
    ) {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let request = DocumentReuse {
                document: document.id,
                field: field.path.clone(),
            };
            let outcome = api::call::<ReuseDocument>(&[&self.id], &request).await;
            busy.try_set(false);
            match outcome {
                Ok(attachment) => {
                    announce(t::fill::document_reused(lang(), &attachment.name));
                    self.add_attachment(field, attachment);
                    request_animation_frame(move || {
                        focus_by_id(&field.id());
                    });
                }
                Err(problem) => {
                    if problem.code == ProblemCode::SignedOut {
                        self.session.mark_expired();
                    }
                    announce(problem.detail.clone());
                    failed.try_set(Some(problem.detail));
                }
            }
        });
    }
}

/// A file of an example stays in the browser.
fn example_attachment(one: &Uploading) -> AttachmentView {
    AttachmentView {
        id: one.id.clone(),
        field: one.path.clone(),
        name: one.name.clone(),
        // No picture of it: the server that would show one does not have it.
        media_type: String::new(),
        bytes: one.bytes,
        sha256: String::new(),
        uploaded_at: now(),
        reused: None,
        ended: None,
    }
}

/// Id of the button that removes a file.
#[must_use]
pub fn remove_id(attachment: &str) -> String {
    format!("remove-{attachment}")
}

/// Id of the button that stops an upload.
#[must_use]
pub fn stop_id(upload: &str) -> String {
    format!("stop-{upload}")
}
