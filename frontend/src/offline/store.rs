//! The sealed records of this device, by account and name: the Rust side of `public/device.js`, which says how they are
//! kept. Names: `copy/…`, `head/…`, `form/…`, `file/…`, `filing/…`, `list/…`.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = motcua, js_name = device)]
    fn load() -> Result<Promise, JsValue>;

    type Device;
    #[wasm_bindgen(method)]
    fn begin(this: &Device, account: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn put(this: &Device, account: &str, name: &str, value: &JsValue) -> Promise;
    #[wasm_bindgen(method)]
    fn get(this: &Device, account: &str, name: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn file(this: &Device, account: &str, name: &str, called: &str, media_type: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn names(this: &Device, account: &str, prefix: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn remove(this: &Device, account: &str, prefix: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn mark(this: &Device, name: &str, set: bool) -> Promise;
    #[wasm_bindgen(method)]
    fn push(this: &Device, act: &str, key: &str) -> Promise;
    #[wasm_bindgen(method)]
    fn forget(this: &Device, choices: bool) -> Promise;
}

/// The device has no room, or the browser forbids storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

/// Asks the store and waits for its answer.
async fn ask(question: impl FnOnce(&Device) -> Promise) -> Result<JsValue, NoRoom> {
    let module = JsFuture::from(load().map_err(|_| NoRoom)?).await;
    let device: Device = module.map_err(|_| NoRoom)?.unchecked_into();
    JsFuture::from(question(&device)).await.map_err(|_| NoRoom)
}

/// Makes a place for an account. Until then nothing is kept for it.
pub async fn begin(account: &str) {
    let _ = ask(|device| device.begin(account)).await;
}

/// Keeps a text; the order of calls is the order of writes.
///
/// # Errors
/// [`NoRoom`]; the old text then stays.
pub async fn put(account: &str, name: &str, text: &str) -> Result<(), NoRoom> {
    ask(|device| device.put(account, name, &text.into()))
        .await
        .map(|_| ())
}

/// Keeps the bytes of a file.
///
/// # Errors
/// [`NoRoom`].
pub async fn put_file(account: &str, name: &str, file: &web_sys::File) -> Result<(), NoRoom> {
    ask(|device| device.put(account, name, file))
        .await
        .map(|_| ())
}

/// The text under a name.
pub async fn get(account: &str, name: &str) -> Option<String> {
    ask(|device| device.get(account, name))
        .await
        .ok()?
        .as_string()
}

/// The file under a name.
pub async fn file(
    account: &str,
    name: &str,
    called: &str,
    media_type: &str,
) -> Option<web_sys::File> {
    ask(|device| device.file(account, name, called, media_type))
        .await
        .ok()?
        .dyn_into()
        .ok()
}

/// The names that begin with a prefix.
pub async fn names(account: &str, prefix: &str) -> Vec<String> {
    let found = ask(|device| device.names(account, prefix)).await;
    found
        .ok()
        .and_then(|names| names.dyn_into::<Array>().ok())
        .map(|names| names.iter().filter_map(|name| name.as_string()).collect())
        .unwrap_or_default()
}

/// Removes every record whose name begins so.
pub async fn remove(account: &str, prefix: &str) {
    let _ = ask(|device| device.remove(account, prefix)).await;
}

/// Sets or removes a mark that every page may read at once. None is set any longer once everything is forgotten.
pub async fn mark(name: &str, set: bool) {
    let _ = ask(|device| device.mark(name, set)).await;
}

/// Removes everything of everybody, in every tab; with `choices` also how the pages look.
///
/// # Errors
/// [`NoRoom`] when the browser did not do it.
pub async fn forget(choices: bool) -> Result<(), NoRoom> {
    ask(|device| device.forget(choices)).await.map(|_| ())
}

/// Does one of the acts of `public/push.js`, and answers as it does.
///
/// # Errors
/// [`NoRoom`] when the browser did not do it.
pub async fn push(act: &str, key: &str) -> Result<String, NoRoom> {
    ask(|device| device.push(act, key))
        .await
        .map(|answer| answer.as_string().unwrap_or_default())
}
