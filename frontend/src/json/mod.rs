//! JSON in the browser. The browser parses; [`read`](mod@read) only moves the values over.
//!
//! The only place that knows how. A parser of our own in WebAssembly, and errors that nobody reads, are code that every
//! citizen would download.

mod read;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a value; `None` when the text is not JSON or has another shape.
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(read::Reader(js_sys::JSON::parse(text).ok()?)).ok()
}

/// Prints a value. The types of the contract always print; what would not gives an empty text, which every reader refuses.
#[must_use]
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
