//! The form engine: one definition, one validator, in browser, server, import and tests (design §4, invariant 2).
//!
//! [`definition`] is what a procedure folder's `form.json` parses into; [`answers`] is what was typed;
//! [`evaluation`] decides what is visible and required; [`validate`](validate::validate) finds the faults and gives
//! the canonical answers; [`autofill`] offers what is already known; [`lint`] proves a definition before it is used.
//! Evaluation is total: no definition and no answer makes it panic or loop. Nothing here renders.

pub mod answers;
pub mod autofill;
pub mod condition;
pub mod definition;
pub mod display;
pub mod evaluation;
pub mod field;
pub mod issue;
pub mod lint;
pub mod validate;

pub use answers::{Address, Answer, Answers, DateParts, Row};
pub use definition::{Field, Form, Group, Section};
pub use evaluation::{Context, Evaluation};
pub use field::Kind;
pub use issue::{Fault, Issue, Severity};
pub use validate::{Checked, validate};
