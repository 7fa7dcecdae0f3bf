//! Questions and answers to check, with a way to change each.

use leptos::prelude::*;

/// A card of answers with a heading and, in `action`, a link to change them.
#[component]
pub fn SummaryCard(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// The heading.
    #[prop(into)]
    title: String,
    /// A link beside the heading.
    #[prop(optional)]
    action: Option<AnyView>,
    /// [`SummaryRow`]s.
    children: Children,
) -> impl IntoView {
    let heading = id.clone();
    view! {
        <section class="summary-card" aria-labelledby=id>
            <div class="summary-card__head"><h2 class="summary-card__title" id=heading>{title}</h2>{action}</div>
            <dl class="summary-list">{children()}</dl>
        </section>
    }
}

/// One question with its answer.
#[component]
pub fn SummaryRow(
    /// The question.
    #[prop(into)]
    label: String,
    /// The answer.
    #[prop(into)]
    value: AnyView,
    /// A link to change it.
    #[prop(optional)]
    action: Option<AnyView>,
) -> impl IntoView {
    view! {
        <div class="summary-list__row">
            <dt>{label}</dt>
            <dd>{value}</dd>
            {action.map(|action| view! { <dd class="summary-list__action">{action}</dd> })}
        </div>
    }
}
