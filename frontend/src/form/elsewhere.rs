//! Another tab of this browser changes the same draft: says so at once, before anything can collide.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{GetDraft, Nothing, ProblemCode};
use motcua_shared::dossier::status::Tone;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::MessageEvent;

use super::autosave::SaveState;
use super::device::{self, DeviceCopy};
use super::model::FormModel;
use crate::a11y::announce;
use crate::api;
use crate::i18n::{lang, t};
use crate::json;
use crate::reactive::{handler, memo};
use crate::route;
use crate::ui::Banner;

const CHANNEL: &str = "motcua-drafts";
/// Id of the heading of the warning about a draft that is no longer there.
pub const GONE: &str = "gone-title";

/// What a tab has written on the device; no answers.
#[derive(Serialize, Deserialize)]
struct Written {
    draft: String,
    tab: String,
    version: i64,
    saved: bool,
}

impl FormModel {
    /// Listens to what other tabs write on this device. Once per draft.
    pub(super) fn watch_other_tabs(self) {
        let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) else {
            return;
        };
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let written: Option<Written> = message
                .data()
                .as_string()
                .and_then(|text| json::read(&text));
            // What that tab saved as the version known here is nothing new.
            let foreign = written.is_some_and(|written| {
                written.draft == self.id
                    && written.tab != device::this_tab()
                    && !(written.saved && written.version == self.saver.version())
            });
            if foreign && !self.elsewhere.get_untracked() {
                self.elsewhere.set(true);
                announce(t::fill::elsewhere_title(lang()));
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        // A draft that was opened lives as long as the tab.
        hear.forget();
        std::mem::forget(channel);
    }

    /// Tells the other tabs what this one has just written on the device.
    pub(super) fn tell_other_tabs(self, copy: &DeviceCopy) {
        let written = Written {
            draft: self.id.clone(),
            tab: copy.tab.clone(),
            version: copy.version,
            saved: copy.saved,
        };
        if let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) {
            let _ = channel.post_message(&json::write(&written).into());
            channel.close();
        }
    }

    /// Fetches what the server has now and joins it with what is here.
    pub fn fetch_and_join(self) {
        spawn_local(async move {
            match api::call::<GetDraft>(&[&self.id], &Nothing {}).await {
                Ok(theirs) if self.saver.is_dirty() => self.reconcile(theirs),
                Ok(theirs) => {
                    self.take(theirs);
                    self.settle();
                    self.elsewhere.set(false);
                }
                Err(problem)
                    if matches!(
                        problem.code,
                        ProblemCode::NotFound | ProblemCode::AlreadyFiled
                    ) =>
                {
                    self.saver.state.set(SaveState::Gone)
                }
                Err(problem) => announce(problem.detail),
            }
        });
    }
}

/// Warns about another tab, or about a draft that is no longer there.
#[component]
pub fn ElsewhereBanner(
    /// The draft.
    model: FormModel,
) -> impl IntoView {
    let gone = memo(move || model.saver.state.get() == SaveState::Gone);
    move || {
        if gone.get() {
            return Some(
                view! {
                    <Banner tone=Tone::Attention id=GONE title=t::fill::gone_title(lang())>
                        <p>{t::fill::gone(lang())}</p>
                        <p><a href=route::DOSSIERS>{t::fill::gone_link(lang())}</a></p>
                    </Banner>
                }
                .into_any(),
            );
        }
        model.elsewhere.get().then(|| {
            view! {
                <Banner tone=Tone::Attention id="elsewhere-title" title=t::fill::elsewhere_title(lang())>
                    <p>{t::fill::elsewhere(lang())}</p>
                    <div class="button-row">
                        <button class="button button--secondary button--small" type="button" on:click=handler(move |_: web_sys::MouseEvent| model.fetch_and_join())>{t::fill::elsewhere_load(lang())}</button>
                    </div>
                </Banner>
            }
            .into_any()
        })
    }
}
