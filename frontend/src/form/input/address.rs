//! An address: province, then its commune by typing a few letters, then house and street. The names stay with the
//! answer, because units change theirs.

use leptos::prelude::*;
use motcua_shared::form::{Address, Answer};

use crate::directory::Province;
use crate::form::field::{error_id, error_lines, flag, group, has_error, part_id};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, t};
use crate::reactive::{derived, memo};
use crate::ui::{Choice, Combobox};

const PARTS: &[&str] = &["province", "commune", "detail"];

fn change(model: FormModel, field: FieldRef, edit: impl FnOnce(&mut Address)) {
    let mut address = field.address_untracked();
    edit(&mut address);
    model.answer(field, Answer::Address(address));
}

fn has_line(field: FieldRef, part: &'static str) -> Memo<bool> {
    memo(move || {
        let path = format!("{}.{part}", field.path);
        field
            .issues
            .with(|issues| issues.iter().any(|issue| issue.path == path))
    })
}

/// What describes a part: its own error, else the error of the whole address.
fn describes(field: FieldRef, part: &'static str) -> Signal<Option<String>> {
    let (own, invalid) = (has_line(field, part), has_error(field, part));
    derived(move || match (own.get(), invalid.get()) {
        (true, _) => Some(error_id(field, part)),
        (false, true) => Some(error_id(field, "")),
        (false, false) => None,
    })
}

/// The question.
pub fn input(model: FormModel, field: FieldRef, detail_required: bool) -> AnyView {
    let inputs = view! {
        <div class="address__areas">{province(model, field)}{commune(model, field)}</div>
        {detail(model, field, detail_required)}
    };
    group(model, field, "field address", PARTS, inputs.into_any())
}

fn province(model: FormModel, field: FieldRef) -> AnyView {
    let id = part_id(field, "province");
    let chosen = memo(move || field.address().province);
    let invalid = has_error(field, "province");
    let describes = describes(field, "province");
    let sorted = move || {
        let mut list: Vec<(String, Province)> = model
            .directories
            .provinces()
            .into_iter()
            .map(|province| (motcua_shared::text::fold(&province.name), province))
            .collect();
        list.sort_by(|left, right| left.0.cmp(&right.0));
        list.into_iter().map(|(_, province)| province)
    };
    let options = move || {
        let option = |province: Province| {
            let code = province.code.clone();
            let former: Vec<String> = province
                .former
                .into_iter()
                .filter(|name| *name != province.name)
                .collect();
            let old = if former.is_empty() {
                String::new()
            } else {
                format!(" ({})", former.join(", "))
            };
            view! {
                <option value=province.code lang="vi" prop:selected=move || chosen.with(|chosen| *chosen == code)>
                    {province.full_name}{old}
                </option>
            }
        };
        sorted().map(option).collect::<Vec<_>>()
    };
    let choose = move |event: web_sys::Event| {
        let code = event_target_value(&event);
        let name = untrack(|| model.directories.provinces())
            .into_iter()
            .find(|one| one.code == code);
        change(model, field, |address| {
            if address.province != code {
                // A commune belongs to one province only.
                address.commune.clear();
                address.commune_name.clear();
            }
            address.province_name = name.map(|one| one.full_name).unwrap_or_default();
            address.province = code;
        });
        model.check_changed(field);
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{t::fill::address_province(lang())}</label>
            {error_lines(model, field, "province", &[])}
            <select
                class="input select"
                id=id
                autocomplete="off"
                aria-required=move || flag(field.required.get())
                aria-invalid=move || flag(invalid.get())
                aria-describedby=move || describes.get()
                on:change=choose
            >
                <option value="" prop:selected=move || chosen.with(String::is_empty)>{t::fill::choose(lang())}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn commune(model: FormModel, field: FieldRef) -> AnyView {
    let id = part_id(field, "commune");
    let province = memo(move || field.address().province);
    let value = memo(move || field.address().commune);
    let choices = memo(move || {
        let communes = model.directories.communes(&province.get()).into_iter();
        communes
            .map(|one| Choice::new(one.code, one.full_name, "", &one.also))
            .collect::<Vec<_>>()
    });
    let choose = Callback::new(move |code: String| {
        let communes = untrack(|| model.directories.communes(&province.get_untracked()));
        let name = communes.into_iter().find(|one| one.code == code);
        change(model, field, |address| {
            address.commune_name = name.map(|one| one.full_name).unwrap_or_default();
            address.commune = code;
        });
        model.check_changed(field);
    });
    let unknown = Callback::new(move |_: String| {
        change(model, field, |address| {
            address.commune.clear();
            address.commune_name.clear();
        });
        model.check_changed(field);
    });
    let describes = describes(field, "commune");
    let hint = format!("{id}-hint");
    let described = {
        let hint = hint.clone();
        derived(move || match describes.get() {
            Some(error) => Some(format!("{hint} {error}")),
            None => Some(hint.clone()),
        })
    };
    let first_province = move || {
        if province.with(String::is_empty) {
            t::fill::address_province_first(lang())
        } else {
            t::fill::address_commune_hint(lang())
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{t::fill::address_commune(lang())}</label>
            <p class="field__hint" id=hint>{first_province}</p>
            {error_lines(model, field, "commune", &[])}
            <Combobox
                id=id
                label=t::fill::address_commune(lang())
                choices
                value
                on_choose=choose
                on_unknown=unknown
                described_by=described
                invalid=has_error(field, "commune")
                required=field.required
            />
        </div>
    }
    .into_any()
}

fn detail(model: FormModel, field: FieldRef, detail_required: bool) -> AnyView {
    let id = part_id(field, "detail");
    // An address that is missing altogether does not make its optional part wrong.
    let invalid = if detail_required {
        has_error(field, "detail")
    } else {
        has_line(field, "detail")
    };
    let describes = describes(field, "detail");
    let describes = move || invalid.get().then(|| describes.get()).flatten();
    // Only for an address of the person who types (accessibility.md §6).
    let completion = if field.spec.autocomplete.is_some() {
        "address-line1"
    } else {
        "off"
    };
    let optional = (!detail_required).then(
        || view! { " "<span class="field__optional">{t::fill::optional_mark(lang())}</span> },
    );
    let finish = move |_| {
        let cleaned = motcua_shared::text::clean(&field.address_untracked().detail);
        if cleaned != field.address_untracked().detail {
            change(model, field, |address| address.detail = cleaned);
        }
        model.check_changed(field);
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{t::fill::address_detail(lang())}{optional}</label>
            {error_lines(model, field, "detail", &[])}
            <input
                class="input"
                id=id
                type="text"
                enterkeyhint="next"
                autocomplete=completion
                autocapitalize="words"
                spellcheck="false"
                aria-required=flag(detail_required)
                aria-invalid=move || flag(invalid.get())
                aria-describedby=describes
                prop:value=move || field.address().detail
                on:input=move |event| change(model, field, |address| address.detail = event_target_value(&event))
                on:change=finish
            />
        </div>
    }
    .into_any()
}
