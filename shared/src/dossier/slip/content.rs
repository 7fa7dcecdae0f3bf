//! What a slip says: facts, no layout. Kept as it was when the slip was issued, so that a reprint says the same (R-SLIP-13).

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What one slip says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipContent {
    /// Official name of the slip.
    pub title: String,
    /// Number of the form in its circular.
    pub form: String,
    /// The circular.
    pub circular: String,
    /// Number of the slip as written.
    pub number: String,
    /// The agency that issues it.
    pub agency: String,
    /// Its address.
    pub agency_address: String,
    /// Place in the line of the date, without its kind: “Cầu Giấy”. Empty when unknown.
    pub place: String,
    /// The unit that issues it.
    pub unit: String,
    /// Who issues it.
    pub issuer: String,
    /// Dossier code.
    pub code: String,
    /// Legal name of the procedure.
    pub procedure: String,
    /// Whose dossier it is.
    pub applicant: SlipPerson,
    /// When it was filed.
    pub submitted_at: Timestamp,
    /// When it was accepted.
    #[serde(default)]
    pub accepted_at: Option<Timestamp>,
    /// The date promised.
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// What only this kind says.
    pub body: SlipBody,
}

/// A person on a slip. What is not known is empty and left out or dotted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipPerson {
    /// Full name.
    pub name: String,
    /// Personal identification number.
    pub citizen_id: String,
    /// Address in one line.
    pub address: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// A paper of the dossier with how often it was handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipComponent {
    /// Name.
    pub name: String,
    /// Originals.
    pub originals: u32,
    /// Certified copies.
    pub certified: u32,
    /// Plain copies.
    pub copies: u32,
    /// Electronic files, the e-form among them.
    pub files: u32,
}

/// Something that has to be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipItem {
    /// The question or paper, as the form calls it.
    pub name: String,
    /// What is wrong and what to do.
    pub reason: String,
}

/// Why a dossier was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopCause {
    /// The supplement did not come in time (T12).
    Unanswered,
    /// It was not paid for in time (T15).
    Unpaid,
    /// The applicant withdrew it (T17).
    Withdrawn,
}

/// What only one kind of slip says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SlipBody {
    /// Receipt and appointment (R-SLIP-07).
    Receipt {
        /// What was handed in.
        components: Vec<SlipComponent>,
        /// Number of sets.
        sets: u32,
        /// Legal time limit in words.
        limit: String,
        /// Fee in words.
        fee: String,
        /// What was asked for beside it, each with its state, in words.
        #[serde(default)]
        charges: Vec<String>,
        /// Where the result is given.
        collect_place: String,
        /// Year and number in the register.
        register: Option<(i32, u32)>,
    },
    /// Supplement (R-SLIP-08).
    Supplement {
        /// Everything that is asked for.
        items: Vec<SlipItem>,
        /// Words to the applicant; may be empty.
        message: String,
        /// Legal basis of a late request; may be empty.
        basis: String,
        /// By when.
        answer_by: Option<Timestamp>,
    },
    /// Refusal (R-SLIP-09).
    Refusal {
        /// Why.
        reason: String,
        /// After appraisal (T20) and not at reception (T06).
        after_appraisal: bool,
    },
    /// Apology (R-SLIP-10); the new date is [`SlipContent::due_at`].
    Apology {
        /// Why.
        reason: String,
        /// The date before.
        was_due_at: Option<Timestamp>,
        /// Unit that has the dossier and is late.
        at_fault: String,
    },
    /// Notice of stopping.
    Stop {
        /// Why it stops.
        cause: StopCause,
        /// Words of the officer; may be empty.
        message: String,
    },
    /// Control slip (R-SLIP-11). Its table is read off the timeline when it is printed.
    Control {
        /// What the dossier consists of.
        components: Vec<SlipComponent>,
    },
}
