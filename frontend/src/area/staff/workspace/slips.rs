//! The slips of the dossier: print, print again, void. What is written when is the server's matter; the list follows.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::dossier::SlipKind;
use motcua_shared::time::show_moment;

use super::desk::Desk;
use super::words::WordsBox;
use crate::a11y::{announce, focus_by_id};
use crate::api::{
    self, ListSlips, Nothing, PRINT_SLIP_PATH, Problem, ProblemCode, SlipView, SlipVoid,
    SlipVoided, VoidSlip,
};
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::reactive::{derived, handler, live_view, memo};
use crate::remote::Remote;
use crate::session::use_session;
use crate::ui::{BusyButton, Dialog, Icon};

const TITLE: &str = "slips-title";
const REASON: &str = "void-reason";

/// The card.
#[component]
pub fn Slips(desk: Desk) -> impl IntoView {
    let version = memo(move || desk.dossier.with(|dossier| dossier.version));
    let id = desk.id();
    let slips = Remote::new(move || {
        // Read, not only tracked: a memo that nobody reads does not follow the dossier.
        version.get();
        let id = id.clone();
        async move { api::call::<ListSlips>(&[&id], &Nothing {}).await }
    });
    // A print opens beside this page: whoever comes back sees that it was counted.
    let back = window_event_listener(ev::focus, move |_| slips.reload());
    on_cleanup(move || back.remove());
    let chosen = RwSignal::new(None::<SlipView>);
    let open = RwSignal::new(false);
    let choose = Callback::new(move |slip: SlipView| {
        chosen.set(Some(slip));
        open.set(true);
    });
    let content = move |value: Signal<Vec<SlipView>>| {
        let shown = memo(move || value.get());
        live_view(move || {
            let shown = shown.get();
            if shown.is_empty() {
                return view! { <p class="muted">{t::slip::panel_empty(lang())}</p> }.into_any();
            }
            let rows: Vec<_> = shown.into_iter().map(|slip| row(slip, choose)).collect();
            view! { <ul class="checklist" role="list">{rows}</ul> }.into_any()
        })
        .into_any()
    };
    let title = derived(move || {
        let number = chosen.with(|slip| slip.as_ref().map(|slip| slip.number.clone()));
        t::slip::void_title(lang(), &number.unwrap_or_default())
    });
    view! {
        <section class="summary-card" aria-labelledby=TITLE>
            <div class="summary-card__head"><h2 class="summary-card__title" id=TITLE tabindex="-1">{t::slip::panel(lang())}</h2></div>
            {slips.view(content)}
        </section>
        <Dialog open id="void-title" title>
            {live_view(move || chosen.get().map(|slip| view! { <VoidForm slip open slips/> }))}
        </Dialog>
    }
}

fn row(slip: SlipView, void: Callback<SlipView>) -> AnyView {
    let class = match slip.voided {
        Some(_) => "checklist__item checklist__item--wrong",
        None => "checklist__item",
    };
    let number = t::slip::number(lang(), &slip.number);
    let printed = match slip.printed {
        0 => t::slip::printed_never(lang()).to_owned(),
        count => t::slip::printed(lang(), &count.to_string()),
    };
    let print = match slip.printed {
        0 => t::slip::print(lang()),
        _ => t::slip::print_again(lang()),
    };
    let name = text(&slip.title);
    let to_void = slip.clone();
    let button = slip.may_void.then(|| view! {
        <button class="button button--quiet button--small" type="button" aria-haspopup="dialog"
            on:click=handler(move |_: web_sys::MouseEvent| void.run(to_void.clone()))>
            {t::slip::void(lang())}<span class="visually-hidden">": "{slip.number.clone()}</span>
        </button>
    });
    view! {
        <li class=class>
            <Icon name=if slip.voided.is_some() { "error" } else { "file-text" }/>
            <div>
                <p class="checklist__name" lang=lang_of(&slip.title)>{name}</p>
                <p class="checklist__meta">{number}" · "{t::slip::issued(lang(), &show_moment(slip.issued_at), &slip.issuer)}" · "{printed}</p>
                {slip.voided.as_ref().map(voided)}
                // A form of its own: the answer is a file, and a print is counted, so it is no link.
                <form class="button-row" method="post" action=PRINT_SLIP_PATH.replace("{id}", &slip.id) target="_blank">
                    <button class="button button--secondary button--small" type="submit"><Icon name="print"/>{print}" "<span class="visually-hidden">{t::dossier_page::file_new_tab(lang(), &slip.number)}</span></button>
                    {button}
                </form>
            </div>
        </li>
    }
    .into_any()
}

fn voided(voided: &SlipVoided) -> AnyView {
    let words = t::slip::voided(lang(), &show_moment(voided.at), &voided.by, &voided.reason);
    view! { <p class="checklist__meta" lang=vietnamese()>{words}</p> }.into_any()
}

/// Why it is voided.
#[component]
fn VoidForm(slip: SlipView, open: RwSignal<bool>, slips: Remote<Vec<SlipView>>) -> impl IntoView {
    let session = use_session();
    let (words, missing) = (RwSignal::new(String::new()), RwSignal::new(false));
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let (id, number) = (slip.id.clone(), slip.number.clone());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let reason = words.get_untracked();
        missing.set(reason.trim().is_empty());
        if missing.get_untracked() {
            focus_by_id(REASON);
            return;
        }
        busy.set(true);
        problem.set(None);
        let (id, number) = (id.clone(), number.clone());
        spawn_local(async move {
            match api::call::<VoidSlip>(&[&id], &SlipVoid { reason }).await {
                Ok(_) => {
                    open.try_set(false);
                    slips.reload();
                    announce(t::slip::void_done(lang(), &number));
                    // After the dialog has given the focus back to its opener, which the new list takes away.
                    request_animation_frame(|| {
                        focus_by_id(TITLE);
                    });
                }
                Err(found) => {
                    if found.code == ProblemCode::SignedOut {
                        session.mark_expired();
                    }
                    problem.try_set(Some(found));
                }
            }
            busy.try_set(false);
        });
    };
    let receipt = (slip.kind == SlipKind::Receipt)
        .then(|| view! { <p>{t::slip::void_text_receipt(lang())}</p> });
    view! {
        <form novalidate on:submit=handler(submit)>
            <div class="dialog__body stack">
                <p>{t::slip::void_text(lang())}</p>
                {receipt}
                {live_view(move || problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }))}
                <WordsBox id=REASON label=t::slip::void_reason(lang()) hint=t::slip::void_hint(lang()) needed=true words missing/>
            </div>
            <div class="dialog__foot button-row">
                <BusyButton class="button--danger" text=derived(|| t::slip::void(lang()).to_owned())
                    busy_text=derived(|| t::staff::sending(lang()).to_owned()) busy/>
                <button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| open.set(false))>{t::staff::cancel(lang())}</button>
            </div>
        </form>
    }
}
