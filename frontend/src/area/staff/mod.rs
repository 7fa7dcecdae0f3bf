//! The officers' area: queue and workspace, each a chunk of its own that loads when it is opened. Nothing of it may be
//! used by the citizen's pages, or it would move into the main chunk.

mod place;
mod queue;
mod workspace;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use motcua_shared::access::Access;

use crate::page::Guard;

/// The officers' queue.
pub struct QueuePage;

#[lazy_route]
impl LazyRoute for QueuePage {
    fn data() -> Self {
        Self
    }

    // Signals are made below here: those made in `data` do not update the view.
    fn view(_this: Self) -> AnyView {
        view! { <Guard access=Access::Officer><queue::Queue/></Guard> }.into_any()
    }
}

/// One dossier on an officer's desk.
pub struct WorkspacePage;

#[lazy_route]
impl LazyRoute for WorkspacePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Guard access=Access::Officer><workspace::Workspace/></Guard> }.into_any()
    }
}
