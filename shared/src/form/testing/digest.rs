//! What the engine decides, as one number: the same on server and in browser, or the two do not agree.

use time::Date;

use super::case;
use crate::form::answers::Answers;
use crate::form::definition::Form;
use crate::form::directory::NothingLoaded;
use crate::form::evaluation::Context;
use crate::form::validate::validate;
use crate::form::vectors::day_of_proof;
use crate::i18n::Lang;

/// How many generated cases one block has.
pub const BLOCK: u64 = 100;

/// What is decided about the cases of a block: case `number` × [`BLOCK`] and those that follow.
#[must_use]
pub fn block_digest(number: u64) -> String {
    let mut hash = Hash::new();
    for number in number * BLOCK..(number + 1) * BLOCK {
        let (form, answers) = case(number);
        take(&mut hash, &form, &answers, day_of_proof());
    }
    hash.text()
}

/// What is decided about one set of answers.
#[must_use]
pub fn digest(form: &Form, answers: &Answers, today: Date) -> String {
    let mut hash = Hash::new();
    take(&mut hash, form, answers, today);
    hash.text()
}

/// Form, answers, what is filed of them, every fault and its words.
fn take(hash: &mut Hash, form: &Form, answers: &Answers, today: Date) {
    let context = Context {
        today,
        directory: &NothingLoaded,
    };
    let checked = validate(form, answers, context);
    for part in [
        serde_json::to_string(form),
        serde_json::to_string(answers),
        serde_json::to_string(&checked.answers),
        serde_json::to_string(&checked.issues),
    ] {
        hash.add(&part.unwrap_or_else(|error| error.to_string()));
    }
    for issue in &checked.issues {
        hash.add(&issue.message(form, Lang::Vi));
    }
}

/// FNV-1a with 64 bits, after Fowler, Noll and Vo: small, and good enough to see a difference.
struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}
