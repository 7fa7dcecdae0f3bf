//! Slips and the register on paper: what their pages get to read. The words stand in the templates (`backend/slips`), which an
//! administrator can change; in here are only facts, and the few sentences that every page has at its foot.

use motcua_shared::dossier::slip::{HandOver, SlipContent, SlipForm};
use motcua_shared::i18n::{Lang, t::document as form_words, t::slip as say};
use motcua_shared::time::{Date, Timestamp, show_moment};
use serde::Serialize;
use serde_json::{Value, json};

use super::DocumentError;

/// Papers are in the language of the law.
const LANG: Lang = Lang::Vi;

/// A page that is ready to be set.
#[derive(Clone, Debug)]
pub struct SlipPage {
    /// The template with its words.
    pub template: String,
    /// What templates import.
    pub parts: String,
    /// What the template reads.
    pub data: Value,
    /// What the barcode says and where the QR code leads; the register has neither.
    pub codes: Option<(String, String)>,
}

/// Which copy of a slip it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// What the applicant downloads.
    Electronic,
    /// What the agency prints: 0 is the original, 1 the first reprint.
    Paper(u32),
}

/// A void slip says so.
#[derive(Clone, Debug, Serialize)]
pub struct Voided {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What a slip needs beside its content.
#[derive(Clone, Debug)]
pub struct About<'a> {
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Which copy.
    pub print: Print,
    /// When and why it was voided.
    pub voided: Option<Voided>,
    /// The table of the control slip.
    pub hand_overs: &'a [HandOver],
    /// Where the QR code leads.
    pub link: &'a str,
}

/// A line of the register on paper.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterLine {
    /// Number in the year.
    pub number: u32,
    /// Dossier code.
    pub code: String,
    /// Legal name of the procedure.
    pub procedure: String,
    /// Number of sets.
    pub sets: u32,
    /// Owner.
    pub owner: String,
    /// Address.
    pub address: String,
    /// Phone.
    pub phone: String,
    /// Accepted.
    pub received_at: Timestamp,
    /// Promised.
    pub due_at: Option<Timestamp>,
    /// Given back.
    pub returned_at: Option<Timestamp>,
    /// How the result is given.
    pub way: String,
    /// What else there is to say: how it ended.
    pub note: String,
}

/// A register of a year.
#[derive(Clone, Debug)]
pub struct Register<'a> {
    /// The agency.
    pub agency: &'a str,
    /// Place in the line of the date.
    pub place: &'a str,
    /// Its form and circular.
    pub form: &'a SlipForm,
    /// The circular.
    pub circular: &'a str,
    /// The year.
    pub year: i32,
    /// The year is over.
    pub closed: bool,
    /// The lines.
    pub rows: &'a [RegisterLine],
    /// Now.
    pub now: Timestamp,
}

/// What the page of a slip reads.
///
/// # Errors
/// [`DocumentError::Layout`] when the content cannot be written as JSON.
pub fn slip_data(content: &SlipContent, about: &About<'_>) -> Result<Value, DocumentError> {
    let mut data = value(content)?;
    let (reprint, electronic) = match about.print {
        Print::Electronic => (0, true),
        Print::Paper(number) => (number, false),
    };
    let more = json!({
        "nation": form_words::nation(LANG),
        "motto": form_words::motto(LANG),
        "issued_at": value(&about.issued_at)?,
        "made_at": value(&about.issued_at)?,
        "reprint": reprint,
        "electronic": electronic,
        "voided": value(&about.voided)?,
        "hand_overs": value(&about.hand_overs)?,
        "foot": say::foot(LANG, &content.code, &content.number, &show_moment(about.issued_at), &content.form, &content.circular),
        "qr_alt": form_words::qr_alt(LANG, about.link),
        "barcode_alt": say::barcode_alt(LANG, &content.code),
    });
    join(&mut data, more);
    moments(&mut data);
    Ok(data)
}

/// What the page of the register reads.
///
/// # Errors
/// [`DocumentError::Layout`] when a line cannot be written as JSON.
pub fn register_data(register: &Register<'_>) -> Result<Value, DocumentError> {
    let now = value(&register.now)?;
    let mut data = json!({
        "nation": form_words::nation(LANG),
        "motto": form_words::motto(LANG),
        "title": register.form.title.vi,
        "agency": register.agency,
        "unit": "",
        "place": register.place,
        "issued_at": now,
        "made_at": now,
        "reprint": 0,
        "electronic": false,
        "voided": null,
        "year": register.year,
        "closed": register.closed,
        "rows": value(&register.rows)?,
        "foot": say::foot_register(LANG, &register.form.number, register.circular, &show_moment(register.now)),
    });
    moments(&mut data);
    Ok(data)
}

fn value(part: &impl Serialize) -> Result<Value, DocumentError> {
    serde_json::to_value(part).map_err(|error| DocumentError::Layout(error.to_string()))
}

fn join(data: &mut Value, more: Value) {
    if let (Value::Object(data), Value::Object(more)) = (data, more) {
        data.extend(more);
    }
}

/// Moments become numbers that a template can put into words. Which members are moments, their names say; what people typed is
/// never one of them.
fn moments(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(moments),
        Value::Object(members) => {
            for (name, member) in members {
                let is_moment = name == "at" || name.ends_with("_at") || name == "answer_by";
                let moment = member.as_str().filter(|_| is_moment);
                if let Some(moment) = moment.and_then(Timestamp::parse) {
                    *member = in_numbers(moment);
                } else {
                    moments(member);
                }
            }
        }
        _ => {}
    }
}

fn in_numbers(moment: Timestamp) -> Value {
    let local = moment.local();
    let date: Date = local.date;
    json!({
        "hour": local.minute / 60,
        "minute": local.minute % 60,
        "day": date.day(),
        "month": u8::from(date.month()),
        "year": date.year(),
    })
}
