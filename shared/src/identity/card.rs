//! The text of the QR code on a personal identity card: seven parts between vertical bars (R-VAL-09). A scanner types it, a
//! camera reads it. Reading is total: every text gives a card or the first fault. Whether the person exists, it cannot say.

use time::Date;

use super::{CitizenId, CitizenIdFault, is_person_name};
use crate::i18n::{Lang, t::counter as say};
use crate::text::{clean, fold};

/// More characters than any card has.
const LONGEST: usize = 2_000;

/// Gender as the card writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

impl Gender {
    /// The canonical code of `person.gender`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
        }
    }

    /// Reads [`Gender::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Male, Self::Female]
            .into_iter()
            .find(|gender| gender.key() == key)
    }
}

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitizenCard {
    /// Personal identification number.
    pub id: CitizenId,
    /// Number of the old identity card, nine digits; empty when there was none.
    pub old_id: String,
    /// Full name.
    pub name: String,
    /// Date of birth.
    pub born: Date,
    /// Gender.
    pub gender: Gender,
    /// Place of residence in one line.
    pub address: String,
    /// Date of issue.
    pub issued: Date,
}

/// Why a text is no card: the first part that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardFault {
    /// Not seven parts.
    NotACard,
    /// The personal identification number.
    Id(CitizenIdFault),
    /// The old number has not nine digits.
    OldId,
    /// The name.
    Name,
    /// The date of birth: no day of the calendar, or after today.
    Born,
    /// The gender is neither Nam nor Nữ.
    Gender,
    /// The date of issue: no day of the calendar, after today, or before birth.
    Issued,
}

impl CardFault {
    /// What the clerk reads, and what to do.
    #[must_use]
    pub fn message(self, lang: Lang) -> &'static str {
        match self {
            Self::NotACard => say::card_not_a_card(lang),
            Self::Id(CitizenIdFault::OldNineDigits) => say::card_old_number(lang),
            Self::Id(_) => say::card_number(lang),
            Self::OldId => say::card_old_part(lang),
            Self::Name => say::card_name(lang),
            Self::Born => say::card_born(lang),
            Self::Gender => say::card_gender(lang),
            Self::Issued => say::card_issued(lang),
        }
    }
}

/// What does not agree inside a card (R-VAL-02): said, never a reason to refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardDoubt {
    /// The number says another gender.
    Gender,
    /// The number says another year of birth.
    BirthYear,
}

impl CitizenCard {
    /// Reads the text of the code. Parts after the seventh, which newer cards have, are left alone.
    ///
    /// # Errors
    /// The first part that cannot be read.
    pub fn parse(text: &str, today: Date) -> Result<Self, CardFault> {
        if text.len() > LONGEST {
            return Err(CardFault::NotACard);
        }
        let mut parts = text.trim().split('|').map(clean);
        let mut next = || parts.next().ok_or(CardFault::NotACard);
        let (id, old_id, name) = (next()?, next()?, next()?);
        let (born, gender, address, issued) = (next()?, next()?, next()?, next()?);
        let id = CitizenId::parse(&id, today).map_err(CardFault::Id)?;
        let old_fits = old_id.len() == 9 && old_id.bytes().all(|byte| byte.is_ascii_digit());
        if !old_id.is_empty() && !old_fits {
            return Err(CardFault::OldId);
        }
        if !is_person_name(&name) {
            return Err(CardFault::Name);
        }
        let born = day(&born)
            .filter(|born| *born <= today)
            .ok_or(CardFault::Born)?;
        let gender = match fold(&gender).as_str() {
            "nam" => Gender::Male,
            "nu" => Gender::Female,
            _ => return Err(CardFault::Gender),
        };
        let issued = day(&issued)
            .filter(|issued| *issued <= today && *issued >= born)
            .ok_or(CardFault::Issued)?;
        Ok(Self {
            id,
            old_id,
            name,
            born,
            gender,
            address,
            issued,
        })
    }

    /// What does not agree with the number.
    #[must_use]
    pub fn doubts(&self) -> Vec<CardDoubt> {
        let mut doubts = Vec::new();
        if self.id.is_male() != (self.gender == Gender::Male) {
            doubts.push(CardDoubt::Gender);
        }
        if self.id.birth_year() != self.born.year() {
            doubts.push(CardDoubt::BirthYear);
        }
        doubts
    }
}

/// A day written `ddMMyyyy`.
fn day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |from, to| text.get(from..to)?.parse::<u16>().ok();
    let (day, month, year) = (number(0, 2)?, number(2, 4)?, number(4, 8)?);
    crate::time::date(
        i32::from(year),
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}
