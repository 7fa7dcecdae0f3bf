//! Signing in and out.

use serde::{Deserialize, Serialize};

use crate::access::Actor;

/// User name and password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// User name.
    pub username: String,
    /// Password.
    pub password: String,
}

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// The account; `None` when signed out.
    pub account: Option<Actor>,
    /// Name of the officer's agency in Vietnamese.
    #[serde(default)]
    pub agency_name: String,
    /// Name of the officer's unit.
    #[serde(default)]
    pub unit_name: String,
    /// Unread notices.
    #[serde(default)]
    pub unread: u64,
    /// Cursor of the event stream at this moment: open the stream with `?after=` this.
    #[serde(default)]
    pub cursor: i64,
    /// Demo accounts, only in a demonstration installation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demo: Vec<DemoAccount>,
}

/// An account of the demonstration, shown on the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DemoAccount {
    /// User name.
    pub username: String,
    /// The password, the same for all demo accounts.
    pub password: String,
    /// Who it is.
    pub account: Actor,
    /// What to try with it.
    pub note: String,
}
