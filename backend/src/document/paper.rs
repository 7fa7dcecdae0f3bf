//! What stands on a form on paper, in reading order, without any file format. The layouts of `pdf` and `docx` add no
//! words of their own: every word is in here, in Vietnamese. Serialised, it is what a `print.typ` gets.

use serde::Serialize;

/// A form on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”.
    pub nation: String,
    /// “Độc lập - Tự do - Hạnh phúc”.
    pub motto: String,
    /// Official name of the form.
    pub title: String,
    /// The circular that issued it.
    pub basis: String,
    /// Mark of a review copy, with its explanation.
    pub mark: Option<Mark>,
    /// “Kính gửi:”.
    pub to: String,
    /// The receiving agency, when it is known.
    pub agency: Option<String>,
    /// The parts of the form.
    pub sections: Vec<Part>,
    /// The sentence the applicant declares.
    pub declaration: String,
    /// “Hà Nội, ngày 21 tháng 11 năm 2026”, with dots where it is not known.
    pub place_and_date: String,
    /// “Người khai”.
    pub signer: String,
    /// How to sign.
    pub sign_here: String,
    /// Name under the signature, when it is known.
    pub signed_by: Option<String>,
    /// Where the QR code leads, and what is said about it.
    pub qr: QrCode,
    /// Code, time and version: the line at the foot of each page.
    pub foot: String,
    /// “Trang”.
    pub page: String,
    /// Heading of the column with the numbers of rows.
    pub row_number: String,
    /// Day it was made: year, month, day.
    pub made_on: (i32, u8, u8),
}

/// What a copy that is not the filed form says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// In a few words.
    pub title: String,
    /// In a sentence.
    pub note: String,
}

/// The QR code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QrCode {
    /// The address in it.
    pub link: String,
    /// What it is good for.
    pub caption: String,
    /// For those who do not see it.
    pub alt: String,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Heading.
    pub title: String,
    /// What stands under it.
    pub entries: Vec<Entry>,
}

/// One entry of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    /// Label and value; dots where there is no value.
    Line {
        /// Label.
        label: String,
        /// Value; line breaks are kept.
        value: Option<String>,
        /// Lines to write on when there is no value.
        lines: u8,
        /// Two short ones in a row may share a line.
        short: bool,
    },
    /// Boxes, one of which is crossed.
    Boxes {
        /// Label.
        label: String,
        /// All choices.
        boxes: Vec<TickBox>,
        /// Fits beside another short one.
        short: bool,
    },
    /// One box to tick, with its sentence.
    Tick(TickBox),
    /// Rows of a repeat group, side by side.
    Table {
        /// What the rows are.
        label: String,
        /// Headings.
        columns: Vec<String>,
        /// Cells; an empty one has no answer.
        rows: Vec<Vec<String>>,
    },
    /// Rows of a repeat group with too much in them for a table: one below the other.
    Rows {
        /// What the rows are.
        label: String,
        /// Each with its heading.
        rows: Vec<Part>,
    },
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TickBox {
    /// What it means.
    pub label: String,
    /// Whether it is crossed.
    pub ticked: bool,
}

impl Entry {
    /// Whether it may share a line with another one.
    #[must_use]
    pub const fn is_short(&self) -> bool {
        match self {
            Self::Line { short, .. } | Self::Boxes { short, .. } => *short,
            Self::Tick(_) | Self::Table { .. } | Self::Rows { .. } => false,
        }
    }
}
