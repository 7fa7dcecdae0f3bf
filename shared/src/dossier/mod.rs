//! The dossier: its code, its national status, its workflow, its promised date, and the sentence that tells the citizen where
//! it is.

pub mod action;
pub mod beside;
pub mod bulk;
pub mod charge;
pub mod code;
pub mod command;
pub mod completion;
pub mod intake;
pub mod limit_source;
pub mod promise;
pub mod reminder;
pub mod sentence;
pub mod situation;
pub mod slip;
pub mod stand_in;
pub mod status;
pub mod transition;
pub mod urgency;
pub mod workflow;

pub use action::{Action, Tells};
pub use beside::{Awaited, Consultation, OpenPart, OpinionTerms, Stance};
pub use charge::{Charge, PaidBy, Settlement};
pub use code::{DossierCode, Scanned};
pub use command::{Command, SupplementItem};
pub use completion::Completion;
pub use intake::{Arrival, Intake, PaperCount, PostalItem};
pub use limit_source::{LimitSource, LimitSources, SourceWords};
pub use promise::{Promise, PromisePart, Waiting};
pub use situation::Situation;
pub use slip::SlipKind;
pub use status::Status;
pub use workflow::{Part, PaymentPolicy, Step, SupplementPolicy, Workflow};
