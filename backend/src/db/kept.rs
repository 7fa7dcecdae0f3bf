//! What was worked out from the present state of the database, kept until anything at all is committed, by this process or another,
//! and never longer than a second, because some of it depends on the time. PostgreSQL cannot name its state without being asked, so
//! nothing is kept there.
//!
//! Nothing here may be asked for somebody before it is known who they are: what is kept is kept for one reader.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use motcua_shared::time::Timestamp;

use super::connect::Db;
use super::stamp::Stamp;

/// Longest time that something is kept, microseconds.
const LONGEST: i64 = 1_000_000;

/// Values by key, all of one state of the database.
pub struct Kept<K, V> {
    most: usize,
    state: Mutex<State<K, V>>,
}

struct State<K, V> {
    stamp: Option<Stamp>,
    values: HashMap<K, (Timestamp, V)>,
}

/// What is known of a key.
pub enum Found<V> {
    /// The value, as it would come out now.
    Known(V),
    /// It has to be worked out. Give this to [`Kept::keep`] afterwards.
    Unknown(Before),
}

/// The state in which the working out began.
#[derive(Clone, Copy)]
pub struct Before(Option<Stamp>);

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// Keeps at most so many values.
    #[must_use]
    pub fn at_most(most: usize) -> Self {
        Self {
            most,
            state: Mutex::new(State {
                stamp: None,
                values: HashMap::new(),
            }),
        }
    }

    /// What is kept for a key.
    pub fn find(&self, db: &Db, key: &K, now: Timestamp) -> Found<V> {
        let Some(stamp) = db.stamp() else {
            return Found::Unknown(Before(None));
        };
        let state = self.state();
        let value = state.values.get(key).filter(|_| state.stamp == Some(stamp));
        match value {
            Some((since, value)) if is_fresh(*since, now) => Found::Known(value.clone()),
            _ => Found::Unknown(Before(Some(stamp))),
        }
    }

    /// Keeps a value that was worked out since [`Kept::find`], unless something was committed meanwhile. `since` is the time it was
    /// worked out for.
    pub fn keep(&self, db: &Db, key: K, before: Before, since: Timestamp, value: V) {
        let Some(before) = before.0.filter(|before| db.stamp() == Some(*before)) else {
            return;
        };
        let mut state = self.state();
        if state.stamp != Some(before) || state.values.len() >= self.most {
            state.stamp = Some(before);
            state.values.clear();
        }
        state.values.insert(key, (since, value));
    }

    fn state(&self) -> MutexGuard<'_, State<K, V>> {
        // What is in it is whole, whatever happened to the thread that held it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_fresh(since: Timestamp, now: Timestamp) -> bool {
    (0..LONGEST).contains(&now.micros().saturating_sub(since.micros()))
}
