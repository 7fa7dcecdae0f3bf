//! One stream per browser: the tab that holds the lock leads and tells the others over a broadcast channel.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise};
use leptos::prelude::*;
use motcua_shared::api::EVENTS_PATH;
use motcua_shared::event::{LiveEvent, LiveReset};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Live;
use crate::json;
use crate::session::Session;

const NAME: &str = "motcua-live";
/// The browser gives up on some failures (a proxy's error page); then we try again ourselves, in milliseconds.
const TRY_AGAIN: u32 = 3_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, callback: &Function) -> Result<Promise, JsValue>;
}

/// Follows the leader's messages, and leads as soon as the lock is free. Lives as long as the tab.
pub(super) fn lead_or_follow(live: Live, session: Session) {
    thread_local! {
        static STARTED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    }
    if STARTED.with(|started| started.replace(true)) {
        return;
    }
    let Ok(channel) = web_sys::BroadcastChannel::new(NAME) else {
        leptos::task::spawn_local(lead(live, session, None));
        return;
    };
    let hear =
        Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |message: web_sys::MessageEvent| {
            if let Some(text) = message.data().as_string() {
                hear_from(&text, live, session);
            }
        });
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    let leading = channel.clone();
    let callback = Closure::once_into_js(move || {
        wasm_bindgen_futures::future_to_promise(async move {
            lead(live, session, Some(leading)).await;
            Ok(JsValue::UNDEFINED)
        })
    });
    if request_lock(NAME, callback.unchecked_ref()).is_err() {
        // No locks here (an old browser): every tab has its own stream.
        leptos::task::spawn_local(lead(live, session, Some(channel)));
    }
}

/// Takes what the stream said, straight from it or from the leading tab: an event or a reset. The two share no member.
fn hear_from(text: &str, live: Live, session: Session) {
    if let Some(event) = json::read::<LiveEvent>(text) {
        live.take(&event, session);
    } else if let Some(reset) = json::read::<LiveReset>(text) {
        live.start_over(reset, session);
    }
}

/// Holds the stream; opens it again whenever the browser has given up. Ends when nobody is signed in.
async fn lead(live: Live, session: Session, channel: Option<web_sys::BroadcastChannel>) {
    loop {
        if session.account_untracked().is_some() {
            let url = format!("{EVENTS_PATH}?after={}", live.cursor.get_value());
            follow_source(&url, live, session, channel.as_ref()).await;
            live.connected.set(false);
        }
        TimeoutFuture::new(TRY_AGAIN).await;
    }
}

/// Reads one `EventSource` until the browser closes it.
async fn follow_source(
    url: &str,
    live: Live,
    session: Session,
    channel: Option<&web_sys::BroadcastChannel>,
) {
    let Ok(source) = web_sys::EventSource::new(url) else {
        return;
    };
    let channel = channel.cloned();
    let on_change =
        Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |message: web_sys::MessageEvent| {
            let Some(text) = message.data().as_string() else {
                return;
            };
            if let Some(channel) = &channel {
                let _ = channel.post_message(&JsValue::from_str(&text));
            }
            hear_from(&text, live, session);
        });
    for name in ["change", "reset"] {
        let _ = source.add_event_listener_with_callback(name, on_change.as_ref().unchecked_ref());
    }
    let on_open = Closure::<dyn FnMut()>::new(move || live.connected.set(true));
    source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    let watched = source.clone();
    let closed = Promise::new(&mut |resolve, _| {
        let watched = watched.clone();
        let on_error = Closure::<dyn FnMut()>::new(move || {
            live.connected.set(false);
            if watched.ready_state() == web_sys::EventSource::CLOSED {
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        on_error.forget();
    });
    let _ = JsFuture::from(closed).await;
    source.close();
    drop((on_change, on_open));
}
