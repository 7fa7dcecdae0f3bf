//! Once only: which known facts belong into which fields of this form, for these answers.
//!
//! Pure: the browser runs it after each change (choosing “I am the father” fills the father's part), the server runs it
//! again on submit to mark what was reused and what was changed after reuse (R-EFORM-03, R-EFORM-10).

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use time::Date;

use super::answers::{Answer, Answers, Row};
use super::condition::Scope;
use super::definition::{Field, Form};
use super::evaluation::Evaluation;
use super::field::date;
use super::plan::Plan;
use super::state::State;
use super::value::Value;
use crate::vault::better::compare;
use crate::vault::{Fact, FactSource};

/// Paths that mean the same place when the exact one is not known.
const STANDS_FOR: [(&str, &[&str]); 3] = [
    (
        "residence",
        &["permanent_address", "temporary_address", "current_address"],
    ),
    ("permanent_address", &["residence"]),
    ("current_address", &["residence", "permanent_address"]),
];

/// Attributes that mean the same place, when the one asked for is not known.
pub(super) fn stands_for(attribute: &str) -> &'static [&'static str] {
    let found = STANDS_FOR.iter().find(|(name, _)| *name == attribute);
    found.map_or(&[], |(_, others)| others)
}

/// A known fact that fits a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// Key of the field.
    pub field: String,
    /// The fact.
    pub fact: &'a Fact,
}

/// What became of a reused fact; stored with the dossier and shown to the clerk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReuseMark {
    /// Where the value came from.
    pub source: FactSource,
    /// The value that was offered.
    pub original: Answer,
    /// The applicant changed it afterwards.
    pub changed: bool,
}

/// Reuse marks by field key.
pub type ReuseMarks = BTreeMap<String, ReuseMark>;

/// What is known about the signed-in person: the best fact of each path ([`compare`]).
pub(super) struct Known<'a> {
    best: HashMap<&'a str, &'a Fact>,
}

impl<'a> Known<'a> {
    pub(super) fn new(facts: &'a [Fact]) -> Self {
        let mut best: HashMap<&str, &Fact> = HashMap::with_capacity(facts.len());
        for fact in facts {
            let slot = best.entry(fact.path.as_str()).or_insert(fact);
            if compare(slot, fact).is_le() {
                *slot = fact;
            }
        }
        Self { best }
    }

    /// The fact of a path, or of one that stands for it.
    fn find(&self, path: &str) -> Option<&'a Fact> {
        self.best.get(path).copied().or_else(|| {
            let (head, last) = path.rsplit_once('.')?;
            stands_for(last)
                .iter()
                .find_map(|other| self.best.get(format!("{head}.{other}").as_str()).copied())
        })
    }
}

/// The answers, and beyond them what is known about the signed-in person (`person.gender`), for the conditions of roles.
struct RoleScope<'a> {
    evaluation: &'a Evaluation<'a>,
    known: &'a Known<'a>,
}

impl Scope for RoleScope<'_> {
    fn answer(&self, key: &str) -> Option<Cow<'_, Answer>> {
        if key.starts_with("person.") {
            self.known.find(key).map(|fact| Cow::Borrowed(&fact.value))
        } else {
            self.evaluation.answer(key)
        }
    }
    fn value(&self, key: &str) -> Option<Value> {
        self.evaluation.value(key)
    }
    fn each_row(&self, rows: &str, visit: &mut dyn FnMut(&dyn Scope, &Row) -> bool) {
        self.evaluation.each_row(rows, visit);
    }
    fn today(&self) -> Date {
        self.evaluation.today()
    }
}

/// For each role of the form, in order, whether the signed-in person has it.
pub(super) fn roles_held(evaluation: &Evaluation<'_>, known: &Known<'_>) -> Vec<bool> {
    let scope = RoleScope { evaluation, known };
    let roles = evaluation.form().roles.iter();
    roles.map(|binding| binding.when.holds(&scope)).collect()
}

