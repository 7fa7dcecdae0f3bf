//! A date that people know, in three boxes. The focus never jumps by itself; a whole pasted date is taken apart. Where
//! an old paper gives only the year or the month, the other boxes stay empty.

use leptos::prelude::*;
use motcua_shared::form::field::date::{Precision, parts, parts_from_paste};
use motcua_shared::form::{Answer, DateParts, Kind};
use wasm_bindgen::JsCast;

use crate::form::field::{error_id, flag, group, has_error, part_id};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live};

/// One box.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// Day of the month.
    Day,
    /// Month.
    Month,
    /// Year.
    Year,
}

impl Part {
    const fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Day => t::fill::date_day(lang()),
            Self::Month => t::fill::date_month(lang()),
            Self::Year => t::fill::date_year(lang()),
        }
    }

    const fn of(self, parts: &mut DateParts) -> &mut String {
        match self {
            Self::Day => &mut parts.day,
            Self::Month => &mut parts.month,
            Self::Year => &mut parts.year,
        }
    }
}

fn typed(field: FieldRef) -> DateParts {
    field.answer.with(|answer| parts(answer.as_ref()))
}

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    boxes(model, field, &[Part::Day, Part::Month, Part::Year])
}

/// The question with these boxes.
pub(super) fn boxes(model: FormModel, field: FieldRef, parts: &[Part]) -> AnyView {
    let boxes: Vec<AnyView> = parts.iter().map(|part| one(model, field, *part)).collect();
    let inputs = view! { <div class="date-input">{boxes}</div> };
    group(model, field, "field field--group", &[], inputs.into_any())
}

/// Whether this box may stay empty although the question must be answered.
fn may_miss(field: FieldRef, part: Part) -> bool {
    let precision = match &field.spec.kind {
        Kind::Date(date) => date.precision,
        _ => Precision::Day,
    };
    match part {
        Part::Day => precision != Precision::Day,
        Part::Month => precision == Precision::YearAllowed,
        Part::Year => false,
    }
}

fn one(model: FormModel, field: FieldRef, part: Part) -> AnyView {
    let id = part_id(field, part.key());
    let invalid = has_error(field, part.key());
    let completion = match field.spec.autocomplete.as_deref() {
        Some("bday") => match part {
            Part::Day => "bday-day",
            Part::Month => "bday-month",
            Part::Year => "bday-year",
        },
        _ => "off",
    };
    let may_miss = may_miss(field, part);
    let write = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        let pasted = event
            .dyn_ref::<web_sys::InputEvent>()
            .is_some_and(|event| event.input_type().starts_with("insertFrom"));
        let whole = pasted.then(|| parts_from_paste(&text)).flatten();
        let parts = whole.unwrap_or_else(|| {
            let mut parts = untrack(|| typed(field));
            part.of(&mut parts).clone_from(&text);
            parts
        });
        model.answer(field, Answer::Date(parts));
    };
    let class = if matches!(part, Part::Year) {
        "input input--short"
    } else {
        "input input--tiny"
    };
    view! {
        <div class="date-input__part">
            <label for=id.clone()>{part.label()}</label>
            <input
                class=class
                id=id
                type="text"
                inputmode="numeric"
                enterkeyhint="next"
                autocomplete=completion
                aria-required=live(move || flag(field.required.get() && !may_miss))
                aria-invalid=live(move || flag(invalid.get()))
                aria-describedby=live(move || invalid.get().then(|| error_id(field, "")))
                prop:value=live(move || std::mem::take(part.of(&mut typed(field))))
                on:input=handler(write)
                on:change=handler(move |_: web_sys::Event| model.check_changed(field))
            />
        </div>
    }
    .into_any()
}
