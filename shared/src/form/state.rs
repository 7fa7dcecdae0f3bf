//! A form while it is filled: after each answer only what depends on it is decided again.
//!
//! Gives exactly what a new [`Evaluation`] of the same answers gives (property test), for less work. Holds no signals and
//! draws nothing: the browser asks [`State::set`] what has changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use time::Date;

use super::answers::{Answer, Answers, Row, path_in_row};
use super::evaluation::{Context, Evaluation, LevelScope, Memo, decide, empty_memo, holds};
use super::field::Kind;
use super::issue::Issue;
use super::plan::{Plan, Reader};
use super::validate::{Checked, check_all, check_page};

/// How a question stands right now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// It exists. Inside rows: as far as the row decides; rows of a hidden group are absent with it.
    pub visible: bool,
    /// It must be answered.
    pub required: bool,
    /// Its answer cannot be changed.
    pub read_only: bool,
    /// The value of a computed field.
    pub computed: Option<Answer>,
}

/// What followed from an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Paths of the questions that stand differently now.
    pub questions: Vec<(String, Standing)>,
    /// Ids of the rules to check again, in the order of the form.
    pub rules: Vec<String>,
    /// How many questions were decided again.
    pub touched: usize,
}

/// A form and its answers, decided.
pub struct State<'f> {
    plan: Rc<Plan<'f>>,
    today: Date,
    answers: Answers,
    memo: Rc<Memo>,
    /// Standings at the top under the empty name, those of a row under `group[row].`.
    standings: HashMap<String, Vec<Standing>>,
}

/// What is left to decide after an answer.
#[derive(Default)]
struct Work {
    /// By rank and number: the rows (ids from the top) below which a question is to be decided again.
    presence: BTreeMap<(usize, usize), BTreeSet<Vec<String>>>,
    /// The same by number for questions of which only the need is to be decided again.
    needs: BTreeMap<usize, BTreeSet<Vec<String>>>,
    rules: BTreeSet<usize>,
    /// Questions that may stand differently, with how they stood before; `None` for those of new rows.
    seen: BTreeMap<String, (Spot, Option<Standing>)>,
    touched: usize,
}

/// Is called with a place of the form: its scope, its prefix and the ids of its rows.
type Visit<'a> = dyn FnMut(&dyn LevelScope, &str, &[String]) + 'a;

/// A question at its place: level, index, and the ids of the rows around it.
#[derive(Clone)]
struct Spot {
    level: usize,
    index: usize,
    ids: Vec<String>,
}

impl<'f> State<'f> {
    /// Decides everything once.
    #[must_use]
    pub fn new(plan: &Rc<Plan<'f>>, answers: Answers, today: Date) -> Self {
        let mut state = Self {
            plan: Rc::clone(plan),
            today,
            answers,
            memo: Rc::new(empty_memo(plan, 0)),
            standings: HashMap::new(),
        };
        let mut places = Vec::new();
        collect(&state.evaluation(), "", &[], &mut places);
        let standings = places
            .into_iter()
            .map(|(prefix, _, _, standings)| (prefix, standings));
        state.standings = standings.collect();
        state
    }

    /// The answers as typed.
    #[must_use]
    pub const fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The answers, when the state is no longer needed.
    #[must_use]
    pub fn into_answers(self) -> Answers {
        self.answers
    }

    /// How the question at a path stands.
    #[must_use]
    pub fn standing(&self, path: &str) -> Option<&Standing> {
        let spot = self.spot(path)?;
        let prefix = path
            .rfind("].")
            .map_or("", |end| path.get(..end + 2).unwrap_or_default());
        self.standings.get(prefix)?.get(spot.index)
    }

