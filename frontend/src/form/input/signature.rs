//! A signature: drawn with finger, pen or mouse, or, so that nobody must draw, the full name typed with a tick.

use leptos::html;
use leptos::prelude::*;
use motcua_shared::form::{Answer, Signature};
use motcua_shared::text::clean;
use wasm_bindgen::{JsCast, JsValue};

use super::file_row::{file_row, upload_row};
use crate::form::field::{error_id, error_lines, flag, group, has_error, part_id};
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, memo};
use crate::ui::Icon;

const PARTS: &[&str] = &["typed_name", "agreed"];
/// Points of the picture; the screen shows it as wide as there is room.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 220;
/// Dark ink on white in every theme: it is printed on paper.
const PAPER: &str = "#ffffff";
const INK: &str = "#10204a";
const PEN: f64 = 3.5;

fn change(model: FormModel, field: FieldRef, edit: impl FnOnce(&mut Signature)) {
    let mut signature = untrack(|| field.signature());
    edit(&mut signature);
    model.answer(field, Answer::Signature(signature));
}

/// The question.
pub fn input(model: FormModel, field: FieldRef) -> AnyView {
    let drawn = memo(move || {
        let id = field.signature().drawn;
        (!id.is_empty()).then_some(id)
    });
    let uploads = move || {
        model.uploads.with(|uploads| {
            let here = uploads.iter().filter(|one| one.path == field.path);
            here.cloned().collect::<Vec<_>>()
        })
    };
    let sending = move || {
        let uploads = uploads();
        (!uploads.is_empty()).then(|| {
            let rows: Vec<AnyView> = uploads
                .into_iter()
                .map(|one| upload_row(model, field, one))
                .collect();
            view! { <ul class="file-slot__files" role="list">{rows}</ul> }
        })
    };
    let content = move || {
        match drawn.get() {
        Some(id) => model
            .attachments
            .with(|all| all.iter().find(|one| one.id == id).cloned())
            .map(|one| {
                view! { <ul class="file-slot__files" role="list">{file_row(model, field, one)}</ul> }
                    .into_any()
            })
            .unwrap_or_else(|| view! { <p>{t::fill::signature_drawn(lang())}</p> }.into_any()),
        None => view! {
            <div class="signature__ways">
                {pad(model, field)}
                <p class="signature__or">{t::fill::or(lang())}</p>
                {by_name(model, field)}
            </div>
        }
        .into_any(),
    }
    };
    let inputs = view! {
        <div class="signature" id=field.id() tabindex="-1">{content}{sending}</div>
    };
    group(model, field, "field field--group", PARTS, inputs.into_any())
}

fn context(canvas: &web_sys::HtmlCanvasElement) -> Option<web_sys::CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

fn clear(canvas: &web_sys::HtmlCanvasElement) {
    if let Some(pen) = context(canvas) {
        pen.set_fill_style_str(PAPER);
        pen.fill_rect(0.0, 0.0, f64::from(WIDTH), f64::from(HEIGHT));
        pen.set_stroke_style_str(INK);
        pen.set_line_width(PEN);
        pen.set_line_cap("round");
        pen.set_line_join("round");
    }
}

/// Where a pointer is on the picture, whatever size the screen shows it in.
fn place(canvas: &web_sys::HtmlCanvasElement, event: &web_sys::PointerEvent) -> (f64, f64) {
    let scale = f64::from(WIDTH) / f64::from(canvas.client_width().max(1));
    (
        f64::from(event.offset_x()) * scale,
        f64::from(event.offset_y()) * scale,
    )
}

