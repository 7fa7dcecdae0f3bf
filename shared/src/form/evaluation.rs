//! Which fields exist right now, which must be answered, which are fixed, and what computed fields are.
//!
//! Hidden means absent, to any depth: a condition that looks at a hidden field sees nothing there.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use time::Date;

use super::answers::{Answer, Answers, Row};
use super::condition::{Condition, Scope};
use super::definition::{Field, Form};
use super::directory::Directory;
use super::field::Kind;
use super::plan::{Level, Plan};
use super::value::Value;

/// What the engine must be told: the day, and the reference lists.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The day of filing in Viet Nam.
    pub today: Date,
    /// Administrative units, countries, ethnic groups, agencies, business lines.
    pub directory: &'a dyn Directory,
}

/// What was decided about one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) visible: bool,
    /// The value of a computed field.
    pub(super) computed: Option<Answer>,
}

/// Decisions of one level, by index; filled in the order of the plan.
pub(super) type Memo = RefCell<Vec<Option<Decision>>>;

/// The visible part of a form for given answers, decided when first asked and remembered.
pub struct Evaluation<'a> {
    plan: Rc<Plan<'a>>,
    answers: &'a Answers,
    today: Date,
    memo: Rc<Memo>,
}

/// The same inside one row of a repeat group: sees the row's own fields first, then those around it.
pub struct RowScope<'a> {
    plan: &'a Plan<'a>,
    outer: &'a dyn LevelScope,
    level: usize,
    row: &'a Row,
    memo: Memo,
}

/// What form and row have in common.
pub(super) trait LevelScope: Scope {
    fn plan(&self) -> &Plan<'_>;
    fn level(&self) -> usize;
    fn answers(&self) -> &Answers;
    fn memo(&self) -> &Memo;
    fn outer(&self) -> Option<&dyn LevelScope>;
    fn as_scope(&self) -> &dyn Scope;
    fn as_level(&self) -> &dyn LevelScope;

    fn here(&self) -> Option<&Level<'_>> {
        self.plan().level(self.level())
    }

    /// Decides the question and, before it, what it depends on at this level: never deeper than one step.
    fn decide(&self, index: usize) {
        if matches!(self.memo().borrow().get(index), Some(Some(_))) {
            return;
        }
        let Some((level, place)) = self
            .here()
            .and_then(|level| Some((level, *level.place.get(index)?)))
        else {
            return;
        };
        // What waits for itself has no place in the order: it is absent.
        let Some(place) = place else { return };
        for &index in level.order.iter().take(place + 1) {
            if matches!(self.memo().borrow().get(index), Some(Some(_))) {
                continue;
            }
            let decision = level
                .field(index)
                .map(|field| decide(field, self.as_scope()));
            if let Some(slot) = self.memo().borrow_mut().get_mut(index) {
                *slot = decision;
            }
        }
    }

    fn visible_at(&self, index: usize) -> bool {
        self.decide(index);
        self.memo()
            .borrow()
            .get(index)
            .and_then(Option::as_ref)
            .is_some_and(|decision| decision.visible)
    }

    fn answer_at(&self, index: usize) -> Option<Cow<'_, Answer>> {
        if !self.visible_at(index) {
            return None;
        }
        let field = self.here()?.field(index)?;
        match &field.kind {
            Kind::Computed(_) => {
                let memo = self.memo().borrow();
                let decision = memo.get(index)?.as_ref()?;
                decision.computed.clone().map(Cow::Owned)
            }
            Kind::Note(_) => None,
            _ => self.answers().get(&field.key).map(Cow::Borrowed),
        }
    }

    /// Whether the visible question must be answered.
    fn is_needed(&self, field: &Field) -> bool {
        field.required || holds(field.required_if.as_ref(), self.as_scope())
    }

    /// The rows of the repeat group at an index.
    fn row_scope<'b>(&'b self, index: usize, row: &'b Row) -> Option<RowScope<'b>> {
        let level = (*self.here()?.rows.get(index)?)?;
        Some(RowScope::new(self.plan(), self.as_level(), level, row))
    }

    fn find_answer(&self, key: &str) -> Option<Cow<'_, Answer>> {
        match self.here()?.index(key) {
            Some(index) => self.answer_at(index),
            None => self.outer()?.find_answer(key),
        }
    }

    fn find_value(&self, key: &str) -> Option<Value> {
        match self.here()?.index(key) {
            Some(index) => {
                let kind = &self.here()?.field(index)?.kind;
                match self.answer_at(index).filter(|answer| !answer.is_empty()) {
                    Some(answer) => kind.value(answer.as_ref()),
                    // Of what is counted, nothing is none.
                    None => (kind.is_counted() && self.visible_at(index)).then(|| Value::whole(0)),
                }
            }
            None => self.outer()?.find_value(key),
        }
    }

    fn visit_rows(&self, rows: &str, visit: &mut dyn FnMut(&dyn Scope, &Row) -> bool) {
        let (first, rest) = match rows.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (rows, None),
        };
        let Some(here) = self.here() else { return };
        let Some(index) = here.index(first) else {
            if let Some(outer) = self.outer() {
                outer.visit_rows(rows, visit);
            }
            return;
        };
        let (Some(Some(level)), true) = (here.rows.get(index), self.visible_at(index)) else {
            return;
        };
        let mut go_on = true;
        for row in self.answers().get(first).map_or(&[][..], Answer::rows) {
            let scope = RowScope::new(self.plan(), self.as_level(), *level, row);
            match rest {
                None => go_on = visit(&scope, row),
                Some(rest) => scope.visit_rows(rest, &mut |scope, row| {
                    go_on = visit(scope, row);
                    go_on
                }),
            }
            if !go_on {
                return;
            }
        }
    }
}

