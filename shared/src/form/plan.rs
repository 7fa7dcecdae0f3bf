//! A form prepared for evaluation, once: its questions by level (the form, each repeat group), and the order in which
//! they can be decided. What waits for itself can never be decided and is absent.

use std::collections::HashMap;

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
    /// How many rows deep it is.
    pub(super) depth: usize,
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
    pub(super) dependents: Vec<Vec<Reader>>,
    /// For each question those whose need, fixedness or check looks at it.
    pub(super) needed_by: Vec<Vec<Reader>>,
    /// For each question the rules that look at it, by their place in the form.
    pub(super) ruled_by: Vec<Vec<usize>>,
    /// Place of each question in the order of evaluation; `None` in a circle.
    pub(super) rank: Vec<Option<usize>>,
}

/// A question that looks at another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    /// Its number.
    pub(super) number: usize,
    /// How many rows deep both share: a reader inside the same row sees only that row's answer, a sum sees all.
    pub(super) shared: usize,
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
            needed_by: Vec::new(),
            ruled_by: Vec::new(),
            rank: Vec::new(),
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
                depth: parent
                    .and_then(|(level, _)| plan.level(level))
                    .map_or(0, |level| level.depth + 1),
            });
        }
        plan.find_readers();
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

    /// The question a key means, read inside the given rows of a level, and how many rows deep reader and question share.
    fn resolve(&self, level: usize, rows: &[&str], key: &str) -> Option<(usize, usize)> {
        let (found, index) = self.find(self.descend(level, rows)?, key)?;
        let start = match rows.first() {
            Some(first) => self.find(level, first)?.0,
            None => level,
        };
        let depth = |level: usize| self.level(level).map(|level| level.depth);
        let shared = depth(found)?.min(depth(start)?);
        Some((self.number(found, index)?, shared))
    }

    /// Writes down who looks at whom.
    fn find_readers(&mut self) {
        let count = self.questions.len();
        let (mut dependents, mut needed_by) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (number, &(level, index)) in self.questions.iter().enumerate() {
            let Some(field) = self.level(level).and_then(|level| level.field(index)) else {
                continue;
            };
            let note = |lists: &mut Vec<Vec<Reader>>, rows: &[&str], key: &str| {
                if let Some((read, shared)) = self.resolve(level, rows, key)
                    && let Some(list) = lists.get_mut(read)
                    && !list
                        .iter()
                        .any(|reader: &Reader| reader.number == number && reader.shared <= shared)
                {
                    list.push(Reader { number, shared });
                }
            };
            if let Some(condition) = &field.visible_if {
                condition.reads(&[], &mut |rows, key| note(&mut dependents, rows, key));
            }
            if let Kind::Computed(computed) = &field.kind {
                computed.reads(&mut |rows, key| note(&mut dependents, rows, key));
            }
            for condition in [&field.required_if, &field.read_only_if]
                .into_iter()
                .flatten()
            {
                condition.reads(&[], &mut |rows, key| note(&mut needed_by, rows, key));
            }
            if let Kind::Commune(commune) = &field.kind
                && let Some(province) = &commune.province_field
            {
                note(&mut needed_by, &[], province);
            }
        }
        let mut ruled_by = vec![Vec::new(); count];
        for (place, rule) in self.form.rules.iter().enumerate() {
            let mut note = |rows: &[&str], key: &str| {
                if let Some((read, _)) = self.resolve(0, rows, key)
                    && let Some(list) = ruled_by.get_mut(read)
                    && list.last() != Some(&place)
                {
                    list.push(place);
                }
            };
            note(&[], &rule.field);
            rule.require.reads(&[], &mut |rows, key| note(rows, key));
        }
        self.dependents = dependents;
        self.needed_by = needed_by;
        self.ruled_by = ruled_by;
    }

    /// Sorts the questions so that each follows what it depends on.
    fn find_order(&mut self) {
        let count = self.questions.len();
        let mut missing = vec![0_usize; count];
        for reader in self.dependents.iter().flatten() {
            if let Some(missing) = missing.get_mut(reader.number) {
                *missing += 1;
            }
        }
        let mut ready: Vec<usize> = (0..count)
            .rev()
            .filter(|number| missing.get(*number) == Some(&0))
            .collect();
        self.rank = vec![None; count];
        let mut next = 0;
        while let Some(number) = ready.pop() {
            if let Some(rank) = self.rank.get_mut(number) {
                *rank = Some(next);
                next += 1;
            }
            if let Some(&(level, index)) = self.questions.get(number)
                && let Some(level) = self.levels.get_mut(level)
                && let Some(place) = level.place.get_mut(index)
            {
                *place = Some(level.order.len());
                level.order.push(index);
            }
            for reader in self.dependents.get(number).into_iter().flatten() {
                if let Some(left) = missing.get_mut(reader.number) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(reader.number);
                    }
                }
            }
        }
    }
}
