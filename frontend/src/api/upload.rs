//! Uploading a file with progress and cancel: `XMLHttpRequest`, because `fetch` reports no upload progress.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use motcua_shared::api::{Problem, ProblemCode};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::client::read_problem;
use crate::i18n::lang;
use crate::route::escape;

/// A running upload; dropping it does not stop it, [`Upload::cancel`] does.
#[derive(Clone)]
pub struct Upload(web_sys::XmlHttpRequest);

impl Upload {
    /// Stops the upload; its future ends with [`ProblemCode::Offline`].
    pub fn cancel(&self) {
        let _ = self.0.abort();
    }
}

/// SHA-256 of a file, lower-case hex.
///
/// # Errors
/// When the file can no longer be read, or the page is not served over a safe connection.
pub async fn sha256(file: &web_sys::File) -> Result<String, JsValue> {
    let bytes = JsFuture::from(file.array_buffer()).await?;
    let crypto = leptos::prelude::window().crypto()?.subtle();
    let digest =
        JsFuture::from(crypto.digest_with_str_and_buffer_source("SHA-256", bytes.unchecked_ref())?)
            .await?;
    Ok(js_sys::Uint8Array::new(&digest)
        .to_vec()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

/// Starts sending a file as the raw body of a POST. `progress` hears percent from 0 to 100.
pub fn send<F: Fn(u32) + 'static>(
    url: &str,
    query: &[(&str, String)],
    file: &web_sys::File,
    progress: F,
) -> (
    Upload,
    impl Future<Output = Result<String, Problem>> + use<F>,
) {
    let offline = || Problem::new(ProblemCode::Offline, lang());
    let (done, outcome) = oneshot::channel::<Result<String, Problem>>();
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect();
    let url = format!("{url}?{}", query.join("&"));
    #[expect(
        clippy::expect_used,
        reason = "every browser that runs WebAssembly has XMLHttpRequest"
    )]
    let request = web_sys::XmlHttpRequest::new().expect("XMLHttpRequest");
    let done = Rc::new(RefCell::new(Some(done)));
    let finish = {
        let request = request.clone();
        Closure::<dyn FnMut()>::new(move || {
            let Some(done) = done.borrow_mut().take() else {
                return;
            };
            let status = request.status().unwrap_or(0);
            let body = request.response_text().ok().flatten().unwrap_or_default();
            let _ = done.send(match status {
                200..=299 => Ok(body),
                0 => Err(Problem::new(ProblemCode::Offline, lang())),
                _ => Err(read_problem(status, &body)),
            });
        })
    };
    let on_progress =
        Closure::<dyn FnMut(web_sys::ProgressEvent)>::new(move |event: web_sys::ProgressEvent| {
            if event.length_computable() && event.total() > 0.0 {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "0 to 100"
                )]
                progress((event.loaded() / event.total() * 100.0) as u32);
            }
        });
    request.set_onloadend(Some(finish.as_ref().unchecked_ref()));
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    }
    let started = request
        .open_with_async("POST", &url, true)
        .and_then(|()| request.set_request_header("Content-Type", "application/octet-stream"))
        .and_then(|()| request.set_request_header("Accept-Language", lang().tag()))
        .and_then(|()| request.send_with_opt_blob(Some(file)));
    let future = async move {
        // Kept alive until the request has ended.
        let _callbacks = (finish, on_progress);
        started.map_err(|_| offline())?;
        outcome
            .await
            .unwrap_or_else(|_| Err(Problem::new(ProblemCode::Offline, lang())))
    };
    (Upload(request), future)
}
