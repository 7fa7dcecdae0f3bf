//! Drafts: e-forms being filled, for a new dossier or for a supplement.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::attachment::AttachmentView;
use crate::dossier::SupplementItem;
use crate::form::Answers;
use crate::form::diff::{DroppedAnswer, FormChange};
use crate::i18n::Bilingual;
use crate::time::Timestamp;
use crate::vault::{Document, Fact, KnownPerson};

/// Start an e-form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDraft {
    /// Slug of the procedure.
    pub procedure: String,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftSummary {
    /// Id.
    pub id: String,
    /// Slug of the procedure.
    pub procedure: String,
    /// Legal name of the procedure.
    pub procedure_name: Bilingual,
    /// The dossier it supplements, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplements: Option<String>,
    /// Last saved.
    pub updated_at: Timestamp,
}

/// Everything needed to fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftView {
    /// Id.
    pub id: String,
    /// Slug of the procedure.
    pub procedure: String,
    /// Legal name of the procedure.
    pub procedure_name: Bilingual,
    /// Hash of the pinned form version; get it with `GetForm`.
    pub form: String,
    /// Answers as typed.
    pub answers: Answers,
    /// Field key → id of the fact whose value was offered and taken.
    pub reused: BTreeMap<String, String>,
    /// Grows with each save.
    pub version: i64,
    /// Last saved.
    pub updated_at: Timestamp,
    /// Files of this draft.
    pub attachments: Vec<AttachmentView>,
    /// What is known about the person.
    pub facts: Vec<Fact>,
    /// People whom the applicant has declared in own dossiers that were verified.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<KnownPerson>,
    /// Registers that were asked for this draft and gave no answer in time: what they know is typed by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<String>,
    /// Documents that can be used again, and expired ones, which cannot.
    pub documents: Vec<Document>,
    /// Agencies that can receive it.
    pub agencies: Vec<ReceivingAgency>,
    /// Key of the address field whose commune is competent.
    pub competent_by: String,
    /// Set when it answers a supplement request: only these fields may change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<SupplementView>,
    /// Set when a newer version of the form is in use: the applicant decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer: Option<NewerForm>,
}

/// A newer version of the form of a draft, and what moving to it would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewerForm {
    /// Its hash.
    pub form: String,
    /// First day of its use, ISO.
    pub effective_from: String,
    /// What changed.
    pub changes: Vec<FormChange>,
    /// Answers that have no place in it.
    pub dropped: Vec<DroppedAnswer>,
}

/// Move a draft to the newer version of its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftRebase {
    /// The draft's version whose answers move.
    pub version: i64,
    /// Hash of the form version that was shown.
    pub form: String,
}

/// The request a supplement draft answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupplementView {
    /// Id of the dossier.
    pub dossier: String,
    /// Its code.
    pub code: String,
    /// What to mend.
    pub items: Vec<SupplementItem>,
    /// Words of the officer.
    pub message: String,
    /// Answer by.
    pub due_at: Option<Timestamp>,
}

/// An agency that receives dossiers here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceivingAgency {
    /// Agency code.
    pub code: String,
    /// Name.
    pub name: Bilingual,
    /// Its commune.
    pub commune: String,
    /// Street address.
    pub address: String,
}

/// A save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftChange {
    /// The version this change is based on.
    pub version: i64,
    /// All answers.
    pub answers: Answers,
    /// All reuse.
    pub reused: BTreeMap<String, String>,
}

/// A save that succeeded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftSaved {
    /// The new version.
    pub version: i64,
    /// When.
    pub updated_at: Timestamp,
}

/// Filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The version reviewed.
    pub version: i64,
    /// The declaration was ticked.
    pub declared: bool,
    /// Receiving agency; ignored for a supplement.
    #[serde(default)]
    pub agency: String,
}

/// The receipt (R-SUB-12, design §4, 6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// Id of the dossier.
    pub dossier: String,
    /// Its code.
    pub code: String,
    /// When it was received.
    pub submitted_at: Timestamp,
    /// By when reception is decided.
    pub due_at: Option<Timestamp>,
    /// Who has it, what next, by when.
    pub sentence: Bilingual,
    /// The files received, with their hashes.
    pub files: Vec<AttachmentView>,
}

/// Use a document again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentReuse {
    /// Id of the document.
    pub document: String,
    /// Key of the file slot.
    pub field: String,
}
