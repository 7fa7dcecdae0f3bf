//! The counter: who stands there, the form filled with them, what they bring, and the receipt. For one-stop clerks.

use serde::{Deserialize, Serialize};

use super::attachment::AttachmentView;
use super::draft::ReceivingAgency;
use crate::catalogue::Component;
use crate::dossier::{Command, Intake, PaperCount, PostalItem};
use crate::form::{Fault, Issue};
use crate::i18n::Bilingual;
use crate::identity::card::Gender;
use crate::identity::{CitizenId, is_person_name, parse_phone};
use crate::text::clean;
use crate::time::{Date, Timestamp, parse_iso_date};

/// Looking for a person. Each search is written down, and that person can see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum PersonSearch {
    /// The text of the code on the identity card.
    Card {
        /// As the scanner typed it.
        text: String,
    },
    /// The personal identification number.
    CitizenId {
        /// Twelve digits.
        number: String,
    },
    /// The phone number of the account.
    Phone {
        /// As people write it.
        number: String,
    },
    /// Name and date of birth, both: nobody leafs through people by name.
    Name {
        /// Full name; tones may be left out.
        name: String,
        /// Date of birth, ISO.
        born: String,
    },
}

/// A person as far as a clerk needs it to know whom it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonFound {
    /// Account id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Personal identification number, first and last digits; empty when it is not known.
    pub citizen_id: String,
    /// Date of birth, ISO; empty when it is not known.
    pub born: String,
    /// Phone number, last digits; empty when there is none.
    pub phone: String,
    /// Signs in with a password; otherwise the account waits to be claimed.
    pub signs_in: bool,
}

/// A person who is not known yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// Personal identification number.
    pub citizen_id: String,
    /// Full name.
    pub name: String,
    /// Date of birth, ISO.
    pub born: String,
    /// `male` or `female`.
    pub gender: String,
    /// Phone number; may be empty.
    #[serde(default)]
    pub phone: String,
}

/// A new person whose parts are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPerson {
    /// Personal identification number.
    pub citizen_id: CitizenId,
    /// Full name.
    pub name: String,
    /// Date of birth.
    pub born: Date,
    /// Gender.
    pub gender: Gender,
    /// Phone number in E.164, if there is one.
    pub phone: Option<String>,
}

impl NewPerson {
    /// Reads every part.
    ///
    /// # Errors
    /// Every fault, each at the name of its part.
    pub fn check(&self, today: Date) -> Result<CheckedPerson, Vec<Issue>> {
        let mut issues = Vec::new();
        let mut fault = |part: &str, fault: Fault| issues.push(Issue::error(part, fault));
        let citizen_id = CitizenId::parse(&self.citizen_id, today)
            .map_err(|found| fault("citizen_id", found.into()))
            .ok();
        let name = clean(&self.name);
        if !is_person_name(&name) {
            fault("name", Fault::NotName);
        }
        let born = parse_iso_date(&self.born).filter(|born| *born <= today);
        if born.is_none() {
            fault("born", Fault::NoSuchDate);
        }
        let gender = Gender::from_key(&self.gender);
        if gender.is_none() {
            fault("gender", Fault::NotAChoice);
        }
        let phone = parse_phone(&self.phone);
        if phone.is_none() && !self.phone.trim().is_empty() {
            fault("phone", Fault::NotPhone);
        }
        match (citizen_id, born, gender) {
            (Some(citizen_id), Some(born), Some(gender)) if issues.is_empty() => {
                Ok(CheckedPerson {
                    citizen_id,
                    name,
                    born,
                    gender,
                    phone,
                })
            }
            _ => Err(issues),
        }
    }
}

/// A procedure that this counter receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CounterProcedure {
    /// Slug.
    pub slug: String,
    /// Code.
    pub code: String,
    /// Legal name.
    pub name: Bilingual,
}

/// Start a form with a person at the counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCounterDraft {
    /// Account id of the person.
    pub person: String,
    /// Slug of the procedure.
    pub procedure: String,
}

/// What lies on the counter: a form being filled with somebody, and what they brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CounterDraft {
    /// Id of the draft.
    pub id: String,
    /// Whose it is.
    pub person: PersonFound,
    /// Slug of the procedure.
    pub procedure: String,
    /// Legal name of the procedure.
    pub procedure_name: Bilingual,
    /// Version of the answers.
    pub version: i64,
    /// Last saved.
    pub updated_at: Timestamp,
    /// Whether the form could be filed as it is.
    pub form_ready: bool,
    /// Whether its result may be given at once (T23).
    #[serde(default)]
    pub immediate: bool,
    /// The components of the dossier.
    pub components: Vec<Component>,
    /// Files: of the form's slots, and scans ([`scan_field`]).
    pub files: Vec<AttachmentView>,
    /// Agencies that can handle it.
    pub agencies: Vec<ReceivingAgency>,
    /// Code of the competent one as the answers say; empty when they do not say it.
    pub competent: String,
    /// Code of the agency of this counter.
    pub here: String,
}

/// A form on the counter, in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CounterDraftSummary {
    /// Id of the draft.
    pub id: String,
    /// Name of the person.
    pub person: String,
    /// Legal name of the procedure.
    pub procedure_name: Bilingual,
    /// Last saved.
    pub updated_at: Timestamp,
}