    /// The decisions, for whatever reads them.
    #[must_use]
    pub fn evaluation(&self) -> Evaluation<'_> {
        Evaluation::with_memo(&self.plan, &self.answers, self.today, &self.memo)
    }

    /// Validates the whole form.
    #[must_use]
    pub fn check(&self, context: Context<'_>) -> Checked {
        check_all(&self.evaluation(), context)
    }

    /// Validates one page.
    #[must_use]
    pub fn check_page(&self, group: &super::Group, context: Context<'_>) -> Vec<Issue> {
        check_page(&self.evaluation(), group, context)
    }

    /// Takes an answer (`None` takes one back) and decides again what looks at it. A path into a row that does not exist
    /// changes nothing.
    pub fn set(&mut self, path: &str, answer: Option<Answer>) -> Changes {
        let Some(old) = self.replace(path, answer) else {
            return Changes::default();
        };
        let Some(spot) = self.spot(path) else {
            return Changes::default();
        };
        let mut work = Work::default();
        if let Some(level) = self.rows_level(&spot) {
            self.take_rows(
                path,
                &spot,
                old.as_ref().map_or(&[][..], Answer::rows),
                &mut work,
            );
            self.mark_inside(level, &spot.ids, &mut work);
        }
        self.mark(&spot, &mut work);
        self.decide_presence(&mut work);
        self.decide_needs(&mut work);
        self.report(work)
    }

    /// Puts an answer in its place and gives the one that was there; `None` when there is no such place.
    #[expect(
        clippy::option_option,
        reason = "no place, and nothing in it, are two things"
    )]
    fn replace(&mut self, path: &str, answer: Option<Answer>) -> Option<Option<Answer>> {
        let (answers, key) = place_of(&mut self.answers, path)?;
        Some(match answer {
            Some(answer) => answers.insert(key.to_owned(), answer),
            None => answers.remove(key),
        })
    }

    /// The question at a path.
    fn spot(&self, path: &str) -> Option<Spot> {
        let (mut level, mut ids, mut rest) = (0, Vec::new(), path);
        loop {
            let here = self.plan.level(level)?;
            let Some((group, inside)) = rest.split_once('[') else {
                let index = here.index(rest)?;
                return Some(Spot { level, index, ids });
            };
            let (id, inner) = inside.split_once("].")?;
            level = (*here.rows.get(here.index(group)?)?)?;
            ids.push(id.to_owned());
            rest = inner;
        }
    }

    fn rows_level(&self, spot: &Spot) -> Option<usize> {
        *self.plan.level(spot.level)?.rows.get(spot.index)?
    }

    /// Queues everything that looks at a question.
    fn mark(&self, spot: &Spot, work: &mut Work) {
        let Some(number) = self.plan.number(spot.level, spot.index) else {
            return;
        };
        let shared = |reader: &Reader| spot.ids.get(..reader.shared).map(<[String]>::to_vec);
        for reader in self.plan.dependents.get(number).into_iter().flatten() {
            if let (Some(Some(rank)), Some(ids)) =
                (self.plan.rank.get(reader.number), shared(reader))
            {
                let key = (*rank, reader.number);
                work.presence.entry(key).or_default().insert(ids);
            }
        }
        for reader in self.plan.needed_by.get(number).into_iter().flatten() {
            if let Some(ids) = shared(reader) {
                work.needs.entry(reader.number).or_default().insert(ids);
            }
        }
        let rules = self.plan.ruled_by.get(number);
        work.rules.extend(rules.into_iter().flatten());
    }

    /// Queues what looks at any question of a level from outside its rows; the rows themselves are decided anew.
    fn mark_inside(&self, level: usize, ids: &[String], work: &mut Work) {
        let count = self.plan.level(level).map_or(0, |level| level.fields.len());
        for index in 0..count {
            let spot = Spot {
                level,
                index,
                ids: ids.to_vec(),
            };
            self.mark(&spot, work);
            if let Some(inner) = self.rows_level(&spot) {
                self.mark_inside(inner, ids, work);
            }
        }
    }

    /// Decides new and changed rows, and forgets those that are gone.
    fn take_rows(&mut self, path: &str, spot: &Spot, old: &[Row], work: &mut Work) {
        let before: HashMap<&str, &Row> = old.iter().map(|row| (row.id.as_str(), row)).collect();
        let mut fresh = Vec::new();
        let mut kept = BTreeSet::new();
        self.within(spot.level, &spot.ids, &mut |scope, _, _| {
            let key = scope.here().and_then(|level| level.field(spot.index));
            let answer = key.and_then(|field| scope.answers().get(&field.key));
            for row in answer.map_or(&[][..], Answer::rows) {
                if before.get(row.id.as_str()) == Some(&row) {
                    kept.insert(row.id.clone());
                } else if let Some(inner) = scope.row_scope(spot.index, row) {
                    let mut ids = spot.ids.clone();
                    ids.push(row.id.clone());
                    collect(&inner, &path_in_row(path, &row.id, ""), &ids, &mut fresh);
                }
            }
        });
        for row in old.iter().filter(|row| !kept.contains(&row.id)) {
            let prefix = path_in_row(path, &row.id, "");
            self.standings.retain(|name, _| !name.starts_with(&prefix));
        }
        for (prefix, level, ids, standings) in fresh {
            work.touched += standings.len();
            for index in 0..standings.len() {
                let ids = ids.clone();
                let spot = Spot { level, index, ids };
                if let Some(field) = self.plan.level(level).and_then(|level| level.field(index)) {
                    let path = format!("{prefix}{}", field.key);
                    work.seen.insert(path, (spot, None));
                }
            }
            self.standings.insert(prefix, standings);
        }
    }

    /// Decides what is queued, in the order of the plan; each question at most once.
    fn decide_presence(&mut self, work: &mut Work) {
        while let Some(((_, number), places)) = work.presence.pop_first() {
            let Some(&(level, index)) = self.plan.questions.get(number) else {
                continue;
            };
            let Some(field) = self.plan.question(number) else {
                continue;
            };
            let mut found = Vec::new();
            for ids in &places {
                self.within(level, ids, &mut |scope, prefix, ids| {
                    let decision = decide(field, scope.as_scope());
                    if ids.is_empty()
                        && let Some(slot) = scope.memo().borrow_mut().get_mut(index)
                    {
                        *slot = Some(decision.clone());
                    }
                    found.push((prefix.to_owned(), ids.to_vec(), decision));
                });
            }
            for (prefix, ids, decision) in found {
                work.touched += 1;
                let Some(standing) = self
                    .standings
                    .get_mut(&prefix)
                    .and_then(|list| list.get_mut(index))
                else {
                    continue;
                };
                if (standing.visible, &standing.computed) == (decision.visible, &decision.computed)
                {
                    continue;
                }
                let spot = Spot { level, index, ids };
                work.seen
                    .entry(format!("{prefix}{}", field.key))
                    .or_insert_with(|| (spot.clone(), Some(standing.clone())));
                standing.visible = decision.visible;
                standing.computed = decision.computed;
                self.mark(&spot, work);
            }
        }
    }

    /// Decides need and fixedness of everything that may stand differently, when all presence is known.
    fn decide_needs(&mut self, work: &mut Work) {
        for (number, places) in std::mem::take(&mut work.needs) {
            let (Some(&(level, index)), Some(field)) =
                (self.plan.questions.get(number), self.plan.question(number))
            else {
                continue;
            };
            // Whether it is well answered may change too, and rules are silent about what is not.
            work.rules
                .extend(self.plan.ruled_by.get(number).into_iter().flatten());
            for ids in &places {
                self.within(level, ids, &mut |_, prefix, ids| {
                    let old = self.standings.get(prefix).and_then(|list| list.get(index));
                    let spot = Spot {
                        level,
                        index,
                        ids: ids.to_vec(),
                    };
                    work.seen
                        .entry(format!("{prefix}{}", field.key))
                        .or_insert_with(|| (spot, old.cloned()));
                });
            }
        }
        let mut found = Vec::new();
        for (spot, _) in work.seen.values() {
            work.touched += 1;
            self.within(spot.level, &spot.ids, &mut |scope, prefix, _| {
                let visible = self
                    .standings
                    .get(prefix)
                    .and_then(|list| list.get(spot.index))
                    .is_some_and(|standing| standing.visible);
                found.push((
                    prefix.to_owned(),
                    spot.index,
                    needs(scope, spot.index, visible),
                ));
            });
        }
        for (prefix, index, (required, read_only)) in found {
            if let Some(standing) = self
                .standings
                .get_mut(&prefix)
                .and_then(|list| list.get_mut(index))
            {
                standing.required = required;
                standing.read_only = read_only;
            }
        }
    }

    fn report(&self, work: Work) -> Changes {
        let mut changes = Changes {
            touched: work.touched,
            ..Changes::default()
        };
        for (path, (_, old)) in work.seen {
            if let Some(now) = self.standing(&path)
                && old.as_ref() != Some(now)
            {
                changes.questions.push((path, now.clone()));
            }
        }
        let rules = &self.plan.form().rules;
        let id = |place: usize| rules.get(place).map(|rule| rule.id.clone());
        changes.rules = work.rules.into_iter().filter_map(id).collect();
        changes
    }

    /// Runs at every place of a level that lies below the rows with these ids: with the scope, its prefix and its ids.
    fn within(&self, level: usize, ids: &[String], run: &mut Visit<'_>) {
        let mut groups = Vec::new();
        let mut at = level;
        while let Some((parent, index)) = self.plan.level(at).and_then(|level| level.parent) {
            groups.push(index);
            at = parent;
        }
        groups.reverse();
        descend(&self.evaluation(), &groups, ids, "", &mut Vec::new(), run);
    }
}

