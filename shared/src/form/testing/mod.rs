//! For tests only (feature `testing`): generated definitions and answers, and a count of what evaluation costs.
//!
//! A generator is a function of a seed, without any outside source of chance: the same cases can be run on the server and
//! in the browser and must give the same results.

mod answers;
mod definition;
mod digest;
mod mend;
mod seed;

use std::cell::Cell;

pub use answers::{answer_for, any_answers, any_change};
pub use definition::any_form;
pub use digest::{BLOCK, block_digest, digest};
pub use seed::Seed;

use super::answers::Answers;
use super::definition::Form;

thread_local! {
    static CONDITIONS: Cell<u64> = const { Cell::new(0) };
}

/// One more condition was decided.
pub(super) fn count() {
    CONDITIONS.with(|count| count.set(count.get() + 1));
}

/// How many conditions a piece of work decides on this thread.
pub fn conditions_decided<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = CONDITIONS.with(Cell::get);
    let done = work();
    (done, CONDITIONS.with(Cell::get) - before)
}

/// The case of a number: a form and answers to it. Three of four forms have no fault that lint finds.
#[must_use]
pub fn case(number: u64) -> (Form, Answers) {
    let mut seed = Seed::new(number);
    let form = any_form(&mut seed);
    let form = if number % 4 == 3 {
        form
    } else {
        mend::mended(form)
    };
    let answers = any_answers(&form, &mut seed);
    (form, answers)
}