/// Beginning of the name of a slot for scans: no key of a form has this sign.
pub const SCAN: &str = "@";

/// The slot for scans of a component, in an upload for a form on the counter.
#[must_use]
pub fn scan_field(component: &str) -> String {
    format!("{SCAN}{component}")
}

/// The component of a slot for scans.
#[must_use]
pub fn scanned_component(field: &str) -> Option<&str> {
    field.strip_prefix(SCAN)
}

/// Receiving.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reception {
    /// The version of the answers that was looked at.
    pub version: i64,
    /// How it came in: `direct` or `post`.
    pub intake: Intake,
    /// The letter, when it came by post.
    #[serde(default)]
    pub letter: Option<PostalItem>,
    /// Only paper: the form was filled by hand, its scan is there, the answers on the screen do not count.
    #[serde(default)]
    pub paper_only: bool,
    /// What was counted.
    #[serde(default)]
    pub papers: Vec<PaperCount>,
    /// Code of the competent agency; empty: the one that the answers name, else this one.
    #[serde(default)]
    pub agency: String,
    /// What the clerk decides when it is not simply accepted: to ask for what is missing (T04), to refuse it (T06), or to give
    /// the result at once (T23).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Command>,
}

impl Reception {
    /// Whether the decision is one that can be made about what has only just come in.
    #[must_use]
    pub const fn decides_on_arrival(&self) -> bool {
        matches!(
            self.decision,
            None | Some(
                Command::RequestSupplement { .. }
                    | Command::Refuse { .. }
                    | Command::ResolveAtOnce { .. }
            )
        )
    }
}

/// How a dossier came in, and who takes part in it beside its agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CameIn {
    /// Way of filing.
    pub intake: Intake,
    /// The letter, when it came by post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<PostalItem>,
    /// An officer filled the form with the applicant (R-OSS-15).
    #[serde(default)]
    pub assisted: bool,
    /// Name of that officer; for officers only.
    #[serde(default)]
    pub assisted_by: String,
    /// The form came on paper; there are no answers.
    #[serde(default)]
    pub paper_only: bool,
    /// Papers counted at the counter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<PaperCount>,
    /// Agency that received it, when another one is competent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Bilingual>,
    /// The competent agency, when another one received it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competent: Option<Bilingual>,
}

/// What a scanner typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScannedText {
    /// The text.
    pub text: String,
}

/// A dossier that a code names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DossierFound {
    /// Id.
    pub id: String,
    /// Code.
    pub code: String,
}

/// Papers on their way from unit to unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOver {
    /// Id.
    pub id: String,
    /// Id of the dossier.
    pub dossier: String,
    /// Its code.
    pub code: String,
    /// Unit that gave them.
    pub from: Bilingual,
    /// Unit that gets them.
    pub to: Bilingual,
    /// Which, a line each.
    pub papers: String,
    /// Name of who gave them.
    pub given_by: String,
    /// When.
    pub given_at: Timestamp,
    /// Name of who confirmed them; empty while they are on their way.
    pub taken_by: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<Timestamp>,
    /// What was missing or damaged.
    pub note: String,
}

/// Somebody's data was looked at at a counter: what that person sees of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonReading {
    /// When.
    pub at: Timestamp,
    /// Agency of the reader.
    pub agency: Bilingual,
    /// What for.
    pub purpose: ReadingPurpose,
}

/// What a clerk looks at somebody's data for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReadingPurpose {
    /// To find the person who stands there.
    Find,
    /// To fill a form with them.
    Fill,
    /// To receive their dossier.
    Receive,
    /// To decide about a correction that they asked for.
    Correct,
}

impl ReadingPurpose {
    /// All purposes.
    pub const ALL: [Self; 4] = [Self::Find, Self::Fill, Self::Receive, Self::Correct];

    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Fill => "fill",
            Self::Receive => "receive",
            Self::Correct => "correct",
        }
    }

    /// Reads [`ReadingPurpose::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::CitizenIdFault;

    fn person() -> NewPerson {
        NewPerson {
            citizen_id: "001190999901".to_owned(),
            name: " Trần  Thị Thử ".to_owned(),
            born: "1990-07-08".to_owned(),
            gender: "female".to_owned(),
            phone: String::new(),
        }
    }

    #[test]
    fn a_new_person_is_checked_part_by_part() {
        let today = crate::time::date(2026, 11, 22).unwrap();
        let checked = person().check(today).unwrap();
        assert_eq!(checked.name, "Trần Thị Thử");
        assert_eq!(checked.phone, None);
        let wrong = NewPerson {
            citizen_id: "123456789".to_owned(),
            name: "Trần 2".to_owned(),
            born: "2030-01-01".to_owned(),
            gender: "x".to_owned(),
            phone: "123".to_owned(),
        };
        let issues = wrong.check(today).unwrap_err();
        let found: Vec<&str> = issues.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(found, ["citizen_id", "name", "born", "gender", "phone"]);
        assert_eq!(issues[0].fault, CitizenIdFault::OldNineDigits.into());
    }

    #[test]
    fn scans_have_slots_of_their_own() {
        assert_eq!(scanned_component(&scan_field("D01")), Some("D01"));
        assert_eq!(scanned_component("birth_certificate_file"), None);
    }
}
