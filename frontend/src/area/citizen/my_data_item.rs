//! One fact or one document that is held: its value, its source, where it was used, and what can be done about it.

use leptos::prelude::*;
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::{Timestamp, parse_iso_date, show_date};
use motcua_shared::vault::{FactSource, SourceKind};

use super::my_data::{Page, Wrong};
use crate::api::{HeldKind, MY_DOCUMENT_PATH, MyData, OtherValue, PastValue, ReuseView, Standing};
use crate::area::dossier::answers::source_text;
use crate::area::dossier::files::size;
use crate::i18n::{Bilingual, lang, lang_of, t, text, vietnamese};
use crate::reactive::{handler, live, live_view, memo};
use crate::route;
use crate::ui::{Icon, Tag};

/// What both kinds of items have.
#[derive(Clone, PartialEq)]
struct Item {
    kind: HeldKind,
    id: String,
    label: Bilingual,
    value: Bilingual,
    source: FactSource,
    dossier: Option<String>,
    reuses: Vec<ReuseView>,
    also: Vec<OtherValue>,
    before: Vec<PastValue>,
    standing: Standing,
    corrected_by: Option<Bilingual>,
}

/// A fact, as a line of its topic.
#[component]
pub fn FactRow(
    /// All data.
    data: Memo<MyData>,
    /// What the parts share.
    page: Page,
    /// Which fact.
    id: String,
) -> impl IntoView {
    let found =
        memo(move || data.with(|data| data.facts.iter().find(|fact| fact.id == id).cloned()));
    let item = memo(move || {
        found.get().map(|fact| Item {
            kind: HeldKind::Fact,
            id: fact.id,
            label: fact.label,
            value: fact.value,
            source: fact.source,
            dossier: fact.dossier,
            reuses: fact.reuses,
            also: fact.also,
            before: fact.before,
            standing: fact.standing,
            corrected_by: fact.corrected_by,
        })
    });
    let ask = Callback::new(move |()| {
        let Some(fact) = found.get_untracked() else {
            return;
        };
        page.ask(Wrong {
            kind: HeldKind::Fact,
            item: fact.id,
            label: text(&fact.label),
            value: text(&fact.value),
            agency: fact.corrected_by.as_ref().map(text).unwrap_or_default(),
            input: fact.input,
        });
    });
    let first = item.get_untracked();
    let label = first.map(|item| item.label).unwrap_or_default();
    view! {
        <div class="summary-list__row">
            <dt lang=lang_of(&label)>{text(&label)}</dt>
            <dd>
                <p>{live_view(move || item.get().map(|item| view! { <span lang=lang_of(&item.value)>{text(&item.value)}</span> }))}</p>
                {live_view(move || found.get().and_then(|fact| {
                    let words = validity(fact.valid_until?, fact.standing);
                    Some(view! { <p class="small">{words}</p> })
                }))}
                {live_view(move || item.get().map(|item| note(&item)))}
                {details(page, item, ask)}
            </dd>
        </div>
    }
}

/// A document.
#[component]
pub fn DocumentItem(
    /// All data.
    data: Memo<MyData>,
    /// What the parts share.
    page: Page,
    /// Which document.
    id: String,
) -> impl IntoView {
    let found =
        memo(move || data.with(|data| data.documents.iter().find(|one| one.id == id).cloned()));
    let item = memo(move || {
        found.get().map(|document| Item {
            kind: HeldKind::Document,
            id: document.id,
            label: document.label,
            value: Bilingual {
                vi: document.name,
                en: String::new(),
            },
            source: document.source,
            dossier: document.dossier,
            reuses: document.reuses,
            also: Vec::new(),
            before: Vec::new(),
            standing: document.standing,
            corrected_by: document.corrected_by,
        })
    });
    let ask = Callback::new(move |()| {
        let Some(item) = item.get_untracked() else {
            return;
        };
        page.ask(Wrong {
            kind: HeldKind::Document,
            item: item.id,
            label: text(&item.label),
            value: text(&item.value),
            agency: item.corrected_by.as_ref().map(text).unwrap_or_default(),
            input: None,
        });
    });
    let head = found.get_untracked().map(|document| {
        let url = MY_DOCUMENT_PATH.replace("{id}", &document.id);
        let until = document
            .valid_until
            .map(|until| validity(until, document.standing));
        let number = (!document.number.is_empty())
            .then(|| t::my_data::document_number(lang(), &document.number));
        let issued = parse_iso_date(&document.issued_on)
            .map(|date| t::my_data::issued_on(lang(), &show_date(date)));
        let also = [number, issued, until].into_iter().flatten();
        let also: Vec<_> = also.map(|words| view! { <span>{words}</span> }).collect();
        view! {
            <h3 class="card__title" lang=lang_of(&document.label)>{text(&document.label)}</h3>
            <p class="card__meta">
                <span lang=vietnamese()>{document.name.clone()}</span><span>{size(document.bytes)}</span>{also}
            </p>
            <p><a class="action-link" href=url rel="external noopener" target="_blank"><Icon name="eye"/>{t::my_data::view(lang())}" "<span class="visually-hidden">{t::my_data::view_of(lang(), &document.name)}</span></a></p>
        }
    });
    view! {
        <li class="card">
            {head}
            {live_view(move || item.get().map(|item| note(&item)))}
            {details(page, item, ask)}
        </li>
    }
}

/// Until when it counts, or since when it does not.
fn validity(until: Timestamp, standing: Standing) -> String {
    // The last day on which it counts.
    let date = show_date(until.plus_seconds(-1).local().date);
    match standing {
        Standing::Expired => t::my_data::expired_at(lang(), &date),
        _ => t::my_data::valid_until(lang(), &date),
    }
}

