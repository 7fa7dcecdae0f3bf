//! From a form and its answers to a [`Paper`]. What is hidden is not printed (design §4, invariant 3): only what
//! `shared::form` calls visible comes in, and rows come from the validated answers alone.

use std::collections::HashMap;

use motcua_shared::form::directory::Directory;
use motcua_shared::form::display::show;
use motcua_shared::form::field::repeat::Repeat;
use motcua_shared::form::{
    Answer, Answers, Context, Evaluation, Field, Form, Kind, Row, Section, validate,
};
use motcua_shared::i18n::{Lang, t::document as say};
use motcua_shared::time::{Date, Timestamp, show_moment};

use super::paper::{Entry, Mark, Paper, Part, QrCode, TickBox};

/// Papers are in the language of the law.
const LANG: Lang = Lang::Vi;
/// A choice of more is a line to write on, not boxes.
const MOST_BOXES: usize = 9;
/// A row with more questions does not fit across the page.
const MOST_COLUMNS: usize = 6;
/// Letters of a label that leave room for a value in half a line.
const SHORT_LABEL: usize = 26;
/// Letters of a value that fit in half a line beside its label.
const SHORT_VALUE: usize = 24;
/// Letters of all choices that fit in half a line.
const SHORT_CHOICES: usize = 12;
/// Empty rows of a blank table.
const BLANK_ROWS: u32 = 3;

/// Which of the three papers it is, with what only that one knows.
#[derive(Clone, Copy, Debug)]
pub enum Facts<'a> {
    /// The empty form.
    Blank,
    /// A draft, not filed.
    Review {
        /// Answers as typed.
        answers: &'a Answers,
        /// Id of each file → its name.
        files: &'a HashMap<String, String>,
    },
    /// A dossier.
    Filled {
        /// Answers as filed.
        answers: &'a Answers,
        /// Id of each file → its name.
        files: &'a HashMap<String, String>,
        /// Dossier code.
        code: &'a str,
        /// When it was filed.
        filed_at: Timestamp,
        /// The agency it was filed at.
        agency: &'a str,
        /// Province of filing, for the line above the signature.
        place: &'a str,
        /// Who filed it.
        applicant: &'a str,
    },
}

/// What every paper needs beside the form.
pub struct About<'a> {
    /// Hash of the form version.
    pub hash: &'a str,
    /// Where the QR code leads.
    pub link: &'a str,
    /// Now.
    pub now: Timestamp,
    /// Names behind codes.
    pub directory: &'a dyn Directory,
}

/// Makes the paper.
#[must_use]
pub fn compose(form: &Form, facts: Facts<'_>, about: &About<'_>) -> Paper {
    let (answers, files, today) = match facts {
        Facts::Blank => (None, None, about.now.local().date),
        Facts::Review { answers, files } => (Some(answers), Some(files), about.now.local().date),
        Facts::Filled {
            answers,
            files,
            filed_at,
            ..
        } => (Some(answers), Some(files), filed_at.local().date),
    };
    let sections = match (answers, files) {
        (Some(typed), Some(files)) => answered(form, typed, files, today, about.directory),
        _ => form.sections.iter().map(blank).collect(),
    };
    let (mark, agency, signed_by) = match facts {
        Facts::Blank => (None, None, None),
        Facts::Review { .. } => (
            Some(Mark {
                title: say::not_filed(LANG).to_owned(),
                note: say::not_filed_note(LANG).to_owned(),
            }),
            None,
            None,
        ),
        Facts::Filled {
            agency, applicant, ..
        } => (None, Some(agency.to_owned()), Some(applicant.to_owned())),
    };
    let made = about.now.local().date;
    Paper {
        nation: say::nation(LANG).to_owned(),
        motto: say::motto(LANG).to_owned(),
        title: form.title.vi.clone(),
        basis: basis(form),
        mark,
        to: say::to(LANG).to_owned(),
        agency,
        sections,
        declaration: form.declaration.vi.clone(),
        place_and_date: place_and_date(facts),
        signer: say::signer(LANG).to_owned(),
        sign_here: say::sign_here(LANG).to_owned(),
        signed_by,
        qr: QrCode {
            link: about.link.to_owned(),
            caption: match facts {
                Facts::Blank => say::scan_to_fill(LANG),
                Facts::Review { .. } => say::scan_to_go_on(LANG),
                Facts::Filled { .. } => say::scan_to_follow(LANG),
            }
            .to_owned(),
            alt: say::qr_alt(LANG, about.link),
        },
        foot: foot(facts, about),
        page: say::page(LANG).to_owned(),
        row_number: say::row_number(LANG).to_owned(),
        made_on: (made.year(), u8::from(made.month()), made.day()),
    }
}

