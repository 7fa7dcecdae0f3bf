//! The person's store of verified facts and documents (kho quản lý dữ liệu điện tử, R-KHO), as other parts see it, and the rules
//! of what is offered from it. Nothing is stored or fetched here.
//!
//! [`fact`] and [`document`] are what travels; [`state`] says what an item is worth at a moment; [`validity`] when one ends; [`offer`] decides what is
//! offered; [`better`] which of two sources that disagree is proposed, and why; [`scope`] which agencies take each other's word.
//!
//! **Whose data somebody sees.** A vault belongs to one account. What a dossier proves about its applicant is kept in that
//! vault. What it proves about others (the father in a child's form) is kept twice, never more:
//!
//! 1. in the applicant's own vault, as what they themselves declared about that person and an agency verified
//!    ([`KnownPerson`]): they typed every value of it, so showing it to them again reveals nothing;
//! 2. in the vault of the account with that personal number, if there is one and if name and date of birth of the form agree
//!    with what is known there ([`offer::is_same_person`]). Nothing that only the person can say (phone, bank account) goes along,
//!    and not the code of the dossier.
//!
//! A personal number that was typed never opens anybody's vault: no function here or on the server reads one vault to fill the
//! form of another account.

pub mod better;
pub mod document;
pub mod fact;
pub mod offer;
pub mod scope;
pub mod state;
pub mod validity;

pub use self::document::Document;
pub use self::fact::{Fact, FactSource, KnownPerson, SourceKind};
pub use self::offer::{Record, offered};
pub use self::scope::{Link, Links};
pub use self::state::{Life, State};
pub use self::validity::FactEnd;
