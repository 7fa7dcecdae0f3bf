//! Grey shapes where content will come, and after a second the words for screen readers.

use std::time::Duration;

use leptos::prelude::*;

use crate::a11y::announce;
use crate::i18n::{lang, t};

/// A quick answer needs no announcement.
const SLOW: Duration = Duration::from_secs(1);

/// Shown while a page or a part of it loads.
#[component]
pub fn Skeleton() -> impl IntoView {
    if let Ok(timer) = set_timeout_with_handle(|| announce(t::portal::loading(lang())), SLOW) {
        on_cleanup(move || timer.clear());
    }
    view! {
        <div class="page" aria-busy="true">
            <div class="skeleton" aria-hidden="true">
                <span class="skeleton__line skeleton__line--title"></span>
                <span class="skeleton__line"></span>
                <span class="skeleton__line skeleton__line--short"></span>
                <span class="skeleton__block"></span>
                <span class="skeleton__block"></span>
            </div>
        </div>
    }
}