pub(super) fn decide(field: &Field, scope: &dyn Scope) -> Decision {
    let visible = field
        .visible_if
        .as_ref()
        .is_none_or(|condition| condition.holds(scope));
    let computed = match &field.kind {
        Kind::Computed(computed) if visible => computed.answer(scope),
        _ => None,
    };
    Decision { visible, computed }
}

pub(super) fn holds(condition: Option<&Condition>, scope: &dyn Scope) -> bool {
    condition.is_some_and(|condition| condition.holds(scope))
}

pub(super) fn empty_memo(plan: &Plan<'_>, level: usize) -> Memo {
    let count = plan.level(level).map_or(0, |level| level.fields.len());
    RefCell::new(vec![None; count])
}

impl<'a> Evaluation<'a> {
    /// Prepares the form and the evaluation; fields are decided when asked.
    #[must_use]
    pub fn new(form: &'a Form, answers: &'a Answers, today: Date) -> Self {
        Self::with_plan(&Rc::new(Plan::new(form)), answers, today)
    }

    /// Evaluates a form that was prepared before.
    #[must_use]
    pub fn with_plan(plan: &Rc<Plan<'a>>, answers: &'a Answers, today: Date) -> Self {
        Self::with_memo(plan, answers, today, &Rc::new(empty_memo(plan, 0)))
    }

    /// Goes on with what was decided before.
    pub(super) fn with_memo(
        plan: &Rc<Plan<'a>>,
        answers: &'a Answers,
        today: Date,
        memo: &Rc<Memo>,
    ) -> Self {
        Self {
            plan: Rc::clone(plan),
            answers,
            today,
            memo: Rc::clone(memo),
        }
    }

    /// The form under evaluation.
    #[must_use]
    pub fn form(&self) -> &'a Form {
        self.plan.form()
    }

    /// Whether the top-level field exists right now. Unknown keys do not.
    #[must_use]
    pub fn is_visible(&self, key: &str) -> bool {
        self.here()
            .and_then(|level| level.index(key))
            .is_some_and(|index| self.visible_at(index))
    }

    /// Whether a page has at least one visible field.
    #[must_use]
    pub fn has_visible(&self, group: &super::Group) -> bool {
        group.fields.iter().any(|field| self.is_visible(&field.key))
    }
}

