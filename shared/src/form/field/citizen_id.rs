//! A personal identification number: structure checks only (R-VAL-01), comparison with birth date and gender (R-VAL-02).

use serde::{Deserialize, Serialize};

use super::choice::gender_code;
use super::{Asked, Check, fault};
use crate::form::answers::Answer;
use crate::form::issue::{Fault, Issue, Severity};
use crate::form::value::Value;
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

impl From<CitizenIdFault> for Fault {
    fn from(found: CitizenIdFault) -> Self {
        match found {
            CitizenIdFault::NotTwelveDigits => Self::CitizenIdDigits,
            CitizenIdFault::OldNineDigits => Self::CitizenIdOld,
            CitizenIdFault::UnknownPlace => Self::CitizenIdPlace,
            CitizenIdFault::BornInFuture => Self::CitizenIdFuture,
        }
    }
}

impl CitizenIdField {
    pub(super) fn check(&self, typed: &str, asked: &Asked<'_>) -> Check {
        let path = asked.path;
        match CitizenId::parse(typed, asked.context.today) {
            Ok(id) => (
                Some(Answer::Text(id.as_str().to_owned())),
                self.compare(&id, asked),
            ),
            Err(found) => fault(path, found.into()),
        }
    }

    /// Compares the number with what is declared and visible beside it: a warning only (R-VAL-02).
    fn compare(&self, id: &CitizenId, asked: &Asked<'_>) -> Vec<Issue> {
        let value = |key: &Option<String>| asked.scope.value(key.as_ref()?);
        let year_differs = match value(&self.birth_field) {
            Some(Value::Date(days)) => days.first.year() != id.birth_year(),
            _ => false,
        };
        let gender_differs = match value(&self.gender_field) {
            Some(Value::Text(code)) if ["male", "female"].contains(&code.as_str()) => {
                code != gender_code(id.is_male())
            }
            _ => false,
        };
        if year_differs || gender_differs {
            vec![Issue {
                path: asked.path.to_owned(),
                severity: Severity::Warning,
                fault: Fault::CitizenIdDiffers,
            }]
        } else {
            Vec::new()
        }
    }
}
