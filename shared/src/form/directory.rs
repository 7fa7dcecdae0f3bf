//! Names behind codes, as the engine asks for them. The lists themselves are data of the server and the browser.

/// Names behind codes. In the browser a list may not be loaded yet: then every code is [`Known::NotLoaded`].
pub trait Directory {
    /// Full name of a province.
    fn province(&self, code: &str) -> Known;
    /// Full name of a commune of that province.
    fn commune(&self, province: &str, code: &str) -> Known;
    /// Name of a country by ISO 3166-1 alpha-2 code.
    fn country(&self, code: &str) -> Known;
    /// Name of an ethnic group by its two-digit code.
    fn ethnic_group(&self, code: &str) -> Known;
    /// Full name of a commune when its province is not asked.
    fn commune_anywhere(&self, _code: &str) -> Known {
        Known::NotLoaded
    }
    /// Name of an agency by its identification code (Decision 20/2020/QĐ-TTg).
    fn agency(&self, _code: &str) -> Known {
        Known::NotLoaded
    }
    /// Name of a business line by its four-digit code (VSIC).
    fn business_line(&self, _code: &str) -> Known {
        Known::NotLoaded
    }
}

/// Answer of a [`Directory`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// The code stands for this name.
    Name(String),
    /// There is no such code.
    No,
    /// The list is not here; the server will check.
    NotLoaded,
}

/// A directory with nothing loaded: checks shape only.
pub struct NothingLoaded;

impl Directory for NothingLoaded {
    fn province(&self, _: &str) -> Known {
        Known::NotLoaded
    }
    fn commune(&self, _: &str, _: &str) -> Known {
        Known::NotLoaded
    }
    fn country(&self, _: &str) -> Known {
        Known::NotLoaded
    }
    fn ethnic_group(&self, _: &str) -> Known {
        Known::NotLoaded
    }
}
