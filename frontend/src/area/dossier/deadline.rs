//! The due date as a chip whose words say how near it is.

use leptos::prelude::*;
use motcua_shared::dossier::Status;
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::{Timestamp, show_clock, show_date, show_moment};

use crate::i18n::{lang, t};
use crate::reactive::memo;
use crate::ui::Icon;

/// Class of a date that has passed.
const LATE: &str = "deadline deadline--danger";
/// Days from which on the date alone is enough.
const FAR: i64 = 14;

/// The present moment of this device.
#[must_use]
pub fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are far below 2^53"
    )]
    Timestamp::from_micros(js_sys::Date::now() as i64 * 1000)
}

/// Words and the ending of the class for a due date.
fn words(due: Timestamp, status: Status, now: Timestamp) -> (String, &'static str) {
    if due < now {
        return (t::dossier_page::overdue(lang(), &show_moment(due)), LATE);
    }
    let days = (due.local().date - now.local().date).whole_days();
    // What the applicant must do is always pointed out.
    let near = days <= 1 || status.tone() == Tone::Attention;
    let class = if near {
        "deadline deadline--attention"
    } else {
        "deadline"
    };
    let moment = show_moment(due);
    let text = match days {
        0 => t::dossier_page::due_today(lang(), &show_clock(due.local())),
        1 => t::dossier_page::due_tomorrow(lang(), &moment),
        2..=FAR => t::dossier_page::due_days(lang(), &moment, &days.to_string()),
        _ => t::dossier_page::due_before(lang(), &moment),
    };
    (text, class)
}

/// The chip; nothing when no date counts any more.
#[component]
pub fn Deadline(
    /// The next date that counts.
    #[prop(into)]
    due: Signal<Option<Timestamp>>,
    /// Status of the dossier.
    #[prop(into)]
    status: Signal<Status>,
    /// Only the date, for lists where the column says what it is.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let shown = memo(move || {
        let due = due.get()?;
        let (text, class) = words(due, status.get(), now());
        let late = class == LATE;
        let text = match (short, late) {
            (false, _) => text,
            (true, true) => t::dossier_page::overdue_short(lang(), &show_date(due.local().date)),
            (true, false) => show_moment(due),
        };
        Some((text, class))
    });
    move || {
        shown
            .get()
            .map(|(text, class)| view! { <span class=class><Icon name="clock"/>{text}</span> })
    }
}
