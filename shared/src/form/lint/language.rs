//! Faults of conditions and terms: unknown names, codes that are not offered, types that do not compare.

use super::Linter;
use crate::form::condition::Condition;
use crate::form::definition::Field;
use crate::form::field::Kind;
use crate::form::term::Term;
use crate::form::value::ValueType;

impl Linter<'_> {
    /// The field a key means where it is read.
    fn named(&self, level: usize, key: &str) -> Option<&Field> {
        let (level, index) = self.plan.find(level, key)?;
        self.plan.level(level)?.field(index)
    }

    /// The level of the rows of `outer.inner`.
    fn rows(&mut self, level: usize, place: &str, rows: &str) -> Option<usize> {
        let mut at = level;
        for key in rows.split('.') {
            let found = self.plan.find(at, key);
            let inner =
                found.and_then(|(level, index)| *self.plan.level(level)?.rows.get(index)?);
            let Some(inner) = inner else {
                self.fault(
                    place,
                    format!("walks the rows of {key}, which is no repeat group"),
                );
                return None;
            };
            at = inner;
        }
        Some(at)
    }

    /// The condition of a role may also ask for what is known about the signed-in person.
    pub(super) fn condition_of_role(&mut self, place: &str, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts
                .iter()
                .for_each(|part| self.condition_of_role(place, part)),
            Condition::Not(part) => self.condition_of_role(place, part),
            Condition::Is(key, _) | Condition::In(key, _) | Condition::Filled(key)
                if key.starts_with("person.") => {}
            condition => self.condition(0, place, condition),
        }
    }

    pub(super) fn condition(&mut self, level: usize, place: &str, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                if parts.is_empty() {
                    self.fault(place, "has an empty all/any, which decides nothing");
                }
                parts
                    .iter()
                    .for_each(|part| self.condition(level, place, part));
            }
            Condition::Not(part) => self.condition(level, place, part),
            Condition::Is(key, code) => {
                self.codes(level, place, key, std::slice::from_ref(code));
            }
            Condition::In(key, codes) => self.codes(level, place, key, codes),
            Condition::Contains(key, code) => match self.named(level, key).map(|field| &field.kind)
            {
                Some(Kind::Choices(choices)) => {
                    if choices.option(code).is_none() {
                        self.fault(
                            place,
                            format!("waits for the choice {code}, which {key} does not offer"),
                        );
                    }
                }
                _ => self.fault(
                    place,
                    format!("asks what {key} contains, which is no choice of many"),
                ),
            },
            Condition::Checked(key) => {
                if !matches!(
                    self.named(level, key).map(|field| &field.kind),
                    Some(Kind::Check(_))
                ) {
                    self.fault(
                        place,
                        format!(
                            "asks whether {key} is ticked, which is not a check box of this form"
                        ),
                    );
                }
            }
            Condition::Filled(key) => match self.named(level, key).map(|field| &field.kind) {
                None => self.fault(place, format!("depends on the unknown field {key}")),
                Some(Kind::Note(_)) => {
                    self.fault(
                        place,
                        format!("asks whether {key} is filled, which has no answer"),
                    );
                }
                Some(_) => {}
            },
            Condition::AtMost(left, right) | Condition::LessThan(left, right) => {
                if self.compare(level, place, left, right) == Some(ValueType::Text) {
                    self.fault(place, format!("orders texts: {}", condition.words()));
                }
            }
            Condition::Equal(left, right) => {
                self.compare(level, place, left, right);
            }
            Condition::Unique(unique) => {
                if let Some(inner) = self.rows(level, place, &unique.rows) {
                    self.row_field(inner, place, &unique.rows, &unique.field);
                }
            }
            Condition::Every(part) | Condition::Some(part) => {
                if let Some(inner) = self.rows(level, place, &part.rows) {
                    self.condition(inner, place, &part.holds);
                }
            }
        }
    }

    /// Checks both sides; gives their type when it is one.
    fn compare(
        &mut self,
        level: usize,
        place: &str,
        left: &Term,
        right: &Term,
    ) -> Option<ValueType> {
        self.term(level, place, left);
        self.term(level, place, right);
        let (one, other) = (self.term_type(level, left)?, self.term_type(level, right)?);
        if one != other {
            let (left, right) = (left.words(), right.words());
            self.fault(
                place,
                format!("compares {left} with {right}, which is of another type"),
            );
            return None;
        }
        Some(one)
    }

    fn row_field(&mut self, level: usize, place: &str, rows: &str, key: &str) -> Option<ValueType> {
        let field = self
            .plan
            .level(level)
            .and_then(|level| level.field(level.index(key)?));
        match field {
            None => {
                self.fault(
                    place,
                    format!("reads {key}, which the rows of {rows} do not have"),
                );
                None
            }
            Some(field) => field.kind.value_type(),
        }
    }

    fn codes(&mut self, level: usize, place: &str, key: &str, codes: &[String]) {
        let missing: Vec<String> = match self.named(level, key).map(|field| &field.kind) {
            None => {
                self.fault(place, format!("depends on the unknown field {key}"));
                return;
            }
            Some(Kind::Choice(choice)) => codes
                .iter()
                .filter(|code| choice.option(code).is_none())
                .cloned()
                .collect(),
            Some(
                Kind::Check(_)
                | Kind::Date(_)
                | Kind::Month(_)
                | Kind::Address(_)
                | Kind::File(_)
                | Kind::Repeat(_)
                | Kind::Choices(_)
                | Kind::Signature(_)
                | Kind::Note(_),
            ) => {
                self.fault(
                    place,
                    format!("compares {key} with a code, but it has none"),
                );
                return;
            }
            Some(_) => return,
        };
        for code in missing {
            self.fault(
                place,
                format!("waits for the choice {code}, which {key} does not offer"),
            );
        }
    }

    pub(super) fn term(&mut self, level: usize, place: &str, term: &Term) {
        let wanted = |linter: &mut Self, part: &Term, wanted: ValueType| {
            linter.term(level, place, part);
            if linter
                .term_type(level, part)
                .is_some_and(|found| found != wanted)
            {
                let kind = match wanted {
                    ValueType::Number => "a number",
                    ValueType::Date => "a date",
                    ValueType::Text => "a text",
                };
                linter.fault(place, format!("uses {} as {kind}", part.words()));
            }
        };
        match term {
            Term::Field(key) => match self.named(level, key).map(|field| field.kind.value_type()) {
                None => self.fault(place, format!("depends on the unknown field {key}")),
                Some(None) => self.fault(place, format!("compares {key}, which has no value")),
                Some(Some(_)) => {}
            },
            Term::Number(_) | Term::Date(_) | Term::Text(_) | Term::Today => {}
            Term::YearsBetween(from, to)
            | Term::MonthsBetween(from, to)
            | Term::DaysBetween(from, to) => {
                wanted(self, from, ValueType::Date);
                wanted(self, to, ValueType::Date);
            }
            Term::YearOf(part) => wanted(self, part, ValueType::Date),
            Term::Add(parts) | Term::Multiply(parts) => {
                if parts.is_empty() {
                    self.fault(place, "adds or multiplies nothing");
                }
                for part in parts {
                    wanted(self, part, ValueType::Number);
                }
            }
            Term::Subtract(left, right) => {
                wanted(self, left, ValueType::Number);
                wanted(self, right, ValueType::Number);
            }
            Term::Abs(part) => wanted(self, part, ValueType::Number),
            Term::Length(part) | Term::GenderOf(part) | Term::BirthYearOf(part) => {
                wanted(self, part, ValueType::Text);
            }
            Term::Sum(sum) => {
                if let Some(inner) = self.rows(level, place, &sum.rows) {
                    let found = self.row_field(inner, place, &sum.rows, &sum.field);
                    if found.is_some_and(|found| found != ValueType::Number) {
                        self.fault(place, format!("sums {}, which is no number", sum.field));
                    }
                    if let Some(only) = &sum.only {
                        self.condition(inner, place, only);
                    }
                }
            }
            Term::Count(count) => {
                if let Some(inner) = self.rows(level, place, &count.rows)
                    && let Some(only) = &count.only
                {
                    self.condition(inner, place, only);
                }
            }
            Term::If(choose) => {
                self.condition(level, place, &choose.when);
                self.compare(level, place, &choose.then, &choose.otherwise);
            }
        }
    }

    /// What type a term has; `None` when that cannot be known because it is faulty.
    pub(super) fn term_type(&self, level: usize, term: &Term) -> Option<ValueType> {
        match term {
            Term::Field(key) => self.named(level, key)?.kind.value_type(),
            Term::Date(_) | Term::Today => Some(ValueType::Date),
            Term::Text(_) | Term::GenderOf(_) => Some(ValueType::Text),
            Term::If(choose) => self.term_type(level, &choose.then),
            _ => Some(ValueType::Number),
        }
    }
}
