//! An address as an old paper has it, with its district: kept as it is, with its day, above the units of today, which are
//! proposed from its words and taken by a button.

use leptos::prelude::*;
use motcua_shared::form::old_address::{ProvinceNames, commune_of, province_of};
use motcua_shared::text::clean;
use motcua_shared::time::{iso_date, parse_iso_date, show_date};

use super::address::{change, describes, has_line};
use crate::a11y::announce;
use crate::form::field::{error_lines, flag, part_id};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, t, vietnamese};
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::ui::Icon;

/// Code and full name.
type Unit = (String, String);

/// The box that opens it, and what it opens.
pub(super) fn input(model: FormModel, field: FieldRef) -> AnyView {
    let has_old = move || !field.address().old_text.is_empty();
    let open = RwSignal::new(untrack(has_old));
    // What was typed before the box was unticked, to bring it back.
    let before = StoredValue::new((String::new(), String::new()));
    let toggle = move |event: web_sys::Event| {
        let ticked = event_target_checked(&event);
        open.set(ticked);
        if ticked {
            let (text, date) = before.get_value();
            change(model, field, |address| {
                (address.old_text, address.old_date) = (text, date);
            });
        } else {
            let old = field.address_untracked();
            before.set_value((old.old_text, old.old_date));
            change(model, field, |address| {
                address.old_text.clear();
                address.old_date.clear();
            });
            model.check_changed(field);
        }
    };
    let opened = memo(move || open.get() || has_old());
    let inside = move || {
        opened.get().then(|| {
            view! {
                <div class="fields__conditional">
                    {old_text(model, field)}
                    {old_date(model, field)}
                    {proposal(model, field)}
                </div>
                <p class="address__today">{t::fill::address_today(lang())}</p>
            }
        })
    };
    view! {
        <label class="choice">
            <input class="choice__input" id=part_id(field, "old") type="checkbox" prop:checked=live(move || opened.get()) on:change=handler(toggle)/>
            <span class="choice__text">{t::fill::address_old(lang())}</span>
        </label>
        {inside}
    }
    .into_any()
}

fn line(
    model: FormModel,
    field: FieldRef,
    part: &'static str,
    label: AnyView,
    hint: &'static str,
    input: AnyView,
) -> AnyView {
    let id = part_id(field, part);
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            <p class="field__hint" id=format!("{id}-hint")>{hint}</p>
            {error_lines(model, field, part, &[])}
            {input}
        </div>
    }
    .into_any()
}

/// Ids of the hint and, when there is one, the error.
fn described(field: FieldRef, part: &'static str) -> Signal<String> {
    let (own, error) = (has_line(field, part), describes(field, part));
    let hint = format!("{}-hint", part_id(field, part));
    derived(move || match error.get().filter(|_| own.get()) {
        Some(error) => format!("{hint} {error}"),
        None => hint.clone(),
    })
}

fn old_text(model: FormModel, field: FieldRef) -> AnyView {
    let invalid = has_line(field, "old_text");
    let described = described(field, "old_text");
    let finish = move |_| {
        let typed = field.address_untracked().old_text;
        let cleaned = clean(&typed);
        if cleaned != typed {
            change(model, field, |address| address.old_text = cleaned);
        }
        model.check_changed(field);
    };
    let input = view! {
        <textarea
            class="input input--two-lines"
            id=part_id(field, "old_text")
            rows="2"
            autocomplete="off"
            autocapitalize="words"
            spellcheck="false"
            aria-invalid=live(move || flag(invalid.get()))
            aria-describedby=live(move || described.get())
            prop:value=live(move || field.address().old_text)
            on:input=handler(move |event: web_sys::Event| change(model, field, |address| address.old_text = event_target_value(&event)))
            on:change=handler(finish)
        ></textarea>
    };
    line(
        model,
        field,
        "old_text",
        t::fill::address_old_text(lang()).into_any(),
        t::fill::address_old_text_hint(lang()),
        input.into_any(),
    )
}

