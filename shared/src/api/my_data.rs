//! What is held about a person, as that person sees it: facts, documents, where each came from and was used, who looked; and
//! what they can do about it: restrict, ask for a correction, take everything, file again with earlier answers.

use serde::{Deserialize, Serialize};

use super::attachment::AttachmentView;
use crate::access::Role;
use crate::form::Answer;
use crate::form::diff::DroppedAnswer;
use crate::form::profile::Topic;
use crate::i18n::{Bilingual, Lang};
use crate::time::Timestamp;
use crate::vault::FactSource;

/// Everything that is held about the person, as a ZIP file: `GET`, for its owner only.
pub const MY_DATA_COPY_PATH: &str = "/api/my-data/copy";
/// The bytes of a document that is held about the person.
pub const MY_DOCUMENT_PATH: &str = "/api/my-data/documents/{id}/content";
/// Raw bytes of the right paper for an open request; query [`CorrectionFileQuery`]; answers [`AttachmentView`].
pub const CORRECTION_FILE_PATH: &str = "/api/my-data/corrections/{id}/file";
/// The bytes of that paper, for the officers of the agency that decides.
pub const STAFF_CORRECTION_FILE_PATH: &str = "/api/staff/corrections/{id}/file";

/// Longest reason or answer, letters.
pub const CORRECTION_WORDS_MAX: u32 = 2_000;
/// Media types of the paper that shows what is right.
pub const CORRECTION_FILE_TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];
/// Most bytes of that paper.
pub const CORRECTION_FILE_MAX: u64 = 10_000_000;

/// What is held: a fact or a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HeldKind {
    /// A value.
    Fact,
    /// A file.
    Document,
}

impl HeldKind {
    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Document => "document",
        }
    }

    /// Reads [`HeldKind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Fact, Self::Document]
            .into_iter()
            .find(|kind| kind.key() == key)
    }
}

/// Whether an item is used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is filled in and offered where it fits.
    Offered,
    /// The person does not want it.
    Restricted,
    /// The person says that it is wrong, and nobody has decided yet.
    Disputed,
    /// Its validity is over.
    Expired,
}

/// How the right value is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ValueInput {
    /// One line.
    Line,
    /// A date, typed as day/month/year.
    Date,
    /// One of these.
    Choice(Vec<ValueOption>),
    /// A country of the reference list.
    Country,
    /// An ethnic group of the reference list.
    Ethnicity,
    /// Province, commune, detail.
    Address,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValueOption {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: Bilingual,
}

/// A use in a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReuseView {
    /// When it was filed.
    pub at: Timestamp,
    /// The dossier.
    pub dossier: String,
    /// Its code.
    pub code: String,
    /// What for: the procedure.
    pub procedure: Bilingual,
    /// The person changed the value there.
    pub changed: bool,
}

/// A value that was known before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PastValue {
    /// The value in words.
    pub value: Bilingual,
    /// Who vouched for it.
    pub by: String,
    /// From then on.
    pub since: Timestamp,
    /// Until then.
    pub until: Timestamp,
}

/// What another source says of the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OtherValue {
    /// The value in words.
    pub value: Bilingual,
    /// Who says so.
    pub source: FactSource,
}

/// A fact about the person: the newest value, which is the one that is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldFact {
    /// Id.
    pub id: String,
    /// Under which heading it is shown.
    pub topic: Topic,
    /// What it is.
    pub label: Bilingual,
    /// The value in words.
    pub value: Bilingual,
    /// Where it came from and since when.
    pub source: FactSource,
    /// The own dossier that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<String>,
    /// Where it was used, newest first.
    pub reuses: Vec<ReuseView>,
    /// What other sources say, which is not used.
    pub also: Vec<OtherValue>,
    /// What was known before, newest first.
    pub before: Vec<PastValue>,
    /// Whether it is used again.
    pub standing: Standing,
    /// Until when it counts; without limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// Who decides about a correction; absent where only the source itself can correct it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_by: Option<Bilingual>,
    /// How the right value is given; absent where it cannot be given here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<ValueInput>,
}

/// A document of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HeldDocument {
    /// Id.
    pub id: String,
    /// What it is.
    pub label: Bilingual,
    /// File name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Where it came from and since when.
    pub source: FactSource,
    /// The own dossier that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<String>,
    /// Until when it can be used again; without limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Timestamp>,
    /// The number that stands on it, where it is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The day of issue that stands on it, ISO, where it is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issued_on: String,
    /// Where it was used, newest first.
    pub reuses: Vec<ReuseView>,
    /// Whether it is used again.
    pub standing: Standing,
    /// Who decides about a correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_by: Option<Bilingual>,
}

/// Somebody looked at the person's data (R-USER-04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Look {
    /// When.
    pub at: Timestamp,
    /// Unit or agency of the reader.
    pub by: Bilingual,
    /// Role of the reader, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// What for, as a sentence.
    pub why: Bilingual,
    /// The own dossier that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<String>,
}

/// What the person did not have to give again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spared {
    /// Answers.
    pub answers: u64,
    /// Files.
    pub files: u64,
    /// In so many dossiers.
    pub dossiers: u64,
}

/// What became of a request to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CorrectionState {
    /// Nobody has decided.
    Open,
    /// The item was corrected.
    Corrected,
    /// It stays, for a reason.
    Refused,
    /// The person took the request back.
    Withdrawn,
}