/// The path of the fact about the signed-in person that a profile path means, if any; `held` is from [`roles_held`].
fn person_path<'p>(form: &Form, held: &[bool], profile: &'p str) -> Option<Cow<'p, str>> {
    if profile.starts_with("person.") {
        return Some(Cow::Borrowed(profile));
    }
    let mut is_role = false;
    for (binding, held) in form.roles.iter().zip(held) {
        let rest = profile
            .strip_prefix(binding.role.as_str())
            .and_then(|rest| rest.strip_prefix('.'));
        let Some(rest) = rest else { continue };
        if *held {
            return Some(Cow::Owned(format!("person.{rest}")));
        }
        is_role = true;
    }
    // What belongs to no role of the form (a marriage, a household) belongs to the signed-in person as it stands.
    let own = ["marriage.", "household.", "business.", "land."]
        .iter()
        .any(|root| profile.starts_with(root));
    (own && !is_role).then_some(Cow::Borrowed(profile))
}

/// The facts that this form can ask for, whichever role the person turns out to have: all that somebody who fills it with them
/// needs to see.
#[must_use]
pub fn asked_for(form: &Form, facts: Vec<Fact>) -> Vec<Fact> {
    let mut wanted: HashSet<String> = HashSet::new();
    let mut want = |path: &str| {
        wanted.insert(path.to_owned());
        let Some((head, last)) = path.rsplit_once('.') else {
            return;
        };
        wanted.extend(
            stands_for(last)
                .iter()
                .map(|other| format!("{head}.{other}")),
        );
    };
    for field in form.fields() {
        let Some(profile) = field.profile.as_deref() else {
            continue;
        };
        want(profile);
        for binding in &form.roles {
            let rest = profile
                .strip_prefix(binding.role.as_str())
                .and_then(|rest| rest.strip_prefix('.'));
            if let Some(rest) = rest {
                want(&format!("person.{rest}"));
            }
        }
    }
    for asked in form.roles.iter().flat_map(|role| role.when.fields()) {
        want(asked);
    }
    facts
        .into_iter()
        .filter(|fact| wanted.contains(&fact.path))
        .collect()
}

/// The facts that fit the visible fields under these answers, in the order of the form. Linear in fields and facts.
#[must_use]
pub fn suggest<'a>(
    form: &Form,
    answers: &Answers,
    facts: &'a [Fact],
    today: Date,
) -> Vec<Suggestion<'a>> {
    suggest_for(&Evaluation::new(form, answers, today), &Known::new(facts))
}

fn suggest_for<'a>(evaluation: &Evaluation<'_>, known: &Known<'a>) -> Vec<Suggestion<'a>> {
    let (form, held) = (evaluation.form(), roles_held(evaluation, known));
    form.fields()
        .filter_map(|field| {
            let path = person_path(form, &held, field.profile.as_deref()?)?;
            let fact = known.find(&path)?;
            evaluation.is_visible(&field.key).then(|| Suggestion {
                field: field.key.clone(),
                fact,
            })
        })
        .collect()
}

/// Fills every empty field that a fact fits, until nothing more appears. Returns the newly filled keys with their facts.
/// Never touches a field that has an answer, nor one in `declined` (the person emptied it on purpose). After each value
/// only the fields that it reveals are looked at again; all of them only when the person gets another role.
pub fn fill(
    form: &Form,
    answers: &mut Answers,
    facts: &[Fact],
    declined: &[String],
    today: Date,
) -> BTreeMap<String, String> {
    let (plan, known) = (Rc::new(Plan::new(form)), Known::new(facts));
    let declined: HashSet<&str> = declined.iter().map(String::as_str).collect();
    let asked_by_roles: HashSet<&str> = form
        .roles
        .iter()
        .flat_map(|role| role.when.fields())
        .collect();
    let fields: HashMap<&str, &Field> = form
        .fields()
        .map(|field| (field.key.as_str(), field))
        .collect();
    let mut state = State::new(&plan, std::mem::take(answers), today);
    let mut held = roles_held(&state.evaluation(), &known);
    let mut filled = BTreeMap::new();
    let all = || {
        form.fields()
            .map(|field| field.key.clone())
            .collect::<Vec<_>>()
    };
    let mut waiting: VecDeque<String> = all().into();
    while let Some(key) = waiting.pop_front() {
        let Some(field) = fields.get(key.as_str()) else {
            continue;
        };
        let is_free = state.answers().get(&key).is_none_or(Answer::is_empty)
            && !declined.contains(key.as_str())
            && !filled.contains_key(&key);
        if !is_free
            || !state
                .standing(&key)
                .is_some_and(|standing| standing.visible)
        {
            continue;
        }
        let path = field
            .profile
            .as_deref()
            .and_then(|profile| person_path(form, &held, profile));
        let Some(fact) = path.and_then(|path| known.find(&path)) else {
            continue;
        };
        let changes = state.set(&key, Some(fact.value.clone()));
        filled.insert(key.clone(), fact.id.clone());
        let shown = changes.questions.into_iter().map(|(path, _)| path);
        let touches_roles = |path: &String| asked_by_roles.contains(path.as_str());
        let shown: Vec<String> = shown.collect();
        if touches_roles(&key) || shown.iter().any(touches_roles) {
            let now = roles_held(&state.evaluation(), &known);
            if now != held {
                held = now;
                waiting.extend(all());
            }
        }
        waiting.extend(shown);
    }
    *answers = state.into_answers();
    filled
}

