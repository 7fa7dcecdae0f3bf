//! The attributes of people, households, land and businesses that facts and fields are bound to (declare once).
//!
//! A role path such as `child.father.full_name` has the attributes of `person`. An attribute that is not here is a fault
//! of a form: nothing would ever be filled in, and nothing kept.

/// What is known about a person.
const PERSON: [&str; 39] = [
    "full_name",
    "other_name",
    "date_of_birth",
    "gender",
    "citizen_id",
    "id_document.type",
    "id_document.number",
    "id_document.issue_date",
    "id_document.issue_place",
    "ethnicity",
    "religion",
    "nationality",
    "place_of_birth",
    "home_town",
    "permanent_address",
    "temporary_address",
    "current_address",
    "residence",
    "phone",
    "email",
    "marital_status",
    "occupation",
    "workplace",
    "tax_code",
    "social_insurance_no",
    "health_insurance_no",
    "bank_account.number",
    "bank_account.bank",
    "passport.number",
    "passport.issue_date",
    "driving_licence.number",
    "driving_licence.class",
    "driving_licence.issue_date",
    "driving_licence.issue_place",
    "marriage_count",
    "disability.certificate_no",
    "disability.type",
    "disability.level",
    "poor_household",
];

/// What is known about other things.
const OTHERS: [&str; 22] = [
    "household.head.full_name",
    "household.head.citizen_id",
    "household.relationship_to_head",
    "household.members",
    "household.address",
    "marriage.number",
    "marriage.book",
    "marriage.registration_date",
    "marriage.registration_place",
    "land.certificate_no",
    "land.register_no",
    "land.issue_date",
    "land.parcel_no",
    "land.map_sheet_no",
    "land.area_m2",
    "land.address",
    "business.name",
    "business.code",
    "business.address",
    "business.phone",
    "business.email",
    "business.capital",
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

/// Whether facts can have this path.
#[must_use]
pub fn is_profile_path(path: &str) -> bool {
    if OTHERS.contains(&path) {
        return true;
    }
    let Some((role, rest)) = path.split_once('.') else {
        return false;
    };
    let of_relative = rest
        .split_once('.')
        .is_some_and(|(who, attribute)| RELATIVES.contains(&who) && PERSON.contains(&attribute));
    ROLES.contains(&role) && (PERSON.contains(&rest) || of_relative)
}

/// Whether a role binding can name this: `subject`, `child.mother`.
#[must_use]
pub fn is_role(role: &str) -> bool {
    is_profile_path(&format!("{role}.full_name"))
}

#[cfg(test)]
mod tests {
    use super::{is_profile_path, is_role};

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
