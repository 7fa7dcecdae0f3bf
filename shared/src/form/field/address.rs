//! An address on the two-level tree of July 2025: province → commune → detail.

use serde::{Deserialize, Serialize};

use super::Check;
use crate::form::answers::{Address, Answer};
use crate::form::evaluation::{Directory, Known};
use crate::form::issue::{Fault, Issue};
use crate::text;

/// An address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressField {
    /// House, street or hamlet must be given.
    #[serde(default)]
    pub detail_required: bool,
}

impl AddressField {
    pub(super) fn check(
        &self,
        typed: &Address,
        path: &str,
        _required: bool,
        directory: &dyn Directory,
    ) -> Check {
        let mut issues = Vec::new();
        let mut address = typed.clone();
        address.detail = text::clean(&typed.detail);
        match directory.province(&typed.province) {
            Known::Name(name) => address.province_name = name,
            Known::NotLoaded if !typed.province.is_empty() => {}
            _ => issues.push(Issue::error(
                format!("{path}.province"),
                Fault::ProvinceMissing,
            )),
        }
        match directory.commune(&typed.province, &typed.commune) {
            Known::Name(name) => address.commune_name = name,
            Known::NotLoaded if !typed.commune.is_empty() => {}
            _ => issues.push(Issue::error(
                format!("{path}.commune"),
                Fault::CommuneMissing,
            )),
        }
        if self.detail_required && address.detail.is_empty() {
            issues.push(Issue::error(format!("{path}.detail"), Fault::DetailMissing));
        }
        if address.detail.chars().count() > 200 {
            issues.push(Issue::error(
                format!("{path}.detail"),
                Fault::TooLong { max: 200 },
            ));
        }
        (
            issues.is_empty().then_some(Answer::Address(address)),
            issues,
        )
    }
}