/// Where it came from, and how it stands when it is not simply used.
fn note(item: &Item) -> AnyView {
    let tag = match item.standing {
        Standing::Offered => None,
        Standing::Restricted => Some((
            Tone::Neutral,
            "lock",
            t::my_data::standing_restricted(lang()),
        )),
        Standing::Disputed => Some((
            Tone::Attention,
            "clock",
            t::my_data::standing_disputed(lang()),
        )),
        Standing::Expired => Some((Tone::Neutral, "minus", t::my_data::standing_expired(lang()))),
    };
    let class = match item.source.kind {
        SourceKind::Account => "source-note",
        _ => "source-note source-note--verified",
    };
    view! {
        <p class=class><Icon name="shield"/>{source_text(&item.source)}</p>
        {tag.map(|(tone, icon, text)| view! { <p><Tag tone icon text/></p> })}
    }
    .into_any()
}

fn details(page: Page, item: Memo<Option<Item>>, ask: Callback<()>) -> AnyView {
    let label = item.get_untracked().map(|item| text(&item.label));
    let of = t::my_data::details_of(lang(), &label.unwrap_or_default());
    view! {
        <details class="disclosure disclosure--field">
            <summary>{t::my_data::details(lang())}" "<span class="visually-hidden">{of}</span></summary>
            <div class="disclosure__body stack stack--tight">
                {live_view(move || item.get().map(|item| history(&item)))}
                {actions(page, item, ask)}
            </div>
        </details>
    }
    .into_any()
}

/// The dossier it came from, where it was used, what was known before.
fn history(item: &Item) -> AnyView {
    let code = item.source.dossier_code.clone().unwrap_or_default();
    let from = (!code.is_empty()).then(|| {
        let code = match &item.dossier {
            Some(dossier) => {
                view! { <a class="code" href=route::dossier(dossier)>{code}</a> }.into_any()
            }
            None => view! { <span class="code">{code}</span> }.into_any(),
        };
        view! { <p>{t::my_data::from(lang())}" "{code}</p> }
    });
    let use_line = |one: &ReuseView| {
        let date = show_date(one.at.local().date);
        let changed = one
            .changed
            .then(|| format!(" ({})", t::my_data::used_changed(lang())));
        view! {
            <li><a href=route::dossier(&one.dossier) lang=lang_of(&one.procedure)>{text(&one.procedure)}</a>", "{t::my_data::used_on(lang(), &date)}{changed}</li>
        }
    };
    let used = if item.reuses.is_empty() {
        view! { <p>{t::my_data::used_none(lang())}</p> }.into_any()
    } else {
        let lines: Vec<_> = item.reuses.iter().map(use_line).collect();
        view! { <p>{t::my_data::used_title(lang())}</p><ul>{lines}</ul> }.into_any()
    };
    let past_line = |one: &PastValue| {
        let date = |at: motcua_shared::time::Timestamp| show_date(at.local().date);
        let line = t::my_data::before_line(lang(), &one.by, &date(one.since), &date(one.until));
        view! { <li><span lang=lang_of(&one.value)>{text(&one.value)}</span>" – "{line}</li> }
    };
    let also_line = |one: &OtherValue| {
        view! { <li><span lang=lang_of(&one.value)>{text(&one.value)}</span>" – "{source_text(&one.source)}</li> }
    };
    let also: Vec<_> = item.also.iter().map(also_line).collect();
    let before: Vec<_> = item.before.iter().map(past_line).collect();
    view! {
        {from}
        {used}
        {(!also.is_empty()).then(|| view! { <p>{t::my_data::also_title(lang())}</p><ul>{also}</ul> })}
        {(!before.is_empty()).then(|| view! { <p>{t::my_data::before_title(lang())}</p><ul>{before}</ul> })}
    }
    .into_any()
}

/// The buttons stay where they are while their words change.
fn actions(page: Page, item: Memo<Option<Item>>, ask: Callback<()>) -> AnyView {
    let standing = memo(move || item.with(|item| item.as_ref().map(|item| item.standing)));
    let restricted = memo(move || standing.get() == Some(Standing::Restricted));
    let toggles = memo(move || {
        matches!(
            standing.get(),
            Some(Standing::Offered | Standing::Restricted)
        )
    });
    let decides = memo(move || {
        item.with(|item| {
            item.as_ref()
                .is_some_and(|item| item.corrected_by.is_some())
        })
    });
    let by = memo(move || {
        item.with(|item| item.as_ref().map(|item| item.source.by.clone()))
            .unwrap_or_default()
    });
    let toggle = move |_: web_sys::MouseEvent| {
        if let Some(item) = item.get_untracked() {
            let restrict = item.standing != Standing::Restricted;
            page.restrict(item.kind, item.id, restrict, text(&item.label));
        }
    };
    view! {
        <p class="small muted" hidden=live(move || !toggles.get() || restricted.get())>{t::my_data::restrict_hint(lang())}</p>
        <p class="button-row">
            <button class="button button--secondary button--small" type="button" hidden=live(move || !toggles.get()) on:click=handler(toggle)>
                {live_view(move || if restricted.get() { t::my_data::allow(lang()) } else { t::my_data::restrict(lang()) })}
            </button>
            <button class="button button--quiet button--small" type="button" hidden=live(move || !decides.get() || standing.get() == Some(Standing::Disputed))
                on:click=handler(move |_: web_sys::MouseEvent| ask.run(()))>{t::my_data::wrong(lang())}</button>
        </p>
        <p class="small muted" hidden=live(move || decides.get())>{live_view(move || t::my_data::not_here(lang(), &by.get()))}</p>
    }
    .into_any()
}
