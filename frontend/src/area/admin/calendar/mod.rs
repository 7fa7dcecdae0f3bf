//! The calendars: days off, make-up days, office hours; a change is put together, looked at, and saved with its reason. Promised
//! dates stay; the page only says how many would come out differently.

mod change;
mod days;
mod hours;
mod words;

use leptos::prelude::*;
use motcua_shared::calendar::{Calendars, Edit};

use change::ChangeForm;
use days::Days;
use hours::Hours;
use words::{differing, edit_words};

use crate::a11y::announce;
use crate::api::{self, CalendarChanged, CalendarView, GetCalendar, Nothing};
use crate::i18n::{Bilingual, lang, t};
use crate::page::PageTitle;
use crate::reactive::{derived, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::BackLink;
use motcua_shared::time::show_moment;

/// What the parts of the page share: the calendars as they hold, and the edits that are not saved yet.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    view: Signal<CalendarView>,
    edits: RwSignal<Vec<Edit>>,
}

impl Desk {
    /// The calendars with everything that is not saved yet.
    fn tried(self) -> Calendars {
        let calendars = self.view.with(CalendarView::calendars);
        self.edits.with(|edits| calendars.with(edits))
    }

    /// Adds an edit, or says why it cannot be made.
    fn add(self, edit: Edit) -> Result<(), &'static str> {
        let mut edits = self.edits.get_untracked();
        edits.push(edit.clone());
        let place = u32::try_from(edits.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let (calendars, today) = self
            .view
            .with_untracked(|view| (view.calendars(), view.today));
        let faults = calendars.faults(&edits, today);
        if let Some(faulty) = faults.iter().find(|faulty| faulty.place == place) {
            return Err(faulty.fault.words(lang()));
        }
        self.edits.set(edits);
        announce(t::admin::change_added(lang(), &self.words(&edit)));
        Ok(())
    }

    /// Takes an edit out again.
    fn drop(self, edit: &Edit) {
        self.edits
            .update(|edits| edits.retain(|known| known != edit));
    }

    fn words(self, edit: &Edit) -> String {
        self.view
            .with_untracked(|view| edit_words(edit, &view.agencies))
    }
}

/// The page.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let remote = Remote::new(|| api::call::<GetCalendar>(&[], &Nothing {}));
    remote.view(move |view| view! { <Content view remote/> }.into_any())
}

#[component]
fn Content(view: Signal<CalendarView>, remote: Remote<CalendarView>) -> impl IntoView {
    let desk = Desk {
        view,
        edits: RwSignal::new(Vec::new()),
    };
    let different = memo(move || view.with(|view| view.differing.clone()));
    let history = memo(move || view.with(|view| (view.changes.clone(), view.agencies.clone())));
    view! {
        <PageTitle title=derived(|| t::admin::calendar(lang()).to_owned())/>
        <div class="page stack">
            <BackLink href=derived(|| route::ADMIN.to_owned()) text=t::admin::back(lang())/>
            <h1 tabindex="-1">{t::admin::calendar(lang())}</h1>
            <p>{t::admin::calendar_lead(lang())}</p>
            <section class="stack" aria-labelledby="differing-title">
                <h2 id="differing-title">{t::admin::differing_title(lang())}</h2>
                {live_view(move || differing(&different.get()))}
            </section>
            <Days desk/>
            <Hours desk/>
            <ChangeForm desk remote/>
            <section class="stack" aria-labelledby="history-title">
                <h2 id="history-title">{t::admin::history_title(lang())}</h2>
                {live_view(move || history.with(|(changes, agencies)| past(changes, agencies)))}
            </section>
        </div>
    }
}

fn past(changes: &[CalendarChanged], agencies: &[(String, Bilingual)]) -> AnyView {
    if changes.is_empty() {
        return view! { <p>{t::admin::history_empty(lang())}</p> }.into_any();
    }
    let lines: Vec<_> = changes
        .iter()
        .map(|change| {
            let number = change.number.to_string();
            let head = t::admin::history_line(lang(), &number, &change.by, &show_moment(change.at));
            let edits: Vec<_> = change
                .edits
                .iter()
                .map(|edit| view! { <li>{edit_words(edit, agencies)}</li> })
                .collect();
            view! {
                <li class="card stack stack--tight">
                    <p><strong>{head}</strong></p>
                    <p>{t::admin::history_reason(lang(), &change.reason)}</p>
                    <ul>{edits}</ul>
                </li>
            }
        })
        .collect();
    view! { <ul class="stack" role="list">{lines}</ul> }.into_any()
}
