//! A form prepared for evaluation, once: its questions by level (the form, each repeat group), and the order in which
//! they can be decided. What waits for itself can never be decided and is absent.

use std::collections::HashMap;

use super::condition::Condition;
use super::definition::{Field, Form};
use super::field::Kind;

/// The level around, and which of its questions a level belongs to; the form itself has none.
type Parent = Option<(usize, usize)>;

/// The questions of the form (level 0) or of the rows of one repeat group.
#[derive(Debug)]
pub struct Level<'f> {
    /// The questions in order.
    pub fields: Vec<&'f Field>,
    by_key: HashMap<&'f str, usize>,
    /// Level of the rows of each question that is a repeat group.
    pub(super) rows: Vec<Option<usize>>,
    pub(super) parent: Parent,
    /// Number of the first question among all questions of the form.
    first: usize,
    /// Indexes in an order in which each question stands after those it depends on; without those in a circle.
    pub(super) order: Vec<usize>,
    /// Place of each index in `order`; `None` in a circle.
    pub(super) place: Vec<Option<usize>>,
}

/// A form with its order of evaluation.
#[derive(Debug)]
pub struct Plan<'f> {
    form: &'f Form,
    pub(super) levels: Vec<Level<'f>>,
    /// Level and index of every question, by its number.
    pub(super) questions: Vec<(usize, usize)>,
    /// For each question the questions whose presence or computed value looks at it.
    pub(super) dependents: Vec<Vec<usize>>,
}

impl<'f> Level<'f> {
    /// Index of the question with this key at this level.
    #[must_use]
    pub fn index(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// The question at an index.
    #[must_use]
    pub fn field(&self, index: usize) -> Option<&'f Field> {
        self.fields.get(index).copied()
    }
}

impl<'f> Plan<'f> {
    /// Prepares a form. Linear in its size.
    #[must_use]
    pub fn new(form: &'f Form) -> Self {
        let mut plan = Self {
            form,
            levels: Vec::new(),
            questions: Vec::new(),
            dependents: Vec::new(),
        };
        // Breadth first, so that a deep definition needs no deep stack.
        let mut waiting: Vec<(Vec<&'f Field>, Parent)> = vec![(form.fields().collect(), None)];
        while let Some((fields, parent)) = waiting.pop() {
            let number = plan.levels.len();
            if let Some((level, index)) = parent
                && let Some(rows) = plan
                    .levels
                    .get_mut(level)
                    .and_then(|level| level.rows.get_mut(index))
            {
                *rows = Some(number);
            }
            let mut by_key = HashMap::with_capacity(fields.len());
            for (index, field) in fields.iter().enumerate() {
                by_key.entry(field.key.as_str()).or_insert(index);
                if let Kind::Repeat(repeat) = &field.kind {
                    waiting.push((repeat.fields.iter().collect(), Some((number, index))));
                }
            }
            let first = plan.questions.len();
            plan.questions
                .extend((0..fields.len()).map(|index| (number, index)));
            plan.levels.push(Level {
                rows: vec![None; fields.len()],
                place: vec![None; fields.len()],
                order: Vec::with_capacity(fields.len()),
                fields,
                by_key,
                parent,
                first,
            });
        }
        plan.find_order();
        plan
    }

    /// The form.
    #[must_use]
    pub const fn form(&self) -> &'f Form {
        self.form
    }

    pub(super) fn level(&self, level: usize) -> Option<&Level<'f>> {
        self.levels.get(level)
    }

    pub(super) fn number(&self, level: usize, index: usize) -> Option<usize> {
        Some(self.levels.get(level)?.first + index)
    }

    pub(super) fn question(&self, number: usize) -> Option<&'f Field> {
        let (level, index) = *self.questions.get(number)?;
        self.levels.get(level)?.field(index)
    }

    /// The question that a key means where it is read: at this level, else at those around it.
    pub(super) fn find(&self, level: usize, key: &str) -> Option<(usize, usize)> {
        let mut at = level;
        loop {
            let here = self.levels.get(at)?;
            match here.index(key) {
                Some(index) => return Some((at, index)),
                None => at = here.parent?.0,
            }
        }
    }

    /// Goes from a level into the rows of groups, one after the other.
    fn descend(&self, level: usize, rows: &[&str]) -> Option<usize> {
        rows.iter().try_fold(level, |level, key| {
            let (level, index) = self.find(level, key)?;
            *self.levels.get(level)?.rows.get(index)?
        })
    }

    /// Numbers of the questions that a condition at a level reads.
    pub(super) fn read_by_condition(&self, level: usize, condition: &Condition) -> Vec<usize> {
        let mut numbers = Vec::new();
        condition.reads(&[], &mut |rows, key| {
            numbers.extend(self.resolve(level, rows, key));
        });
        numbers
    }

    /// Number of the question a key means, read inside the given rows of a level.
    pub(super) fn resolve(&self, level: usize, rows: &[&str], key: &str) -> Option<usize> {
        let (level, index) = self.find(self.descend(level, rows)?, key)?;
        self.number(level, index)
    }

    /// What the presence or the computed value of a question looks at.
    fn presence_reads(&self, number: usize) -> Vec<usize> {
        let Some(&(level, index)) = self.questions.get(number) else {
            return Vec::new();
        };
        let Some(here) = self.levels.get(level) else {
            return Vec::new();
        };
        let mut reads: Vec<usize> = here
            .parent
            .and_then(|(level, index)| self.number(level, index))
            .into_iter()
            .collect();
        if let Some(field) = here.field(index) {
            if let Some(condition) = &field.visible_if {
                reads.extend(self.read_by_condition(level, condition));
            }
            if let Kind::Computed(computed) = &field.kind {
                computed.reads(&mut |rows, key| reads.extend(self.resolve(level, rows, key)));
            }
        }
        reads.sort_unstable();
        reads.dedup();
        reads
    }

    /// Sorts the questions so that each follows what it depends on.
    fn find_order(&mut self) {
        let count = self.questions.len();
        let mut dependents = vec![Vec::new(); count];
        let mut missing = vec![0_usize; count];
        for number in 0..count {
            for read in self.presence_reads(number) {
                if let (Some(list), Some(missing)) =
                    (dependents.get_mut(read), missing.get_mut(number))
                {
                    list.push(number);
                    *missing += 1;
                }
            }
        }
        let mut ready: Vec<usize> = (0..count)
            .rev()
            .filter(|number| missing.get(*number) == Some(&0))
            .collect();
        while let Some(number) = ready.pop() {
            if let Some(&(level, index)) = self.questions.get(number)
                && let Some(level) = self.levels.get_mut(level)
                && let Some(place) = level.place.get_mut(index)
            {
                *place = Some(level.order.len());
                level.order.push(index);
            }
            for dependent in dependents.get(number).into_iter().flatten() {
                if let Some(left) = missing.get_mut(*dependent) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(*dependent);
                    }
                }
            }
        }
        self.dependents = dependents;
    }
}
