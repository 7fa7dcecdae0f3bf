//! The addresses of the application, the same list as the router in the browser.

use motcua_shared::i18n::Lang;
use motcua_shared::i18n::t::{
    admin, counter, delivery, gallery, link, look_up, my_data, shell as say, template,
};

/// A page by its address. What only signed-in people see has no content here, just its frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Home.
    Home,
    /// Search in the catalogue.
    Procedures,
    /// One procedure, by its slug.
    Procedure(String),
    /// Where a dossier is, by its code.
    LookUp,
    /// Signing in.
    SignIn,
    /// Own dossiers and drafts.
    Dossiers,
    /// One own dossier.
    Dossier,
    /// An e-form.
    Draft,
    /// The answers before filing.
    Review,
    /// What is held about the person.
    MyData,
    /// Notices.
    Notices,
    /// How one gets notices outside the portal.
    NoticeSettings,
    /// Where administrators begin.
    Administration,
    /// The procedures that are filed online, for administrators.
    OnlineProcedures,
    /// One of them with its flow.
    ProcedureFlow,
    /// The calendars.
    Calendar,
    /// Which agencies take each other's verified data.
    VaultLinks,
    /// What could not be sent outside the portal.
    Deliveries,
    /// The words of notices, for administrators.
    Templates,
    /// The officers' queue.
    Queue,
    /// One dossier in the officers' workspace.
    StaffDossier,
    /// The register of the officers' agency.
    Register,
    /// Receiving at the counter.
    Counter,
    /// Requests to correct what the agency has verified.
    Corrections,
    /// The leader's board.
    Board,
    /// A run over many dossiers.
    BulkRun,
    /// Accessibility statement.
    Accessibility,
    /// Text tree of all pages.
    SiteMap,
    /// Help.
    Help,
    /// Every type of question, to try; nothing for search engines.
    Gallery,
    /// No such address.
    NotFound,
}

