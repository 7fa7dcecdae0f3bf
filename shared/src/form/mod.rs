//! The form engine: one definition, one validator, in browser, server, import and tests (design §4, invariant 2).
//!
//! [`definition`] is what a procedure folder's `form.json` parses into, after [`block`] has written out its person and
//! household blocks; [`condition`] and [`term`] are its language; [`answers`] is what was typed, [`rows`] changes repeat groups.
//! [`plan`] prepares a form once; [`evaluation`] decides what is visible and required, [`state`] decides again only what a
//! change touches; [`validate`](validate::validate) finds the faults and gives the canonical answers; [`autofill`] offers
//! what is already known, [`known_people`] what is known about others; [`schema`] tells other systems what answers look like; [`diff`]
//! compares two versions; [`fixed`] keeps read-only answers; [`old_address`] proposes the units of today for an old address; [`lint`] proves a definition
//! before it is used; [`look`] says what server and browser draw alike, [`progress`] how far a page is; [`measured`] are the
//! forms of the benches. Evaluation is total: no definition and no answer makes it panic or loop. Nothing renders.

mod answer_shape;
pub mod answers;
pub mod autofill;
pub mod block;
pub mod condition;
pub mod definition;
pub mod diff;
pub mod directory;
pub mod display;
pub mod effort;
pub mod evaluation;
pub mod field;
pub mod fixed;
pub mod issue;
pub mod known_people;
pub mod lint;
pub mod look;
pub mod measured;
pub mod old_address;
pub mod plan;
pub mod profile;
pub mod progress;
pub mod rows;
pub mod schema;
pub mod state;
pub mod term;
#[cfg(feature = "testing")]
pub mod testing;
pub mod validate;
pub mod value;
pub mod vectors;
pub mod words;

pub use answers::{Address, Answer, Answers, Chosen, DateParts, Row, Signature};
pub use condition::Condition;
pub use definition::{Field, Form, Group, RoleBinding, Rule, Section};
pub use evaluation::{Context, Evaluation};
pub use field::Kind;
pub use issue::{Fault, Issue, Severity};
pub use plan::Plan;
pub use state::State;
pub use term::Term;
pub use validate::{Checked, validate};
