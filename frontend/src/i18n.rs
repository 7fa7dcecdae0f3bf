//! The language of this page load, and the sentences. Changing the language reloads the page (the draft is safe), so
//! the language is a constant while the app runs.

use std::sync::OnceLock;

pub use motcua_shared::i18n::{Bilingual, Lang, t};

static LANG: OnceLock<Lang> = OnceLock::new();

/// The language of the page, from `<html lang>`.
pub fn lang() -> Lang {
    *LANG.get_or_init(|| {
        let tag = leptos::prelude::document()
            .document_element()
            .and_then(|root| root.get_attribute("lang"));
        Lang::from_tag(&tag.unwrap_or_default())
    })
}

/// Text of the catalogue or a form in the page's language.
pub fn text(bilingual: &Bilingual) -> String {
    bilingual.get(lang()).to_owned()
}

/// `lang` attribute of a text that exists in Vietnamese only: names of the catalogue, words of officers and applicants.
#[must_use]
pub fn vietnamese() -> Option<&'static str> {
    (lang() != Lang::Vi).then_some(Lang::Vi.tag())
}

/// `lang` attribute for a text that may only exist in Vietnamese; `None` when it is in the page's language.
pub fn lang_of(bilingual: &Bilingual) -> Option<&'static str> {
    let actual = bilingual.lang(lang());
    (actual != lang()).then(|| actual.tag())
}
