//! The only validator (design §4, invariant 2): the browser runs it on "continue", the server on submit.

use super::answers::{Answer, Answers, Row, path_in_row};
use super::definition::{Field, Form, Group};
use super::evaluation::{Context, Evaluation};
use super::field::Kind;
use super::issue::{Fault, Issue, Severity};

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
    let evaluation = Evaluation::new(form, answers, context.today);
    let mut checked = Checked::default();
    for field in form.fields() {
        check_top_field(&evaluation, field, answers, context, &mut checked);
    }
    check_rules(&evaluation, |_| true, &mut checked);
    for key in answers.keys().filter(|key| form.field(key).is_none()) {
        checked
            .issues
            .push(Issue::error(key.clone(), Fault::UnknownField));
    }
    checked
}

/// Validates one page: its fields, and the rules that stand at them.
#[must_use]
pub fn validate_page(
    form: &Form,
    group: &Group,
    answers: &Answers,
    context: Context<'_>,
) -> Vec<Issue> {
    let evaluation = Evaluation::new(form, answers, context.today);
    let mut checked = Checked::default();
    for field in &group.fields {
        check_top_field(&evaluation, field, answers, context, &mut checked);
    }
    check_rules(
        &evaluation,
        |key| group.fields.iter().any(|field| field.key == key),
        &mut checked,
    );
    checked.issues
}

/// Runs the cross-field rules that stand at the wanted fields and whose fields are all visible and well answered.
fn check_rules(evaluation: &Evaluation<'_>, wanted: impl Fn(&str) -> bool, checked: &mut Checked) {
    for rule in evaluation
        .form()
        .rules
        .iter()
        .filter(|rule| wanted(&rule.field))
    {
        let sound = |key: &&str| {
            !checked
                .issues
                .iter()
                .any(|issue| issue.severity == Severity::Error && issue.field_path() == *key)
        };
        let applies = evaluation.is_visible(&rule.field) && rule.require.fields().iter().all(sound);
        if applies && !rule.require.holds(evaluation) {
            let fault = Fault::Rule {
                id: rule.id.clone(),
            };
            checked.issues.push(Issue {
                path: rule.field.clone(),
                severity: rule.severity,
                fault,
            });
        }
    }
}

fn check_top_field(
    evaluation: &Evaluation<'_>,
    field: &Field,
    answers: &Answers,
    context: Context<'_>,
    checked: &mut Checked,
) {
    if !evaluation.is_visible(&field.key) {
        return;
    }
    let required = evaluation.is_required(field);
    let clean = if let Kind::Repeat(repeat) = &field.kind {
        match answers.get(&field.key) {
            None => check_rows(
                evaluation,
                field,
                repeat,
                &[],
                required,
                context,
                &mut checked.issues,
            ),
            Some(Answer::Rows(rows)) => check_rows(
                evaluation,
                field,
                repeat,
                rows,
                required,
                context,
                &mut checked.issues,
            ),
            // An empty list has no shape of its own.
            Some(Answer::Files(files)) if files.is_empty() => check_rows(
                evaluation,
                field,
                repeat,
                &[],
                required,
                context,
                &mut checked.issues,
            ),
            Some(_) => {
                checked
                    .issues
                    .push(Issue::error(field.key.clone(), Fault::WrongShape));
                None
            }
        }
    } else if matches!(&field.kind, Kind::Computed(computed) if !evaluation.is_visible(&computed.from))
    {
        None
    } else {
        check_field(
            field,
            &field.key,
            answers,
            required,
            context,
            &mut checked.issues,
        )
    };
    if let Some(clean) = clean {
        checked.answers.insert(field.key.clone(), clean);
    }
}

/// Checks a single-valued field and returns its clean answer.
fn check_field(
    field: &Field,
    path: &str,
    siblings: &Answers,
    required: bool,
    context: Context<'_>,
    issues: &mut Vec<Issue>,
) -> Option<Answer> {
    if let Kind::Computed(computed) = &field.kind {
        return computed.answer(siblings);
    }
    let Some(answer) = siblings.get(&field.key).filter(|answer| !answer.is_empty()) else {
        if required {
            issues.push(Issue::error(path, field.kind.missing_fault()));
        }
        return None;
    };
    let (clean, mut found) = field.kind.check(answer, path, required, context);
    found.extend(field.kind.compare(answer, siblings, path, context));
    issues.extend(found);
    clean
}

fn check_rows(
    evaluation: &Evaluation<'_>,
    field: &Field,
    repeat: &super::field::repeat::Repeat,
    rows: &[Row],
    required: bool,
    context: Context<'_>,
    issues: &mut Vec<Issue>,
) -> Option<Answer> {
    let least = if required {
        repeat.min_rows.max(1)
    } else {
        repeat.min_rows
    };
    if rows.len() < least as usize {
        issues.push(Issue::error(
            field.key.clone(),
            Fault::TooFew { min: least },
        ));
    }
    if rows.len() > repeat.max_rows as usize {
        issues.push(Issue::error(
            field.key.clone(),
            Fault::TooMany {
                max: repeat.max_rows,
            },
        ));
    }
    let mut clean_rows = Vec::with_capacity(rows.len());
    for row in rows {
        let scope = evaluation.in_row(&repeat.fields, row);
        let mut clean = Answers::new();
        for inner in repeat.fields.iter().filter(|inner| scope.is_visible(inner)) {
            let path = path_in_row(&field.key, &row.id, &inner.key);
            if let Some(answer) = check_field(
                inner,
                &path,
                &row.answers,
                scope.is_required(inner),
                context,
                issues,
            ) {
                clean.insert(inner.key.clone(), answer);
            }
        }
        for key in row
            .answers
            .keys()
            .filter(|key| !repeat.fields.iter().any(|inner| inner.key == **key))
        {
            issues.push(Issue::error(
                path_in_row(&field.key, &row.id, key),
                Fault::UnknownField,
            ));
        }
        clean_rows.push(Row {
            id: row.id.clone(),
            answers: clean,
        });
    }
    (!clean_rows.is_empty()).then_some(Answer::Rows(clean_rows))
}
