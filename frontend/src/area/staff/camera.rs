//! The camera as a scanner: reads QR codes in its picture, the same way in every browser. Pictures never leave this page. Where
//! there is no camera nothing is shown: the box for a scanner does the same.

use std::time::Duration;

use futures::channel::oneshot;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rqrr::PreparedImage;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement};

use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view};
use crate::ui::Icon;

/// Between two looks at the picture.
const PAUSE: Duration = Duration::from_millis(200);
/// Width of the picture that is asked for, dots: the code of an identity card is dense.
const WIDTH: u32 = 1_280;

#[wasm_bindgen]
extern "C" {
    type MediaDevices;
    #[wasm_bindgen(method, catch, js_name = getUserMedia)]
    fn get_user_media(this: &MediaDevices, wanted: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = enumerateDevices)]
    fn list(this: &MediaDevices) -> Result<Promise, JsValue>;

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

/// What the browser lets pages use.
fn devices() -> Option<MediaDevices> {
    let devices = Reflect::get(&window().navigator(), &"mediaDevices".into()).ok()?;
    devices.is_object().then(|| devices.unchecked_into())
}

/// Whether there is a camera; this asks nobody for leave.
async fn has_camera() -> bool {
    let list = devices().and_then(|devices| devices.list().ok());
    let Some(list) = list else {
        return false;
    };
    let Ok(list) = JsFuture::from(list).await else {
        return false;
    };
    let kind = |one: JsValue| Reflect::get(&one, &"kind".into()).ok()?.as_string();
    Array::from(&list)
        .iter()
        .any(|one| kind(one).as_deref() == Some("videoinput"))
}

fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// Opens the camera at the back of a tablet, or the only one.
async fn open() -> Result<Stream, JsValue> {
    let width = object(&[("ideal", WIDTH.into())]);
    let video = object(&[
        ("facingMode", "environment".into()),
        ("width", width.into()),
    ]);
    let wanted = object(&[("video", video.into())]);
    let devices = devices().ok_or(JsValue::NULL)?;
    let stream = JsFuture::from(devices.get_user_media(&wanted)?).await?;
    Ok(stream.unchecked_into())
}

fn close(stream: &Stream) {
    for track in stream.tracks().iter() {
        track.unchecked_into::<Track>().stop();
    }
}

/// A canvas of this page that nobody sees, from which pictures are read.
fn canvas() -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    let read = object(&[("willReadFrequently", true.into())]);
    let context = canvas
        .get_context_with_context_options("2d", &read)?
        .ok_or(JsValue::NULL)?
        .unchecked_into();
    Ok((canvas, context))
}

/// The text of the first code in the picture.
fn read(
    canvas: &HtmlCanvasElement,
    context: &CanvasRenderingContext2d,
    video: &HtmlVideoElement,
) -> Result<Option<String>, JsValue> {
    let (width, height) = (video.video_width(), video.video_height());
    if width == 0 || height == 0 {
        return Ok(None);
    }
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    context.draw_image_with_html_video_element(video, 0.0, 0.0)?;
    let picture = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
    Ok(text_in(width as usize, height as usize, &picture.data()))
}

/// The text of the first code in a picture of four bytes a dot.
fn text_in(width: usize, height: usize, dots: &[u8]) -> Option<String> {
    let grey = |x: usize, y: usize| {
        let at = (y * width + x) * 4;
        // How bright the colours look (ITU-R BT.601), in parts of 256.
        let parts = [77_u32, 150, 29];
        let colours = dots.get(at..at + 3).unwrap_or_default();
        let sum: u32 = colours
            .iter()
            .zip(parts)
            .map(|(one, part)| u32::from(*one) * part)
            .sum();
        u8::try_from(sum >> 8).unwrap_or(u8::MAX)
    };
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, grey);
    let codes = picture.detect_grids();
    codes.iter().find_map(|code| Some(code.decode().ok()?.1))
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
    let there = RwSignal::new(false);
    let is_open = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let video = NodeRef::<html::Video>::new();
    let look = move || async move {
        let (canvas, context) = canvas()?;
        let stream = open().await?;
        let mut text = None;
        // The button, or leaving the page, ends it.
        while text.is_none() && is_open.try_get_untracked() == Some(true) {
            if let Some(Some(element)) = video.try_get_untracked() {
                let shown: &Video = element.unchecked_ref();
                if !Reflect::get(&element, &"srcObject".into())?.is_object() {
                    shown.set_source(&stream);
                    let _ = JsFuture::from(shown.play()?).await;
                }
                text = read(&canvas, &context, &element).unwrap_or_default();
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
    spawn_local(async move {
        there.try_set(has_camera().await);
    });
    live_view(move || {
        there.get().then(|| {
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
    })
}
