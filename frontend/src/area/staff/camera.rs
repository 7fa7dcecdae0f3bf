//! The camera as a scanner, where the browser reads codes by itself (`BarcodeDetector`). Elsewhere nothing of it is shown: the
//! box for a scanner does the same. Pictures never leave this page.

use std::time::Duration;

use futures::channel::oneshot;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view};
use crate::ui::Icon;

/// Between two looks at the picture.
const PAUSE: Duration = Duration::from_millis(200);

#[wasm_bindgen]
extern "C" {
    type BarcodeDetector;
    #[wasm_bindgen(constructor, catch)]
    fn new(options: &JsValue) -> Result<BarcodeDetector, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn detect(this: &BarcodeDetector, picture: &JsValue) -> Result<Promise, JsValue>;

    type MediaDevices;
    #[wasm_bindgen(method, catch, js_name = getUserMedia)]
    fn get_user_media(this: &MediaDevices, wanted: &JsValue) -> Result<Promise, JsValue>;

    type Stream;
    #[wasm_bindgen(method, js_name = getTracks)]
    fn tracks(this: &Stream) -> Array;

    type Track;
    #[wasm_bindgen(method)]
    fn stop(this: &Track);

    type Video;
    #[wasm_bindgen(method, setter, js_name = srcObject)]
    fn set_source(this: &Video, stream: &JsValue);
    #[wasm_bindgen(method, catch)]
    fn play(this: &Video) -> Result<Promise, JsValue>;
}

/// The cameras, where the browser has them and reads codes.
fn devices() -> Option<MediaDevices> {
    let reads = Reflect::has(&window(), &"BarcodeDetector".into()).unwrap_or(false);
    let devices = Reflect::get(&window().navigator(), &"mediaDevices".into()).ok()?;
    (reads && devices.is_object()).then(|| devices.unchecked_into())
}

fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// Opens the camera at the back of a tablet, or the only one.
async fn open(devices: &MediaDevices) -> Result<Stream, JsValue> {
    let facing = object(&[("facingMode", "environment".into())]);
    let wanted = object(&[("video", facing.into())]);
    let stream = JsFuture::from(devices.get_user_media(&wanted)?).await?;
    Ok(stream.unchecked_into())
}

fn close(stream: &Stream) {
    for track in stream.tracks().iter() {
        track.unchecked_into::<Track>().stop();
    }
}

/// The text of the first code in the picture.
async fn read(detector: &BarcodeDetector, video: &JsValue) -> Result<Option<String>, JsValue> {
    let found: Array = JsFuture::from(detector.detect(video)?)
        .await?
        .unchecked_into();
    if found.length() == 0 {
        return Ok(None);
    }
    Ok(Reflect::get(&found.get(0), &"rawValue".into())?.as_string())
}

async fn pause() {
    let (done, finished) = oneshot::channel::<()>();
    set_timeout(
        move || {
            let _ = done.send(());
        },
        PAUSE,
    );
    let _ = finished.await;
}

/// A button that opens the camera; what it reads goes to `on_read`, and the camera closes.
#[component]
pub fn CameraScan(
    /// Hears the text of the code.
    on_read: Callback<String>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let video = NodeRef::<html::Video>::new();
    let look = move || async move {
        let devices = devices().ok_or(JsValue::NULL)?;
        let formats = Array::of1(&"qr_code".into());
        let detector = BarcodeDetector::new(&object(&[("formats", formats.into())]))?;
        let stream = open(&devices).await?;
        let mut text = None;
        // The button, or leaving the page, ends it.
        while text.is_none() && is_open.try_get_untracked() == Some(true) {
            if let Some(Some(element)) = video.try_get_untracked() {
                let element: JsValue = element.into();
                let shown: &Video = element.unchecked_ref();
                if !Reflect::get(&element, &"srcObject".into())?.is_object() {
                    shown.set_source(&stream);
                    let _ = JsFuture::from(shown.play()?).await;
                }
                text = read(&detector, &element).await.unwrap_or_default();
            }
            pause().await;
        }
        close(&stream);
        Ok::<_, JsValue>(text)
    };
    let start = move |_: web_sys::MouseEvent| {
        failed.set(false);
        is_open.set(true);
        spawn_local(async move {
            let outcome = look().await;
            is_open.try_set(false);
            match outcome {
                Ok(Some(text)) => on_read.run(text),
                Ok(None) => {}
                Err(_) => {
                    failed.try_set(true);
                }
            }
        });
    };
    devices().is_some().then(|| {
        view! {
            {live_view(move || if is_open.get() {
                view! {
                    <video class="counter-camera" node_ref=video muted=true playsinline=true aria-label=t::counter::camera_picture(lang())></video>
                    <div class="button-row"><button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| is_open.set(false))>{t::counter::camera_stop(lang())}</button></div>
                }.into_any()
            } else {
                view! { <div class="button-row"><button class="button button--secondary" type="button" on:click=handler(start)><Icon name="camera"/>{t::counter::camera_use(lang())}</button></div> }.into_any()
            })}
            {live_view(move || failed.get().then(|| view! { <p class="message"><Icon name="alert"/>{t::counter::camera_failed(lang())}</p> }))}
        }
    })
}
