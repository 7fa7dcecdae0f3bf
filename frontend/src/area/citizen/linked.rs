//! Dossiers that belong together with this one: the one that opened it, those that it opened, and forms that are still to be filed.

use leptos::prelude::*;

use crate::api::{DossierView, LinkedDossier, LinkedForm};
use crate::i18n::{lang, t, text};
use crate::reactive::{live_view, memo};
use crate::route;

/// The list; nothing when there are none.
#[component]
pub fn Linked(
    /// The dossier.
    dossier: Memo<DossierView>,
) -> impl IntoView {
    let linked = memo(move || dossier.with(|dossier| dossier.linked.clone()));
    let following = memo(move || dossier.with(|dossier| dossier.following.clone()));
    live_view(move || {
        let (linked, following) = (linked.get(), following.get());
        (!linked.is_empty() || !following.is_empty()).then(|| {
            let lines: Vec<_> = linked
                .iter()
                .map(line)
                .chain(following.iter().map(form))
                .collect();
            view! {
                <section class="stack stack--tight" aria-labelledby="linked-title">
                    <h2 id="linked-title">{t::flow::linked_title(lang())}</h2>
                    <ul class="stack stack--tight" role="list">{lines}</ul>
                </section>
            }
        })
    })
}

fn form(one: &LinkedForm) -> AnyView {
    view! {
        <li>
            <p><a class="action-link" href=route::draft(&one.draft)>{text(&one.procedure_name)}</a></p>
            <p class="small muted">{t::flow::linked_form(lang())}</p>
        </li>
    }
    .into_any()
}

fn line(one: &LinkedDossier) -> AnyView {
    let which = if one.parent {
        t::flow::linked_parent(lang())
    } else {
        t::flow::linked_child(lang())
    };
    view! {
        <li>
            <p><a class="action-link" href=route::dossier(&one.id)>{text(&one.procedure_name)}</a></p>
            <p class="small muted">{which}" · "<span class="code">{one.code.clone()}</span>" · "{one.status.name(lang())}</p>
        </li>
    }
    .into_any()
}
