//! Faults of one field: its words, its limits, its choices, its pattern.

use std::collections::HashSet;

use super::Linter;
use crate::form::definition::Field;
use crate::form::field::Kind;
use crate::form::field::choice::ChoiceOption;
use crate::form::field::computed::{Computed, Format, Function};
use crate::form::field::file::FileSlot;
use crate::form::field::text::Text;
use crate::form::profile::held_by;
use crate::form::value::ValueType;

impl Linter<'_> {
    pub(super) fn field(&mut self, level: usize, place: &str, field: &Field) {
        if field.label.vi.trim().is_empty() {
            self.fault(place, "has no Vietnamese label");
        }
        let hints = [&field.help, &field.why, &field.find];
        if hints
            .into_iter()
            .flatten()
            .any(|words| words.vi.trim().is_empty())
        {
            self.fault(place, "has a hint without Vietnamese words");
        }
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
        if field.key.is_empty() || !field.key.chars().all(plain) {
            self.fault(
                place,
                "has a key with other signs than letters, digits, _ and -",
            );
        }
        if let Some(path) = &field.profile {
            match held_by(path) {
                None => self.fault(
                    place,
                    format!("is bound to {path}, which facts are never kept under"),
                ),
                Some(holds) if !holds.fits(&field.kind) => self.fault(
                    place,
                    format!(
                        "is bound to {path}, which is {}: this type cannot show it",
                        holds.words()
                    ),
                ),
                Some(_) => {}
            }
        }
        if field.required && field.required_if.is_some() {
            self.fault(place, "is required always and also under a condition");
        }
        if !field.kind.is_asked() && (field.required || field.required_if.is_some()) {
            self.fault(place, "is required, but nobody can answer it");
        }
        for condition in [&field.visible_if, &field.required_if, &field.read_only_if]
            .into_iter()
            .flatten()
        {
            self.condition(level, place, condition);
        }
        self.kind(level, place, &field.kind);
    }

    fn kind(&mut self, level: usize, place: &str, kind: &Kind) {
        match kind {
            Kind::Choice(choice) => {
                self.options(place, &choice.options);
                if !choice.options.is_empty()
                    && choice
                        .options
                        .iter()
                        .all(|option| choice.stops(&option.value))
                {
                    self.fault(place, "forbids every choice it offers");
                }
                for value in choice
                    .forbidden
                    .iter()
                    .flat_map(|forbidden| &forbidden.values)
                {
                    if choice.option(value).is_none() {
                        self.fault(place, format!("forbids {value}, which it does not offer"));
                    }
                }
            }
            Kind::Choices(choices) => {
                self.options(place, &choices.options);
                let alone = choices.exclusive.as_ref();
                let together = choices
                    .options
                    .iter()
                    .filter(|option| Some(&option.value) != alone)
                    .count();
                let (min, max) = (choices.min.unwrap_or(1), choices.max);
                if max.is_some_and(|max| min > max) || min as usize > together {
                    self.fault(place, "asks for more choices than can be made");
                }
                if let Some(code) = &choices.exclusive
                    && choices.option(code).is_none()
                {
                    self.fault(
                        place,
                        format!("excludes all but {code}, which it does not offer"),
                    );
                }
            }
            Kind::Number(number) => self.limits(place, number.min, number.max),
            Kind::Money(money) => self.limits(place, money.min, money.max),
            Kind::Decimal(decimal) => {
                self.limits(place, decimal.min, decimal.max);
                if decimal.scale > 4 {
                    self.fault(place, "has more than 4 decimal places");
                }
            }
            Kind::Date(date) => self.limits(place, date.age_min, date.age_max),
            Kind::Text(text) => self.pattern(place, text),
            Kind::File(slot) => self.slot(place, slot),
            Kind::Signature(signature) => self.slot(place, &signature.picture),
            Kind::CitizenId(id) => {
                for other in [&id.birth_field, &id.gender_field].into_iter().flatten() {
                    if self.plan.find(level, other).is_none() {
                        self.fault(place, format!("compares with the unknown field {other}"));
                    }
                }
            }
            Kind::Commune(commune) => {
                if let Some(other) = &commune.province_field {
                    let found = self.plan.find(level, other);
                    let kind = found
                        .and_then(|(level, index)| self.plan.level(level)?.field(index))
                        .map(|field| &field.kind);
                    if !matches!(kind, Some(Kind::Province)) {
                        self.fault(
                            place,
                            format!(
                                "looks for its province in {other}, which is no province field"
                            ),
                        );
                    }
                }
            }
            Kind::Computed(computed) => self.computed(level, place, computed),
            Kind::Note(note) if note.text.vi.trim().is_empty() => {
                self.fault(place, "has no Vietnamese text");
            }
            Kind::Repeat(repeat) => {
                if repeat.fields.is_empty() {
                    self.fault(place, "has rows without fields");
                }
                if repeat.min_rows > repeat.max_rows {
                    self.fault(place, "min_rows is greater than max_rows");
                }
            }
            _ => {}
        }
    }

    fn options(&mut self, place: &str, options: &[ChoiceOption]) {
        if options.len() < 2 {
            self.fault(place, "offers fewer than two choices");
        }
        let mut codes = HashSet::new();
        for option in options {
            if !codes.insert(&option.value) {
                self.fault(place, format!("offers the code {} twice", option.value));
            }
            if option.label.vi.trim().is_empty() {
                self.fault(
                    place,
                    format!("the choice {} has no Vietnamese text", option.value),
                );
            }
        }
    }

    fn limits<T: PartialOrd>(&mut self, place: &str, min: Option<T>, max: Option<T>) {
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            self.fault(place, "min is greater than max");
        }
    }

    fn pattern(&mut self, place: &str, text: &Text) {
        let Some(pattern) = &text.pattern else {
            return;
        };
        if !pattern.is_sound() {
            self.fault(
                place,
                format!("has a pattern that cannot be read: {}", pattern.source()),
            );
        }
        if !text.example.is_empty() && !pattern.matches(&text.example) {
            self.fault(
                place,
                format!(
                    "has a pattern that rejects its own example {}",
                    text.example
                ),
            );
        }
        if text.example.is_empty() && text.message.is_none() {
            self.fault(place, "has a pattern without an example or a message");
        }
    }

    fn slot(&mut self, place: &str, slot: &FileSlot) {
        if slot.accept.is_empty() || slot.max_mb == 0 || slot.max_files == 0 {
            self.fault(place, "accepts no file at all");
        }
    }

    fn computed(&mut self, level: usize, place: &str, computed: &Computed) {
        match (&computed.value, computed.function) {
            (Some(_), Some(_)) => self.fault(place, "has both a function and a value"),
            (Some(term), None) => {
                self.term(level, place, term);
                let made = self.term_type(level, term);
                if made.is_some_and(|made| made != computed.value_type()) {
                    let format = match computed.format {
                        Format::Text => "text",
                        Format::Number => "number",
                        Format::Money => "money",
                        Format::Date => "date",
                    };
                    self.fault(place, format!("shows {} as {format}", term.words()));
                }
            }
            (None, Some(function)) => {
                let source = self
                    .plan
                    .find(level, &computed.from)
                    .and_then(|(level, index)| self.plan.level(level)?.field(index))
                    .and_then(|field| field.kind.value_type());
                let wanted = match function {
                    Function::DateInWords => ValueType::Date,
                    Function::NumberInWords => ValueType::Number,
                };
                if source != Some(wanted) {
                    self.fault(place, format!("cannot be computed from {}", computed.from));
                }
            }
            (None, None) => self.fault(place, "computes nothing"),
        }
    }
}
