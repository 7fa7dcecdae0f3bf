//! The attributes of people, households, land and businesses that facts and fields are bound to (declare once).
//!
//! A role path such as `child.father.full_name` has the attributes of `person`. An attribute that is not here is a fault
//! of a form: nothing would ever be filled in, and nothing kept.

use serde::{Deserialize, Serialize};

use super::field::Kind;

/// What a fact is, so that it is only ever put into questions that can show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words or the number of a paper.
    Text,
    /// A day.
    Date,
    /// The code of a choice.
    Code,
    /// Yes or no.
    YesOrNo,
    /// A number or an amount.
    Number,
    /// A personal identification number.
    CitizenId,
    /// An ethnic group.
    Ethnicity,
    /// A country.
    Country,
    /// An address.
    Address,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// Rows of a repeat group.
    Rows,
}

impl Holds {
    /// Whether a question of this type can show such a fact, and give one.
    #[must_use]
    pub const fn fits(self, kind: &Kind) -> bool {
        match self {
            Self::Text => matches!(
                kind,
                Kind::Text(_)
                    | Kind::LongText(_)
                    | Kind::CitizenId(_)
                    | Kind::TaxCode
                    | Kind::Passport
                    | Kind::BankAccount
            ),
            Self::Date => matches!(kind, Kind::Date(_)),
            Self::Code => matches!(kind, Kind::Choice(_)),
            Self::YesOrNo => matches!(kind, Kind::Check(_) | Kind::Choice(_)),
            Self::Number => matches!(kind, Kind::Number(_) | Kind::Money(_) | Kind::Decimal(_)),
            Self::CitizenId => matches!(kind, Kind::CitizenId(_)),
            Self::Ethnicity => matches!(kind, Kind::Ethnicity),
            Self::Country => matches!(kind, Kind::Country),
            Self::Address => matches!(kind, Kind::Address(_)),
            Self::Phone => matches!(kind, Kind::Phone),
            Self::Email => matches!(kind, Kind::Email),
            Self::Rows => matches!(kind, Kind::Repeat(_)),
        }
    }

    /// In words, for whoever writes a form.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Date => "a date",
            Self::Code => "the code of a choice",
            Self::YesOrNo => "yes or no",
            Self::Number => "a number",
            Self::CitizenId => "a personal identification number",
            Self::Ethnicity => "an ethnic group",
            Self::Country => "a country",
            Self::Address => "an address",
            Self::Phone => "a phone number",
            Self::Email => "an e-mail address",
            Self::Rows => "rows",
        }
    }
}

/// What is known about a person.
const PERSON: [(&str, Holds); 39] = [
    ("full_name", Holds::Text),
    ("other_name", Holds::Text),
    ("date_of_birth", Holds::Date),
    ("gender", Holds::Code),
    ("citizen_id", Holds::CitizenId),
    ("id_document.type", Holds::Code),
    ("id_document.number", Holds::Text),
    ("id_document.issue_date", Holds::Date),
    ("id_document.issue_place", Holds::Text),
    ("ethnicity", Holds::Ethnicity),
    ("religion", Holds::Text),
    ("nationality", Holds::Country),
    ("place_of_birth", Holds::Address),
    ("home_town", Holds::Address),
    ("permanent_address", Holds::Address),
    ("temporary_address", Holds::Address),
    ("current_address", Holds::Address),
    ("residence", Holds::Address),
    ("phone", Holds::Phone),
    ("email", Holds::Email),
    ("marital_status", Holds::Code),
    ("occupation", Holds::Text),
    ("workplace", Holds::Text),
    ("tax_code", Holds::Text),
    ("social_insurance_no", Holds::Text),
    ("health_insurance_no", Holds::Text),
    ("bank_account.number", Holds::Text),
    ("bank_account.bank", Holds::Text),
    ("passport.number", Holds::Text),
    ("passport.issue_date", Holds::Date),
    ("driving_licence.number", Holds::Text),
    ("driving_licence.class", Holds::Code),
    ("driving_licence.issue_date", Holds::Date),
    ("driving_licence.issue_place", Holds::Text),
    ("marriage_count", Holds::Number),
    ("disability.certificate_no", Holds::Text),
    ("disability.type", Holds::Code),
    ("disability.level", Holds::Code),
    ("poor_household", Holds::YesOrNo),
];

/// What is known about other things.
const OTHERS: [(&str, Holds); 22] = [
    ("household.head.full_name", Holds::Text),
    ("household.head.citizen_id", Holds::CitizenId),
    ("household.relationship_to_head", Holds::Code),
    ("household.members", Holds::Rows),
    ("household.address", Holds::Address),
    ("marriage.number", Holds::Text),
    ("marriage.book", Holds::Text),
    ("marriage.registration_date", Holds::Date),
    ("marriage.registration_place", Holds::Text),
    ("land.certificate_no", Holds::Text),
    ("land.register_no", Holds::Text),
    ("land.issue_date", Holds::Date),
    ("land.parcel_no", Holds::Text),
    ("land.map_sheet_no", Holds::Text),
    ("land.area_m2", Holds::Number),
    ("land.address", Holds::Address),
    ("business.name", Holds::Text),
    ("business.code", Holds::Text),
    ("business.address", Holds::Address),
    ("business.phone", Holds::Phone),
    ("business.email", Holds::Email),
    ("business.capital", Holds::Number),
];

