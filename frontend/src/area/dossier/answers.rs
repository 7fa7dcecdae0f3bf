//! The answers of a dossier as lines of text by section, in the order of the form. Hidden means absent; files have
//! their own list.

use motcua_shared::form::display::show;
use motcua_shared::form::{Answer, Answers, Evaluation, Field, Form, Kind};
use motcua_shared::time::{Date, show_date};
use motcua_shared::vault::{FactSource, SourceKind};

use crate::directory::Directories;
use crate::i18n::{lang, t, text, vietnamese};

/// A section of the form that has something to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerSection {
    /// Key in the form.
    pub key: String,
    /// Heading.
    pub title: String,
    /// Its answers.
    pub lines: Vec<AnswerLine>,
}

/// One question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerLine {
    /// Key of the field; of the group for a line of a repeat group.
    pub field: String,
    /// The question.
    pub label: String,
    /// The answer; empty when nothing was given.
    pub text: String,
    /// `lang` of the answer, where it is not the page's.
    pub lang: Option<&'static str>,
}

/// The lines of all sections. Names of places come from `directory` and change when its lists arrive. `filed` is the
/// day on which the conditions of the form are looked at.
#[must_use]
pub fn sections(
    form: &Form,
    answers: &Answers,
    filed: Date,
    directory: Directories,
) -> Vec<AnswerSection> {
    let evaluation = Evaluation::new(form, answers, filed);
    form.sections
        .iter()
        .map(|section| {
            let fields = section.groups.iter().flat_map(|group| &group.fields);
            let mut lines = Vec::new();
            for field in fields.filter(|field| evaluation.is_visible(&field.key)) {
                add_lines(&mut lines, field, answers, &evaluation, directory);
            }
            AnswerSection {
                key: section.key.clone(),
                title: text(&section.title),
                lines,
            }
        })
        .filter(|section| !section.lines.is_empty())
        .collect()
}

fn add_lines(
    lines: &mut Vec<AnswerLine>,
    field: &Field,
    answers: &Answers,
    evaluation: &Evaluation<'_>,
    directory: Directories,
) {
    let mut add = |asked: &Field, label: String, text: String| {
        lines.push(AnswerLine {
            field: field.key.clone(),
            label,
            text,
            lang: written_in(&asked.kind),
        })
    };
    match (&field.kind, answers.get(&field.key)) {
        (Kind::File(_), _) => {}
        (Kind::Note(_), _) => {}
        (Kind::Computed(_), answer) => {
            let answer = answer.cloned().or_else(|| evaluation.computed(&field.key));
            if let Some(answer) = answer {
                add(
                    field,
                    text(&field.label),
                    show(field, &answer, lang(), &directory),
                );
            }
        }
        (Kind::Repeat(repeat), Some(Answer::Rows(rows))) => {
            for (number, row) in (1_u32..).zip(rows) {
                let scope = evaluation.in_row(&field.key, row);
                for inner in repeat.fields.iter().filter(|inner| scope.is_visible(inner)) {
                    let label = t::dossier_page::row_label(
                        lang(),
                        &text(&repeat.row_label),
                        &number.to_string(),
                        &text(&inner.label),
                    );
                    add(
                        inner,
                        label,
                        answer_text(inner, row.answers.get(&inner.key), directory),
                    );
                }
            }
        }
        (_, answer) => add(
            field,
            text(&field.label),
            answer_text(field, answer, directory),
        ),
    }
}

/// People write Vietnamese, and places and peoples have Vietnamese names; all else is in the page's language.
fn written_in(kind: &Kind) -> Option<&'static str> {
    let own = matches!(
        kind,
        Kind::Text(_)
            | Kind::LongText(_)
            | Kind::Address(_)
            | Kind::Province
            | Kind::Commune(_)
            | Kind::Agency
            | Kind::Ethnicity
            | Kind::BusinessLine
            | Kind::Signature(_)
    );
    vietnamese().filter(|_| own)
}

/// One answer as text; empty when nothing was given.
#[must_use]
pub fn answer_text(field: &Field, answer: Option<&Answer>, directory: Directories) -> String {
    match answer {
        // A box that was never touched says no.
        None if matches!(field.kind, Kind::Check(_)) => {
            show(field, &Answer::Flag(false), lang(), &directory)
        }
        Some(answer) if !answer.is_empty() => show(field, answer, lang(), &directory),
        _ => String::new(),
    }
}

/// Where a reused value comes from and since when.
#[must_use]
pub fn source_text(source: &FactSource) -> String {
    let date = show_date(source.since.local().date);
    match source.kind {
        SourceKind::Account => t::dossier_page::from_account(lang(), &date),
        SourceKind::Dossier => t::dossier_page::from_dossier(lang(), &source.by, &date),
        SourceKind::Register => t::dossier_page::from_register(lang(), &source.by, &date),
        SourceKind::Own => t::dossier_page::from_own(lang(), &date),
    }
}
