//! Other people in a form: whom verified answers declare, and how one who was declared before is put into a role of this form.
//!
//! Never fills by itself: who the child, the deceased or the guardian is, only the person knows. They choose, this does the typing.
//! Whose data may be shown to whom is written in [`crate::vault`].

use std::collections::BTreeMap;

use time::Date;

use super::answers::{Answer, Answers};
use super::autofill::{Known, ReuseMark, ReuseMarks, roles_held, same, stands_for};
use super::condition::Scope as _;
use super::definition::Form;
use super::evaluation::Evaluation;
use super::field::Kind;
use super::profile::of_person;
use crate::vault::{Fact, KnownPerson};

/// What verified answers say about one other person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The role in this form, e.g. `child.father`; `member` for a row of a household.
    pub role: String,
    /// Path and value; paths begin with `person.`, whoever it is.
    pub says: Vec<(String, Answer)>,
}

/// Everybody whom verified answers declare beside the signed-in person: one entry a role, one a row of a household.
#[must_use]
pub fn declared(form: &Form, answers: &Answers, facts: &[Fact], today: Date) -> Vec<Declared> {
    let evaluation = Evaluation::new(form, answers, today);
    let held = roles_held(&evaluation, &Known::new(facts));
    let is_own = |role: &str| {
        let mut bound = form.roles.iter().zip(&held);
        role == "person" || bound.any(|(binding, held)| *held && binding.role == role)
    };
    let mut of_role: BTreeMap<&str, Vec<(String, Answer)>> = BTreeMap::new();
    let mut all: Vec<(&str, Vec<(String, Answer)>)> = Vec::new();
    for field in form.fields() {
        if let Some((role, attribute)) = field.profile.as_deref().and_then(of_person)
            && !is_own(role)
            && let Some(answer) = evaluation.answer(&field.key)
        {
            say(
                of_role.entry(role).or_default(),
                attribute,
                answer.into_owned(),
            );
        }
        let Kind::Repeat(repeat) = &field.kind else {
            continue;
        };
        let answer = evaluation.answer(&field.key);
        for row in answer.as_deref().map_or(&[][..], Answer::rows) {
            let mut person = Vec::new();
            let mut of_row = "member";
            for inner in &repeat.fields {
                let path = inner.profile.as_deref().and_then(of_person);
                if let (Some((role, attribute)), Some(answer)) = (path, row.answers.get(&inner.key))
                {
                    of_row = role;
                    say(&mut person, attribute, answer.clone());
                }
            }
            all.push((of_row, person));
        }
    }
    all.extend(of_role);
    all.into_iter()
        .filter(|(_, says)| !says.is_empty())
        .map(|(role, says)| Declared {
            role: role.to_owned(),
            says,
        })
        .collect()
}

fn say(person: &mut Vec<(String, Answer)>, attribute: &str, answer: Answer) {
    let path = format!("person.{attribute}");
    if !answer.is_empty() && person.iter().all(|(known, _)| *known != path) {
        person.push((path, answer));
    }
}

/// What a known person brings to the questions of a role, in the order of the form.
#[must_use]
pub fn for_role<'p>(form: &Form, role: &str, person: &'p KnownPerson) -> Vec<(String, &'p Fact)> {
    // Without the list of attributes, which a browser does not need: an attribute that nobody has is not found.
    let of_role = form.fields().filter_map(|field| {
        let profile = field.profile.as_deref()?;
        let attribute = profile.strip_prefix(role)?.strip_prefix('.')?;
        Some((field.key.clone(), find(person, attribute)?))
    });
    of_role.collect()
}

fn find<'p>(person: &'p KnownPerson, attribute: &str) -> Option<&'p Fact> {
    let known = |name: &str| {
        let mut of_path = person.facts.iter();
        of_path.find(|fact| fact.path.strip_prefix("person.") == Some(name))
    };
    known(attribute).or_else(|| stands_for(attribute).iter().find_map(|other| known(other)))
}

/// Marks for what was taken from known people: like [`super::autofill::marks`], only facts that exist and fit their question count.
#[must_use]
pub fn marks(
    form: &Form,
    answers: &Answers,
    reused: &BTreeMap<String, String>,
    people: &[KnownPerson],
) -> ReuseMarks {
    let mut found = ReuseMarks::new();
    for field in form.fields() {
        let Some((_, attribute)) = field.profile.as_deref().and_then(of_person) else {
            continue;
        };
        let (Some(id), Some(answer)) = (reused.get(&field.key), answers.get(&field.key)) else {
            continue;
        };
        let fact = people
            .iter()
            .filter_map(|person| find(person, attribute))
            .find(|fact| fact.id == *id);
        if let Some(fact) = fact {
            let mark = ReuseMark {
                source: fact.source.clone(),
                original: fact.value.clone(),
                changed: !same(answer, &fact.value),
            };
            found.insert(field.key.clone(), mark);
        }
    }
    found
}
