//! Who acts: roles and the actor that every protected endpoint names in its signature (design §4, invariant 11).

use serde::{Deserialize, Serialize};

/// Role of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Files dossiers.
    Citizen,
    /// One-stop clerk (cán bộ Bộ phận Một cửa).
    Clerk,
    /// Specialist (chuyên viên).
    Specialist,
    /// Leader (lãnh đạo).
    Leader,
    /// Administrator; sees no dossier content.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [
        Self::Citizen,
        Self::Clerk,
        Self::Specialist,
        Self::Leader,
        Self::Administrator,
    ];

    /// The name in the database and in `user add`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Clerk => "clerk",
            Self::Specialist => "specialist",
            Self::Leader => "leader",
            Self::Administrator => "administrator",
        }
    }

    /// Reads [`Role::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }

    /// Whether the role works on dossiers inside an agency.
    #[must_use]
    pub const fn is_officer(self) -> bool {
        matches!(self, Self::Clerk | Self::Specialist | Self::Leader)
    }
}

/// The signed-in account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// Account id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Agency code, for officers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Unit id, for officers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Who may call an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everybody, signed in or not.
    Public,
    /// Any signed-in account.
    SignedIn,
    /// Citizens, on their own objects.
    Citizen,
    /// Who fills a form: citizens their own, clerks one that they fill with an applicant at the counter.
    Filler,
    /// Officers, on dossiers of their agency.
    Officer,
    /// Administrators; no dossier content.
    Administrator,
}

impl Access {
    /// Whether an actor passes the door. Whose object it is, the service decides.
    #[must_use]
    pub const fn admits(self, role: Option<Role>) -> bool {
        match (self, role) {
            (Self::Public, _) | (Self::SignedIn, Some(_)) => true,
            (Self::Citizen, Some(role)) => matches!(role, Role::Citizen),
            (Self::Filler, Some(role)) => matches!(role, Role::Citizen | Role::Clerk),
            (Self::Officer, Some(role)) => role.is_officer(),
            (Self::Administrator, Some(role)) => matches!(role, Role::Administrator),
            (_, None) => false,
        }
    }
}
