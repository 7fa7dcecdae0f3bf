//! JSON in the browser: the browser parses and prints, serde only moves the values over.
//!
//! The only place that knows how. A parser of our own in WebAssembly is code that every citizen would download.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;

/// Reads a value; `None` when the text is not JSON or has another shape.
#[must_use]
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_wasm_bindgen::from_value(js_sys::JSON::parse(text).ok()?).ok()
}

/// Prints a value. The types of the contract always print; what would not gives an empty text, which every reader refuses.
#[must_use]
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    value
        .serialize(&Serializer::json_compatible())
        .ok()
        .and_then(|value| js_sys::JSON::stringify(&value).ok())
        .map(String::from)
        .unwrap_or_default()
}
