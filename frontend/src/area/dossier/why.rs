//! “Why is it this date?”: the sum behind the promised date, in words, as it was when it was promised. The same for citizens
//! and officers; nothing is counted here.

use leptos::prelude::*;
use motcua_shared::calendar::{Line, LineKind};
use motcua_shared::dossier::Promise;

use crate::api::LimitBasis;
use crate::i18n::{lang, t, vietnamese};

/// The disclosure; nothing before a date was promised.
#[component]
pub fn WhyThisDate(
    /// How the date came about.
    #[prop(into)]
    promise: Signal<Promise>,
    /// What sets the limit.
    #[prop(into)]
    basis: Signal<LimitBasis>,
) -> impl IntoView {
    move || {
        let promise = promise.get();
        (!promise.0.is_empty()).then(|| {
            let basis = basis.get();
            let chapters: Vec<_> = promise
                .chapters(lang())
                .into_iter()
                .map(|chapter| {
                    let lines: Vec<_> = chapter.lines.into_iter().map(line).collect();
                    view! {
                        <div class="sum">
                            <h3 class="sum__title">{chapter.title}</h3>
                            <ol class="sum__lines" role="list">{lines}</ol>
                        </div>
                    }
                })
                .collect();
            // Decision, issuer and words are quoted as they were published, in Vietnamese.
            let set_by = (!basis.words.is_empty()).then(|| {
                let quoted = format!("“{}” ({})", basis.words, basis.issuer);
                view! { <p class="small">{t::deadline::basis(lang(), &basis.decision)}" "<span lang=vietnamese()>{quoted}</span></p> }
            });
            view! {
                <details class="disclosure disclosure--card" data-testid="why-this-date">
                    <summary>{t::deadline::why(lang())}</summary>
                    <div class="disclosure__body stack stack--tight">
                        {chapters}
                        {set_by}
                        <p class="small muted">{t::deadline::law(lang())}</p>
                        <p class="small muted">{t::deadline::why_intro(lang())}</p>
                    </div>
                </details>
            }
        })
    }
}

fn line(line: Line) -> AnyView {
    let class = match line.kind {
        LineKind::Fact => "sum__line",
        LineKind::Counted => "sum__line sum__line--counted",
        LineKind::LeftOut => "sum__line sum__line--left-out",
        LineKind::Result => "sum__line sum__line--result",
    };
    view! { <li class=class>{line.text}</li> }.into_any()
}