impl CorrectionState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Open, Self::Corrected, Self::Refused, Self::Withdrawn];

    /// Name in the database.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Corrected => "corrected",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`CorrectionState::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// A request to correct an item, the same for both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionView {
    /// Id.
    pub id: String,
    /// What it is about.
    pub label: Bilingual,
    /// What is held; the file name of a document.
    pub held: Bilingual,
    /// What is right, as the person says; empty for a document.
    pub wanted: Bilingual,
    /// File name of the paper that shows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Why it is wrong.
    pub reason: String,
    /// Who decides.
    pub agency: Bilingual,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// By when it is decided.
    pub due_at: Timestamp,
    /// What became of it.
    pub state: CorrectionState,
    /// When it was decided or taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
    /// The words of the agency.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// All that is held about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyData {
    /// Facts that count, by topic.
    pub facts: Vec<HeldFact>,
    /// Documents, newest first.
    pub documents: Vec<HeldDocument>,
    /// Who looked, newest first.
    pub looks: Vec<Look>,
    /// What was not asked again.
    pub spared: Spared,
    /// Requests, newest first.
    pub corrections: Vec<CorrectionView>,
    /// When the person last took everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_at: Option<Timestamp>,
}

/// Stop an item from being used again, or allow it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// Fact or document.
    pub kind: HeldKind,
    /// Its id.
    pub item: String,
    /// Whether it is to be restricted.
    pub restricted: bool,
}

/// Say that an item is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCorrection {
    /// Fact or document.
    pub kind: HeldKind,
    /// Its id.
    pub item: String,
    /// What is right; nothing for a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Answer>,
    /// Why it is wrong, and where that can be seen.
    pub reason: String,
}

/// Name and hash of the paper for a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionFileQuery {
    /// File name.
    pub name: String,
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
}

/// A request in the list of the agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionLine {
    /// Id.
    pub id: String,
    /// Who asks.
    pub person: String,
    /// What it is about.
    pub label: Bilingual,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// By when it is decided.
    pub due_at: Timestamp,
    /// What became of it.
    pub state: CorrectionState,
}

/// A request with everything that is needed to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionCase {
    /// Who asks.
    pub person: String,
    /// The request.
    pub request: CorrectionView,
    /// Where the item came from.
    pub source: FactSource,
    /// The dossier that it came from, when this agency has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<String>,
    /// The paper that the person sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<AttachmentView>,
}

/// Decide about a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionDecision {
    /// Whether the item is corrected.
    pub corrected: bool,
    /// Words to the person; needed for a refusal.
    pub words: String,
}

/// A new draft made of an earlier dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DossierCopy {
    /// The draft.
    pub draft: String,
    /// Answers that have no place in the form of today.
    pub dropped: Vec<DroppedAnswer>,
    /// Papers that have to be given again.
    pub papers: Vec<PaperLeft>,
}

/// A paper that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaperLeft {
    /// The question it answered.
    pub label: Bilingual,
    /// File name.
    pub name: String,
    /// Why.
    pub why: WhyLeft,
}

/// Why a paper was not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhyLeft {
    /// Its validity is over.
    Expired,
    /// The person stopped it from being used, or says that it is wrong.
    Withheld,
    /// The form of today does not ask for it, or takes other files.
    NoPlace,
    /// A signature is given for one dossier.
    Signature,
}

/// How much was not asked again in a period, over the dossiers of an agency (QD766 4.3, R-IDX-05).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReusePeriod {
    /// Which.
    pub period: Period,
    /// Dossiers filed in it.
    pub dossiers: u64,
    /// Those in which something was used again.
    pub reusing: u64,
    /// Answers in them.
    pub answers: u64,
    /// Answers that were not asked again.
    pub answers_reused: u64,
    /// Files in them.
    pub files: u64,
    /// Files that were not asked again.
    pub files_reused: u64,
}

/// A period up to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// This month.
    Month,
    /// This quarter.
    Quarter,
    /// This year.
    Year,
}

impl Period {
    /// All periods, the shortest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Quarter, Self::Year];
}

/// A share in per cent with two decimal places (R-IDX-07), rounded half up; `None` of nothing.
#[must_use]
pub fn percent(part: u64, whole: u64, lang: Lang) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let hundredths = (u128::from(part) * 20_000 / u128::from(whole)).div_ceil(2);
    let comma = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    Some(format!(
        "{}{comma}{:02} %",
        hundredths / 100,
        hundredths % 100
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_two_decimal_places() {
        for (part, whole, wanted) in [
            (0, 7, "0,00 %"),
            (1, 3, "33,33 %"),
            (2, 3, "66,67 %"),
            (1, 8, "12,50 %"),
            // 0.125 %: half goes up.
            (1, 800, "0,13 %"),
            (4, 4, "100,00 %"),
        ] {
            assert_eq!(
                percent(part, whole, Lang::Vi).as_deref(),
                Some(wanted),
                "{part}/{whole}"
            );
        }
        assert_eq!(percent(1, 3, Lang::En).as_deref(), Some("33.33 %"));
        assert_eq!(percent(0, 0, Lang::Vi), None, "nothing has no share");
    }

    #[test]
    fn names_in_the_database_are_read_back() {
        for state in CorrectionState::ALL {
            assert_eq!(CorrectionState::from_key(state.key()), Some(state));
        }
        for kind in [HeldKind::Fact, HeldKind::Document] {
            assert_eq!(HeldKind::from_key(kind.key()), Some(kind));
        }
        assert_eq!(CorrectionState::from_key("lost"), None);
    }
}
