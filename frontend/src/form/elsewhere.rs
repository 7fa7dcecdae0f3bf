//! Another tab of this browser changes the same draft: says so at once, before anything can collide.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{GetDraft, Nothing, ProblemCode};
use motcua_shared::dossier::status::Tone;

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

impl FormModel {
    /// Listens to what other tabs write on this device. Once per draft.
    pub(super) fn watch_other_tabs(self) {
        window_event_listener_untyped("storage", move |event| {
            use wasm_bindgen::JsCast;
            let Some(event) = event.dyn_ref::<web_sys::StorageEvent>() else {
                return;
            };
            if event.key().as_deref() != Some(&self.storage_key) {
                return;
            }
            let copy: Option<DeviceCopy> = event.new_value().and_then(|text| json::read(&text));
            // What that tab saved as the version known here is nothing new.
            let foreign = copy.is_some_and(|copy| {
                copy.tab != device::this_tab()
                    && !(copy.saved && copy.version == self.saver.version())
            });
            if foreign && !self.elsewhere.get_untracked() {
                self.elsewhere.set(true);
                announce(t::fill::elsewhere_title(lang()));
            }
        });
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
                Err(problem) if problem.code == ProblemCode::NotFound => {
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
                    <Banner tone=Tone::Attention id="gone-title" title=t::fill::gone_title(lang())>
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
