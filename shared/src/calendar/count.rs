//! The count itself: one walk over the days that gives both the date and the sum behind it.

use time::{Date, Duration};

use super::{Calendar, DayKind, DayRole, Explanation, Limit, Stretch};
use crate::form::value::shifted;
use crate::time::{LocalTime, Timestamp};

/// The stretches of a count, put together day by day.
#[derive(Default)]
struct Days(Vec<Stretch>);

impl Days {
    /// Adds a day; days in a row that are treated alike become one stretch.
    fn add(&mut self, date: Date, role: DayRole, name: &str, counted: u32, together: bool) {
        let head = head_of(name);
        if let Some(last) = self.0.last_mut()
            && together
            && last.role == role
            && !matches!(role, DayRole::FirstDay | DayRole::MakeUp)
            && head_of(&last.name) == head
        {
            // “Tết Nguyên đán – mùng 1” and “… – mùng 2” in a row are “Tết Nguyên đán”.
            if last.name != name {
                last.name = head.to_owned();
            }
            last.to = date;
            last.counted = last.counted.saturating_add(counted);
            return;
        }
        self.0.push(Stretch {
            from: date,
            to: date,
            role,
            name: name.to_owned(),
            counted,
        });
    }
}

/// The name without what comes after its dash.
fn head_of(name: &str) -> &str {
    name.split_once(" – ").map_or(name, |(head, _)| head)
}

impl Calendar {
    /// What a limit that starts at `from` comes to, with every day on the way. A limit of more than ten years is ten years.
    #[must_use]
    pub fn explain(&self, from: Timestamp, limit: Limit) -> Explanation {
        let starts_at = self.next_working_moment(from);
        let start = starts_at.local();
        match limit.bounded() {
            Limit::WorkingDays(count) => self.working_days(from, starts_at, limit, count),
            Limit::SameDay(cutoff) => {
                self.working_days(from, starts_at, limit, u32::from(start.minute >= cutoff))
            }
            Limit::WorkingHours(count) => {
                self.working_time(from, starts_at, limit, count.saturating_mul(60))
            }
            Limit::WorkingMinutes(count) => self.working_time(from, starts_at, limit, count),
            Limit::CalendarDays(count) => {
                let day = from.local().date;
                let last = day.saturating_add(Duration::days(i64::from(count)));
                self.calendar_days(from, limit, last)
            }
            Limit::Months(count) => {
                let day = from.local().date;
                let months = i32::try_from(count).unwrap_or(i32::MAX);
                let last = shifted(day, 0, months, 0).unwrap_or(Date::MAX);
                self.calendar_days(from, limit, last)
            }
        }
    }

    /// A date that a pause has moved: the limit goes on for as long as it stood still (R-TIME-08, `pause`). The unit is that
    /// of the limit: working days, calendar days, or working minutes.
    #[must_use]
    pub fn explain_pause(
        &self,
        due: Timestamp,
        stopped_at: Timestamp,
        resumed_at: Timestamp,
        limit: Limit,
    ) -> Explanation {
        let stop = stopped_at.local().date;
        let longest = stop.saturating_add(Duration::days(i64::from(Limit::LONGEST_DAYS)));
        let resume = resumed_at.local().date.min(longest);
        let due_day = due.local().date;
        match limit {
            Limit::WorkingDays(_) | Limit::SameDay(_) => {
                let days = self.working_days_between(stop, resume);
                self.working_days(due, self.close_of(due_day), Limit::WorkingDays(days), days)
            }
            Limit::CalendarDays(_) | Limit::Months(_) => {
                let days = (resume - stop).whole_days().max(0);
                let last = due_day.saturating_add(Duration::days(days));
                let limit = Limit::CalendarDays(u32::try_from(days).unwrap_or(u32::MAX));
                self.calendar_days(due, limit, last)
            }
            Limit::WorkingHours(_) | Limit::WorkingMinutes(_) => {
                let minutes = self.working_minutes_between(stopped_at, resumed_at);
                let limit = Limit::WorkingMinutes(minutes);
                if minutes == 0 {
                    return Explanation {
                        received_at: due,
                        starts_at: due,
                        limit,
                        stretches: Vec::new(),
                        due_at: due,
                    };
                }
                self.explain(due, limit)
            }
        }
    }

    /// Worked days after the first day, up to and with the last.
    #[must_use]
    pub fn working_days_between(&self, first: Date, last: Date) -> u32 {
        let mut days = 0_u32;
        let mut day = first;
        while day < last {
            match day.next_day() {
                Some(next) => day = next,
                None => break,
            }
            days = days.saturating_add(u32::from(self.is_working_day(day)));
        }
        days
    }

