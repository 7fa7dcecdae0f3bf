//! Languages, bilingual data, and every sentence the product says.
//!
//! The sentences live in `locales/<lang>/<area>.toml`; `build.rs` turns them into the functions of [`t`], so a
//! sentence that is missing in one language does not compile (design §4, invariant 13).

use serde::{Deserialize, Serialize};

/// A language of the user interface.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese, the language of the law.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag, for `lang` attributes and cookies.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Reads a tag such as `en`, `en-GB` or `vi`; anything else is Vietnamese.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        if tag.trim().to_ascii_lowercase().starts_with("en") {
            Self::En
        } else {
            Self::Vi
        }
    }
}

/// A text of the catalogue or of a form in both languages. English may be empty: then Vietnamese is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bilingual {
    /// Vietnamese, always present.
    pub vi: String,
    /// English; empty when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Bilingual {
    /// The text in `lang`, falling back to Vietnamese.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.vi,
        }
    }

    /// The language the text of [`Bilingual::get`] is really in, for `lang` attributes.
    #[must_use]
    pub fn lang(&self, wanted: Lang) -> Lang {
        if wanted == Lang::En && self.en.is_empty() {
            Lang::Vi
        } else {
            wanted
        }
    }
}

/// Replaces `{name}` by its value; used by the generated functions.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 24);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            out.push_str(value);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Every sentence of the product, one function each: `t::<area>::<key>(lang, …)`.
pub mod t {
    include!(concat!(env!("OUT_DIR"), "/sentences.rs"));
}
