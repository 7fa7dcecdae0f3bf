//! The smallest sets of answers that together show every field of a form: what tests fill in, and the proof that every
//! field can be reached. Deterministic. Greedy: it tries sample values, so “not reached” means that none of them led
//! there, not that no answers in the world could.

mod sample;
mod shown;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;

pub(super) use self::sample::Samples;
use self::shown::all_paths;
pub use self::shown::shown;
use super::answers::{Answer, Answers, Row, path_in_row};
use super::condition::Condition;
use super::definition::Form;
use super::directory::NothingLoaded;
use super::evaluation::Context;
use super::field::Kind;
use super::issue::{Fault, Issue, definition_path};
use super::validate::{Checked, validate};

/// Most combinations of answers that are tried for one field.
const TRIES: usize = 4_000;
/// Most rounds of filling in what is missing.
const ROUNDS: usize = 400;

/// Answers that together show every field; `vectors.json` of a procedure folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vectors {
    /// The day of filing that the answers are good on.
    pub today: String,
    /// Complete answers. A file is named by its slot: `["<slot>"]`.
    pub answers: Vec<Answers>,
    /// Definition paths (`key`, `rows.key`) that no answers were found for; empty in a form that can be used.
    pub unreached: Vec<String>,
}

/// The day of filing that forms are proved on. Fixed, so that vectors stay the same.
#[must_use]
pub fn day_of_proof() -> Date {
    crate::time::date(2026, 11, 20).unwrap_or(Date::MIN)
}

/// Makes the vectors of a form for a day of filing.
#[must_use]
pub fn vectors(form: &Form, today: Date) -> Vectors {
    let maker = Maker {
        form,
        today,
        samples: Samples::new(form, today),
    };
    let mut waiting: Vec<String> = all_paths(form);
    let mut unreached = Vec::new();
    let mut made: Vec<(Answers, BTreeSet<String>)> = Vec::new();
    while let Some(first) = waiting.first().cloned() {
        let mut fixed = Fixed::new();
        if !maker.reach(&first, &mut fixed) {
            unreached.push(first.clone());
            waiting.retain(|path| *path != first);
            continue;
        }
        let Some((mut answers, mut shown)) = maker.complete(&fixed) else {
            unreached.push(first.clone());
            waiting.retain(|path| *path != first);
            continue;
        };
        // Whatever else fits into the same answers.
        for other in &waiting {
            if shown.contains(other) {
                continue;
            }
            let mut more = fixed.clone();
            if maker.reach(other, &mut more)
                && let Some((fuller, fuller_shown)) = maker.complete(&more)
                && shown.iter().all(|path| fuller_shown.contains(path))
                && fuller_shown.contains(other)
            {
                (fixed, answers, shown) = (more, fuller, fuller_shown);
            }
        }
        if !shown.contains(&first) {
            unreached.push(first.clone());
        }
        waiting.retain(|path| *path != first && !shown.contains(path));
        made.push((answers, shown));
    }
    Vectors {
        today: crate::time::iso_date(today),
        answers: without_spare(made),
        unreached,
    }
}

/// Leaves out sets of answers that show nothing the others do not.
fn without_spare(mut made: Vec<(Answers, BTreeSet<String>)>) -> Vec<Answers> {
    let mut at = 0;
    while at < made.len() {
        let others = |path: &String| {
            made.iter()
                .enumerate()
                .any(|(index, (_, shown))| index != at && shown.contains(path))
        };
        if made
            .get(at)
            .is_some_and(|(_, shown)| shown.iter().all(others))
        {
            made.remove(at);
        } else {
            at += 1;
        }
    }
    made.into_iter().map(|(answers, _)| answers).collect()
}

/// Answers that must stay as they are, by concrete path.
type Fixed = Vec<(String, Answer)>;

/// The id of every row that is made first.
const ROW: &str = "1";

struct Maker<'f> {
    form: &'f Form,
    today: Date,
    samples: Samples,
}

