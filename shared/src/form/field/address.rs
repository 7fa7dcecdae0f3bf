//! An address on the two-level tree of July 2025: province → commune → detail.

use serde::{Deserialize, Serialize};

use super::Check;
use crate::form::answers::{Address, Answer};
use crate::form::directory::{Directory, Known};
use crate::form::issue::{Fault, Issue};
use crate::text;

/// An address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddressField {
    /// House, street or hamlet must be given.
    #[serde(default)]
    pub detail_required: bool,
    /// An address of an old paper, with its district, may be kept beside the unit of today.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub old_allowed: bool,
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
        if self.old_allowed {
            self.check_old(typed, &mut address, path, &mut issues);
        } else {
            address.old_text.clear();
            address.old_date.clear();
        }
        match directory.province(&typed.province) {
            Known::Name(name) => address.province_name = name,
            Known::NotLoaded if !typed.province.is_empty() => {}
            _ => issues.push(Issue::error(
                format!("{path}.province"),
                Fault::ProvinceMissing,
            )),
        }
        // Of an old address the commune of today may be unknown: the province then is enough.
        let may_miss = typed.commune.is_empty() && !address.old_text.is_empty();
        match directory.commune(&typed.province, &typed.commune) {
            Known::Name(name) => address.commune_name = name,
            Known::NotLoaded if !typed.commune.is_empty() => {}
            _ if may_miss => address.commune_name.clear(),
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

    /// The address as the old paper says it, and its day: before the districts were abolished on 2025-07-01.
    fn check_old(
        &self,
        typed: &Address,
        address: &mut Address,
        path: &str,
        issues: &mut Vec<Issue>,
    ) {
        address.old_text = text::clean(&typed.old_text);
        if address.old_text.is_empty() {
            address.old_date.clear();
            return;
        }
        if address.old_text.chars().count() > 300 {
            issues.push(Issue::error(
                format!("{path}.old_text"),
                Fault::TooLong { max: 300 },
            ));
        }
        if typed.old_date.is_empty() {
            return;
        }
        match crate::time::parse_iso_date(&typed.old_date) {
            None => issues.push(Issue::error(format!("{path}.old_date"), Fault::NoSuchDate)),
            Some(date) if (date.year(), u8::from(date.month())) >= (2025, 7) => {
                let latest = "30/06/2025".to_owned();
                issues.push(Issue::error(
                    format!("{path}.old_date"),
                    Fault::DateTooLate { latest },
                ));
            }
            Some(date) => address.old_date = crate::time::iso_date(date),
        }
    }
}