/// Whether two answers say the same, however they are spelt.
#[must_use]
pub fn same(left: &Answer, right: &Answer) -> bool {
    // Also what cannot be read says the same as itself.
    if left == right {
        return true;
    }
    match (left, right) {
        (Answer::Address(left), Answer::Address(right)) => {
            (&left.province, &left.commune) == (&right.province, &right.commune)
                && crate::text::clean(&left.detail) == crate::text::clean(&right.detail)
        }
        (Answer::Text(left), Answer::Text(right))
            if crate::text::clean(left) == crate::text::clean(right) =>
        {
            true
        }
        (Answer::Text(left), Answer::Text(right)) => {
            let phone = crate::identity::parse_phone(left);
            phone.is_some() && phone == crate::identity::parse_phone(right)
        }
        (Answer::Date(_), _) | (_, Answer::Date(_)) => {
            date::read(left).is_ok_and(|left| date::read(right) == Ok(left))
        }
        _ => false,
    }
}

/// Marks for what was reused: `reused` maps field keys to fact ids as the browser saw them; only facts that the person
/// really has and that really fit the field count.
#[must_use]
pub fn marks(
    form: &Form,
    answers: &Answers,
    reused: &BTreeMap<String, String>,
    facts: &[Fact],
    today: Date,
) -> ReuseMarks {
    suggest(form, answers, facts, today)
        .into_iter()
        .filter_map(|suggestion| {
            let (id, answer) = (
                reused.get(&suggestion.field)?,
                answers.get(&suggestion.field),
            );
            let says = |fact: &Fact| answer.is_some_and(|answer| same(answer, &fact.value));
            // The person may have preferred what another source says.
            let mut of_path = facts
                .iter()
                .filter(|fact| fact.path == suggestion.fact.path);
            let taken = of_path.find(|fact| fact.id == *id);
            // A fact superseded while the form was open still counts when the best one says the same.
            let fact = taken.or_else(|| says(suggestion.fact).then_some(suggestion.fact))?;
            let mark = ReuseMark {
                source: fact.source.clone(),
                original: fact.value.clone(),
                changed: !says(fact),
            };
            Some((suggestion.field, mark))
        })
        .collect()
}

/// The facts about the signed-in person that verified answers prove: path and value, once per path. `facts` is what is
/// known already: it decides who the person is in the form where answers do not.
#[must_use]
pub fn proven(
    form: &Form,
    answers: &Answers,
    facts: &[Fact],
    today: Date,
) -> Vec<(String, Answer)> {
    let evaluation = Evaluation::new(form, answers, today);
    let held = roles_held(&evaluation, &Known::new(facts));
    let mut proven: BTreeMap<String, Answer> = BTreeMap::new();
    for field in form.fields() {
        let path = field
            .profile
            .as_deref()
            .and_then(|profile| person_path(form, &held, profile));
        if let (Some(path), Some(answer)) = (path, evaluation.answer(&field.key))
            && !answer.is_empty()
        {
            proven
                .entry(path.into_owned())
                .or_insert_with(|| answer.into_owned());
        }
    }
    proven.into_iter().collect()
}
