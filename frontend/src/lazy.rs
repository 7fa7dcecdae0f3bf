//! Pages that are chunks of their own: the first visit downloads the frame, the home page and the page asked for, not
//! the whole portal. Nothing in here may be called from elsewhere, or it would move into the main chunk.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use motcua_shared::access::Access;

use crate::area::citizen::dossier::DossierPage;
use crate::area::citizen::dossiers::DossiersPage;
use crate::area::citizen::notices::NoticesPage;
use crate::area::public::accessibility::AccessibilityPage;
use crate::area::public::help::HelpPage;
use crate::area::public::procedure::ProcedurePage;
use crate::area::public::procedures::ProceduresPage;
use crate::area::public::site_map::SiteMapPage;
use crate::form::page::{FormPage, FormStartPage};
use crate::form::review::ReviewPage;
use crate::page::Guard;

/// A route whose page is a chunk. Signals are made in the page: those made in `data` do not update the view.
macro_rules! chunk {
    ($(#[$doc:meta])* $name:ident, $view:expr) => {
        $(#[$doc])*
        pub struct $name;

        #[lazy_route]
        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                $view.into_any()
            }
        }
    };
}

chunk!(
    /// The catalogue.
    Procedures,
    view! { <ProceduresPage/> }
);
chunk!(
    /// One procedure.
    Procedure,
    view! { <ProcedurePage/> }
);
chunk!(
    /// Accessibility statement.
    Accessibility,
    view! { <AccessibilityPage/> }
);
chunk!(
    /// Help.
    Help,
    view! { <HelpPage/> }
);
chunk!(
    /// Text tree of the site.
    SiteMap,
    view! { <SiteMapPage/> }
);
chunk!(
    /// Own dossiers and drafts.
    Dossiers,
    view! { <Guard access=Access::Citizen><DossiersPage/></Guard> }
);
chunk!(
    /// One own dossier.
    Dossier,
    view! { <Guard access=Access::Citizen><DossierPage/></Guard> }
);
chunk!(
    /// Notices.
    Notices,
    view! { <Guard access=Access::SignedIn><NoticesPage/></Guard> }
);
chunk!(
    /// Overview of a draft.
    FormStart,
    view! { <Guard access=Access::Citizen><FormStartPage/></Guard> }
);
chunk!(
    /// One page of a draft.
    FormGroup,
    view! { <Guard access=Access::Citizen><FormPage/></Guard> }
);
chunk!(
    /// Check answers before filing.
    FormReview,
    view! { <Guard access=Access::Citizen><ReviewPage/></Guard> }
);
