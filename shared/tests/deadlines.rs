//! Deadlines against a slow counter that walks minute by minute and day by day, on random calendars; and the sum behind a date,
//! which must give the date again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use std::collections::BTreeMap;

use motcua_shared::calendar::calendars::EVERY_AGENCY;
use motcua_shared::calendar::{
    Calendar, Calendars, DayKind, DayRole, Edit, Limit, LineKind, OfficeHours, Session, SpecialDay,
};
use motcua_shared::i18n::Lang;
use motcua_shared::time::{Date, LocalTime, Timestamp, date, parse_iso_date};
use proptest::prelude::*;
use time::Duration;

fn start() -> Date {
    date(2026, 1, 1).unwrap()
}

fn at(day: &str, hour: u32, minute: u32) -> Timestamp {
    Timestamp::from_local(LocalTime {
        date: parse_iso_date(day).unwrap(),
        minute: hour * 60 + minute,
    })
}

fn in_office(calendar: &Calendar, local: LocalTime) -> bool {
    calendar.is_working_day(local.date)
        && calendar
            .hours_on(local.date)
            .iter()
            .any(|session| (session.from..session.to).contains(&local.minute))
}

fn first_working_minute(calendar: &Calendar, from: Timestamp) -> Timestamp {
    let mut moment = from;
    while !in_office(calendar, moment.local()) {
        moment = moment.plus_seconds(60);
    }
    moment
}

/// Walks one minute at a time and counts the minutes of work.
fn slow_minutes(calendar: &Calendar, from: Timestamp, minutes: u32) -> Timestamp {
    let mut moment = first_working_minute(calendar, from);
    let mut left = minutes;
    while left > 0 {
        if in_office(calendar, moment.local()) {
            left -= 1;
        }
        moment = moment.plus_seconds(60);
    }
    moment
}

/// Walks one day at a time and counts the working days.
fn slow_days(calendar: &Calendar, from: Timestamp, days: u32) -> Date {
    let mut day = first_working_minute(calendar, from).local().date;
    let mut left = days;
    while left > 0 {
        day += Duration::days(1);
        if calendar.is_working_day(day) {
            left -= 1;
        }
    }
    day
}

/// Walks over days off to the next worked day.
fn slow_day_on(calendar: &Calendar, mut day: Date) -> Date {
    while !calendar.is_working_day(day) {
        day += Duration::days(1);
    }
    day
}

prop_compose! {
    /// A calendar with random days off, make-up days, and office hours that change once.
    fn calendars()(
        off in prop::collection::btree_map(0_i64..120, 0_usize..3, 0..40),
        made_up in prop::collection::btree_set(0_i64..120, 0..10),
        change in 0_i64..90, opening in 300_u32..600, noon in 0_u32..120, closing in 800_u32..1439,
    ) -> Calendar {
        let kinds = [DayKind::PublicHoliday, DayKind::CompensatoryDayOff, DayKind::SwappedDayOff];
        let day = |day, kind| SpecialDay { date: start() + Duration::days(day), kind, name: "Ngày lễ".to_owned() };
        let mut days: Vec<SpecialDay> = off.into_iter().map(|(at, kind)| day(at, kinds[kind])).collect();
        days.extend(made_up.into_iter().map(|at| day(at, DayKind::MakeupWorkingDay)));
        let sessions = vec![Session { from: opening, to: 660 }, Session { from: 661 + noon, to: closing }];
        Calendar::new(&days).with_hours(vec![OfficeHours::new(start() + Duration::days(change), sessions).unwrap()])
    }
}

/// A random edit: a day off, a make-up day, an ordinary day again, hours of one agency or of all, hours taken back.
fn edit((what, day, opening, closing): (usize, i64, u32, u32)) -> Edit {
    let date = start() + Duration::days(day);
    let agency = ["a", EVERY_AGENCY][what % 2].to_owned();
    let kinds = [DayKind::PublicHoliday, DayKind::MakeupWorkingDay];
    match what / 2 {
        0 => Edit::Day {
            date,
            kind: kinds[what % 2],
            name: "Ngày đổi".to_owned(),
        },
        1 => Edit::OrdinaryDay { date },
        2 => Edit::NoHours {
            agency,
            effective_from: date,
        },
        _ => {
            let session = Session {
                from: opening,
                to: closing,
            };
            let hours = OfficeHours::new(date, vec![session]).unwrap();
            Edit::Hours { agency, hours }
        }
    }
}

