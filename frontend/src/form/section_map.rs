//! The parts of the form with their state: beside the questions, and as the task list of the overview.

use leptos::prelude::*;
use motcua_shared::form::Section;

use super::model::FormModel;
use crate::i18n::{lang, t, text};
use crate::reactive::{derived, live, live_view, memo};
use crate::route;
use crate::ui::{Icon, LiveIcon};

/// One part: the whole row is the link to its first unfinished page.
fn row(model: FormModel, section: &'static Section, current: Signal<Option<String>>) -> AnyView {
    let href = move || {
        model.progress.track();
        model
            .entry_of(section)
            .map(|page| route::draft_page(&model.id, &page.group.key))
    };
    let is_current = move || {
        current
            .with(|key| key.as_deref() == Some(&section.key))
            .then_some("step")
    };
    let state = memo(move || model.section_state(section));
    let id = format!("part-{}", section.key);
    view! {
        <li class="task">
            <a class="task__link" href=href aria-current=is_current aria-describedby=id.clone()>{text(&section.title)}</a>
            <span class=live(move || format!("task__state task__state--{}", state.get().class())) id=id>
                <LiveIcon name=derived(move || state.get().icon())/>
                <span>{live_view(move || state.get().words(lang()))}</span>
            </span>
        </li>
    }
    .into_any()
}

/// The list of parts.
#[component]
pub fn SectionList(
    /// The draft.
    model: FormModel,
    /// Key of the section that is open, if any.
    #[prop(into)]
    current: Signal<Option<String>>,
    /// Small, beside the questions.
    compact: bool,
) -> impl IntoView {
    let class = [
        "task-list",
        if compact { " task-list--compact" } else { "" },
        if model.form().numbers_sections() {
            " task-list--official"
        } else {
            ""
        },
    ]
    .concat();
    // Only the sections themselves: a changed state redraws its own row and leaves the focus alone.
    let sections = memo(move || {
        model
            .sections()
            .iter()
            .map(|section| section.key.clone())
            .collect::<Vec<_>>()
    });
    let find = move |key: String| {
        model
            .form()
            .sections
            .iter()
            .find(|section| section.key == key)
    };
    view! {
        <ol class=class role="list">
            <For each=move || sections.get().into_iter().filter_map(find) key=|section| section.key.clone() let:section>
                {row(model, section, current)}
            </For>
        </ol>
    }
}

/// The map beside the questions: open on wide screens, closed above them on phones.
#[component]
pub fn SectionMap(
    /// The draft.
    model: FormModel,
    /// Key of the section that is open.
    #[prop(into)]
    current: Signal<Option<String>>,
) -> impl IntoView {
    let wide = window()
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .is_some_and(|width| width >= 992.0);
    let count = move || {
        let sections = model.sections();
        let done = sections
            .iter()
            .filter(|section| model.section_state(section).is_done())
            .count();
        t::fill::map_count(lang(), &done.to_string(), &sections.len().to_string())
    };
    view! {
        <aside class="form-page__map" aria-label=t::fill::map_progress(lang())>
            <details class="disclosure" open=wide>
                <summary>{t::fill::map_title(lang())}<span class="form-page__count">{count}</span></summary>
                {live_view(move || model.time_left().map(|words| view! { <p class="time-left"><Icon name="clock"/>{words}</p> }))}
                <nav aria-label=t::fill::map_label(lang())><SectionList model current compact=true/></nav>
            </details>
        </aside>
    }
}