/// “(Ban hành kèm theo …)”: most begin with the title, which stands above already.
fn basis(form: &Form) -> String {
    let rest = form.basis.strip_prefix(form.title.vi.as_str());
    let rest = rest.and_then(|rest| rest.trim_start().strip_prefix(','));
    let mut letters = rest.unwrap_or(&form.basis).trim().chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    format!("({})", first.chain(letters).collect::<String>())
}

fn foot(facts: Facts<'_>, about: &About<'_>) -> String {
    let version = say::version(LANG, about.hash);
    match facts {
        Facts::Blank => version,
        Facts::Review { .. } => {
            let made = say::made_at(LANG, &show_moment(about.now));
            [say::not_filed(LANG), &made, &version].join(" · ")
        }
        Facts::Filled { code, filed_at, .. } => {
            let filed = say::filed_at(LANG, &show_moment(filed_at));
            [say::code(LANG, code), filed, version].join(" · ")
        }
    }
}

fn place_and_date(facts: Facts<'_>) -> String {
    let Facts::Filled {
        filed_at, place, ..
    } = facts
    else {
        return say::place_and_date_blank(LANG).to_owned();
    };
    let day = filed_at.local().date;
    // Official papers name the place without its kind: “Hà Nội, ngày …”.
    let short = ["Thành phố ", "Tỉnh "]
        .iter()
        .find_map(|kind| place.strip_prefix(kind))
        .unwrap_or(place);
    let place = if short.is_empty() {
        "……………"
    } else {
        short
    };
    say::place_and_date(
        LANG,
        place,
        &format!("{:02}", day.day()),
        &format!("{:02}", u8::from(day.month())),
        &day.year().to_string(),
    )
}

/// Every question, whatever its condition: nobody knows yet what will be answered.
fn blank(section: &Section) -> Part {
    let fields = section.groups.iter().flat_map(|group| &group.fields);
    Part {
        title: section.title.vi.clone(),
        entries: fields
            .filter(|field| is_printed(field))
            .map(|field| entry(field, None, &Names::none()))
            .collect(),
    }
}

/// The visible questions with their answers; sections without any are left out.
fn answered(
    form: &Form,
    typed: &Answers,
    files: &HashMap<String, String>,
    today: Date,
    directory: &dyn Directory,
) -> Vec<Part> {
    let evaluation = Evaluation::new(form, typed, today);
    let checked = validate(form, typed, Context { today, directory }).answers;
    let names = Names {
        files: Some(files),
        directory: Some(directory),
    };
    let mut parts = Vec::new();
    for section in &form.sections {
        let fields = section.groups.iter().flat_map(|group| &group.fields);
        let entries: Vec<Entry> = fields
            .filter(|field| is_printed(field) && evaluation.is_visible(&field.key))
            .map(|field| {
                // A half-finished answer of a draft is printed as typed. What is computed or has rows of its own is
                // never taken from there: only validation knows what is visible inside.
                let as_typed = !matches!(field.kind, Kind::Computed(_) | Kind::Repeat(_));
                let answer = checked
                    .get(&field.key)
                    .or_else(|| typed.get(&field.key).filter(|_| as_typed))
                    .filter(|answer| !answer.is_empty());
                entry(field, Some(answer), &names)
            })
            .collect();
        if !entries.is_empty() {
            parts.push(Part {
                title: section.title.vi.clone(),
                entries,
            });
        }
    }
    parts
}

/// Where names come from.
struct Names<'a> {
    files: Option<&'a HashMap<String, String>>,
    directory: Option<&'a dyn Directory>,
}

impl Names<'_> {
    const fn none() -> Self {
        Self {
            files: None,
            directory: None,
        }
    }

    fn text(&self, field: &Field, answer: &Answer) -> String {
        match (answer, self.directory) {
            (Answer::Files(ids), _) => {
                let known = |id: &String| self.files.and_then(|files| files.get(id)).cloned();
                ids.iter().filter_map(known).collect::<Vec<_>>().join("; ")
            }
            (answer, Some(directory)) => show(field, answer, LANG, directory),
            (_, None) => String::new(),
        }
    }
}

/// Information for the screen is no part of the declaration.
const fn is_printed(field: &Field) -> bool {
    !matches!(field.kind, Kind::Note(_))
}

