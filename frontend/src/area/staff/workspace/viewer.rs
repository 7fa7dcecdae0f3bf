//! The files beside the answers: pictures with zoom and turn, PDF in the browser's own viewer; a second one beside the first to
//! compare two papers.

use leptos::prelude::*;

use super::desk::Desk;
use crate::api::AttachmentView;
use crate::area::dossier::files::{content_url, ended_words};
use crate::area::dossier::form::label_of;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view, memo};
use crate::ui::Icon;

/// Steps that `viewer.css` knows, in percent.
const ZOOMS: [u32; 6] = [50, 75, 100, 150, 200, 300];
/// Place of 100 % among them.
const WHOLE: usize = 2;

/// The files with the words of their buttons: the paper, numbered when it has several.
fn named(desk: Desk) -> Vec<(String, AttachmentView)> {
    let form = desk.form.get();
    desk.dossier.with(|dossier| {
        let all = dossier.files.iter().chain(&dossier.results);
        let mut list: Vec<(String, AttachmentView)> = Vec::new();
        for file in all {
            let paper = if file.field.is_empty() {
                t::staff::files_results(lang()).to_owned()
            } else {
                label_of(&form, &file.field)
            };
            let same = dossier
                .files
                .iter()
                .chain(&dossier.results)
                .filter(|other| other.field == file.field)
                .count();
            let number = list
                .iter()
                .filter(|(_, other)| other.field == file.field)
                .count()
                + 1;
            let mut name = if same > 1 {
                format!("{paper} · {number}")
            } else {
                paper
            };
            if let Some(end) = file.ended {
                name = format!("{name} ({})", ended_words(end));
            }
            list.push((name, file.clone()));
        }
        list
    })
}

/// The viewer, and a second one when two files are compared.
#[component]
pub fn Viewer(desk: Desk) -> impl IntoView {
    let files = memo(move || named(desk));
    let two = RwSignal::new(false);
    let several = memo(move || files.with(|files| files.len() > 1));
    let pressed = move || if two.get() { "true" } else { "false" };
    let second = memo(move || two.get() && several.get());
    view! {
        {live_view(move || several.get().then(|| view! {
            <div class="button-row viewers__tools"><button class="button button--quiet button--small" type="button" aria-pressed=live(pressed) on:click=handler(move |_: web_sys::MouseEvent| two.update(|two| *two = !*two))>{t::desk::compare(lang())}</button></div>
        }))}
        <div class="viewers" class=("viewers--two", move || second.get())>
            <Pane files first=0 choose=t::staff::files_choose(lang())/>
            {live_view(move || second.get().then(|| view! { <Pane files first=1 choose=t::desk::compare_choose(lang())/> }))}
        </div>
    }
}

/// One viewer: it begins with the file at the place `first`.
#[component]
fn Pane(
    files: Memo<Vec<(String, AttachmentView)>>,
    first: usize,
    choose: &'static str,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<String>);
    let zoom = RwSignal::new(WHOLE);
    let turn = RwSignal::new(0_u32);
    let current = memo(move || {
        let wanted = chosen.get();
        files.with(|files| {
            let found = files
                .iter()
                .find(|(_, file)| wanted.as_ref().is_some_and(|id| *id == file.id));
            found
                .or_else(|| files.get(first))
                .or_else(|| files.first())
                .map(|(_, file)| file.clone())
        })
    });
    let pick = Callback::new(move |id: String| {
        chosen.set(Some(id));
        zoom.set(WHOLE);
        turn.set(0);
    });
    let tab = move |(name, file): (String, AttachmentView)| {
        let (id, mine) = (file.id.clone(), file.id);
        let pressed = move || {
            if current.with(|now| now.as_ref().is_some_and(|now| now.id == mine)) {
                "true"
            } else {
                "false"
            }
        };
        view! { <button class="viewer__file" type="button" aria-pressed=pressed on:click=handler(move |_: web_sys::MouseEvent| pick.run(id.clone()))>{name}</button> }
    };
    let stage = move || {
        current.get().map(|file| {
            if file.media_type.starts_with("image/") {
                view! { <Picture file zoom turn/> }.into_any()
            } else {
                view! { <Document file/> }.into_any()
            }
        })
    };
    view! {
        <div class="viewer">
            {live_view(move || if files.with(Vec::is_empty) {
                view! { <p class="viewer__none muted">{t::staff::no_files(lang())}</p> }.into_any()
            } else {
                view! {
                    <div class="viewer__files" role="group" aria-label=choose>{files.get().into_iter().map(tab).collect::<Vec<_>>()}</div>
                }.into_any()
            })}
            {stage}
        </div>
    }
}

/// A link that keeps the file on the officer's computer.
fn download(file: &AttachmentView) -> AnyView {
    let words = format!("{} {}", t::dossier_page::file_download(lang()), file.name);
    view! { <a class="icon-button" href=content_url(&file.id) rel="external" download=file.name.clone() aria-label=words><Icon name="download"/></a> }.into_any()
}

#[component]
fn Picture(file: AttachmentView, zoom: RwSignal<usize>, turn: RwSignal<u32>) -> impl IntoView {
    let percent = move || ZOOMS.get(zoom.get()).copied().unwrap_or(100).to_string();
    let smaller = move |_| zoom.update(|zoom| *zoom = zoom.saturating_sub(1));
    let larger = move |_| zoom.update(|zoom| *zoom = (*zoom + 1).min(ZOOMS.len() - 1));
    let right = move |_| turn.update(|turn| *turn = (*turn + 90) % 360);
    view! {
        <div class="viewer__tools" role="group" aria-label=t::staff::files_tools(lang())>
            <button class="icon-button" type="button" aria-label=t::staff::zoom_out(lang()) on:click=handler(smaller)><Icon name="minus"/></button>
            <output>{live_view(move || t::staff::zoom_value(lang(), &percent()))}</output>
            <button class="icon-button" type="button" aria-label=t::staff::zoom_in(lang()) on:click=handler(larger)><Icon name="plus"/></button>
            <button class="icon-button" type="button" aria-label=t::staff::turn_right(lang()) on:click=handler(right)><Icon name="rotate"/></button>
            {download(&file)}
        </div>
        <div class="viewer__stage" role="region" aria-label=file.name.clone() tabindex="0">
            <img class="viewer__image" data-zoom=percent data-turn=live(move || turn.get().to_string()) src=content_url(&file.id) alt=t::staff::picture_of(lang(), &file.name)/>
        </div>
    }
}

#[component]
fn Document(file: AttachmentView) -> impl IntoView {
    let stage = if file.media_type == "application/pdf" {
        view! { <iframe class="viewer__pdf" src=format!("{}#navpanes=0", content_url(&file.id)) title=file.name.clone()></iframe> }.into_any()
    } else {
        view! { <p class="viewer__none muted">{t::staff::no_preview(lang())}</p> }.into_any()
    };
    view! {
        <div class="viewer__tools" role="group" aria-label=t::staff::files_tools(lang())><span>{file.name.clone()}</span>{download(&file)}</div>
        <div class="viewer__stage">{stage}</div>
    }
}