prop_compose! {
    /// The calendar of an agency after many edits, as an administrator may leave it.
    fn edited()(
        edits in prop::collection::vec((0_usize..8, 0_i64..90, 300_u32..700, 720_u32..1439), 0..60),
        others in prop::bool::ANY,
    ) -> Calendar {
        let edits: Vec<Edit> = edits.into_iter().map(edit).collect();
        let calendars = Calendars::new(&[], BTreeMap::new());
        // All at once, or one after the other as they are kept: the same.
        let together = calendars.with(&edits);
        let one_by_one = edits.iter().fold(calendars, |made, edit| made.with(std::slice::from_ref(edit)));
        assert_eq!(together, one_by_one);
        together.of(if others { "b" } else { "a" }).clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_count_agrees_with_the_slow_one(
        calendar in prop_oneof![calendars(), edited()], day in 0_i64..60, minute in 0_u32..1440, count in 0_u32..20,
    ) {
        let received = Timestamp::from_local(LocalTime { date: start() + Duration::days(day), minute });
        let close = |date| calendar.close_of(date);
        prop_assert_eq!(calendar.next_working_moment(received), first_working_minute(&calendar, received));
        prop_assert_eq!(calendar.due(received, Limit::WorkingDays(count)), close(slow_days(&calendar, received, count)));
        let late = u32::from(first_working_minute(&calendar, received).local().minute >= 900);
        prop_assert_eq!(calendar.due(received, Limit::SameDay(900)), close(slow_days(&calendar, received, late)));
        let last = received.local().date + Duration::days(i64::from(count));
        prop_assert_eq!(calendar.due(received, Limit::CalendarDays(count)), close(slow_day_on(&calendar, last)));
        if count > 0 {
            prop_assert_eq!(calendar.due(received, Limit::WorkingHours(count)), slow_minutes(&calendar, received, count * 60));
            prop_assert_eq!(calendar.due(received, Limit::WorkingMinutes(count)), slow_minutes(&calendar, received, count));
        }
    }

    /// The sum has no gaps, counts what the limit says, and leaves out only days off.
    #[test]
    fn the_sum_gives_the_date(
        calendar in prop_oneof![calendars(), edited()], day in 0_i64..60, minute in 0_u32..1440, count in 0_u32..20, unit in 0_usize..4,
    ) {
        let received = Timestamp::from_local(LocalTime { date: start() + Duration::days(day), minute });
        let limit = [Limit::WorkingDays(count), Limit::CalendarDays(count), Limit::WorkingHours(count), Limit::Months(count % 3)][unit];
        let sum = calendar.explain(received, limit);
        prop_assert_eq!(sum.due_at, calendar.due(received, limit));
        let first = sum.starts_at.local().date;
        prop_assert_eq!(sum.stretches[0].from, first);
        // Where calendar days count, the days off over which the end moves begin with the last day itself.
        let whole_days = matches!(limit, Limit::CalendarDays(_) | Limit::Months(_));
        let whole = sum.stretches.windows(2).all(|pair| {
            let moves = whole_days && pair[1].role.is_off() && !pair[0].role.is_off() && pair[0].to == pair[1].from;
            moves || pair[0].to.next_day() == Some(pair[1].from)
        });
        prop_assert!(whole, "{:?}", sum);
        // A last day off that moves the end is named as such; the date is the worked day after it.
        let end = sum.stretches.last().unwrap().to;
        let moved = sum.stretches.last().unwrap().role.is_off();
        prop_assert_eq!(sum.due_at.local().date, if moved { end.next_day().unwrap() } else { end });
        let counted: u32 = sum.stretches.iter().map(|stretch| stretch.counted).sum();
        match limit {
            Limit::WorkingDays(days) | Limit::CalendarDays(days) => prop_assert_eq!(counted, days),
            Limit::WorkingHours(hours) => prop_assert_eq!(counted, hours * 60),
            _ => {}
        }
        for stretch in &sum.stretches {
            if stretch.role.is_off() {
                prop_assert_eq!(stretch.counted, 0);
                prop_assert!(!calendar.is_working_day(stretch.from) && !calendar.is_working_day(stretch.to));
            }
        }
        for lang in [Lang::Vi, Lang::En] {
            let lines = sum.lines(lang);
            let whole = lines.iter().all(|line| !line.text.contains('{') && !line.text.contains("  "));
            prop_assert!(whole, "{:?}", lines);
            prop_assert_eq!(lines.last().unwrap().kind, LineKind::Result);
        }
    }

    /// A pause moves the date by what it lasted, in the unit of the limit, and never back.
    #[test]
    fn a_pause_moves_the_date_by_what_it_lasted(
        calendar in calendars(), day in 0_i64..40, minute in 0_u32..1440, count in 1_u32..9, wait in 0_i64..20_000,
    ) {
        let accepted = Timestamp::from_local(LocalTime { date: start() + Duration::days(day), minute });
        let resumed = accepted.plus_seconds(wait * 60);
        for limit in [Limit::WorkingDays(count), Limit::CalendarDays(count), Limit::WorkingHours(count)] {
            let due = calendar.due(accepted, limit);
            let moved = calendar.explain_pause(due, accepted, resumed, limit).due_at;
            prop_assert!(moved >= due);
            if matches!(limit, Limit::WorkingHours(_)) {
                // Stopped at once and resumed: as if it had started at the resumption.
                prop_assert_eq!(moved, calendar.due(resumed, limit));
            }
        }
        let minutes = calendar.working_minutes_between(accepted, resumed);
        if minutes > 0 {
            prop_assert!(slow_minutes(&calendar, accepted, minutes) <= resumed);
        }
    }
}

/// Months end on the same day, or on the last one of a shorter month; a last day off moves to the next worked day.
#[test]
fn months_end_on_the_same_day_or_the_last() {
    let calendar = Calendar::new(&[]);
    for (received, months, due) in [
        ("2026-01-30", 1, "2026-03-02"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-08-31", 6, "2027-03-01"),
        ("2026-11-20", 3, "2027-02-22"),
        ("2026-11-20", 0, "2026-11-20"),
    ] {
        assert_eq!(
            calendar.due(at(received, 9, 0), Limit::Months(months)),
            at(due, 17, 0),
            "{received} + {months}"
        );
    }
}

/// What a citizen reads for the second vector of the requirements: over Tết 2026.
#[test]
fn the_sum_over_tet_in_words() {
    let day = |day: &str, kind, name: &str| SpecialDay {
        date: parse_iso_date(day).unwrap(),
        kind,
        name: name.to_owned(),
    };
    let days: Vec<SpecialDay> = (16..=20)
        .map(|number| {
            day(
                &format!("2026-02-{number}"),
                DayKind::PublicHoliday,
                &format!("Tết Nguyên đán – ngày {number}"),
            )
        })
        .collect();
    let sum = Calendar::new(&days).explain(at("2026-02-12", 18, 30), Limit::WorkingDays(2));
    let words: Vec<String> = sum
        .lines(Lang::Vi)
        .into_iter()
        .map(|line| line.text)
        .collect();
    assert_eq!(
        words,
        [
            "18:30 12/02/2026 là ngoài giờ làm việc, nên tính từ 07:00 13/02/2026.",
            "Thời hạn: 2 ngày làm việc.",
            "thứ Sáu 13/02/2026: ngày bắt đầu, không tính",
            "từ thứ Bảy 14/02/2026 đến Chủ nhật 15/02/2026: nghỉ cuối tuần, không tính",
            "từ thứ Hai 16/02/2026 đến thứ Sáu 20/02/2026: nghỉ lễ (Tết Nguyên đán), không tính",
            "từ thứ Bảy 21/02/2026 đến Chủ nhật 22/02/2026: nghỉ cuối tuần, không tính",
            "từ thứ Hai 23/02/2026 đến thứ Ba 24/02/2026: 2 ngày, từ ngày thứ 1 đến ngày thứ 2",
            "Hạn: 17:00 thứ Ba 24/02/2026.",
        ]
    );
    assert_eq!(sum.stretches[2].role, DayRole::PublicHoliday);
}

/// Nothing panics and nothing runs for ever, also with nonsense.
#[test]
fn the_ends_of_time_hold() {
    let calendar = Calendar::new(&[]);
    let far = Timestamp::from_local(LocalTime {
        date: Date::MAX,
        minute: 1439,
    });
    for moment in [
        Timestamp::from_micros(i64::MIN),
        Timestamp::from_micros(i64::MAX),
        Timestamp::default(),
        far,
    ] {
        for limit in [
            Limit::WorkingDays(u32::MAX),
            Limit::CalendarDays(u32::MAX),
            Limit::Months(u32::MAX),
            Limit::WorkingHours(u32::MAX),
            Limit::SameDay(u32::MAX),
        ] {
            let due = calendar.due(moment, limit);
            assert!(due.local().date <= Date::MAX);
            assert!(calendar.explain_pause(due, moment, far, limit).due_at >= due);
        }
    }
}
