//! Slows down guessing: so many tries a minute for one key, such as a user name or an address.
//!
//! A try counts when it starts, so that a thousand tries at once do not slip through. Signing in gives it back when it
//! succeeds, so that an office behind one address can sign in at eight o'clock; looking up a code does not.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use motcua_shared::time::Timestamp;

const WINDOW_SECONDS: i64 = 60;
/// With more keys than this, old ones are thrown out before a new one is added.
const SWEEP_AT: usize = 10_000;

/// Tries by key.
pub struct TryLimit {
    tries: u32,
    windows: Mutex<HashMap<String, Window>>,
}

#[derive(Clone, Copy)]
struct Window {
    start: Timestamp,
    tries: u32,
}

impl TryLimit {
    /// Lets so many tries a minute through.
    #[must_use]
    pub fn a_minute(tries: u32) -> Self {
        Self {
            tries,
            windows: Mutex::default(),
        }
    }

    /// Counts a try for every key.
    ///
    /// # Errors
    /// Seconds to wait, when one of the keys has used up its tries. Then nothing is counted.
    pub fn start(&self, keys: &[&str], now: Timestamp) -> Result<(), u64> {
        let mut windows = self.windows();
        if windows.len() > SWEEP_AT {
            windows.retain(|_, window| now.seconds_since(window.start) < WINDOW_SECONDS);
        }
        for key in keys {
            if let Some(window) = windows
                .get(*key)
                .filter(|window| window.tries >= self.tries)
            {
                let left = WINDOW_SECONDS - now.seconds_since(window.start);
                if left > 0 {
                    return Err(u64::try_from(left).unwrap_or(1));
                }
            }
        }
        for key in keys {
            let window = windows.entry((*key).to_owned()).or_insert(Window {
                start: now,
                tries: 0,
            });
            if now.seconds_since(window.start) >= WINDOW_SECONDS {
                *window = Window {
                    start: now,
                    tries: 0,
                };
            }
            window.tries += 1;
        }
        Ok(())
    }

    /// Gives a try back: it succeeded.
    pub fn succeeded(&self, keys: &[&str]) {
        let mut windows = self.windows();
        for key in keys {
            if let Some(window) = windows.get_mut(*key) {
                window.tries = window.tries.saturating_sub(1);
            }
        }
    }

    fn windows(&self) -> MutexGuard<'_, HashMap<String, Window>> {
        // Counters stay usable whatever happened to the thread that held them.
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIES: u32 = 10;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::default().plus_seconds(seconds)
    }

    #[test]
    fn the_eleventh_failed_try_of_a_minute_waits() {
        let limit = TryLimit::a_minute(TRIES);
        for _ in 0..TRIES {
            limit.start(&["name:a", "from:1"], at(10)).unwrap();
        }
        assert_eq!(limit.start(&["name:a", "from:2"], at(30)), Err(40));
        assert_eq!(limit.start(&["name:b", "from:1"], at(69)), Err(1));
        assert_eq!(limit.start(&["name:b", "from:2"], at(30)), Ok(()));
        assert_eq!(limit.start(&["name:a", "from:1"], at(70)), Ok(()));
    }

    #[test]
    fn what_succeeds_does_not_count() {
        let limit = TryLimit::a_minute(TRIES);
        for _ in 0..100 {
            limit.start(&["from:1"], at(0)).unwrap();
            limit.succeeded(&["from:1"]);
        }
        assert_eq!(limit.start(&["from:1"], at(0)), Ok(()));
    }
}
