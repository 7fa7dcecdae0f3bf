//! Which questions a page asks now, with their answers as people would type them. The engine decides; hidden means absent.

use motcua_shared::form::answers::path_in_row;
use motcua_shared::form::evaluation::RowScope;
use motcua_shared::form::look::{as_typed, element_id};
use motcua_shared::form::{Answer, Answers, Evaluation, Field, Group, Kind, Row};

/// A question that exists now.
pub struct Question<'f> {
    /// Its definition.
    pub field: &'f Field,
    /// Its key, or `group[row].key`.
    pub path: String,
    /// What was typed, or is filled in.
    pub answer: Option<Answer>,
    /// Must be answered.
    pub required: bool,
    /// Its answer is shown but cannot be changed.
    pub read_only: bool,
    /// The rows of a repeat group.
    pub rows: Vec<RowOf<'f>>,
}

/// A row of a repeat group.
pub struct RowOf<'f> {
    /// Stable id.
    pub id: String,
    /// Its questions.
    pub questions: Vec<Question<'f>>,
}

impl Question<'_> {
    /// Id of the input.
    #[must_use]
    pub fn id(&self) -> String {
        element_id(&self.path)
    }

    /// Id of the input of a part.
    #[must_use]
    pub fn part(&self, part: &str) -> String {
        format!("{}.{part}", self.id())
    }

    /// The answer as text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.answer.as_ref().map_or("", Answer::text)
    }
}

/// The questions of a page.
#[must_use]
pub fn on_page<'f>(
    evaluation: &Evaluation<'_>,
    group: &'f Group,
    answers: &Answers,
) -> Vec<Question<'f>> {
    let visible = group
        .fields
        .iter()
        .filter(|field| evaluation.is_visible(&field.key));
    let question = |field: &'f Field| {
        let given = answers.get(&field.key);
        let rows = given.map_or(&[][..], Answer::rows);
        Question {
            path: field.key.clone(),
            answer: answer(field, given, || evaluation.computed(&field.key)),
            required: evaluation.is_required(field),
            read_only: evaluation.is_read_only(field),
            rows: rows
                .iter()
                .map(|row| in_row(&evaluation.in_row(&field.key, row), field, &field.key, row))
                .collect(),
            field,
        }
    };
    visible.map(question).collect()
}

fn in_row<'f>(scope: &RowScope<'_>, group: &'f Field, path: &str, row: &Row) -> RowOf<'f> {
    let visible = group
        .kind
        .row_fields()
        .iter()
        .filter(|field| scope.is_visible(field));
    let question = |field: &'f Field| {
        let path = path_in_row(path, &row.id, &field.key);
        let given = row.answers.get(&field.key);
        let rows = given.map_or(&[][..], Answer::rows);
        Question {
            answer: answer(field, given, || scope.computed(&field.key)),
            required: scope.is_required(field),
            read_only: scope.is_read_only(field),
            rows: rows
                .iter()
                .map(|inner| in_row(&scope.in_row(&field.key, inner), field, &path, inner))
                .collect(),
            path,
            field,
        }
    };
    RowOf {
        id: row.id.clone(),
        questions: visible.map(question).collect(),
    }
}

fn answer(
    field: &Field,
    given: Option<&Answer>,
    computed: impl FnOnce() -> Option<Answer>,
) -> Option<Answer> {
    match &field.kind {
        Kind::Computed(_) => computed(),
        kind => given.cloned().map(|answer| as_typed(kind, answer)),
    }
}
