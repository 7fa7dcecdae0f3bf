//! The dossier: its code, its national status, its workflow, and the sentence that tells the citizen where it is.

pub mod action;
pub mod code;
pub mod limit_source;
pub mod sentence;
pub mod status;
pub mod workflow;

pub use action::{Action, Command, SupplementItem};
pub use code::DossierCode;
pub use limit_source::{LimitSource, LimitSources};
pub use status::Status;
pub use workflow::{Situation, Step, Workflow};
