//! A slot for files: pick, photograph, drop, or use a verified document again. Limits are said before, faults per file.

use leptos::html;
use leptos::prelude::*;
use motcua_shared::form::field::file::FileSlot;
use motcua_shared::form::look::file_limits;
use motcua_shared::time::show_date;
use motcua_shared::vault::{Document, State};

use super::file_row::{file_row, upload_row};
use crate::form::field::{described, error_lines, flag, hint, label_words};
use crate::form::model::{FieldRef, FormModel};
use crate::form::source_note::source_words;
use crate::form::upload::show_size;
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live, live_view, memo};
use crate::ui::Icon;

/// The question.
pub fn input(model: FormModel, field: FieldRef, slot: &'static FileSlot) -> AnyView {
    let limits = file_limits(slot, lang());
    let limits_id = format!("{}-limits", field.id());
    let described = described(field);
    let describes = {
        let limits_id = limits_id.clone();
        move || match described.get() {
            Some(ids) => format!("{ids} {limits_id}"),
            None => limits_id.clone(),
        }
    };
    let files = move || {
        let known = model.attachments.get();
        field
            .files()
            .into_iter()
            .filter_map(|id| known.iter().find(|one| one.id == id).cloned())
            .collect::<Vec<_>>()
    };
    let uploads = move || {
        model.uploads.with(|uploads| {
            uploads
                .iter()
                .filter(|one| one.path == field.path)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let any = memo(move || {
        !field.files().is_empty()
            || model
                .uploads
                .with(|all| all.iter().any(|one| one.path == field.path))
    });
    let list = move || {
        any.get().then(|| {
            view! {
                <ul class="file-slot__files" role="list">
                    <For each=files key=|one| one.id.clone() let:one>{file_row(model, field, one)}</For>
                    <For each=uploads key=|one| one.id.clone() let:one>{upload_row(model, field, one)}</For>
                </ul>
            }
        })
    };
    view! {
        <fieldset class="file-slot field" data-field=field.path.clone() aria-describedby=describes>
            <legend class="field__label">{label_words(field)}</legend>
            {hint(field)}
            <p class="field__hint" id=limits_id.clone()>{limits}</p>
            {error_lines(model, field, "", &[])}
            {offers(model, field, slot)}
            {picker(model, field, slot, limits_id)}
            {list}
        </fieldset>
    }
    .into_any()
}

fn picked(input: &web_sys::HtmlInputElement) -> Vec<web_sys::File> {
    let files = input.files().map(|files| {
        (0..files.length())
            .filter_map(|index| files.get(index))
            .collect()
    });
    // Emptied, so that the same file can be picked again.
    input.set_value("");
    files.unwrap_or_default()
}

fn picker(model: FormModel, field: FieldRef, slot: &'static FileSlot, limits: String) -> AnyView {
    let over = RwSignal::new(false);
    let (any_file, camera) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let take = move |node: NodeRef<html::Input>| {
        if let Some(input) = node.get_untracked() {
            model.add_files(field, picked(&input));
        }
    };
    let open = move |node: NodeRef<html::Input>| {
        if let Some(input) = node.get_untracked() {
            input.click();
        }
    };
    let drop = move |event: web_sys::DragEvent| {
        event.prevent_default();
        over.set(false);
        let files = event.data_transfer().and_then(|data| data.files());
        let files = files.map(|files| {
            (0..files.length())
                .filter_map(|index| files.get(index))
                .collect()
        });
        model.add_files(field, files.unwrap_or_default());
    };
    let drag = move |event: web_sys::DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let touch = window().navigator().max_touch_points() > 0
        && slot.accept.iter().any(|media| media.starts_with("image/"));
    let label = text(&field.spec.label);
    let invalid = crate::form::field::has_error(field, "");
    let describes = move || {
        let error = invalid
            .get()
            .then(|| crate::form::field::error_id(field, ""));
        format!("{limits} {}", error.unwrap_or_default())
            .trim()
            .to_owned()
    };
    let camera_button = touch.then(|| {
        view! {
            <button class="button button--secondary" type="button" on:click=handler(move |_: web_sys::MouseEvent| open(camera))>
                <Icon name="camera"/>{t::fill::file_camera(lang())}<span class="visually-hidden">{format!(": {label}")}</span>
            </button>
            <input type="file" accept="image/jpeg,image/png" capture="environment" hidden node_ref=camera on:change=handler(move |_: web_sys::Event| take(camera))/>
        }
    });
    view! {
        <div class=live(move || if over.get() { "file-slot__drop file-slot__drop--over" } else { "file-slot__drop" }) on:drop=handler(drop) on:dragover=handler(drag) on:dragleave=handler(move |_: web_sys::DragEvent| over.set(false))>
            <button class="button button--secondary" type="button" id=field.id() aria-describedby=describes data-invalid=live(move || flag(invalid.get())) on:click=handler(move |_: web_sys::MouseEvent| open(any_file))>
                <Icon name="upload"/>{t::fill::file_pick(lang())}<span class="visually-hidden">{format!(": {}", text(&field.spec.label))}</span>
            </button>
            <input type="file" accept=slot.accept.join(",") multiple=slot.max_files != 1 hidden node_ref=any_file on:change=handler(move |_: web_sys::Event| take(any_file))/>
            {camera_button}
            <p class="file-slot__tip">{t::fill::file_drop(lang())}</p>
        </div>
    }
    .into_any()
}

/// Documents that an agency has verified and that fit this slot, while the slot does not hold them already.
fn offers(model: FormModel, field: FieldRef, slot: &'static FileSlot) -> AnyView {
    let Some(kind) = slot.document.as_ref() else {
        return ().into_any();
    };
    let fitting = memo(move || {
        let here: Vec<String> = model.attachments.with(|all| {
            let files = field.files();
            all.iter()
                .filter(|one| files.contains(&one.id))
                .map(|one| one.sha256.clone())
                .collect()
        });
        model.draft.with(|draft| {
            let fits = |one: &&Document| one.kind == *kind && !here.contains(&one.sha256);
            draft
                .documents
                .iter()
                .filter(fits)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    view! { <For each=move || fitting.get() key=|one| one.id.clone() let:one>{offer(model, field, one)}</For> }.into_any()
}

fn offer(model: FormModel, field: FieldRef, document: Document) -> AnyView {
    if let (State::Expired, Some(until)) = (document.state, document.valid_until) {
        let until = show_date(until.local().date);
        let words = t::fill::document_expired(lang(), &document.name, &until);
        return view! { <p class="source-note source-note--changed"><Icon name="clock"/>{words}</p> }.into_any();
    }
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let about = format!("{} · {}", document.name, show_size(document.bytes));
    let source = source_words(&document.source);
    let name = document.name.clone();
    let problem = move || {
        failed.get().map(|why| view! { <p class="field__error"><Icon name="error"/><span>{t::fill::error_word(lang())}" "{why}</span></p> })
    };
    view! {
        <div class="file-slot__offer">
            <Icon name="shield"/>
            <div>
                <p><strong>{t::fill::document_offer(lang())}</strong></p>
                <p class="small">{about}</p>
                <p class="small">{source}</p>
                {problem}
            </div>
            <button class="button button--secondary" type="button" aria-disabled=live(move || flag(busy.get())) on:click=handler(move |_: web_sys::MouseEvent| model.reuse_document(field, document.clone(), busy, failed))>
                {live_view(move || if busy.get() { t::fill::document_reusing(lang()) } else { t::fill::document_reuse(lang()) })}
                <span class="visually-hidden">{format!(": {name}")}</span>
            </button>
        </div>
    }
    .into_any()
}
