//! The only validator (design §4, invariant 2): the browser runs it on "continue", the server on submit.

use std::collections::{BTreeSet, HashSet};

use super::answers::{Answer, Answers, Row, path_in_row};
use super::condition::{Condition, Scope, Unique};
use super::definition::{Form, Group, Rule};
use super::evaluation::{Context, Evaluation, LevelScope};
use super::field::repeat::Repeat;
use super::field::{Asked, Kind};
use super::issue::{Fault, Issue, Severity, definition_path};

/// Longest id of a row.
const ROW_ID_LENGTH: usize = 64;

/// The outcome of a validation.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Checked {
    /// Clean answers of the visible fields: what is filed, stored and printed. Wrong answers are left out.
    pub answers: Answers,
    /// Faults in the order of the form, then unknown fields.
    pub issues: Vec<Issue>,
}

impl Checked {
    /// Whether nothing blocks filing.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.issues
            .iter()
            .all(|issue| issue.severity != Severity::Error)
    }

    /// Only what blocks filing.
    pub fn errors(&self) -> impl Iterator<Item = &Issue> {
        self.issues
            .iter()
            .filter(|issue| issue.severity == Severity::Error)
    }
}

/// Validates the whole form.
#[must_use]
pub fn validate(form: &Form, answers: &Answers, context: Context<'_>) -> Checked {
    check_all(&Evaluation::new(form, answers, context.today), context)
}

/// Validates the whole form that an evaluation was made for.
#[must_use]
pub fn check_all(evaluation: &Evaluation<'_>, context: Context<'_>) -> Checked {
    let mut checked = Checked::default();
    let Some(level) = evaluation.here() else {
        return checked;
    };
    for index in 0..level.fields.len() {
        check_into(evaluation, index, "", context, &mut checked);
    }
    let wrong = wrong_fields(&checked.issues);
    for rule in &evaluation.form().rules {
        check_rule(evaluation, rule, &wrong, &mut checked.issues);
    }
    for key in evaluation.answers().keys() {
        if level.index(key).is_none() {
            checked
                .issues
                .push(Issue::error(key.clone(), Fault::UnknownField));
        }
    }
    checked
}

/// Validates one page of the form that an evaluation was made for: its fields, and the rules that stand at them.
#[must_use]
pub fn check_page(evaluation: &Evaluation<'_>, group: &Group, context: Context<'_>) -> Vec<Issue> {
    let mut checked = Checked::default();
    let Some(level) = evaluation.here() else {
        return Vec::new();
    };
    for index in group
        .fields
        .iter()
        .filter_map(|field| level.index(&field.key))
    {
        check_into(evaluation, index, "", context, &mut checked);
    }
    let wrong = wrong_fields(&checked.issues);
    for rule in &evaluation.form().rules {
        if group.fields.iter().any(|field| field.key == rule.field) {
            check_rule(evaluation, rule, &wrong, &mut checked.issues);
        }
    }
    checked.issues
}

/// Definition paths of the fields that have errors.
pub(super) fn wrong_fields(issues: &[Issue]) -> HashSet<String> {
    issues
        .iter()
        .filter(|issue| issue.severity == Severity::Error)
        .map(|issue| definition_path(&issue.path))
        .collect()
}

/// Checks a rule when the field it stands at is visible and what it reads is well answered.
pub(super) fn check_rule(
    evaluation: &Evaluation<'_>,
    rule: &Rule,
    wrong: &HashSet<String>,
    issues: &mut Vec<Issue>,
) {
    if !evaluation.is_visible(&rule.field) || reads_wrong(&rule.require, wrong) {
        return;
    }
    let mut say = |path: String| {
        issues.push(Issue {
            path,
            severity: rule.severity,
            fault: Fault::Rule {
                id: rule.id.clone(),
            },
        });
    };
    match &rule.require {
        // Said at each row that repeats another one.
        Condition::Unique(unique) if !unique.rows.contains('.') => {
            for row in repeated(evaluation, unique) {
                say(path_in_row(&unique.rows, &row, &unique.field));
            }
        }
        condition if condition.decide(evaluation) == Some(false) => say(rule.field.clone()),
        _ => {}
    }
}

/// Ids of the rows whose answer an earlier row has already.
fn repeated(evaluation: &Evaluation<'_>, unique: &Unique) -> Vec<String> {
    let (mut seen, mut repeated) = (BTreeSet::new(), Vec::new());
    evaluation.each_row(&unique.rows, &mut |scope, row| {
        if let Some(value) = scope.value(&unique.field)
            && !seen.insert(value)
        {
            repeated.push(row.id.clone());
        }
        true
    });
    repeated
}

