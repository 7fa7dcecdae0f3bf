//! A signature: drawn, or, for the keyboard, the full name with a tick (accessibility: nobody must draw).

use serde::{Deserialize, Serialize};

use super::file::FileSlot;
use super::{Check, clean};
use crate::form::answers::{Answer, Signature};
use crate::form::issue::{Fault, Issue};
use crate::{identity, text};

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignatureField {
    /// What a drawing may be; one small PNG unless the form says otherwise.
    #[serde(default = "picture", skip_serializing_if = "is_picture")]
    pub picture: FileSlot,
}

impl Default for SignatureField {
    fn default() -> Self {
        Self { picture: picture() }
    }
}

fn picture() -> FileSlot {
    FileSlot {
        accept: vec!["image/png".to_owned()],
        max_mb: 1,
        max_files: 1,
        document: None,
        valid_months: None,
    }
}

fn is_picture(slot: &FileSlot) -> bool {
    *slot == picture()
}

impl SignatureField {
    pub(super) fn check(&self, signature: &Signature, path: &str) -> Check {
        // A drawing is enough; the name beside it is then not filed.
        if !signature.drawn.is_empty() {
            return clean(Answer::Signature(Signature {
                drawn: signature.drawn.clone(),
                ..Signature::default()
            }));
        }
        let typed_name = text::clean(&signature.typed_name);
        let mut issues = Vec::new();
        if !identity::is_person_name(&typed_name) {
            issues.push(Issue::error(format!("{path}.typed_name"), Fault::NotName));
        }
        if !signature.agreed {
            issues.push(Issue::error(
                format!("{path}.agreed"),
                Fault::SignatureNotAgreed,
            ));
        }
        if !issues.is_empty() {
            return (None, issues);
        }
        clean(Answer::Signature(Signature {
            drawn: String::new(),
            typed_name,
            agreed: true,
        }))
    }
}