    /// Minutes of work between two moments, whole minutes; zero when the second is not later.
    #[must_use]
    pub fn working_minutes_between(&self, from: Timestamp, until: Timestamp) -> u32 {
        let (from, mut until) = (from.local(), until.local());
        let longest = Duration::days(i64::from(Limit::LONGEST_DAYS));
        until.date = until.date.min(from.date.saturating_add(longest));
        let mut minutes = 0_u32;
        let mut day = from.date;
        while day <= until.date {
            if self.is_working_day(day) {
                for session in self.hours_on(day) {
                    let begin = if day == from.date {
                        session.from.max(from.minute)
                    } else {
                        session.from
                    };
                    let end = if day == until.date {
                        session.to.min(until.minute)
                    } else {
                        session.to
                    };
                    minutes = minutes.saturating_add(end.saturating_sub(begin));
                }
            }
            match day.next_day() {
                Some(next) => day = next,
                None => break,
            }
        }
        minutes
    }

    /// What an ordinary or special day is to a count, with its name.
    fn role(&self, date: Date) -> (DayRole, &str) {
        match self.special.get(&date) {
            Some((kind, name)) => {
                let role = match kind {
                    DayKind::PublicHoliday => DayRole::PublicHoliday,
                    DayKind::CompensatoryDayOff => DayRole::CompensatoryDayOff,
                    DayKind::SwappedDayOff => DayRole::SwappedDayOff,
                    DayKind::MakeupWorkingDay => DayRole::MakeUp,
                };
                (role, name)
            }
            None if self.is_working_day(date) => (DayRole::Counted, ""),
            None => (DayRole::Weekend, ""),
        }
    }

    fn working_days(
        &self,
        from: Timestamp,
        starts_at: Timestamp,
        limit: Limit,
        count: u32,
    ) -> Explanation {
        let mut days = Days::default();
        let mut day = starts_at.local().date;
        days.add(day, DayRole::FirstDay, "", 0, false);
        let mut left = count;
        while left > 0 {
            let Some(next) = day.next_day() else { break };
            day = next;
            let (role, name) = self.role(day);
            let counted = u32::from(!role.is_off());
            days.add(day, role, name, counted, true);
            left -= counted;
        }
        Explanation {
            received_at: from,
            starts_at,
            limit,
            stretches: days.0,
            due_at: self.close_of(day),
        }
    }

    fn calendar_days(&self, from: Timestamp, limit: Limit, last: Date) -> Explanation {
        let first = from.local().date;
        let mut days = Days::default();
        days.add(first, DayRole::FirstDay, "", 0, false);
        let mut day = first;
        while day < last {
            let Some(next) = day.next_day() else { break };
            day = next;
            days.add(day, DayRole::Counted, "", 1, true);
        }
        // A last day off moves the end: the days off it is moved over are named.
        while !self.is_working_day(day) {
            let (role, name) = self.role(day);
            days.add(day, role, name, 0, true);
            match day.next_day() {
                Some(next) => day = next,
                None => break,
            }
        }
        Explanation {
            received_at: from,
            starts_at: from,
            limit,
            stretches: days.0,
            due_at: self.close_of(day),
        }
    }

    fn working_time(
        &self,
        from: Timestamp,
        starts_at: Timestamp,
        limit: Limit,
        minutes: u32,
    ) -> Explanation {
        let mut days = Days::default();
        let start = starts_at.local();
        let (mut day, mut begin, mut left) = (start.date, start.minute, minutes);
        let due_at = loop {
            let (role, name) = self.role(day);
            let mut used = 0;
            let mut end = None;
            if !role.is_off() {
                for session in self.hours_on(day) {
                    let open = begin.max(session.from);
                    let room = session.to.saturating_sub(open);
                    if room > 0 && left <= room {
                        used += left;
                        end = Some(open + left);
                        break;
                    }
                    used += room;
                    left -= room;
                }
            }
            days.add(day, role, name, used, role.is_off());
            if let Some(minute) = end {
                break Timestamp::from_local(LocalTime { date: day, minute });
            }
            match day.next_day() {
                Some(next) => (day, begin) = (next, 0),
                None => break self.close_of(day),
            }
        };
        Explanation {
            received_at: from,
            starts_at,
            limit,
            stretches: days.0,
            due_at,
        }
    }
}
