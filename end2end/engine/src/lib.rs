//! The form engine as a module of its own, so that a test can compare what it decides in a browser with what it decides on
//! the server. No part of the site.

use motcua_shared::form::Answers;
use motcua_shared::form::block::read_form;
use motcua_shared::form::testing::{BLOCK, block_digest, digest};
use motcua_shared::time::parse_iso_date;
use wasm_bindgen::prelude::wasm_bindgen;

/// How many blocks are compared: 10,000 generated cases.
#[expect(clippy::cast_possible_truncation, reason = "a hundred")]
pub const BLOCKS: u32 = (10_000 / BLOCK) as u32;

/// What the engine decides about one block of generated cases, as one number.
#[must_use]
#[wasm_bindgen]
pub fn block(number: u32) -> String {
    block_digest(u64::from(number))
}

/// What the engine decides about a form (the text of a `form.json`) and answers in JSON, on a day in ISO.
///
/// # Errors
/// In words, when one of them cannot be read.
#[wasm_bindgen]
pub fn of_answers(form: &str, answers: &str, today: &str) -> Result<String, String> {
    let form = read_form(form).map_err(|error| error.to_string())?;
    let answers: Answers = serde_json::from_str(answers).map_err(|error| error.to_string())?;
    let today = parse_iso_date(today).ok_or("not a day")?;
    Ok(digest(&form, &answers, today))
}
