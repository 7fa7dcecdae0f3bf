//! Writing HTML: markup is part of the program (`&'static str`), everything else is escaped. There is no third way in.

use std::fmt::Write as _;

use motcua_shared::i18n::{Bilingual, Lang};
use motcua_shared::text::group_digits;

/// A document or a part of one.
#[derive(Default)]
pub struct Html {
    text: String,
    /// Address of the icon sprite; icons are left out without one.
    icons: String,
}

impl Html {
    /// Nothing yet. `icons` is the address of the sprite.
    #[must_use]
    pub fn new(icons: &str) -> Self {
        Self {
            text: String::with_capacity(16 * 1024),
            icons: icons.to_owned(),
        }
    }

    /// Markup.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.text.push_str(markup);
        self
    }

    /// Text or an attribute value, escaped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            match letter {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&#39;"),
                letter => self.text.push(letter),
            }
        }
        self
    }

    /// ` name="value"`, escaped.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// An element with text only.
    pub fn element(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.raw("<")
            .raw(name)
            .raw(">")
            .text(text)
            .raw("</")
            .raw(name)
            .raw(">")
    }

    /// `<a href="…">text</a>`.
    pub fn link(&mut self, href: &str, text: &str) -> &mut Self {
        self.raw("<a")
            .attribute("href", href)
            .raw(">")
            .text(text)
            .raw("</a>")
    }

    /// An icon of the sprite; decorative, the text beside it says the same.
    pub fn icon(&mut self, name: &'static str) -> &mut Self {
        if self.icons.is_empty() {
            return self;
        }
        let icons = self.icons.clone();
        self.raw("<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"")
            .text(&icons)
            .raw("#")
            .raw(name)
            .raw("\"></use></svg>")
    }

    /// ` lang="vi"` where a text of an English page exists in Vietnamese only.
    pub fn vietnamese(&mut self, page: Lang) -> &mut Self {
        if page == Lang::En {
            self.raw(" lang=\"vi\"")
        } else {
            self
        }
    }

    /// The `lang` attribute of a bilingual text, where it differs from the page.
    pub fn lang_of(&mut self, text: &Bilingual, page: Lang) -> &mut Self {
        if text.lang(page) == page {
            self
        } else {
            self.vietnamese(page)
        }
    }

    /// A data block for search engines. `<` cannot end the block: it is written as `\u003c`.
    pub fn json_ld(&mut self, data: &serde_json::Value) -> &mut Self {
        let json = data.to_string().replace('<', "\\u003c");
        self.raw("<script type=\"application/ld+json\">");
        self.text.push_str(&json);
        self.raw("</script>")
    }

    /// Another part, finished.
    pub fn append(&mut self, part: Self) -> &mut Self {
        self.text.push_str(&part.text);
        self
    }

    /// A number as people read it: `1.234`.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.text(&group_digits(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    /// The document.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }
}

/// A query string of names and values.
#[must_use]
pub fn query_string(pairs: &[(&str, String)]) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_becomes_markup() {
        let mut html = Html::new("");
        html.link("/\"><script>", "<b>&'")
            .json_ld(&serde_json::json!({ "name": "</script><script>" }));
        assert_eq!(
            html.finish(),
            "<a href=\"/&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;</a>\
             <script type=\"application/ld+json\">{\"name\":\"\\u003c/script>\\u003cscript>\"}</script>"
        );
    }

    #[test]
    fn queries_keep_vietnamese_words() {
        assert_eq!(
            query_string(&[("q", "khai sinh & á".to_owned()), ("page", "2".to_owned())]),
            "?q=khai%20sinh%20%26%20%C3%A1&page=2"
        );
        assert_eq!(query_string(&[]), "");
    }
}
