//! Mutated definitions and answers: whatever arrives as text must be read or refused, and what is read must be judged,
//! shown and linted without a panic. A fixed number of cases in the usual run; for as long as wanted with
//! `MOTCUA_FUZZ_SECONDS=600 cargo test -p motcua-shared --test form_engine --release fuzz`.

use std::rc::Rc;
use std::time::{Duration, Instant};

use motcua_shared::form::block::read_form;
use motcua_shared::form::directory::NothingLoaded;
use motcua_shared::form::display::show;
use motcua_shared::form::testing::{Seed, any_change, case};
use motcua_shared::form::{Answers, Form, Plan, State, lint, validate};
use motcua_shared::i18n::Lang;

use crate::{context, today};

const PIECES: [&str; 16] = [
    "null",
    "-1",
    "1e999",
    "\"\"",
    "{}",
    "[]",
    "true",
    "\"today\"",
    "99999999999999999999",
    "\"visible_if\"",
    "{\"not\":",
    "\"rows\"",
    "\"\\u0000\"",
    "\"block\"",
    "\"person\"",
    "[[",
];

/// A text with a few places changed: letters dropped, doubled, replaced by pieces of JSON, or parts moved elsewhere.
fn mutated(text: &str, seed: &mut Seed) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=seed.below(4) {
        let at = seed.below(letters.len().max(1));
        let end = (at + 1 + seed.below(12)).min(letters.len());
        match seed.below(4) {
            0 => drop(letters.drain(at..end)),
            1 => {
                let part: Vec<char> = letters[at..end].to_vec();
                let to = seed.below(letters.len().max(1));
                letters.splice(to..to, part);
            }
            2 => {
                let piece = PIECES[seed.below(PIECES.len())];
                letters.splice(at..end, piece.chars());
            }
            // A value in place of another one keeps more of them readable.
            _ => {
                let digit = letters
                    .iter()
                    .skip(at)
                    .position(|letter| letter.is_ascii_digit());
                if let Some(digit) = digit {
                    letters[at + digit] = ['0', '9', '1'][seed.below(3)];
                }
            }
        }
    }
    letters.into_iter().collect()
}

fn run(form: &Form, answers: &Answers, seed: &mut Seed) {
    let _ = lint::lint(form);
    let checked = validate(form, answers, context());
    for issue in &checked.issues {
        let _ = issue.message(form, Lang::Vi);
    }
    for field in form.fields() {
        for answer in [answers.get(&field.key), checked.answers.get(&field.key)]
            .into_iter()
            .flatten()
        {
            let _ = show(field, answer, Lang::En, &NothingLoaded);
        }
    }
    let plan = Rc::new(Plan::new(form));
    let mut state = State::new(&plan, answers.clone(), today());
    let (path, answer) = any_change(form, answers, seed);
    state.set(&path, answer);
    assert_eq!(
        state.check(context()),
        validate(form, state.answers(), context())
    );
}

#[test]
fn fuzz() {
    let wanted = std::env::var("MOTCUA_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok());
    let started = Instant::now();
    let (mut number, mut forms, mut read) = (0_u64, 0_u64, 0_u64);
    let goes_on = |number: u64| match wanted {
        Some(seconds) => started.elapsed() < Duration::from_secs(seconds),
        None => number < 1500,
    };
    while goes_on(number) {
        // Each number is a case of its own; the long run starts where the usual one ends.
        let mut seed = Seed::new(number ^ 0x00f0_0d00);
        let (form, answers) = case(number);
        let definition = mutated(&serde_json::to_string(&form).unwrap(), &mut seed);
        if let Ok(form) = read_form(&definition) {
            forms += 1;
            run(&form, &answers, &mut seed);
        }
        let typed = mutated(&serde_json::to_string(&answers).unwrap(), &mut seed);
        if let Ok(answers) = serde_json::from_str::<Answers>(&typed) {
            read += 1;
            run(&form, &answers, &mut seed);
        }
        number += 1;
    }
    println!("{number} cases: {forms} mutated forms and {read} mutated answers were readable");
    assert!(
        forms > 50 && read > 50,
        "mutations leave enough readable: {forms} {read}"
    );
}