/// Who a path can begin with.
const ROLES: [&str; 15] = [
    "bride",
    "business",
    "caregiver",
    "child",
    "deceased",
    "groom",
    "guardian",
    "household",
    "land",
    "marriage",
    "member",
    "organiser",
    "person",
    "representative",
    "subject",
];

/// Relatives of a role.
const RELATIVES: [&str; 4] = ["father", "mother", "spouse", "head"];

/// What the fact of a path is; `None` when facts never have this path.
#[must_use]
pub fn held_by(path: &str) -> Option<Holds> {
    let find = |list: &[(&str, Holds)], name: &str| {
        let found = list.iter().find(|(known, _)| *known == name);
        found.map(|(_, holds)| *holds)
    };
    if let Some(holds) = find(&OTHERS, path) {
        return Some(holds);
    }
    let (role, rest) = path.split_once('.')?;
    if !ROLES.contains(&role) {
        return None;
    }
    find(&PERSON, rest).or_else(|| {
        let (who, attribute) = rest.split_once('.')?;
        RELATIVES.contains(&who).then(|| find(&PERSON, attribute))?
    })
}

/// The role of a person and the attribute that a path names: `child.father` and `full_name`. `None` for what is no attribute of a
/// person, and for what belongs to a business, a marriage or a piece of land.
#[must_use]
pub fn of_person(path: &str) -> Option<(&str, &str)> {
    let (head, rest) = path.split_once('.')?;
    if !ROLES.contains(&head) || matches!(head, "business" | "land" | "marriage") {
        return None;
    }
    let is_attribute = |name: &str| PERSON.iter().any(|(known, _)| *known == name);
    if is_attribute(rest) {
        return Some((head, rest));
    }
    let (who, attribute) = rest.split_once('.')?;
    if !RELATIVES.contains(&who) || !is_attribute(attribute) {
        return None;
    }
    let role = path.strip_suffix(attribute)?.strip_suffix('.')?;
    Some((role, attribute))
}

/// Whether facts can have this path.
#[must_use]
pub fn is_profile_path(path: &str) -> bool {
    held_by(path).is_some()
}

/// Whether a role binding can name this: `subject`, `child.mother`.
#[must_use]
pub fn is_role(role: &str) -> bool {
    is_profile_path(&format!("{role}.full_name"))
}

/// The heading under which people find a fact about themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Who the person is.
    Identity,
    /// Cards, passports, licences.
    Papers,
    /// Where the person lives and comes from.
    Residence,
    /// How the person is reached.
    Contact,
    /// Marriage and household.
    Family,
    /// Work, money, insurance, support.
    Work,
    /// Land.
    Land,
    /// Business.
    Business,
    /// What has no heading of its own.
    Other,
}

impl Topic {
    /// The topic of a path.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let (root, rest) = path.split_once('.').unwrap_or((path, ""));
        let attribute = rest.split('.').next().unwrap_or_default();
        match (root, attribute) {
            ("marriage" | "household", _) | ("person", "marital_status" | "marriage_count") => {
                Self::Family
            }
            ("land", _) => Self::Land,
            ("business", _) => Self::Business,
            (
                "person",
                "full_name" | "other_name" | "date_of_birth" | "gender" | "citizen_id"
                | "ethnicity" | "religion" | "nationality",
            ) => Self::Identity,
            ("person", "id_document" | "passport" | "driving_licence") => Self::Papers,
            (
                "person",
                "place_of_birth" | "home_town" | "permanent_address" | "temporary_address"
                | "current_address" | "residence",
            ) => Self::Residence,
            ("person", "phone" | "email") => Self::Contact,
            (
                "person",
                "occupation"
                | "workplace"
                | "tax_code"
                | "social_insurance_no"
                | "health_insurance_no"
                | "bank_account"
                | "disability"
                | "poor_household",
            ) => Self::Work,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OTHERS, PERSON, Topic, is_profile_path, is_role, of_person};

    #[test]
    fn every_attribute_has_a_heading() {
        for (path, _) in OTHERS {
            assert_ne!(Topic::of(path), Topic::Other, "{path}");
        }
        for (name, _) in PERSON {
            assert_ne!(Topic::of(&format!("person.{name}")), Topic::Other, "{name}");
        }
        assert_eq!(Topic::of("child.full_name"), Topic::Other);
        assert_eq!(Topic::of("person.id_document.number"), Topic::Papers);
    }

    #[test]
    fn roles_and_attributes_come_apart() {
        for (path, expected) in [
            ("person.full_name", Some(("person", "full_name"))),
            (
                "child.father.id_document.number",
                Some(("child.father", "id_document.number")),
            ),
            (
                "household.head.full_name",
                Some(("household.head", "full_name")),
            ),
            (
                "person.id_document.type",
                Some(("person", "id_document.type")),
            ),
            ("business.phone", None),
            ("marriage.number", None),
            ("stranger.full_name", None),
            ("person", None),
        ] {
            assert_eq!(of_person(path), expected, "{path}");
        }
    }

    #[test]
    fn paths_are_known_by_role_and_attribute() {
        for path in [
            "person.full_name",
            "child.father.id_document.number",
            "household.members",
            "household.head.citizen_id",
            "land.area_m2",
            "member.gender",
        ] {
            assert!(is_profile_path(path), "{path}");
        }
        for path in [
            "",
            "person",
            "person.shoe_size",
            "stranger.full_name",
            "land.full",
            "child.uncle.full_name",
        ] {
            assert!(!is_profile_path(path), "{path}");
        }
        assert!(is_role("child.mother") && is_role("bride") && !is_role("nobody"));
    }
}
