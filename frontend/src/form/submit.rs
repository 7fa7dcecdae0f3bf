//! Filing: everything saved first, then filed under one key, so that pressing twice or losing the answer makes one dossier.

use leptos::prelude::*;
use motcua_shared::api::{Problem, ProblemCode, Receipt, Submission, SubmitDraft};

use super::model::FormModel;
use super::open;
use crate::api;
use crate::i18n::lang;

/// Whether the server has said a clear no: only then may another key be used.
const fn is_clear_no(code: ProblemCode) -> bool {
    !matches!(
        code,
        ProblemCode::Offline
            | ProblemCode::Unavailable
            | ProblemCode::Internal
            | ProblemCode::RateLimited
            | ProblemCode::SignedOut
    )
}

impl FormModel {
    /// Files the draft, with everything that belongs to it: answers, then files, then the filing itself.
    ///
    /// # Errors
    /// Why it is not filed, or not known to be filed; trying again is always safe.
    pub(super) async fn try_to_file(self, agency: String) -> Result<Receipt, Problem> {
        self.filing.merged.set_value(false);
        self.save().await?;
        self.send_all_waiting().await?;
        self.save().await?;
        if self.filing.merged.get_value() {
            // The person looks at what came in before declaring it.
            return Err(Problem::new(ProblemCode::Conflict, lang()));
        }
        let key = self.saver.filing_key();
        // The key survives a reload as long as the answer is not known.
        self.keep_on_device().await;
        let submission = Submission {
            version: self.saver.version(),
            declared: true,
            agency,
        };
        if window().navigator().on_line() {
            self.filing.tried.set_value(true);
        }
        let outcome = api::call_once::<SubmitDraft>(&[&self.id], &submission, &key).await;
        match &outcome {
            Ok(_) => open::close(self),
            Err(problem) => {
                if is_clear_no(problem.code) {
                    self.saver.set_filing(None);
                    self.write_device();
                }
                match problem.code {
                    ProblemCode::SignedOut => self.session.mark_expired(),
                    ProblemCode::Conflict => self.fetch_and_join(),
                    _ => {}
                }
            }
        }
        outcome
    }
}
