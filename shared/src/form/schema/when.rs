//! Conditions that a JSON Schema can say: those about choices, ticks and presence at their own level. All others stay notes.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::form::condition::Condition;
use crate::form::definition::Field;
use crate::form::field::Kind;

/// The questions that a condition may look at without leaving its object.
pub(super) struct Level<'f> {
    kinds: HashMap<&'f str, &'f Kind>,
}

impl<'f> Level<'f> {
    pub(super) fn new(fields: &[&'f Field]) -> Self {
        let kinds = fields.iter().map(|field| (field.key.as_str(), &field.kind));
        Self {
            kinds: kinds.collect(),
        }
    }

    /// A schema that exactly those canonical answers have for which the condition holds; `None` when there is none.
    pub(super) fn schema(&self, condition: &Condition) -> Option<Value> {
        let parts = |parts: &[Condition]| -> Option<Vec<Value>> {
            parts.iter().map(|part| self.schema(part)).collect()
        };
        Some(match condition {
            Condition::All(list) if list.is_empty() => json!(true),
            Condition::Any(list) if list.is_empty() => json!(false),
            Condition::All(list) => json!({"allOf": parts(list)?}),
            Condition::Any(list) => json!({"anyOf": parts(list)?}),
            Condition::Not(part) => json!({"not": self.schema(part)?}),
            Condition::Is(key, code) => {
                self.choice(key)?;
                has(key, json!({"const": code}))
            }
            Condition::In(key, codes) => {
                self.choice(key)?;
                has(key, json!({"enum": codes}))
            }
            Condition::Contains(key, code) => {
                matches!(self.kinds.get(key.as_str())?, Kind::Choices(_)).then_some(())?;
                has(
                    key,
                    json!({"properties": {"chosen": {"contains": {"const": code}}}}),
                )
            }
            Condition::Checked(key) => {
                matches!(self.kinds.get(key.as_str())?, Kind::Check(_)).then_some(())?;
                has(key, json!({"const": true}))
            }
            Condition::Filled(key) => {
                let kind = self.kinds.get(key.as_str())?;
                kind.is_asked().then(|| json!({"required": [key]}))?
            }
            Condition::AtMost(..)
            | Condition::LessThan(..)
            | Condition::Equal(..)
            | Condition::Unique(_)
            | Condition::Every(_)
            | Condition::Some(_) => return None,
        })
    }

    fn choice(&self, key: &str) -> Option<()> {
        matches!(self.kinds.get(key)?, Kind::Choice(_)).then_some(())
    }
}

fn has(key: &str, schema: Value) -> Value {
    json!({"required": [key], "properties": {key: schema}})
}

/// Hidden means absent.
pub(super) fn absent_unless(shown: &Value, key: &str) -> Value {
    json!({"if": shown, "else": {"properties": {key: false}}})
}

pub(super) fn needed_when(conditions: &[Value], key: &str) -> Value {
    let condition = match conditions {
        [one] => one.clone(),
        several => json!({"allOf": several}),
    };
    json!({"if": condition, "then": {"required": [key]}})
}
