//! Opening a draft: fetched once, then shared by its pages; joined with what this device had kept.

use std::cell::RefCell;

use futures::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{DraftView, GetDraft, GetForm, Problem, ProblemCode};
use motcua_shared::form::Answers;

use super::device::{self, DeviceCopy};
use super::model::FormModel;
use super::queue;
use crate::directory::{Directories, use_directories};
use crate::json;
use crate::offline::kept::Kept;
use crate::offline::{account, kept, store};
use crate::reactive::live_view;
use crate::remote::Remote;
use crate::session::{Session, before_sign_out, use_session};

thread_local! {
    /// Account, draft, model: a handful a visit.
    static OPENED: RefCell<Vec<(String, String, FormModel)>> = const { RefCell::new(Vec::new()) };
}

fn opened(account: &str, draft: &str) -> Option<FormModel> {
    OPENED.with_borrow(|opened| {
        opened
            .iter()
            .find(|(who, id, _)| who == account && id == draft)
            .map(|(_, _, model)| *model)
    })
}

/// The draft is filed: its pages open no more from here.
pub fn close(model: FormModel) {
    OPENED.with_borrow_mut(|opened| opened.retain(|(_, id, _)| *id != model.id));
    spawn_local(async move { device::forget(&model.account, &model.id).await });
}

/// Saves every opened draft on the server, before something ends that would need it, such as the session.
async fn save_everything() {
    let models: Vec<FormModel> =
        OPENED.with_borrow(|opened| opened.iter().map(|(_, _, model)| *model).collect());
    for model in models {
        let _ = model.save().await;
        let _ = model.send_all_waiting().await;
        let _ = model.save().await;
        // What is not saved yet is noted on the device before the person is asked about it.
        model.keep_on_device().await;
    }
}

/// The root of all owners: what it owns lives as long as the tab.
fn root_owner() -> Owner {
    let mut owner = Owner::current().unwrap_or_default();
    while let Some(parent) = owner.parent() {
        owner = parent;
    }
    owner
}

async fn open(
    id: String,
    fresh: bool,
    session: Session,
    directories: Directories,
) -> Result<FormModel, Problem> {
    let account = session
        .account_untracked()
        .map(|account| account.id)
        .unwrap_or_default();
    let known = opened(&account, &id);
    if let Some(model) = known.filter(|model| !fresh || model.saver.is_dirty()) {
        return Ok(model);
    }
    let head = device::head(&id);
    let answered = kept::first_call::<GetDraft>(&[&id], &account, &head).await;
    let (mut draft, gone) = match answered {
        Err(problem) if is_gone(problem.code) => {
            (left_here(&account, &id, &head).await.ok_or(problem)?, true)
        }
        answered => (answered?, false),
    };
    if let Some(model) = opened(&account, &id) {
        // Without a network the pages that are open know more than what was kept.
        if draft.fresh && !model.saver.is_dirty() {
            model.take(draft.value);
            model.settle();
        }
        return Ok(model);
    }
    let (copy, base) = join(
        device::read_copy(&account, &id),
        device::read_base(&account, &id),
    )
    .await;
    // The answers that the typed ones were based on.
    let common = base
        .as_ref()
        .filter(|base| {
            copy.as_ref()
                .is_some_and(|copy| copy.version == base.version)
        })
        .map(|base| base.answers.clone());
    if let Some(base) = base {
        base.bring_up_to_date(&mut draft.value);
    }
    let draft = draft.value;
    let name = format!("form/{}", draft.form);
    let form = kept::call::<GetForm>(&[&draft.form], &account, &name)
        .await?
        .value;
    if let Some(view) = session.view_untracked() {
        account::remember(view);
    }
    let owner = root_owner().child();
    let model = owner.with(|| {
        let model = FormModel::new(draft, form, &account, session, directories);
        model.watch();
        model.watch_other_tabs();
        model
    });
    OPENED.with_borrow_mut(|all| all.push((account, id, model)));
    before_sign_out(|| Box::pin(save_everything()));
    restore(model, copy, common.as_ref());
    model.restore_waiting().await;
    model.restore_queue(gone).await;
    Ok(model)
}

/// Whether the server no longer gives a draft out: filed, deleted, or its dossier no longer waits for it.
const fn is_gone(code: ProblemCode) -> bool {
    matches!(
        code,
        ProblemCode::NotFound | ProblemCode::AlreadyFiled | ProblemCode::ActionRefused
    )
}

/// Such a draft as this device has it, while its filing waits here: asking once more gives the receipt, if it was filed.
async fn left_here(account: &str, id: &str, head: &str) -> Option<Kept<DraftView>> {
    queue::kept_filing(account, id).await?;
    let value = json::read(&store::get(account, head).await?)?;
    Some(Kept {
        value,
        fresh: false,
    })
}

/// Brings back what this device had kept and the server has not. `common` are the answers both started from.
fn restore(model: FormModel, copy: Option<DeviceCopy>, common: Option<&Answers>) {
    if let Some(copy) = copy {
        model.saver.set_filing(copy.filing);
        if !copy.saved {
            let theirs = model.draft.get_untracked();
            let (answers, attachments) = (model.answers(), model.attachments.get_untracked());
            let stored = DraftView {
                answers,
                reused: model.reused(),
                attachments,
                ..theirs
            };
            model.take_answers(&copy.answers, &copy.reused);
            if copy.version == stored.version {
                model.touch();
            } else {
                model.settle();
                model.join(stored, common);
            }
        }
    }
    if model.settle() {
        model.touch();
    }
}

/// Shows `content` for the draft of the address when it is open. `fresh` asks the server again when nothing here is
/// unsaved.
pub fn with_form(draft: Memo<String>, fresh: bool, content: fn(FormModel) -> AnyView) -> AnyView {
    let (session, directories) = (use_session(), use_directories());
    live_view(move || {
        let id = draft.get();
        let remote = Remote::new(move || open(id.clone(), fresh, session, directories));
        // Built once: what a page reads while it is built must not build it again.
        remote.view(move |model| untrack(|| content(model.get_untracked())))
    })
    .into_any()
}
