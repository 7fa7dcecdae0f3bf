//! An address: province, then its commune by typing a few letters, then house and street. The names stay with the
//! answer, because units change theirs. An address of an old paper, with its district, stands above it ([`old_address`]).

use leptos::prelude::*;
use motcua_shared::form::field::address::AddressField;
use motcua_shared::form::{Address, Answer};

use super::{commune, old_address, province};
use crate::form::field::{error_id, error_lines, flag, group, has_error, part_id};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live, memo};
use crate::ui::Combobox;

const PARTS: &[&str] = &["province", "commune", "detail", "old_text", "old_date"];

/// Changes parts of the address.
pub(super) fn change(model: FormModel, field: FieldRef, edit: impl FnOnce(&mut Address)) {
    let mut address = field.address_untracked();
    edit(&mut address);
    model.answer(field, Answer::Address(address));
}

/// Whether a part has a line of its own that says what is wrong.
pub(super) fn has_line(field: FieldRef, part: &'static str) -> Memo<bool> {
    memo(move || {
        let path = format!("{}.{part}", field.path);
        field
            .issues
            .with(|issues| issues.iter().any(|issue| issue.path == path))
    })
}

/// What describes a part: its own error, else the error of the whole address.
pub(super) fn describes(field: FieldRef, part: &'static str) -> Signal<Option<String>> {
    let (own, invalid) = (has_line(field, part), has_error(field, part));
    derived(move || match (own.get(), invalid.get()) {
        (true, _) => Some(error_id(field, part)),
        (false, true) => Some(error_id(field, "")),
        (false, false) => None,
    })
}

/// The question.
pub fn input(model: FormModel, field: FieldRef, address: &AddressField) -> AnyView {
    let old = address
        .old_allowed
        .then(|| old_address::input(model, field));
    let inputs = view! {
        {old}
        <div class="address__areas">{province_part(model, field)}{commune(model, field)}</div>
        {detail(model, field, address.detail_required)}
    };
    group(model, field, "field address", PARTS, inputs.into_any())
}

fn province_part(model: FormModel, field: FieldRef) -> AnyView {
    let id = part_id(field, "province");
    let chosen = memo(move || field.address().province);
    let invalid = has_error(field, "province");
    let describes = describes(field, "province");
    let choose = Callback::new(move |code: String| {
        let provinces = untrack(|| model.directories.provinces());
        let name = provinces.iter().find(|one| one.code == code);
        change(model, field, |address| {
            if address.province != code {
                // A commune belongs to one province only.
                address.commune.clear();
                address.commune_name.clear();
            }
            address.province_name = name.map(|one| one.label().to_owned()).unwrap_or_default();
            address.province = code;
        });
        model.check_changed(field);
    });
    let list = province::select(model, field, id.clone(), chosen, invalid, describes, choose);
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{t::fill::address_province(lang())}</label>
            {error_lines(model, field, "province", &[])}
            {list}
        </div>
    }
    .into_any()
}

fn commune(model: FormModel, field: FieldRef) -> AnyView {
    let id = part_id(field, "commune");
    let province = memo(move || field.address().province);
    let value = memo(move || field.address().commune);
    let choices = memo(move || {
        let communes = model.directories.communes(&province.get());
        communes.iter().map(commune::choice).collect::<Vec<_>>()
    });
    let choose = Callback::new(move |code: String| {
        let communes = untrack(|| model.directories.communes(&province.get_untracked()));
        let name = communes.iter().find(|one| one.code == code);
        change(model, field, |address| {
            address.commune_name = name.map(|one| one.label().to_owned()).unwrap_or_default();
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
        has_line(field, "detail").into()
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
                aria-invalid=live(move || flag(invalid.get()))
                aria-describedby=describes
                prop:value=live(move || field.address().detail)
                on:input=handler(move |event: web_sys::Event| change(model, field, |address| address.detail = event_target_value(&event)))
                on:change=handler(finish)
            />
        </div>
    }
    .into_any()
}