/// One question on paper. `answer` is `None` on a blank form, `Some(None)` where nothing was answered.
///
/// The only place that looks at the type of a field: one that is not named here is a line with its text.
fn entry(field: &Field, answer: Option<Option<&Answer>>, names: &Names<'_>) -> Entry {
    let label = field.label.vi.clone();
    let given = answer.flatten();
    match &field.kind {
        Kind::Choice(choice) if choice.options.len() <= MOST_BOXES => {
            let chosen = given.map(Answer::text);
            let boxes: Vec<TickBox> = choice
                .options
                .iter()
                .map(|option| TickBox {
                    label: option.label.vi.clone(),
                    ticked: chosen == Some(option.value.as_str()),
                })
                .collect();
            let letters: usize = boxes.iter().map(|one| count(&one.label)).sum();
            let short = letters <= SHORT_CHOICES && count(&label) <= SHORT_LABEL;
            Entry::Boxes {
                label,
                boxes,
                short,
            }
        }
        Kind::Choices(choices) if choices.options.len() <= MOST_BOXES => Entry::Boxes {
            label,
            boxes: choices
                .options
                .iter()
                .map(|option| TickBox {
                    label: option.label.vi.clone(),
                    ticked: matches!(given, Some(Answer::Chosen(all)) if all.chosen.contains(&option.value)),
                })
                .collect(),
            short: false,
        },
        Kind::Check(_) => Entry::Tick(TickBox {
            label,
            ticked: matches!(given, Some(Answer::Flag(true))),
        }),
        Kind::File(_) if answer.is_none() => Entry::Tick(TickBox {
            label,
            ticked: false,
        }),
        Kind::Repeat(repeat) => rows(label, repeat, answer, names),
        kind => {
            let value = given
                .map(|answer| names.text(field, answer))
                .filter(|text| !text.trim().is_empty());
            let lines = match kind {
                Kind::LongText(_) => 3,
                Kind::Address(_) => 2,
                _ => 1,
            };
            let fits = value
                .as_deref()
                .is_none_or(|text| count(text) <= SHORT_VALUE);
            let short = is_short(kind) && fits && count(&label) <= SHORT_LABEL;
            Entry::Line {
                label,
                value,
                lines,
                short,
            }
        }
    }
}

/// Types whose values take half a line.
const fn is_short(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Date(_)
            | Kind::Number(_)
            | Kind::Money(_)
            | Kind::Ethnicity
            | Kind::Country
            | Kind::Phone
            | Kind::CitizenId(_)
    )
}

fn rows(
    label: String,
    repeat: &Repeat,
    answer: Option<Option<&Answer>>,
    names: &Names<'_>,
) -> Entry {
    let given: Option<&[Row]> = answer.map(|answer| match answer {
        Some(Answer::Rows(rows)) => rows.as_slice(),
        _ => &[],
    });
    let flat = repeat
        .fields
        .iter()
        .all(|field| !matches!(field.kind, Kind::Repeat(_)));
    if flat && repeat.fields.len() <= MOST_COLUMNS {
        let cell = |row: &Row, field: &Field| {
            let answer = row.answers.get(&field.key);
            answer.map_or_else(String::new, |answer| names.text(field, answer))
        };
        let rows = match given {
            Some(rows) => rows
                .iter()
                .map(|row| repeat.fields.iter().map(|field| cell(row, field)).collect())
                .collect(),
            None => {
                let blank = vec![String::new(); repeat.fields.len()];
                vec![blank; repeat.min_rows.max(BLANK_ROWS).min(repeat.max_rows.max(1)) as usize]
            }
        };
        let columns = repeat
            .fields
            .iter()
            .map(|field| field.label.vi.clone())
            .collect();
        return Entry::Table {
            label,
            columns,
            rows,
        };
    }
    let heading = |number: usize| say::row(LANG, &repeat.row_label.vi, &number.to_string());
    let rows = match given {
        Some(rows) => rows
            .iter()
            .enumerate()
            .map(|(index, row)| Part {
                title: heading(index + 1),
                // A question without an answer in its row may be a hidden one.
                entries: repeat
                    .fields
                    .iter()
                    .filter_map(|field| Some((field, row.answers.get(&field.key)?)))
                    .map(|(field, answer)| entry(field, Some(Some(answer)), names))
                    .collect(),
            })
            .collect(),
        None => (1..=repeat.min_rows.clamp(1, BLANK_ROWS) as usize)
            .map(|number| Part {
                title: heading(number),
                entries: repeat
                    .fields
                    .iter()
                    .filter(|field| is_printed(field))
                    .map(|field| entry(field, None, names))
                    .collect(),
            })
            .collect(),
    };
    Entry::Rows { label, rows }
}

fn count(text: &str) -> usize {
    text.chars().count()
}
