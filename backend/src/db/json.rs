//! JSON kept in text columns: one way to write it, one way to read it.

use sea_orm::DbErr;
use serde::{Serialize, de::DeserializeOwned};

/// Writes a value. Maps are ordered, so that equal values give equal text.
///
/// # Errors
/// When the value has no JSON form.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, DbErr> {
    serde_json::to_string(value)
        .map_err(|error| DbErr::Custom(format!("cannot write JSON: {error}")))
}

/// Reads a value.
///
/// # Errors
/// When the text is not what was expected.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, DbErr> {
    serde_json::from_str(text)
        .map_err(|error| DbErr::Custom(format!("cannot read stored JSON: {error}")))
}

/// Reads an optional value.
///
/// # Errors
/// When the text is not what was expected.
pub fn read_opt<T: DeserializeOwned>(text: Option<&str>) -> Result<Option<T>, DbErr> {
    text.map(read).transpose()
}