impl Maker<'_> {
    fn context(&self) -> Context<'static> {
        Context {
            today: self.today,
            directory: &NothingLoaded,
        }
    }

    fn check(&self, answers: &Answers) -> Checked {
        validate(self.form, answers, self.context())
    }

    fn shows(&self, answers: &Answers, path: &str) -> bool {
        shown(self.form, answers, self.today).contains(path)
    }

    /// Adds to `fixed` what shows the field at a definition path; `false` when nothing that was tried does.
    fn reach(&self, path: &str, fixed: &mut Fixed) -> bool {
        let mut questions: Vec<String> = Vec::new();
        self.depends(path, &mut questions, 0);
        // Those that others depend on come first.
        questions.reverse();
        let mut answers = self.start(fixed);
        for (end, _) in path.match_indices('.') {
            let rows = concrete(path.get(..end).unwrap_or_default());
            self.add_row(&mut answers, fixed, &rows);
        }
        let mut tries = TRIES;
        self.search(path, &questions, &mut answers, fixed, &mut tries)
    }

    fn start(&self, fixed: &Fixed) -> Answers {
        let mut answers = self.form.initial_answers();
        for (path, answer) in fixed {
            set(&mut answers, path, answer.clone());
        }
        answers
    }

    fn add_row(&self, answers: &mut Answers, fixed: &mut Fixed, path: &str) {
        if fixed.iter().any(|(known, _)| known == path) {
            return;
        }
        let rows = self.rows(path, 1);
        set(answers, path, rows.clone());
        fixed.push((path.to_owned(), rows));
    }

    /// Empty rows with the defaults of the definition.
    fn rows(&self, path: &str, count: usize) -> Answer {
        let fields = self
            .form
            .field_at(path)
            .map(|field| field.kind.row_fields())
            .unwrap_or_default();
        let defaults: Answers = fields
            .iter()
            .filter_map(|field| Some((field.key.clone(), field.default.clone()?)))
            .collect();
        let row = |number: usize| Row {
            id: number.to_string(),
            answers: defaults.clone(),
        };
        Answer::Rows((1..=count).map(row).collect())
    }

    /// Concrete paths of the questions that decide on a field, nearest first.
    fn depends(&self, path: &str, found: &mut Vec<String>, depth: usize) {
        let at = concrete(path);
        let Some(field) = self.form.field_at(&at).filter(|_| depth < 12) else {
            return;
        };
        let (around, _) = path.rsplit_once('.').unwrap_or(("", path));
        let mut read: Vec<(Vec<String>, String)> = Vec::new();
        let mut look = |condition: &Condition| {
            condition.reads(&[], &mut |rows, key| {
                let rows = rows.iter().map(|row| (*row).to_owned()).collect();
                read.push((rows, key.to_owned()));
            });
        };
        if let Some(condition) = &field.visible_if {
            look(condition);
        }
        if let Kind::Computed(computed) = &field.kind {
            computed.reads(&mut |rows, key| {
                let rows = rows.iter().map(|row| (*row).to_owned()).collect();
                read.push((rows, key.to_owned()));
            });
        }
        let mut next = Vec::new();
        for (rows, key) in read {
            let inside: String = rows.iter().map(|row| format!("{row}.")).collect();
            let candidate = [format!("{around}.{inside}{key}"), format!("{inside}{key}")]
                .into_iter()
                .find(|path| self.form.field_at(&concrete(path)).is_some());
            if let Some(path) = candidate {
                next.push(path);
            }
        }
        if let Some((group, _)) = path.rsplit_once('.') {
            next.push(group.to_owned());
        }
        for path in next {
            let at = concrete(&path);
            let asked = self
                .form
                .field_at(&at)
                .is_some_and(|field| field.kind.is_asked());
            if asked && !found.contains(&at) {
                found.push(at);
                self.depends(&path, found, depth + 1);
            } else if !asked {
                self.depends(&path, found, depth + 1);
            }
        }
    }

    /// Tries the candidates of one question after the other until the field shows.
    fn search(
        &self,
        path: &str,
        questions: &[String],
        answers: &mut Answers,
        fixed: &mut Fixed,
        tries: &mut usize,
    ) -> bool {
        // Shown now, and still when the rest is answered.
        let kept = |(_, shown): (Answers, BTreeSet<String>)| shown.contains(path);
        if self.shows(answers, path) && self.complete(fixed).is_some_and(kept) {
            return true;
        }
        let Some((question, rest)) = questions.split_first() else {
            return false;
        };
        if fixed.iter().any(|(known, _)| known == question) {
            return self.search(path, rest, answers, fixed, tries);
        }
        let before = answers.clone();
        // As it is first: fewer answers are better.
        if self.search(path, rest, answers, fixed, tries) {
            return true;
        }
        let shown_now = self.shows(answers, &definition_path(question));
        let mut candidates = if shown_now {
            self.candidates(question)
        } else {
            Vec::new()
        };
        candidates.push(Answer::Text(String::new()));
        for candidate in candidates {
            if *tries == 0 {
                break;
            }
            *tries -= 1;
            set(answers, question, candidate.clone());
            fixed.push((question.clone(), candidate));
            if self.search(path, rest, answers, fixed, tries) {
                return true;
            }
            let kept = fixed.iter().position(|(known, _)| known == question);
            fixed.truncate(kept.unwrap_or(fixed.len()));
            answers.clone_from(&before);
        }
        false
    }

    fn candidates(&self, path: &str) -> Vec<Answer> {
        let Some(field) = self.form.field_at(path) else {
            return Vec::new();
        };
        if let Kind::Repeat(repeat) = &field.kind {
            let least = (repeat.min_rows as usize).max(1);
            return vec![self.rows(path, least)];
        }
        self.samples.of(field, path)
    }

    /// Fills in what is missing until nothing is wrong: the clean answers, and what they show.
    fn complete(&self, fixed: &Fixed) -> Option<(Answers, BTreeSet<String>)> {
        let mut answers = self.start(fixed);
        let mut checked = self.check(&answers);
        for _ in 0..ROUNDS {
            let Some(issue) = checked.issues.iter().find(|issue| is_missing(&issue.fault)) else {
                break;
            };
            let field = self.form.field_at(&issue.path)?;
            let answer = match &field.kind {
                Kind::Repeat(repeat) => self.rows(&issue.path, (repeat.min_rows as usize).max(1)),
                _ => self.candidates(&issue.path).into_iter().find(|answer| {
                    let mut tried = answers.clone();
                    set(&mut tried, &issue.path, answer.clone());
                    let found = self.check(&tried);
                    !found
                        .errors()
                        .any(|other| other.path == issue.path && !is_rule(other))
                })?,
            };
            set(&mut answers, &issue.path, answer);
            checked = self.check(&answers);
        }
        for _ in 0..ROUNDS {
            let Some(better) = self.repair(&answers, &checked, fixed) else {
                break;
            };
            answers = better;
            checked = self.check(&answers);
        }
        if !checked.is_ok() {
            return None;
        }
        let clean = checked.answers;
        // What is filed must be as good as what was typed.
        let again = self.check(&clean);
        if !again.is_ok() || again.answers != clean {
            return None;
        }
        let seen = shown(self.form, &clean, self.today);
        Some((clean, seen))
    }

    /// Answers with fewer faults: another value for a question that a broken rule reads, or a wrong default.
    fn repair(&self, answers: &Answers, checked: &Checked, fixed: &Fixed) -> Option<Answers> {
        let now = badness(checked);
        if now == 0 {
            return None;
        }
        let mut questions: Vec<String> = Vec::new();
        for issue in &checked.issues {
            questions.push(issue.path.clone());
            let at = definition_path(&issue.path);
            let root = at.split('.').next().unwrap_or_default();
            for rule in self.form.rules.iter().filter(|rule| rule.field == root) {
                rule.require.reads(&[], &mut |rows, key| {
                    let inside: String = rows.iter().map(|row| format!("{row}.")).collect();
                    let path = concrete(&format!("{inside}{key}"));
                    if !questions.contains(&path) {
                        questions.push(path);
                    }
                });
            }
        }
        questions.retain(|path| {
            self.form.field_at(path).is_some() && !fixed.iter().any(|(known, _)| known == path)
        });
        let try_one = |base: &Answers, path: &str, least: usize| -> Option<Answers> {
            self.candidates(path).into_iter().find_map(|candidate| {
                let mut tried = base.clone();
                set(&mut tried, path, candidate);
                (badness(&self.check(&tried)) < least).then_some(tried)
            })
        };
        let single = questions
            .iter()
            .find_map(|path| try_one(answers, path, now));
        single.or_else(|| {
            // Two questions at once, for rules that compare them.
            questions.iter().take(6).find_map(|first| {
                self.candidates(first).into_iter().find_map(|candidate| {
                    let mut base = answers.clone();
                    set(&mut base, first, candidate);
                    questions
                        .iter()
                        .filter(|second| *second != first)
                        .find_map(|second| try_one(&base, second, now))
                })
            })
        })
    }
}

