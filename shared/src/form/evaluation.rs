//! Which fields exist right now, and which must be answered.
//!
//! Hidden means absent, to any depth: a condition that looks at a hidden field sees nothing there.

use std::cell::RefCell;
use std::collections::HashMap;

use time::Date;

use super::answers::{Answer, Answers, Row};
use super::condition::{Scope, Value};
use super::definition::{Field, Form};

/// What the engine must be told: the day, and the reference lists.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day of filing in Viet Nam.
    pub today: Date,
    /// Administrative units, countries, ethnic groups.
    pub directory: &'a dyn Directory,
}

/// Names behind codes. In the browser a list may not be loaded yet: then every code is [`Known::NotLoaded`].
pub trait Directory {
    /// Full name of a province.
    fn province(&self, code: &str) -> Known;
    /// Full name of a commune of that province.
    fn commune(&self, province: &str, code: &str) -> Known;
    /// Name of a country by ISO 3166-1 alpha-2 code.
    fn country(&self, code: &str) -> Known;
    /// Name of an ethnic group by its two-digit code.
    fn ethnic_group(&self, code: &str) -> Known;
}

/// Answer of a [`Directory`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// The code stands for this name.
    Name(String),
    /// There is no such code.
    No,
    /// The list is not here; the server will check.
    NotLoaded,
}

/// A directory with nothing loaded: checks shape only.
pub struct NothingLoaded;

impl Directory for NothingLoaded {
    fn province(&self, _: &str) -> Known {
        Known::NotLoaded
    }
    fn commune(&self, _: &str, _: &str) -> Known {
        Known::NotLoaded
    }
    fn country(&self, _: &str) -> Known {
        Known::NotLoaded
    }
    fn ethnic_group(&self, _: &str) -> Known {
        Known::NotLoaded
    }
}

/// Visibility and need of every field for one state of the answers.
pub struct Evaluation<'a> {
    form: &'a Form,
    fields: HashMap<&'a str, &'a Field>,
    answers: &'a Answers,
    today: Date,
    /// `None` while a field is being decided: a cycle (which `lint` refuses) then reads as hidden instead of looping.
    visible: RefCell<HashMap<&'a str, Option<bool>>>,
}

impl<'a> Evaluation<'a> {
    /// Prepares the evaluation; fields are decided when asked.
    #[must_use]
    pub fn new(form: &'a Form, answers: &'a Answers, today: Date) -> Self {
        let fields = form
            .fields()
            .map(|field| (field.key.as_str(), field))
            .collect();
        Self {
            form,
            fields,
            answers,
            today,
            visible: RefCell::default(),
        }
    }

    /// The form under evaluation.
    #[must_use]
    pub const fn form(&self) -> &'a Form {
        self.form
    }

    /// Whether the top-level field exists right now. Unknown keys do not.
    #[must_use]
    pub fn is_visible(&self, key: &str) -> bool {
        let Some((&key, field)) = self.fields.get_key_value(key) else {
            return false;
        };
        if let Some(decided) = self.visible.borrow().get(key) {
            return decided.unwrap_or(false);
        }
        self.visible.borrow_mut().insert(key, None);
        let decided = field
            .visible_if
            .as_ref()
            .is_none_or(|condition| condition.holds(self));
        self.visible.borrow_mut().insert(key, Some(decided));
        decided
    }

    /// Whether the visible top-level field must be answered.
    #[must_use]
    pub fn is_required(&self, field: &Field) -> bool {
        field.required
            || field
                .required_if
                .as_ref()
                .is_some_and(|condition| condition.holds(self))
    }

    /// The same questions inside one row of a repeat group.
    #[must_use]
    pub const fn in_row<'b>(&'b self, fields: &'b [Field], row: &'b Row) -> RowScope<'b> {
        RowScope {
            outer: self,
            fields,
            row,
        }
    }

    /// Whether a page has at least one visible field.
    #[must_use]
    pub fn has_visible(&self, group: &super::Group) -> bool {
        group.fields.iter().any(|field| self.is_visible(&field.key))
    }
}

impl Scope for Evaluation<'_> {
    fn answer(&self, key: &str) -> Option<&Answer> {
        self.is_visible(key)
            .then(|| self.answers.get(key))
            .flatten()
    }

    fn value(&self, key: &str) -> Option<Value> {
        let field = self.fields.get(key)?;
        field.kind.value(self.answer(key)?)
    }

    fn today(&self) -> Date {
        self.today
    }
}

/// Sees the row's own fields first, then the form's.
pub struct RowScope<'a> {
    outer: &'a dyn Scope,
    fields: &'a [Field],
    row: &'a Row,
}

impl RowScope<'_> {
    /// Whether the row's field exists right now.
    #[must_use]
    pub fn is_visible(&self, field: &Field) -> bool {
        field
            .visible_if
            .as_ref()
            .is_none_or(|condition| condition.holds(self))
    }

    /// Whether the row's visible field must be answered.
    #[must_use]
    pub fn is_required(&self, field: &Field) -> bool {
        field.required
            || field
                .required_if
                .as_ref()
                .is_some_and(|condition| condition.holds(self))
    }
}

impl Scope for RowScope<'_> {
    fn answer(&self, key: &str) -> Option<&Answer> {
        match self.fields.iter().position(|field| field.key == key) {
            None => self.outer.answer(key),
            Some(index) => {
                // A row's field may depend on the fields before it only; that makes a loop impossible.
                let (before, field) = (self.fields.get(..index)?, self.fields.get(index)?);
                let scope = RowScope {
                    outer: self.outer,
                    fields: before,
                    row: self.row,
                };
                scope
                    .is_visible(field)
                    .then(|| self.row.answers.get(key))
                    .flatten()
            }
        }
    }

    fn value(&self, key: &str) -> Option<Value> {
        match self.fields.iter().find(|field| field.key == key) {
            None => self.outer.value(key),
            Some(field) => field.kind.value(self.answer(key)?),
        }
    }

    fn today(&self) -> Date {
        self.outer.today()
    }
}
