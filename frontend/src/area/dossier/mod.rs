//! What the citizen's page and the officers' workspace show of a dossier in the same way: answers, due date, files,
//! history. Nothing here acts on a dossier.

pub mod answers;
pub mod conversation;
pub mod deadline;
pub mod files;
pub mod form;
pub mod history;
pub mod message_files;
pub mod sent;
pub mod why;

use motcua_shared::access::Role;

use crate::i18n::{lang, t};

/// Name of a role for people.
#[must_use]
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Clerk => t::dossier_page::role_clerk(lang()),
        Role::Specialist => t::dossier_page::role_specialist(lang()),
        Role::Leader => t::dossier_page::role_leader(lang()),
        Role::Citizen | Role::Administrator => t::dossier_page::role_other(lang()),
    }
}
