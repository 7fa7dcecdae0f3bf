//! Data from the server on a page: loading, there, or a problem with a way to try again.
//!
//! The view is built once and reads the value through a signal, so that a live update changes texts in place and never
//! takes the focus away or closes what is open.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use motcua_shared::api::Problem;
use send_wrapper::SendWrapper;

use crate::reactive::{derived, live_view, memo};
use crate::ui::problem::ProblemPanel;
use crate::ui::skeleton::Skeleton;

/// A value that is fetched, and fetched again when the signals read by its fetch function change.
pub struct Remote<T: 'static> {
    value: RwSignal<Option<T>>,
    problem: RwSignal<Option<Problem>>,
    again: RwSignal<u32>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Remote<T> {}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// Fetches now and whenever a signal changes that `fetch` reads before its first await.
    pub fn new<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Problem>> + 'static,
    {
        let remote = Self {
            value: RwSignal::new(None),
            problem: RwSignal::new(None),
            again: RwSignal::new(0),
        };
        let round = StoredValue::new(0_u32);
        Effect::new(move || {
            remote.again.track();
            let future = fetch();
            round.update_value(|round| *round += 1);
            let mine = round.get_value();
            spawn_local_scoped_with_cancellation(async move {
                let outcome = future.await;
                // A slower, older answer must not overwrite a newer one; the page may be gone.
                if round.try_get_value() != Some(mine) {
                    return;
                }
                match outcome {
                    Ok(value) => {
                        remote.problem.try_set(None);
                        remote.value.try_set(Some(value));
                    }
                    Err(problem) => {
                        remote.problem.try_set(Some(problem));
                    }
                }
            });
        });
        remote
    }

    /// Fetches again.
    pub fn reload(self) {
        self.again.update(|count| *count += 1);
    }

    /// Puts a value that an action answered with in place of the fetched one.
    pub fn set(self, value: T) {
        self.problem.set(None);
        self.value.set(Some(value));
    }

    /// The value, tracked; `None` while it is first loading or when that failed.
    pub fn get(self) -> Option<T> {
        self.value.get()
    }

    /// Builds `content` once when the value is first there. A problem on first load takes its place, with a button to
    /// try again; a problem on reload leaves the old content.
    pub fn view(self, content: impl Fn(Signal<T>) -> AnyView + 'static) -> AnyView {
        let content = Arc::new(SendWrapper::new(content));
        let loaded = memo(move || self.value.with(Option::is_some));
        live_view(move || {
            if loaded.get() {
                let first = self.value.get_untracked();
                let kept = StoredValue::new(first);
                let value = derived(move || {
                    let now = self.value.get();
                    if now.is_some() {
                        kept.set_value(now);
                    }
                    kept.get_value()
                });
                // Set just above and never taken away.
                return value.get_untracked().map(|initial| {
                    let signal = derived(move || value.get().unwrap_or_else(|| initial.clone()));
                    content(signal)
                });
            }
            Some(match self.problem.get() {
                Some(problem) => {
                    view! { <ProblemPanel problem again=Callback::new(move |()| self.reload())/> }
                        .into_any()
                }
                None => view! { <Skeleton/> }.into_any(),
            })
        })
        .into_any()
    }
}