const fn is_missing(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Required | Fault::MustAccept | Fault::TooFew { .. }
    )
}

fn is_rule(issue: &Issue) -> bool {
    matches!(issue.fault, Fault::Rule { .. })
}

/// How much is wrong: what blocks filing counts most.
fn badness(checked: &Checked) -> usize {
    let errors = checked.errors().count();
    errors * 100 + checked.issues.len() - errors
}

/// `rows.key` in the first row: `rows[1].key`.
fn concrete(definition: &str) -> String {
    let mut path = String::new();
    let mut pieces = definition.split('.').peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_some() {
            path.push_str(&path_in_row(piece, ROW, ""));
        } else {
            path.push_str(piece);
        }
    }
    path
}

/// Puts an answer at a concrete path; into rows that are there.
fn set(answers: &mut Answers, path: &str, answer: Answer) {
    let Some((group, rest)) = path.split_once('[') else {
        if answer.is_empty() && !matches!(answer, Answer::Flag(_)) {
            answers.remove(path);
        } else {
            answers.insert(path.to_owned(), answer);
        }
        return;
    };
    let Some((id, inside)) = rest.split_once("].") else {
        return;
    };
    if let Some(Answer::Rows(rows)) = answers.get_mut(group)
        && let Some(row) = rows.iter_mut().find(|row| row.id == id)
    {
        set(&mut row.answers, inside, answer);
    }
}
