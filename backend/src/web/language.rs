//! The reader's language of a request: `?lang=` on pages, then the cookie `lang`, then `Accept-Language`, then Vietnamese.

use axum::http::{HeaderMap, header};
use motcua_shared::i18n::Lang;

/// Name of the cookie that keeps the choice.
pub const COOKIE: &str = "lang";

/// The language of a request by its headers.
#[must_use]
pub fn of_headers(headers: &HeaderMap) -> Lang {
    cookie(headers, COOKIE)
        .and_then(known)
        .or_else(|| {
            headers
                .get(header::ACCEPT_LANGUAGE)?
                .to_str()
                .ok()
                .and_then(preferred)
        })
        .unwrap_or_default()
}

/// The language a query string asks for.
#[must_use]
pub fn of_query(query: Option<&str>) -> Option<Lang> {
    query?
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(known)
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The two languages there are; others are unknown rather than Vietnamese.
fn known(tag: &str) -> Option<Lang> {
    match tag.trim().to_ascii_lowercase().split(['-', '_']).next() {
        Some("vi") => Some(Lang::Vi),
        Some("en") => Some(Lang::En),
        _ => None,
    }
}

/// The known language with the highest weight.
fn preferred(accept: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for part in accept.split(',') {
        let mut pieces = part.split(';');
        let Some(lang) = pieces.next().and_then(known) else {
            continue;
        };
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q="))
            .map_or(Some(1.0), |q| q.parse().ok())
            .unwrap_or(0.0);
        if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(pairs: &[(&'static str, &'static str)]) -> Lang {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, axum::http::HeaderValue::from_static(value));
        }
        of_headers(&headers)
    }

    #[test]
    fn the_choice_wins_over_the_browser_and_vietnamese_over_nothing() {
        assert_eq!(lang(&[]), Lang::Vi);
        assert_eq!(
            lang(&[("accept-language", "en-GB,en;q=0.9,vi;q=0.8")]),
            Lang::En
        );
        assert_eq!(
            lang(&[("accept-language", "fr,vi;q=0.5,en;q=0.9")]),
            Lang::En
        );
        assert_eq!(lang(&[("accept-language", "fr")]), Lang::Vi);
        assert_eq!(lang(&[("accept-language", "en;q=0")]), Lang::Vi);
        assert_eq!(
            lang(&[("accept-language", "en"), ("cookie", "a=b; lang=vi")]),
            Lang::Vi
        );
        assert_eq!(lang(&[("cookie", "slang=en")]), Lang::Vi);
    }

    #[test]
    fn a_page_can_ask_for_a_language() {
        assert_eq!(of_query(Some("q=a&lang=en")), Some(Lang::En));
        assert_eq!(of_query(Some("lang=xx")), None);
        assert_eq!(of_query(None), None);
    }
}
