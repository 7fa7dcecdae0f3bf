//! What is offered from a vault: in force, in scope, about the right person.

use super::better::is_own_word;
use super::fact::Fact;
use super::scope::Links;
use super::state::{Life, State};
use crate::form::answers::Answer;
use crate::form::autofill::same;
use crate::text::fold;
use crate::time::Timestamp;

const NAME: &str = "person.full_name";
const BORN: &str = "person.date_of_birth";
const NUMBER: &str = "person.citizen_id";

/// A fact as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The fact.
    pub fact: Fact,
    /// Its marks.
    pub life: Life,
    /// Code of the agency that verified it; absent for what the person brings along (account, own word) and for registers.
    pub agency: Option<String>,
}

/// The facts that may be put into a form at `at` which one of `agencies` will receive.
#[must_use]
pub fn offered(
    records: Vec<Record>,
    at: Timestamp,
    agencies: &[String],
    links: &Links,
) -> Vec<Fact> {
    let in_scope = |record: &Record| {
        record.agency.as_deref().is_none_or(|verifier| {
            agencies
                .iter()
                .any(|asking| links.connect(verifier, asking))
        })
    };
    records
        .into_iter()
        .filter(|record| record.life.state(at) == State::InForce && in_scope(record))
        .map(|record| record.fact)
        .collect()
}

/// What names a person among those that somebody has declared: the personal number, else name and date of birth. Somebody without
/// either cannot be told from others, and is not remembered.
#[must_use]
pub fn person_key(values: &[(String, Answer)]) -> Option<String> {
    let find = |path: &str| {
        let found = values.iter().find(|(known, _)| known == path);
        found
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty())
    };
    let name = fold(find(NAME)?.text());
    match (find(NUMBER), find(BORN)) {
        (Some(number), _) => Some(number.text().to_owned()),
        (None, Some(Answer::Text(born))) if !name.is_empty() => Some(format!("{name} {born}")),
        _ => None,
    }
}

/// Whether what a form says about somebody with a personal number is about the person whose vault has these facts: name and date of
/// birth agree. A wrong number, or a number typed for somebody else, must not write into that vault.
#[must_use]
pub fn is_same_person(said: &[(String, Answer)], known: &[Fact]) -> bool {
    let said = |path: &str| said.iter().find(|(other, _)| other == path);
    let agrees = |path: &str, equal: &dyn Fn(&Answer, &Answer) -> bool| {
        said(path).is_some_and(|(_, value)| {
            let mut of_path = known.iter().filter(|fact| fact.path == path);
            of_path.any(|fact| equal(value, &fact.value))
        })
    };
    agrees(NAME, &|left, right| fold(left.text()) == fold(right.text())) && agrees(BORN, &same)
}

/// What an applicant's dossier may add to the vault of another person: nothing that only that person can say.
#[must_use]
pub fn for_others(said: Vec<(String, Answer)>) -> Vec<(String, Answer)> {
    let mut said = said;
    said.retain(|(path, _)| !is_own_word(path));
    said
}
