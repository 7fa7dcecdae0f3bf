//! Where a page sits, and the way back.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::{lang, t};
use crate::reactive::live;
use crate::route;

/// Home, the pages above this one, and this one.
#[component]
pub fn Breadcrumb(
    /// Address and name of the pages between home and this one.
    #[prop(optional)]
    above: Vec<(String, String)>,
    /// Name of this page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let above: Vec<_> = above
        .into_iter()
        .map(|(href, name)| view! { <li><a href=href>{name}</a></li> })
        .collect();
    view! {
        <nav class="breadcrumb" aria-label=t::shell::nav_breadcrumb(lang())>
            <ol role="list">
                <li><a href=route::HOME>{t::shell::nav_home(lang())}</a></li>
                {above}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}

/// A link one step back.
#[component]
pub fn BackLink(
    /// Where to.
    #[prop(into)]
    href: Signal<String>,
    /// Words that say where to.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <a class="back-link" href=live(move || href.get())><Icon name="arrow-left"/>{text}</a> }
}
