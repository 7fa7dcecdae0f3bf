//! How often a delivery is tried, and how long it waits in between.

/// Tries after which a delivery is given up: with [`wait_seconds`] that is between eight and sixteen hours.
pub const MOST: u32 = 10;

/// First pause, seconds.
const FIRST: i64 = 60;
/// Longest pause, seconds.
const LONGEST: i64 = 6 * 3_600;

/// Pause after the `attempt`th try (from 1) failed, in seconds: doubles each time, and between half and all of it by `chance`
/// (from 0 to 1), so that a provider that comes back is not met by everybody at once.
#[must_use]
pub fn wait_seconds(attempt: u32, chance: f64) -> i64 {
    let doublings = attempt.saturating_sub(1).min(16);
    let full = FIRST.saturating_mul(1_i64 << doublings).min(LONGEST);
    let share = 0.5 + 0.5 * chance.clamp(0.0, 1.0);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "at most six hours in seconds"
    )]
    let wait = (full as f64 * share) as i64;
    wait.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_end_and_spread() {
        let full: Vec<i64> = (1..=10).map(|attempt| wait_seconds(attempt, 1.0)).collect();
        assert_eq!(
            full,
            [60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360, 21_600]
        );
        assert_eq!(wait_seconds(1, 0.0), 30);
        assert_eq!(wait_seconds(3, 0.5), 180);
        assert_eq!(wait_seconds(u32::MAX, 7.0), 21_600);
        assert_eq!(wait_seconds(0, f64::NAN).max(1), wait_seconds(0, f64::NAN));
        // Pauses between the first and the last try.
        let all: i64 = (1..MOST).map(|attempt| wait_seconds(attempt, 1.0)).sum();
        assert!((8 * 3_600..=16 * 3_600).contains(&all), "{all}");
    }
}
