//! What has to be paid before the dossier goes on: how much, what for, until when and how.

use leptos::prelude::*;
use motcua_shared::dossier::status::Tone;
use motcua_shared::text::grouped;
use motcua_shared::time::show_moment;

use crate::api::DossierView;
use crate::i18n::{lang, t, text, vietnamese};
use crate::reactive::{live_view, memo};
use crate::ui::Banner;

/// The banner; nothing when nothing is to be paid.
#[component]
pub fn ToPay(
    /// The dossier.
    dossier: Memo<DossierView>,
) -> impl IntoView {
    let open = memo(move || {
        dossier.with(|dossier| {
            let last = dossier.charges.last();
            last.filter(|charge| charge.settled.is_none()).cloned()
        })
    });
    live_view(move || {
        open.get().map(|charge| {
            let amount = grouped(i64::try_from(charge.amount).unwrap_or(i64::MAX), lang());
            let how = dossier.with_untracked(|dossier| {
                let agency = text(&dossier.agency);
                t::flow::citizen_payment_how(lang(), &agency, &dossier.summary.code)
            });
            view! {
                <Banner tone=Tone::Attention id="payment-title" title=t::flow::citizen_payment_title(lang(), &amount)>
                    <p>{t::flow::citizen_payment_reason(lang())}": "<span lang=vietnamese()>{charge.reason.clone()}</span></p>
                    <p>{t::flow::citizen_payment_until(lang(), &show_moment(charge.due_at))}</p>
                    <p>{how}</p>
                </Banner>
            }
        })
    })
}
