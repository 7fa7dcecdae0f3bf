//! What happened to a dossier, newest first, with the words and items that went with it.

use std::sync::Arc;

use leptos::prelude::*;
use motcua_shared::form::Form;

use super::form::label_of;
use crate::api::TimelineEvent;
use crate::i18n::{lang, text, vietnamese};
use crate::reactive::memo;
use crate::ui::{Timeline, TimelineItem};

/// The list. Labels of the fields that a supplement named come from `form` once it is there.
#[component]
pub fn History(
    /// The events, oldest first.
    #[prop(into)]
    events: Signal<Vec<TimelineEvent>>,
    /// The dossier's form.
    #[prop(into)]
    form: Signal<Option<Arc<Form>>>,
) -> impl IntoView {
    let newest =
        memo(move || events.with(|events| events.iter().rev().cloned().collect::<Vec<_>>()));
    move || {
        let form = form.get();
        let current = newest.with(|events| events.first().map(|event| event.seq));
        let items: Vec<_> = newest
            .get()
            .into_iter()
            .map(|event| item(event, current, form.as_deref()))
            .collect();
        view! { <Timeline>{items}</Timeline> }
    }
}

fn item(event: TimelineEvent, current: Option<i64>, form: Option<&Form>) -> AnyView {
    let lines: Vec<_> = event
        .items
        .iter()
        .map(|item| {
            let label = form.map_or_else(|| item.field.clone(), |form| label_of(form, &item.field));
            view! { <li>{label}": "<span lang=vietnamese()>{item.reason.clone()}</span></li> }
        })
        .collect();
    view! {
        <TimelineItem title=event.action.past(lang()) at=event.at who=text(&event.by) note=event.words current=current == Some(event.seq)>
            {(!lines.is_empty()).then(|| view! { <ul class="timeline__note">{lines}</ul> })}
        </TimelineItem>
    }
    .into_any()
}