/// The place to draw in, with its buttons.
fn pad(model: FormModel, field: FieldRef) -> AnyView {
    let node = NodeRef::<html::Canvas>::new();
    let inked = RwSignal::new(false);
    let down = StoredValue::new(false);
    Effect::new(move || {
        if let Some(canvas) = node.get() {
            clear(&canvas);
        }
    });
    let start = move |event: web_sys::PointerEvent| {
        let Some(canvas) = node.get_untracked() else {
            return;
        };
        if event.button() != 0 {
            return;
        }
        event.prevent_default();
        // Lines go on when the pointer slips over the edge.
        let _ = canvas.set_pointer_capture(event.pointer_id());
        if let Some(pen) = context(&canvas) {
            let (x, y) = place(&canvas, &event);
            pen.begin_path();
            pen.move_to(x, y);
            // A dot is a stroke too.
            pen.line_to(x + 0.1, y);
            pen.stroke();
        }
        down.set_value(true);
        inked.set(true);
    };
    let draw = move |event: web_sys::PointerEvent| {
        if !down.get_value() {
            return;
        }
        if let Some((canvas, pen)) = node
            .get_untracked()
            .and_then(|canvas| context(&canvas).map(|pen| (canvas, pen)))
        {
            let (x, y) = place(&canvas, &event);
            pen.line_to(x, y);
            pen.stroke();
            pen.begin_path();
            pen.move_to(x, y);
        }
    };
    let stop = move |_: web_sys::PointerEvent| down.set_value(false);
    let wipe = move |_| {
        if let Some(canvas) = node.get_untracked() {
            clear(&canvas);
        }
        inked.set(false);
    };
    let take = move |_| {
        if let Some(canvas) = node.get_untracked().filter(|_| inked.get_untracked()) {
            send(model, field, &canvas);
        }
    };
    let idle = move || flag(!inked.get());
    view! {
        <div class="signature__pad">
            <p class="signature__way" id=part_id(field, "pad")>{t::fill::signature_draw(lang())}</p>
            <canvas
                class="signature__paper"
                node_ref=node
                width=WIDTH
                height=HEIGHT
                role="img"
                aria-labelledby=part_id(field, "pad")
                on:pointerdown=handler(start)
                on:pointermove=handler(draw)
                on:pointerup=handler(stop)
                on:pointercancel=handler(stop)
            ></canvas>
            <div class="button-row">
                <button class="button button--secondary" type="button" aria-disabled=idle on:click=handler(take)><Icon name="check"/>{t::fill::signature_use(lang())}</button>
                <button class="button button--quiet" type="button" aria-disabled=idle on:click=handler(wipe)><Icon name="trash"/>{t::fill::signature_clear(lang())}</button>
            </div>
        </div>
    }
    .into_any()
}

/// The drawing goes the way of every file.
fn send(model: FormModel, field: FieldRef, canvas: &web_sys::HtmlCanvasElement) {
    let picture = wasm_bindgen::closure::Closure::once_into_js(move |blob: JsValue| {
        let options = web_sys::FilePropertyBag::new();
        options.set_type("image/png");
        let name = t::fill::signature_file(lang());
        let file = web_sys::File::new_with_blob_sequence_and_options(
            &js_sys::Array::of1(&blob),
            name,
            &options,
        );
        if let Ok(file) = file {
            model.add_files(field, vec![file]);
        }
    });
    // The browser refuses only a picture of no size.
    let _ = canvas.to_blob(picture.unchecked_ref());
}

/// The full name and the tick.
fn by_name(model: FormModel, field: FieldRef) -> AnyView {
    let (name_id, agreed_id) = (part_id(field, "typed_name"), part_id(field, "agreed"));
    let (name_wrong, agreed_wrong) = (has_error(field, "typed_name"), has_error(field, "agreed"));
    let describes = move |wrong: Signal<bool>, part: &'static str| {
        move || {
            let path = format!("{}.{part}", field.path);
            let own = field
                .issues
                .with(|issues| issues.iter().any(|issue| issue.path == path));
            wrong
                .get()
                .then(|| error_id(field, if own { part } else { "" }))
        }
    };
    let completion = if field.spec.autocomplete.is_some() {
        "name"
    } else {
        "off"
    };
    let finish = move |_| {
        let typed = untrack(|| field.signature()).typed_name;
        let cleaned = clean(&typed);
        if cleaned != typed {
            change(model, field, |signature| signature.typed_name = cleaned);
        }
        model.check_changed(field);
    };
    let tick = move |event: web_sys::Event| {
        let agreed = event_target_checked(&event);
        change(model, field, |signature| signature.agreed = agreed);
        model.check_changed(field);
    };
    view! {
        <div class="signature__name">
            <div class="field">
                <label class="field__label" for=name_id.clone()>{t::fill::signature_name(lang())}</label>
                {error_lines(model, field, "typed_name", &[])}
                <input
                    class="input"
                    id=name_id
                    type="text"
                    enterkeyhint="next"
                    autocomplete=completion
                    autocapitalize="words"
                    spellcheck="false"
                    aria-invalid=live(move || flag(name_wrong.get()))
                    aria-describedby=describes(name_wrong, "typed_name")
                    prop:value=live(move || field.signature().typed_name)
                    on:input=handler(move |event: web_sys::Event| change(model, field, |signature| signature.typed_name = event_target_value(&event)))
                    on:change=handler(finish)
                />
            </div>
            <div class="field">
                {error_lines(model, field, "agreed", &[])}
                <label class="choice">
                    <input
                        class="choice__input"
                        id=agreed_id
                        type="checkbox"
                        aria-invalid=live(move || flag(agreed_wrong.get()))
                        aria-describedby=describes(agreed_wrong, "agreed")
                        prop:checked=live(move || field.signature().agreed)
                        on:change=handler(tick)
                    />
                    <span class="choice__text">{t::fill::signature_agree(lang())}</span>
                </label>
            </div>
        </div>
    }
    .into_any()
}