impl Page {
    /// The page at a path.
    #[must_use]
    pub fn at(path: &str) -> Self {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            [""] => Self::Home,
            ["thu-tuc"] => Self::Procedures,
            ["thu-tuc", slug] => Self::Procedure((*slug).to_owned()),
            ["tra-cuu"] => Self::LookUp,
            ["dang-nhap"] => Self::SignIn,
            ["ho-so"] => Self::Dossiers,
            ["ho-so", _] => Self::Dossier,
            ["to-khai", _] => Self::Draft,
            ["to-khai", _, "xem-lai"] => Self::Review,
            ["to-khai", _, _] => Self::Draft,
            ["du-lieu-cua-toi"] => Self::MyData,
            ["thong-bao"] => Self::Notices,
            ["thong-bao", "cach-nhan"] => Self::NoticeSettings,
            ["quan-tri"] => Self::Administration,
            ["quan-tri", "thu-tuc"] => Self::OnlineProcedures,
            ["quan-tri", "thu-tuc", _] => Self::ProcedureFlow,
            ["quan-tri", "lich"] => Self::Calendar,
            ["quan-tri", "ket-noi"] => Self::VaultLinks,
            ["quan-tri", "thong-bao"] => Self::Deliveries,
            ["quan-tri", "thong-bao", "mau"] => Self::Templates,
            ["can-bo"] => Self::Queue,
            ["can-bo", "so-theo-doi"] => Self::Register,
            ["can-bo", "tiep-nhan"] | ["can-bo", "tiep-nhan", _] => Self::Counter,
            ["can-bo", "ho-so", _] => Self::StaffDossier,
            ["can-bo", "dinh-chinh"] => Self::Corrections,
            ["can-bo", "dieu-hanh"] => Self::Board,
            ["can-bo", "hang-loat", _] => Self::BulkRun,
            ["tro-nang"] => Self::Accessibility,
            ["so-do-cong"] => Self::SiteMap,
            ["huong-dan"] => Self::Help,
            ["gallery"] | ["gallery", _] => Self::Gallery,
            _ => Self::NotFound,
        }
    }

    /// The area of the application that shows it, as `frontend/src/lazy.rs` divides them; `None` when the main part does.
    #[must_use]
    pub const fn area(&self) -> Option<&'static str> {
        match self {
            Self::Home | Self::SignIn | Self::NotFound => None,
            Self::Procedures
            | Self::Procedure(_)
            | Self::LookUp
            | Self::Accessibility
            | Self::SiteMap
            | Self::Help => Some("public"),
            Self::Dossiers
            | Self::Dossier
            | Self::MyData
            | Self::Notices
            | Self::NoticeSettings => Some("citizen"),
            Self::Draft | Self::Review => Some("form"),
            Self::Queue
            | Self::StaffDossier
            | Self::Register
            | Self::Counter
            | Self::Corrections
            | Self::Board
            | Self::BulkRun
            | Self::Administration
            | Self::OnlineProcedures
            | Self::ProcedureFlow
            | Self::Calendar
            | Self::VaultLinks
            | Self::Deliveries
            | Self::Templates => Some("staff"),
            Self::Gallery => Some("gallery"),
        }
    }

    /// The draft that a page of a form shows, by its id in the address.
    #[must_use]
    pub fn draft<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self {
            Self::Draft | Self::Review => path.split('/').nth(2),
            _ => None,
        }
    }

    /// Whether search engines may keep it.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(
            self,
            Self::Home
                | Self::Procedures
                | Self::Procedure(_)
                | Self::LookUp
                | Self::Accessibility
                | Self::SiteMap
                | Self::Help
                | Self::SignIn
        )
    }

    /// Title and description of a page whose text does not depend on data.
    #[must_use]
    pub fn words(&self, lang: Lang) -> (&'static str, &'static str) {
        match self {
            Self::Home => (say::home_title(lang), say::home_description(lang)),
            Self::Procedures | Self::Procedure(_) => (
                say::procedures_title(lang),
                say::procedures_description(lang),
            ),
            Self::LookUp => (look_up::title(lang), look_up::description(lang)),
            Self::SignIn => (say::sign_in_title(lang), say::sign_in_description(lang)),
            Self::Dossiers => (say::dossiers_title(lang), say::dossiers_description(lang)),
            Self::Dossier => (say::dossier_title(lang), say::private_description(lang)),
            Self::Draft => (say::draft_title(lang), say::private_description(lang)),
            Self::Review => (say::review_title(lang), say::private_description(lang)),
            Self::MyData => (my_data::title(lang), say::private_description(lang)),
            Self::Notices => (say::notices_title(lang), say::private_description(lang)),
            Self::NoticeSettings => (
                delivery::settings_title(lang),
                say::private_description(lang),
            ),
            Self::Administration => (admin::title(lang), say::private_description(lang)),
            Self::OnlineProcedures | Self::ProcedureFlow => {
                (admin::procedures(lang), say::private_description(lang))
            }
            Self::Calendar => (admin::calendar(lang), say::private_description(lang)),
            Self::VaultLinks => (link::title(lang), say::private_description(lang)),
            Self::Deliveries => (delivery::report_title(lang), say::private_description(lang)),
            Self::Templates => (template::title(lang), say::private_description(lang)),
            Self::Queue => (say::staff_title(lang), say::private_description(lang)),
            Self::Counter => (counter::title(lang), say::private_description(lang)),
            Self::StaffDossier => (
                say::staff_dossier_title(lang),
                say::private_description(lang),
            ),
            Self::Register => (say::register_title(lang), say::private_description(lang)),
            Self::Corrections => (my_data::staff_title(lang), say::private_description(lang)),
            Self::Board => (say::staff_board_title(lang), say::private_description(lang)),
            Self::BulkRun => (say::staff_bulk_title(lang), say::private_description(lang)),
            Self::Accessibility => (
                say::accessibility_title(lang),
                say::accessibility_description(lang),
            ),
            Self::SiteMap => (say::sitemap_title(lang), say::sitemap_description(lang)),
            Self::Help => (say::help_title(lang), say::help_description(lang)),
            Self::Gallery => (gallery::title(lang), gallery::description(lang)),
            Self::NotFound => (say::not_found_title(lang), say::not_found_description(lang)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_the_application_goes() {
        for (path, page) in [
            ("/", Page::Home),
            ("/thu-tuc", Page::Procedures),
            ("/thu-tuc/", Page::Procedures),
            (
                "/thu-tuc/dang-ky-khai-sinh",
                Page::Procedure("dang-ky-khai-sinh".into()),
            ),
            ("/thu-tuc/a/b", Page::NotFound),
            ("/tra-cuu", Page::LookUp),
            ("/ho-so/018f", Page::Dossier),
            ("/to-khai/018f", Page::Draft),
            ("/to-khai/018f/xem-lai", Page::Review),
            ("/to-khai/018f/nguoi-yeu-cau", Page::Draft),
            ("/can-bo", Page::Queue),
            ("/can-bo/ho-so/018f", Page::StaffDossier),
            ("/can-bo/so-theo-doi", Page::Register),
            ("/can-bo/tiep-nhan", Page::Counter),
            ("/can-bo/tiep-nhan/018f", Page::Counter),
            ("/can-bo/dinh-chinh", Page::Corrections),
            ("/can-bo/dieu-hanh", Page::Board),
            ("/du-lieu-cua-toi", Page::MyData),
            ("/can-bo/hang-loat/018f", Page::BulkRun),
            ("/quan-tri", Page::Administration),
            ("/quan-tri/thu-tuc/dang-ky-khai-sinh", Page::ProcedureFlow),
            ("/quan-tri/lich", Page::Calendar),
            ("/quan-tri/ket-noi", Page::VaultLinks),
            ("/gallery", Page::Gallery),
            ("/gallery/form-60", Page::Gallery),
            ("/can-bo/x", Page::NotFound),
            ("/thu_tuc", Page::NotFound),
            ("//", Page::Home),
        ] {
            assert_eq!(Page::at(path), page, "{path}");
        }
    }
}