fn old_date(model: FormModel, field: FieldRef) -> AnyView {
    let invalid = has_line(field, "old_date");
    let described = described(field, "old_date");
    let shown = move || {
        let kept = field.address().old_date;
        parse_iso_date(&kept).map_or(kept, show_date)
    };
    // Read when it is finished, never while somebody types.
    let finish = move |_| {
        let typed = field.address_untracked().old_date;
        if let Some(date) = motcua_shared::form::field::date::parts_from_paste(&typed)
            .map(motcua_shared::form::Answer::Date)
            .and_then(|answer| motcua_shared::form::field::date::read(&answer).ok())
        {
            change(model, field, |address| address.old_date = iso_date(date));
        }
        model.check_changed(field);
    };
    let label = view! { {t::fill::address_old_date(lang())}" "<span class="field__optional">{t::fill::optional_mark(lang())}</span> };
    let input = view! {
        <input
            class="input input--medium"
            id=part_id(field, "old_date")
            type="text"
            enterkeyhint="next"
            autocomplete="off"
            aria-invalid=live(move || flag(invalid.get()))
            aria-describedby=live(move || described.get())
            prop:value=shown
            on:input=handler(move |event: web_sys::Event| change(model, field, |address| address.old_date = event_target_value(&event)))
            on:change=handler(finish)
        />
    };
    line(
        model,
        field,
        "old_date",
        label.into_any(),
        t::fill::address_old_date_hint(lang()),
        input.into_any(),
    )
}

/// The units of today that the old words name, while they are not chosen yet.
fn proposal(model: FormModel, field: FieldRef) -> AnyView {
    let province = memo(move || -> Option<Unit> {
        let text = field.address().old_text;
        let list = model.directories.provinces();
        let names: Vec<ProvinceNames<'_>> = list
            .iter()
            .map(|one| ProvinceNames {
                code: &one.code,
                names: std::iter::once(&one.name)
                    .chain(&one.also)
                    .map(String::as_str)
                    .collect(),
            })
            .collect();
        let code = province_of(&text, &names)?;
        let found = list.iter().find(|one| one.code == code)?;
        Some((code, found.label().to_owned()))
    });
    let commune = memo(move || -> Option<Unit> {
        let (code, _) = province.get()?;
        let list = model.directories.communes(&code);
        let names: Vec<(&str, &str)> = list
            .iter()
            .map(|one| (one.code.as_str(), one.label()))
            .collect();
        let code = commune_of(&field.address().old_text, &names)?;
        let found = list.iter().find(|one| one.code == code)?;
        Some((code, found.label().to_owned()))
    });
    let offered = memo(move || {
        let (province, commune, now) = (province.get()?, commune.get(), field.address());
        let taken = now.province == province.0
            && commune
                .as_ref()
                .is_none_or(|(code, _)| now.commune == *code);
        (!taken).then_some((province, commune))
    });
    live_view(move || {
        let (province, commune) = offered.get()?;
        let names = match &commune {
            Some((_, name)) => format!("{name}, {}", province.1),
            None => province.1.clone(),
        };
        let words = names.clone();
        let take = move |_| {
            let (province, commune) = (province.clone(), commune.clone());
            change(model, field, |address| {
                if address.province != province.0 || commune.is_some() {
                    (address.commune, address.commune_name) = commune.unwrap_or_default();
                }
                (address.province, address.province_name) = province;
            });
            model.check_changed(field);
            announce(t::fill::address_proposal_taken(lang(), &words));
            crate::a11y::focus_by_id(&part_id(field, "commune"));
        };
        Some(view! {
            <div class="proposal">
                <Icon name="map-pin"/>
                <p>{t::fill::address_proposal(lang())}" "<strong lang=vietnamese()>{names}</strong></p>
                <button class="button button--secondary button--small" type="button" on:click=handler(take)>{t::fill::address_proposal_take(lang())}</button>
            </div>
        })
    })
    .into_any()
}
