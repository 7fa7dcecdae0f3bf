//! The form a dossier is pinned to. A form version never changes, so one fetch a hash is enough for the life of the tab.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use motcua_shared::api::scanned_component;
use motcua_shared::form::Form;

use crate::api::{self, GetForm, Nothing, Problem};
use crate::i18n::{lang, t};

thread_local! {
    static FETCHED: RefCell<HashMap<String, Arc<Form>>> = RefCell::default();
}

/// The form with this hash.
///
/// # Errors
/// What the server answered.
pub async fn form_of(hash: &str) -> Result<Arc<Form>, Problem> {
    if let Some(form) = FETCHED.with_borrow(|fetched| fetched.get(hash).cloned()) {
        return Ok(form);
    }
    let form = Arc::new(api::call::<GetForm>(&[hash], &Nothing {}).await?);
    FETCHED.with_borrow_mut(|fetched| fetched.insert(hash.to_owned(), form.clone()));
    Ok(form)
}

/// The label of a field, in the page's language; the key when the form has no such field.
#[must_use]
pub fn label_of(form: &Form, key: &str) -> String {
    if scanned_component(key).is_some() {
        return t::counter::scan_label(lang()).to_owned();
    }
    form.field(key)
        .map_or_else(|| key.to_owned(), |field| crate::i18n::text(&field.label))
}
