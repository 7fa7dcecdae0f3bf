//! One file of a slot: there, or on its way, or refused with the reason.

use leptos::prelude::*;
use motcua_shared::api::AttachmentView;

use crate::form::field::flag;
use crate::form::model::{FieldRef, FormModel};
use crate::form::source_note::kept_note;
use crate::form::upload::{UploadState, Uploading, content_url, remove_id, show_size, stop_id};
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::ui::{Icon, LiveIcon};

fn thumb(attachment: &AttachmentView) -> AnyView {
    if attachment.media_type.starts_with("image/") {
        view! { <img class="file-row__thumb" alt="" loading="lazy" width="48" height="56" src=content_url(&attachment.id)/> }.into_any()
    } else {
        view! { <span class="file-row__thumb"><Icon name="file-text"/></span> }.into_any()
    }
}

/// A file that the server has.
pub fn file_row(model: FormModel, field: FieldRef, attachment: AttachmentView) -> AnyView {
    let busy = RwSignal::new(false);
    let url = content_url(&attachment.id);
    let name = attachment.name.clone();
    let reused = attachment
        .reused
        .as_ref()
        .map(|source| kept_note(source, format!("{}-source", remove_id(&attachment.id))));
    let meta = if reused.is_some() {
        t::fill::file_reused(lang())
    } else {
        t::fill::file_uploaded(lang())
    };
    let size = show_size(attachment.bytes);
    let id = remove_id(&attachment.id);
    let thumb = thumb(&attachment);
    view! {
        <li class="file-row file-row--done">
            {thumb}
            <div class="file-row__body">
                <p class="file-row__name">{name.clone()}</p>
                <p class="file-row__meta"><Icon name="check-circle"/>{format!("{size} · {meta}")}</p>
                {reused}
            </div>
            <div class="file-row__actions">
                <a class="icon-button" href=url target="_blank" rel="external noopener" aria-label=t::fill::file_view(lang(), &name)><Icon name="eye"/></a>
                <button class="icon-button" type="button" id=id aria-label=t::fill::file_remove(lang(), &name) aria-disabled=live(move || flag(busy.get())) on:click=handler(move |_: web_sys::MouseEvent| model.remove_file(field, attachment.clone(), busy))>
                    <Icon name="trash"/>
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// A file that the server does not have.
pub fn upload_row(model: FormModel, field: FieldRef, one: Uploading) -> AnyView {
    let failed = memo(move || matches!(one.state.get(), UploadState::Failed(_)));
    let running = memo(move || one.state.get() == UploadState::Running);
    let (name, bytes, percent, state, again) = (
        one.name.clone(),
        one.bytes,
        one.percent,
        one.state,
        one.again,
    );
    let class = move || {
        if failed.get() {
            "file-row file-row--error"
        } else {
            "file-row file-row--uploading"
        }
    };
    let label = t::fill::file_uploading(lang(), &name);
    let body = move || {
        match state.get() {
        UploadState::Failed(why) => {
            view! { <p class="field__error"><Icon name="error"/><span>{t::fill::error_word(lang())}" "{why}</span></p> }.into_any()
        }
        UploadState::Waiting => view! {
            <p class="file-row__meta"><Icon name="device"/>{t::fill::file_waits_here(lang(), &show_size(bytes))}</p>
        }
        .into_any(),
        UploadState::Running => view! {
            <p class="file-row__meta">{live_view(move || t::fill::file_sent(lang(), &percent.get().to_string(), &show_size(bytes)))}</p>
            <progress class="file-row__progress" max="100" prop:value=live(move || percent.get()) aria-label=label.clone()></progress>
        }
        .into_any(),
    }
    };
    let (stopped, sent_again) = (one.clone(), one.clone());
    let retry_name = name.clone();
    let retry = move || {
        (!running.get() && again.get()).then(|| {
            let one = sent_again.clone();
            view! {
                <button class="icon-button" type="button" aria-label=t::fill::file_again(lang(), &retry_name) on:click=handler(move |_: web_sys::MouseEvent| model.send_again(field, one.clone()))><Icon name="refresh"/></button>
            }
        })
    };
    let stop_name = name.clone();
    let stop_label = move || {
        if !running.get() {
            t::fill::file_remove(lang(), &stop_name)
        } else {
            t::fill::file_stop(lang(), &stop_name)
        }
    };
    let stop_icon = derived(move || if running.get() { "close" } else { "trash" });
    view! {
        <li class=class>
            <span class="file-row__thumb"><Icon name="file"/></span>
            <div class="file-row__body"><p class="file-row__name">{name}</p>{body}</div>
            <div class="file-row__actions">
                {retry}
                <button class="icon-button" type="button" id=stop_id(&one.id) aria-label=stop_label on:click=handler(move |_: web_sys::MouseEvent| model.stop_upload(field, &stopped))><LiveIcon name=stop_icon/></button>
            </div>
        </li>
    }
    .into_any()
}
