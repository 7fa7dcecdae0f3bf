//! The receipt right after filing: code first, what was received with its check codes, and what happens next. Printable.

use std::sync::Arc;

use leptos::prelude::*;
use motcua_shared::form::Form;
use motcua_shared::time::show_moment;

use super::push::push_offer;
use crate::api::DossierView;
use crate::area::dossier::files::FileRow;
use crate::area::dossier::form::label_of;
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::handler;
use crate::ui::Icon;

/// The panel with the page's heading.
#[component]
pub fn Receipt(
    /// The dossier.
    dossier: Memo<DossierView>,
    /// Its form, for the names of the papers.
    form: Signal<Option<Arc<Form>>>,
) -> impl IntoView {
    let first = dossier.get_untracked();
    let code = first.summary.code.clone();
    let moment = show_moment(first.summary.submitted_at);
    let received = match first.files.len() {
        0 => t::citizen::receipt_text_no_files(lang(), &moment),
        count => t::citizen::receipt_text(lang(), &count.to_string(), &moment),
    };
    let print = move |_| {
        let _ = window().print();
    };
    let files = first.files.clone();
    let rows = move || {
        let form = form.get();
        let name = |field: &str| {
            form.as_ref()
                .map(|form| label_of(form, field))
                .unwrap_or_default()
        };
        files
            .clone()
            .into_iter()
            .map(|file| {
                let paper = name(&file.field);
                view! { <FileRow file paper with_hash=true/> }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <section class="receipt" aria-labelledby="receipt-title">
            <span class="arch"><Icon name="check"/></span>
            <h1 class="receipt__title" id="receipt-title" tabindex="-1">{t::citizen::receipt_title(lang())}" "<span class="visually-hidden">{code.clone()}</span></h1>
            <p lang=lang_of(&first.summary.procedure_name)>{text(&first.summary.procedure_name)}</p>
            <p>{received}</p>
            <p class="receipt__code-label">{t::citizen::code_label(lang())}</p>
            <p class="receipt__code">{code}</p>
            <div class="button-row no-print">
                <button class="button button--secondary" type="button" on:click=handler(print)><Icon name="print"/>{t::citizen::receipt_print(lang())}</button>
            </div>
        </section>
        {(!first.files.is_empty()).then(|| view! {
            <section class="stack" aria-labelledby="receipt-files">
                <h2 id="receipt-files">{t::citizen::receipt_files(lang())}</h2>
                <ul class="file-slot__files" role="list">{rows}</ul>
            </section>
        })}
        <h2>{t::citizen::receipt_next(lang())}</h2>
        <p class="muted">{t::citizen::receipt_follow(lang())}</p>
        {push_offer()}
    }
}
