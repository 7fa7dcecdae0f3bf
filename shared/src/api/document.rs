//! Forms on paper: where to get them. The answers are files, so these are streams ([`super::STREAMS`]).

/// The blank form of a procedure as PDF.
pub const BLANK_PDF_PATH: &str = "/api/procedures/{slug}/form.pdf";
/// The blank form of a procedure as DOCX.
pub const BLANK_DOCX_PATH: &str = "/api/procedures/{slug}/form.docx";
/// The review copy of an own draft as PDF.
pub const REVIEW_PDF_PATH: &str = "/api/drafts/{id}/form.pdf";
/// The review copy of an own draft as DOCX.
pub const REVIEW_DOCX_PATH: &str = "/api/drafts/{id}/form.docx";
/// The filled form of a dossier as PDF, for its owner and the officers of its agency.
pub const FILLED_PDF_PATH: &str = "/api/dossiers/{id}/form.pdf";
/// The filled form of a dossier as DOCX, for its owner and the officers of its agency.
pub const FILLED_DOCX_PATH: &str = "/api/dossiers/{id}/form.docx";
