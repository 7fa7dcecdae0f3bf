//! A personal identification number: structure checks only (R-VAL-01), comparison with birth date and gender (R-VAL-02).

use serde::{Deserialize, Serialize};
use time::Date;

use super::{Check, clean, date, fault};
use crate::form::answers::{Answer, Answers};
use crate::form::issue::{Fault, Issue, Severity};
use crate::identity::{CitizenId, CitizenIdFault};

/// A personal identification number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CitizenIdField {
    /// Key of the same person's date of birth, to compare with.
    #[serde(default)]
    pub birth_field: Option<String>,
    /// Key of the same person's gender (`male` / `female`), to compare with.
    #[serde(default)]
    pub gender_field: Option<String>,
}

pub(super) fn check(typed: &str, path: &str, today: Date) -> Check {
    match CitizenId::parse(typed, today) {
        Ok(id) => clean(Answer::Text(id.as_str().to_owned())),
        Err(CitizenIdFault::NotTwelveDigits) => fault(path, Fault::CitizenIdDigits),
        Err(CitizenIdFault::OldNineDigits) => fault(path, Fault::CitizenIdOld),
        Err(CitizenIdFault::UnknownPlace) => fault(path, Fault::CitizenIdPlace),
        Err(CitizenIdFault::BornInFuture) => fault(path, Fault::CitizenIdFuture),
    }
}

impl CitizenIdField {
    pub(super) fn compare(
        &self,
        answer: &Answer,
        siblings: &Answers,
        path: &str,
        today: Date,
    ) -> Vec<Issue> {
        let Ok(id) = CitizenId::parse(answer.text(), today) else {
            return Vec::new();
        };
        let sibling = |key: &Option<String>| key.as_ref().and_then(|key| siblings.get(key));
        let year_differs = sibling(&self.birth_field)
            .and_then(|answer| date::read(answer).ok())
            .is_some_and(|date| date.year() != id.birth_year());
        let gender_differs = match sibling(&self.gender_field).map(Answer::text) {
            Some("male") => !id.is_male(),
            Some("female") => id.is_male(),
            _ => false,
        };
        if year_differs || gender_differs {
            vec![Issue {
                path: path.to_owned(),
                severity: Severity::Warning,
                fault: Fault::CitizenIdDiffers,
            }]
        } else {
            Vec::new()
        }
    }
}
