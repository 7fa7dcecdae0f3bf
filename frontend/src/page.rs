//! What every page does: its title, taking over from the server's markup, focus on its heading, and the guard.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;
use motcua_shared::access::Access;

use crate::a11y::focus_heading_after_navigation;
use crate::reactive::memo;
use crate::route;
use crate::session::use_session;
use crate::ui::skeleton::Skeleton;

/// Title and heading of a page whose content is there. Puts the focus on the heading after a navigation.
///
/// `title` is the document title; the heading itself is written by the page as its only `<h1>`.
#[component]
pub fn PageTitle(
    /// Title without the site's name.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    Effect::new(move || {
        crate::app::take_over();
        focus_heading_after_navigation();
    });
    // The document's title is drawn once more while the page goes: its signal may be gone by then.
    view! { <Title text=move || title.try_get().unwrap_or_default()/> }
}

/// Shows `children` to those whom `access` admits; sends the others to sign in, and back afterwards.
#[component]
pub fn Guard(
    /// Who may see it.
    access: Access,
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let admitted = memo(move || session.known().then(|| access.admits(session.role())));
    move || match admitted.get() {
        None => view! { <Skeleton/> }.into_any(),
        Some(true) => children().into_any(),
        Some(false) => {
            let here = location.pathname.get_untracked() + &location.search.get_untracked();
            view! { <Redirect path=route::sign_in_then(&here)/> }.into_any()
        }
    }
}
