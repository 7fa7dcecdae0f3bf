//! A commune, ward or special zone by its five-digit code: of a province asked in another field, or standing alone.

use serde::{Deserialize, Serialize};

use super::{Asked, Check, reference};
use crate::form::answers::Answer;
use crate::form::directory::Known;

/// A commune.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Commune {
    /// Key of the province field beside it; without one the commune stands alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province_field: Option<String>,
}

impl Commune {
    pub(super) fn check(&self, code: &str, asked: &Asked<'_>) -> Check {
        let directory = asked.context.directory;
        let province = self
            .province_field
            .as_deref()
            .map(|key| asked.scope.answer(key));
        let known = match &province {
            None => directory.commune_anywhere(code),
            // The province is asked but not answered: its own fault says so.
            Some(None) => Known::NotLoaded,
            Some(Some(province)) => match province.as_ref() {
                Answer::Text(province) => directory.commune(province, code),
                _ => Known::NotLoaded,
            },
        };
        reference::check_digits(code, 5, asked.path, known)
    }
}
