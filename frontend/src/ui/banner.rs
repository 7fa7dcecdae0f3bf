//! A message about this page: one at most, beside an error summary only where it says why the errors came.

use leptos::prelude::*;
use motcua_shared::dossier::status::Tone;

use super::icon::Icon;
use super::tag::tone_name;

const fn tone_icon(tone: Tone) -> &'static str {
    match tone {
        Tone::Info | Tone::Neutral => "info",
        Tone::Progress => "clock",
        Tone::Attention => "alert",
        Tone::Success => "check-circle",
        Tone::Danger => "error",
    }
}

/// A banner with a heading and its content.
#[component]
pub fn Banner(
    /// How it looks.
    tone: Tone,
    /// Unique on the page; names the region.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    title: String,
    /// Sentences and buttons below the heading.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class=format!("banner banner--{}", tone_name(tone)) aria-labelledby=id>
            <Icon name=tone_icon(tone)/>
            <div class="banner__body">
                <h2 class="banner__title" id=id tabindex="-1">{title}</h2>
                {children.map(|children| children())}
            </div>
        </section>
    }
}