fn descend(
    scope: &dyn LevelScope,
    groups: &[usize],
    wanted: &[String],
    prefix: &str,
    ids: &mut Vec<String>,
    run: &mut Visit<'_>,
) {
    let Some((&group, groups)) = groups.split_first() else {
        return run(scope, prefix, ids);
    };
    let Some(field) = scope.here().and_then(|level| level.field(group)) else {
        return;
    };
    let (id, wanted) = match wanted.split_first() {
        Some((id, rest)) => (Some(id), rest),
        None => (None, wanted),
    };
    for row in scope
        .answers()
        .get(&field.key)
        .map_or(&[][..], Answer::rows)
    {
        if id.is_some_and(|id| *id != row.id) {
            continue;
        }
        if let Some(inner) = scope.row_scope(group, row) {
            ids.push(row.id.clone());
            let prefix = path_in_row(&format!("{prefix}{}", field.key), &row.id, "");
            descend(&inner, groups, wanted, &prefix, ids, run);
            ids.pop();
        }
    }
}

/// Prefix, level, row ids and the standings of one place of the form.
type Place = (String, usize, Vec<String>, Vec<Standing>);

/// How every question of a place stands, and those in its rows.
fn collect(scope: &dyn LevelScope, prefix: &str, ids: &[String], out: &mut Vec<Place>) {
    let Some(level) = scope.here() else { return };
    let mut standings = Vec::with_capacity(level.fields.len());
    for (index, field) in level.fields.iter().enumerate() {
        let visible = scope.visible_at(index);
        let computed = match field.kind {
            Kind::Computed(_) => scope.answer_at(index).map(std::borrow::Cow::into_owned),
            _ => None,
        };
        let (required, read_only) = needs(scope, index, visible);
        standings.push(Standing {
            visible,
            required,
            read_only,
            computed,
        });
        if !matches!(field.kind, Kind::Repeat(_)) {
            continue;
        }
        for row in scope
            .answers()
            .get(&field.key)
            .map_or(&[][..], Answer::rows)
        {
            if let Some(inner) = scope.row_scope(index, row) {
                let mut ids = ids.to_vec();
                ids.push(row.id.clone());
                let path = path_in_row(&format!("{prefix}{}", field.key), &row.id, "");
                collect(&inner, &path, &ids, out);
            }
        }
    }
    out.push((prefix.to_owned(), scope.level(), ids.to_vec(), standings));
}

/// Whether a question must be answered, and whether its answer is fixed.
fn needs(scope: &dyn LevelScope, index: usize, visible: bool) -> (bool, bool) {
    let field = scope.here().and_then(|level| level.field(index));
    match field.filter(|_| visible) {
        Some(field) => (
            scope.is_needed(field),
            holds(field.read_only_if.as_ref(), scope.as_scope()),
        ),
        None => (false, false),
    }
}

/// The answers and the key that a path means; `None` when a row on the way does not exist.
fn place_of<'a, 'p>(answers: &'a mut Answers, path: &'p str) -> Option<(&'a mut Answers, &'p str)> {
    let Some((group, rest)) = path.split_once('[') else {
        return Some((answers, path));
    };
    let (id, inner) = rest.split_once("].")?;
    let Answer::Rows(rows) = answers.get_mut(group)? else {
        return None;
    };
    let row = rows.iter_mut().find(|row| row.id == id)?;
    place_of(&mut row.answers, inner)
}