impl<'a> RowScope<'a> {
    fn new<'b: 'a>(
        plan: &'a Plan<'b>,
        outer: &'a dyn LevelScope,
        level: usize,
        row: &'a Row,
    ) -> Self {
        Self {
            plan,
            outer,
            level,
            row,
            memo: empty_memo(plan, level),
        }
    }

    /// Whether the row's field exists right now.
    #[must_use]
    pub fn is_visible(&self, field: &Field) -> bool {
        self.here()
            .and_then(|level| level.index(&field.key))
            .is_some_and(|index| self.visible_at(index))
    }
}

/// What form and row answer alike, written once; methods of their own, so that callers need no trait.
macro_rules! ask_alike {
    ($scope:ident) => {
        impl $scope<'_> {
            /// Whether a visible question of this level must be answered.
            #[must_use]
            pub fn is_required(&self, field: &Field) -> bool {
                self.is_needed(field)
            }

            /// Whether a visible question of this level shows its answer without letting people change it.
            #[must_use]
            pub fn is_read_only(&self, field: &Field) -> bool {
                holds(field.read_only_if.as_ref(), self)
            }

            /// The value of a visible computed question of this level.
            #[must_use]
            pub fn computed(&self, key: &str) -> Option<Answer> {
                self.answer(key).map(Cow::into_owned)
            }

            /// The questions inside one row of the repeat group with this key.
            #[must_use]
            pub fn in_row<'b>(&'b self, group: &str, row: &'b Row) -> RowScope<'b> {
                let level = self
                    .here()
                    .and_then(|level| *level.rows.get(level.index(group)?)?);
                // A level that does not exist has no fields: nothing is visible in it.
                RowScope::new(self.plan(), self, level.unwrap_or(usize::MAX), row)
            }
        }
    };
}

ask_alike!(Evaluation);
ask_alike!(RowScope);

impl LevelScope for Evaluation<'_> {
    fn plan(&self) -> &Plan<'_> {
        &self.plan
    }
    fn level(&self) -> usize {
        0
    }
    fn answers(&self) -> &Answers {
        self.answers
    }
    fn memo(&self) -> &Memo {
        &self.memo
    }
    fn outer(&self) -> Option<&dyn LevelScope> {
        None
    }
    fn as_scope(&self) -> &dyn Scope {
        self
    }
    fn as_level(&self) -> &dyn LevelScope {
        self
    }
}

impl LevelScope for RowScope<'_> {
    fn plan(&self) -> &Plan<'_> {
        self.plan
    }
    fn level(&self) -> usize {
        self.level
    }
    fn answers(&self) -> &Answers {
        &self.row.answers
    }
    fn memo(&self) -> &Memo {
        &self.memo
    }
    fn outer(&self) -> Option<&dyn LevelScope> {
        Some(self.outer)
    }
    fn as_scope(&self) -> &dyn Scope {
        self
    }
    fn as_level(&self) -> &dyn LevelScope {
        self
    }
}

impl Scope for Evaluation<'_> {
    fn answer(&self, key: &str) -> Option<Cow<'_, Answer>> {
        self.find_answer(key)
    }
    fn value(&self, key: &str) -> Option<Value> {
        self.find_value(key)
    }
    fn each_row(&self, rows: &str, visit: &mut dyn FnMut(&dyn Scope, &Row) -> bool) {
        self.visit_rows(rows, visit);
    }
    fn today(&self) -> Date {
        self.today
    }
}

impl Scope for RowScope<'_> {
    fn answer(&self, key: &str) -> Option<Cow<'_, Answer>> {
        self.find_answer(key)
    }
    fn value(&self, key: &str) -> Option<Value> {
        self.find_value(key)
    }
    fn each_row(&self, rows: &str, visit: &mut dyn FnMut(&dyn Scope, &Row) -> bool) {
        self.visit_rows(rows, visit);
    }
    fn today(&self) -> Date {
        self.outer.today()
    }
}
