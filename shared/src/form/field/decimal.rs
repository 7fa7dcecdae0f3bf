//! A number with decimal places and a unit, such as an area. Typed with a comma, stored with a dot.

use serde::{Deserialize, Serialize};

use super::{Check, clean, fault};
use crate::decimal::Decimal;
use crate::form::answers::Answer;
use crate::form::issue::Fault;
use crate::i18n::Bilingual;

/// A number with decimal places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecimalField {
    /// Most decimal places, 0 to 4.
    #[serde(default = "places")]
    pub scale: u32,
    /// The unit beside the input, e.g. `m²`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Bilingual>,
    /// Smallest allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Decimal>,
    /// Largest allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Decimal>,
}

const fn places() -> u32 {
    2
}

impl DecimalField {
    pub(super) fn check(&self, typed: &str, path: &str) -> Check {
        let Some(number) = Decimal::read(typed) else {
            return fault(path, Fault::NotDecimal);
        };
        if number.places() > self.scale {
            return fault(path, Fault::TooManyPlaces { max: self.scale });
        }
        match (self.min, self.max) {
            (Some(min), _) if number < min => fault(path, Fault::BelowLimit { min }),
            (_, Some(max)) if number > max => fault(path, Fault::AboveLimit { max }),
            _ => clean(Answer::Text(number.to_string())),
        }
    }
}
