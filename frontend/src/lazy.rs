//! The areas that are chunks of their own: a first visit downloads the frame and the area it asks for, not the whole
//! portal. Nothing in here may be called from elsewhere, or it would move into the main chunk.
//!
//! One chunk an area, not one a page: what several chunks share becomes a chunk for each combination of them, and with
//! one a page there were 149.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use leptos_router::{LazyRoute, lazy_route};
use motcua_shared::access::Access;

use crate::area::admin::calendar::CalendarPage;
use crate::area::admin::procedure::AdminProcedure;
use crate::area::admin::procedures::AdminProcedures;
use crate::area::admin::start::AdminStart;
use crate::area::admin::vault_links::VaultLinksPage;
use crate::area::citizen::dossier::DossierPage;
use crate::area::citizen::dossiers::DossiersPage;
use crate::area::citizen::my_data::MyDataPage;
use crate::area::citizen::notice_settings::NoticeSettingsPage;
use crate::area::citizen::notices::NoticesPage;
use crate::area::public::accessibility::AccessibilityPage;
use crate::area::public::gallery::GalleryPage;
use crate::area::public::help::HelpPage;
use crate::area::public::look_up::LookUpPage;
use crate::area::public::procedure::ProcedurePage;
use crate::area::public::procedures::ProceduresPage;
use crate::area::public::site_map::SiteMapPage;
use crate::area::staff::board::Board;
use crate::area::staff::bulk::BulkRunPage;
use crate::area::staff::corrections::CorrectionsPage;
use crate::area::staff::counter::{CounterDesk, CounterPage};
use crate::area::staff::deliveries::DeliveriesPage;
use crate::area::staff::frame::Frame;
use crate::area::staff::queue::Queue;
use crate::area::staff::register::RegisterOfYear;
use crate::area::staff::templates::TemplatesPage;
use crate::area::staff::workspace::Workspace;
use crate::form::page::{FormPage, FormStartPage};
use crate::form::review::ReviewPage;
use crate::page::Guard;
use crate::route;

fn path() -> String {
    use_location().pathname.get_untracked()
}

fn has_parameter(name: &str) -> bool {
    use_params_map().with_untracked(|parameters| parameters.get(name).is_some())
}

/// Catalogue, procedure, look-up of a dossier, help, accessibility statement, site map.
pub struct Public;

#[lazy_route]
impl LazyRoute for Public {
    fn data() -> Self {
        Self
    }

    // Signals are made below here: those made in `data` do not update the view.
    fn view(_this: Self) -> AnyView {
        match path().as_str() {
            _ if has_parameter("slug") => view! { <ProcedurePage/> }.into_any(),
            route::ACCESSIBILITY => view! { <AccessibilityPage/> }.into_any(),
            route::HELP => view! { <HelpPage/> }.into_any(),
            route::LOOK_UP => view! { <LookUpPage/> }.into_any(),
            route::SITE_MAP => view! { <SiteMapPage/> }.into_any(),
            _ => view! { <ProceduresPage/> }.into_any(),
        }
    }
}

/// Every type of question in every state, and the forms that are measured.
pub struct Gallery;

#[lazy_route]
impl LazyRoute for Gallery {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <GalleryPage/> }.into_any()
    }
}

/// Own dossiers and drafts, one dossier, the data held about oneself, notices.
pub struct Citizen;

#[lazy_route]
impl LazyRoute for Citizen {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        if has_parameter("id") {
            view! { <Guard access=Access::Citizen><DossierPage/></Guard> }.into_any()
        } else if path() == route::MY_DATA {
            view! { <Guard access=Access::Citizen><MyDataPage/></Guard> }.into_any()
        } else if path() == route::NOTICE_SETTINGS {
            view! { <Guard access=Access::SignedIn><NoticeSettingsPage/></Guard> }.into_any()
        } else if path() == route::NOTICES {
            view! { <Guard access=Access::SignedIn><NoticesPage/></Guard> }.into_any()
        } else {
            view! { <Guard access=Access::Citizen><DossiersPage/></Guard> }.into_any()
        }
    }
}

/// Filling an e-form: overview, its pages, review.
pub struct Form;

#[lazy_route]
impl LazyRoute for Form {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        if has_parameter("group") {
            view! { <Guard access=Access::Filler><FormPage/></Guard> }.into_any()
        } else if path().ends_with(route::REVIEW) {
            view! { <Guard access=Access::Filler><ReviewPage/></Guard> }.into_any()
        } else {
            view! { <Guard access=Access::Filler><FormStartPage/></Guard> }.into_any()
        }
    }
}

/// The back office: queue, workspace, counter, register, runs over many dossiers, corrections, board; and the
/// administrators' pages.
pub struct Staff;

#[lazy_route]
impl LazyRoute for Staff {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        if path().starts_with(route::ADMIN) {
            let page = || {
                if has_parameter("slug") {
                    return view! { <AdminProcedure/> }.into_any();
                }
                match path().as_str() {
                    route::DELIVERIES => view! { <DeliveriesPage/> }.into_any(),
                    route::TEMPLATES => view! { <TemplatesPage/> }.into_any(),
                    route::CALENDAR => view! { <CalendarPage/> }.into_any(),
                    route::VAULT_LINKS => view! { <VaultLinksPage/> }.into_any(),
                    route::ADMIN_PROCEDURES => view! { <AdminProcedures/> }.into_any(),
                    _ => view! { <AdminStart/> }.into_any(),
                }
            };
            return view! { <Guard access=Access::Administrator>{page()}</Guard> }.into_any();
        }
        let page = || {
            if has_parameter("id") {
                view! { <Workspace/> }.into_any()
            } else if has_parameter("run") {
                view! { <BulkRunPage/> }.into_any()
            } else if has_parameter("draft") {
                view! { <CounterDesk/> }.into_any()
            } else if path() == route::COUNTER {
                view! { <CounterPage/> }.into_any()
            } else if path() == route::REGISTER {
                view! { <RegisterOfYear/> }.into_any()
            } else if path() == route::CORRECTIONS {
                view! { <CorrectionsPage/> }.into_any()
            } else if path() == route::BOARD {
                view! { <Board/> }.into_any()
            } else {
                view! { <Queue/> }.into_any()
            }
        };
        view! { <Guard access=Access::Officer><Frame>{page()}</Frame></Guard> }.into_any()
    }
}
