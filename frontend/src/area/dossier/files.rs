//! Files of a dossier: name, size, and links to look at them and to keep them.

use leptos::prelude::*;
use motcua_shared::time::show_moment;

use crate::api::{AttachmentView, CONTENT_PATH, ResultEnd};
use crate::i18n::{Lang, lang, t};
use crate::ui::Icon;

const KILO: u64 = 1000;
const MEGA: u64 = 1_000_000;

/// Address of a file's content.
#[must_use]
pub fn content_url(id: &str) -> String {
    CONTENT_PATH.replace("{id}", id)
}

/// “1,2 MB”.
#[must_use]
pub fn size(bytes: u64) -> String {
    if bytes < MEGA {
        return format!("{} kB", bytes.div_ceil(KILO));
    }
    let comma = if lang() == Lang::Vi { ',' } else { '.' };
    let tenths = bytes / (MEGA / 10);
    format!("{}{comma}{} MB", tenths / 10, tenths % 10)
}

/// That a result no longer counts, and why.
#[must_use]
pub fn ended_words(end: ResultEnd) -> &'static str {
    match end {
        ResultEnd::Replaced => t::dossier_page::file_replaced(lang()),
        ResultEnd::Revoked => t::dossier_page::file_revoked(lang()),
    }
}

/// One file. `paper` is the name of the component it belongs to.
#[component]
pub fn FileRow(
    /// The file.
    file: AttachmentView,
    /// Name of the paper; empty for a result.
    #[prop(into)]
    paper: String,
    /// Show the check code as well.
    #[prop(optional)]
    with_hash: bool,
) -> impl IntoView {
    let url = content_url(&file.id);
    let icon = if file.media_type.starts_with("image/") {
        "image"
    } else {
        "file-text"
    };
    let meta =
        t::dossier_page::file_meta(lang(), &size(file.bytes), &show_moment(file.uploaded_at));
    let ended = file.ended.map(ended_words);
    view! {
        <li class="file-row file-row--done">
            <span class="file-row__thumb"><Icon name=icon/></span>
            <div class="file-row__body">
                {(!paper.is_empty()).then(|| view! { <p class="small muted">{paper}</p> })}
                <p class="file-row__name">{file.name.clone()}</p>
                <p class="file-row__meta">{meta}</p>
                {ended.map(|words| view! { <p class="file-row__meta"><Icon name="alert"/><strong>{words}</strong></p> })}
                {file.reused.is_some().then(|| view! { <p class="file-row__meta"><Icon name="shield"/>{t::dossier_page::file_reused(lang())}</p> })}
                {with_hash.then(|| view! { <p class="file-row__meta">{t::dossier_page::file_hash(lang())}" "<span class="code">{grouped(&file.sha256)}</span></p> })}
            </div>
            <div class="file-row__actions">
                <a class="action-link" href=url.clone() rel="external noopener" target="_blank">
                    {t::dossier_page::file_view(lang())}" "<span class="visually-hidden">{t::dossier_page::file_new_tab(lang(), &file.name)}</span>
                </a>
                <a class="action-link" href=url rel="external" download=file.name.clone()>
                    {t::dossier_page::file_download(lang())}" "<span class="visually-hidden">{file.name.clone()}</span>
                </a>
            </div>
        </li>
    }
}

/// A check code in groups of four, so that it can be read out and broken across lines.
fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters
        .chunks(4)
        .map(|four| four.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn check_codes_come_in_groups_of_four() {
        assert_eq!(grouped("9f2c41ab77"), "9f2c 41ab 77");
        assert_eq!(grouped(""), "");
    }
}
