//! Printing the slips of the chosen dossiers: which kind, what there is of it for each, and one file of all. Each print is counted;
//! one that was printed before says that it is a reprint.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use motcua_shared::dossier::SlipKind;

use crate::api::{self, ChooseSlips, PRINT_SLIPS_PATH, SLIPS_AT_ONCE, SlipChoice, SlipChoices};
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live_view, memo};
use crate::remote::Remote;
use crate::ui::{Dialog, Icon};

const TITLE: &str = "print-title";
const KIND: &str = "print-kind";

/// Kinds that belong to a dossier, in the order of the list.
const KINDS: [SlipKind; 6] = [
    SlipKind::Receipt,
    SlipKind::Supplement,
    SlipKind::Control,
    SlipKind::Apology,
    SlipKind::Refusal,
    SlipKind::Stop,
];

/// The dialog.
#[component]
pub fn PrintDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Ids of the chosen dossiers; empty when a whole list is chosen.
    chosen: Callback<(), Vec<String>>,
) -> impl IntoView {
    let title = derived(|| t::slip::many_title(lang()).to_owned());
    view! { <Dialog open id=TITLE title><Body open chosen/></Dialog> }
}

/// Official name of a kind of slip.
fn name(kind: SlipKind) -> &'static str {
    match kind {
        SlipKind::Receipt => t::slip::kind_receipt(lang()),
        SlipKind::Supplement => t::slip::kind_supplement(lang()),
        SlipKind::Control => t::slip::kind_control(lang()),
        SlipKind::Apology => t::slip::kind_apology(lang()),
        SlipKind::Refusal => t::slip::kind_refusal(lang()),
        SlipKind::Stop => t::slip::kind_stop(lang()),
        SlipKind::Register => t::slip::kind_register(lang()),
    }
}

#[component]
fn Body(open: RwSignal<bool>, chosen: Callback<(), Vec<String>>) -> impl IntoView {
    let dossiers = chosen.run(());
    let close = move || {
        view! { <div class="dialog__foot button-row"><button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| open.set(false))>{t::portal::close(lang())}</button></div> }
    };
    if dossiers.is_empty() || dossiers.len() > SLIPS_AT_ONCE {
        let limit = t::slip::many_limit(lang(), &SLIPS_AT_ONCE.to_string());
        return view! { <div class="dialog__body"><p>{limit}</p></div>{close()} }.into_any();
    }
    let kind = RwSignal::new(SlipKind::Receipt);
    let choices = Remote::new(move || {
        let wanted = SlipChoices {
            dossiers: dossiers.clone(),
            kind: kind.get(),
        };
        async move { api::call::<ChooseSlips>(&[], &wanted).await }
    });
    // A print opens beside this page: whoever comes back sees that it was counted.
    let back = window_event_listener(ev::focus, move |_| choices.reload());
    on_cleanup(move || back.remove());
    let select = NodeRef::<html::Select>::new();
    let change = move |_: web_sys::Event| {
        let value = select.get_untracked().map(|select| select.value());
        if let Some(found) = value.and_then(|value| SlipKind::from_key(&value)) {
            kind.set(found);
        }
    };
    let kinds: Vec<_> = KINDS
        .into_iter()
        .map(|kind| view! { <option value=kind.key()>{name(kind)}</option> })
        .collect();
    let list = move |value: Signal<Vec<SlipChoice>>| {
        let shown = memo(move || value.get());
        live_view(move || content(&shown.get())).into_any()
    };
    view! {
        <div class="dialog__body stack">
            <div class="field">
                <label class="field__label" for=KIND>{t::slip::many_kind(lang())}</label>
                <select class="input select" id=KIND node_ref=select on:change=handler(change)>{kinds}</select>
            </div>
            {choices.view(list)}
        </div>
        {close()}
    }
    .into_any()
}

/// What there is to print, one line for each dossier, and the button.
fn content(choices: &[SlipChoice]) -> AnyView {
    let ids: Vec<&str> = choices
        .iter()
        .filter_map(|choice| choice.slip.as_ref())
        .map(|slip| slip.id.as_str())
        .collect();
    let summary = if ids.is_empty() {
        t::slip::many_none(lang()).to_owned()
    } else {
        t::slip::many_count(lang(), &ids.len().to_string())
    };
    let action = format!("{PRINT_SLIPS_PATH}?ids={}", ids.join(","));
    // A form of its own: the answer is a file, and prints are counted, so it is no link.
    let button = (!ids.is_empty()).then(|| view! {
        <form method="post" action=action target="_blank">
            <button class="button" type="submit"><Icon name="print"/>{t::slip::many_print(lang())}</button>
        </form>
    });
    let lines: Vec<_> = choices.iter().map(line).collect();
    view! {
        <p role="status">{summary}</p>
        {button}
        <ul class="bulk-list" role="list">{lines}</ul>
    }
    .into_any()
}

fn line(choice: &SlipChoice) -> AnyView {
    let words = match &choice.slip {
        None => t::slip::many_without(lang()).to_owned(),
        Some(slip) => {
            let printed = match slip.printed {
                0 => t::slip::many_first(lang()).to_owned(),
                count => t::slip::many_again(lang(), &count.to_string()),
            };
            format!("{} · {printed}", t::slip::number(lang(), &slip.number))
        }
    };
    view! {
        <li class="bulk-list__item">
            <p><span class="code">{choice.code.clone()}</span>" · "{choice.owner.clone()}</p>
            <p class="small muted">{words}</p>
        </li>
    }
    .into_any()
}
