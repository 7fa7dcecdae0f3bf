//! One action for many dossiers: the dialog with its preview, and the page of a run.

mod dialog;
mod run;

pub use dialog::BulkDialog;
pub use run::BulkRunPage;