/// Whether a condition reads a field that has an error; a key inside rows may mean a field of the rows or one around them.
fn reads_wrong(condition: &Condition, wrong: &HashSet<String>) -> bool {
    let mut found = false;
    if wrong.is_empty() {
        return false;
    }
    condition.reads(&[], &mut |rows, key| {
        for depth in 0..=rows.len() {
            let mut path = rows.get(..depth).unwrap_or_default().join(".");
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(key);
            found |= wrong.contains(&path);
        }
    });
    found
}

fn check_into(
    scope: &dyn LevelScope,
    index: usize,
    prefix: &str,
    context: Context<'_>,
    checked: &mut Checked,
) {
    if let Some((key, answer)) = check_question(scope, index, prefix, context, &mut checked.issues)
    {
        checked.answers.insert(key, answer);
    }
}

/// Checks one question of a level and returns its key with the clean answer, if there is one.
pub(super) fn check_question(
    scope: &dyn LevelScope,
    index: usize,
    prefix: &str,
    context: Context<'_>,
    issues: &mut Vec<Issue>,
) -> Option<(String, Answer)> {
    let field = scope.here()?.field(index)?;
    if !scope.visible_at(index) {
        return None;
    }
    let found = |answer| Some((field.key.clone(), answer));
    match &field.kind {
        Kind::Note(_) => return None,
        Kind::Computed(_) => return found(scope.answer_at(index)?.into_owned()),
        _ => {}
    }
    let path = format!("{prefix}{}", field.key);
    let required = scope.is_needed(field);
    let answer = scope.answers().get(&field.key);
    if let Kind::Repeat(repeat) = &field.kind {
        let rows = match answer {
            None => &[],
            Some(Answer::Rows(rows)) => rows.as_slice(),
            // An empty list has no shape of its own.
            Some(Answer::Files(files)) if files.is_empty() => &[],
            Some(_) => {
                issues.push(Issue::error(path, Fault::WrongShape));
                return None;
            }
        };
        let rows = check_rows(scope, index, repeat, rows, required, &path, context, issues);
        return found(Answer::Rows(rows?));
    }
    let Some(answer) = answer.filter(|answer| !answer.is_empty()) else {
        if required {
            issues.push(Issue::error(path, field.kind.missing_fault()));
        }
        return None;
    };
    let asked = Asked {
        path: &path,
        required,
        context,
        scope: scope.as_scope(),
    };
    let (clean, faults) = field.kind.check(answer, &asked);
    issues.extend(faults);
    found(clean?)
}

#[expect(
    clippy::too_many_arguments,
    reason = "one call, each is a different thing"
)]
fn check_rows(
    scope: &dyn LevelScope,
    index: usize,
    repeat: &Repeat,
    rows: &[Row],
    required: bool,
    path: &str,
    context: Context<'_>,
    issues: &mut Vec<Issue>,
) -> Option<Vec<Row>> {
    let min = if required {
        repeat.min_rows.max(1)
    } else {
        repeat.min_rows
    };
    let max = repeat.max_rows;
    if rows.len() < min as usize {
        issues.push(Issue::error(path, Fault::TooFew { min }));
    }
    if rows.len() > max as usize {
        issues.push(Issue::error(path, Fault::TooMany { max }));
    }
    let mut ids = HashSet::with_capacity(rows.len());
    if !rows
        .iter()
        .all(|row| is_row_id(&row.id) && ids.insert(&row.id))
    {
        issues.push(Issue::error(path, Fault::WrongShape));
        return None;
    }
    let mut clean_rows = Vec::with_capacity(rows.len());
    for row in rows {
        let inner = scope.row_scope(index, row)?;
        let level = inner.here()?;
        let prefix = path_in_row(path, &row.id, "");
        let mut checked = Checked::default();
        for index in 0..level.fields.len() {
            check_into(&inner, index, &prefix, context, &mut checked);
        }
        issues.append(&mut checked.issues);
        for key in row.answers.keys().filter(|key| level.index(key).is_none()) {
            issues.push(Issue::error(format!("{prefix}{key}"), Fault::UnknownField));
        }
        clean_rows.push(Row {
            id: row.id.clone(),
            answers: checked.answers,
        });
    }
    (!clean_rows.is_empty()).then_some(clean_rows)
}

/// Whether a text can be the id of a row: it stands in paths and in ids of elements.
#[must_use]
pub fn is_row_id(id: &str) -> bool {
    (1..=ROW_ID_LENGTH).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
