//! The slips that the agency wrote about the own dossier, to open and print.

use leptos::prelude::*;
use motcua_shared::dossier::slip::purpose;
use motcua_shared::time::show_moment;

use crate::api::{self, DossierView, ListSlips, Nothing, SLIP_PDF_PATH, SlipView};
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::reactive::{live_view, memo};
use crate::remote::Remote;
use crate::ui::Icon;

/// The list; nothing as long as there is no slip.
#[component]
pub fn Slips(
    /// The dossier.
    dossier: Memo<DossierView>,
) -> impl IntoView {
    let at = memo(move || dossier.with(|dossier| (dossier.summary.id.clone(), dossier.version)));
    let slips = Remote::new(move || {
        let (id, _) = at.get();
        async move { api::call::<ListSlips>(&[&id], &Nothing {}).await }
    });
    live_view(move || {
        let slips = slips.get().filter(|slips| !slips.is_empty())?;
        let rows: Vec<_> = slips.into_iter().map(row).collect();
        Some(view! {
            <section class="stack stack--tight" aria-labelledby="slips-title">
                <h2 id="slips-title">{t::slip::own_title(lang())}</h2>
                <p class="muted">{t::slip::own_text(lang())}</p>
                <ul class="file-slot__files" role="list">{rows}</ul>
            </section>
        })
    })
}

fn row(slip: SlipView) -> AnyView {
    let href = SLIP_PDF_PATH.replace("{id}", &slip.id);
    let number = t::slip::number(lang(), &slip.number);
    let state = match &slip.voided {
        Some(voided) => {
            let words = t::slip::voided_short(lang(), &show_moment(voided.at), &voided.reason);
            view! { <p class="file-row__meta" lang=vietnamese()><Icon name="error"/>{words}</p> }
                .into_any()
        }
        None => view! { <p class="file-row__meta">{purpose(slip.kind, lang())}</p> }.into_any(),
    };
    view! {
        <li class="file-row file-row--done">
            <span class="file-row__thumb"><Icon name="file-text"/></span>
            <div class="file-row__body">
                <p class="file-row__name"><a href=href rel="external" lang=lang_of(&slip.title)>{text(&slip.title)}</a></p>
                <p class="file-row__meta">{number}" · "{t::slip::issued_short(lang(), &show_moment(slip.issued_at))}</p>
                {state}
            </div>
        </li>
    }
    .into_any()
}
