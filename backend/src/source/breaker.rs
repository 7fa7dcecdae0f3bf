//! Leaves a source alone that fails again and again, so that nobody waits for it; then lets one question through to see.

use motcua_shared::time::Timestamp;

/// Failures in a row before a source is left alone.
const FAILURES: u32 = 3;
/// Seconds for which it is.
const PAUSE: i64 = 30;

/// The state of one source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Breaker {
    failures: u32,
    closed_until: Option<Timestamp>,
}

impl Breaker {
    /// Whether a question may be asked now. After the pause exactly one is, until its outcome is known or another pause has passed.
    pub fn lets_through(&mut self, now: Timestamp) -> bool {
        match self.closed_until {
            Some(until) if now < until => false,
            Some(_) => {
                self.closed_until = Some(now.plus_seconds(PAUSE));
                true
            }
            None => true,
        }
    }

    /// It answered.
    pub fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// It did not.
    pub fn failed(&mut self, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        if self.failures >= FAILURES {
            self.closed_until = Some(now.plus_seconds(PAUSE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_failures_close_it_and_one_question_tries_again() {
        let at = Timestamp::from_micros(0);
        let mut breaker = Breaker::default();
        for _ in 0..FAILURES {
            assert!(breaker.lets_through(at));
            breaker.failed(at);
        }
        assert!(!breaker.lets_through(at));
        let later = at.plus_seconds(PAUSE);
        assert!(breaker.lets_through(later));
        assert!(!breaker.lets_through(later), "one is enough to see");
        breaker.failed(later);
        assert!(!breaker.lets_through(later.plus_seconds(PAUSE - 1)));
        assert!(breaker.lets_through(later.plus_seconds(PAUSE)));
        breaker.succeeded();
        assert!(breaker.lets_through(later) && breaker.lets_through(later));
        breaker.failed(later);
        assert!(breaker.lets_through(later), "counting begins anew");
    }
}
