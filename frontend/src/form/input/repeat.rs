//! Several rows of the same questions: add, remove with undo, move up and down by buttons. Where rows are many, each is folded to one
//! line until somebody opens it: two hundred open rows are neither readable nor quick.

use leptos::prelude::*;
use motcua_shared::form::field::repeat::Repeat;
use wasm_bindgen::JsCast as _;
use web_sys::Element;

use super::repeat_row::{Removed, Shown, fold_id, handle_id, row};
use crate::a11y::{announce, focus_by_id};
use crate::form::device::random_id;
use crate::form::field::{described, error_lines, hint, label_words};
use crate::form::input::target;
use crate::form::model::{FEW_ROWS, FieldRef, FormModel, RowRef};
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live, memo};
use crate::ui::Icon;
use motcua_shared::form::{Fault, Issue};
use motcua_shared::text::lower_first;

/// Focuses an element once it is drawn.
pub(super) fn focus_soon(id: String) {
    request_animation_frame(move || {
        focus_by_id(&id);
    });
}

/// The question.
pub fn input(model: FormModel, field: FieldRef, repeat: &'static Repeat) -> AnyView {
    let removed = RwSignal::new(None::<Removed>);
    let described = described(field);
    // In the middle of “Thêm người”.
    let what = lower_first(&text(&repeat.row_label));
    let full = memo(move || field.rows.with(Vec::len) >= repeat.max_rows as usize);
    let add_what = what.clone();
    let add = move |_| {
        if full.get_untracked() {
            return announce(t::fill::row_full(lang(), &repeat.max_rows.to_string()));
        }
        removed.set(None);
        let state = model.own(|| field.new_row(random_id()));
        state.unfolded.set(true);
        let first = state.fields().first();
        let first = first.map(|first| Issue::error(first.path.clone(), Fault::Required));
        field.rows.update(|rows| rows.push(state));
        model.settle();
        model.after_change(field);
        announce(t::fill::row_added(
            lang(),
            &add_what,
            &field.rows.with_untracked(Vec::len).to_string(),
        ));
        focus_soon(first.map_or_else(|| field.id(), |first| target(model, &first)));
    };
    let undo = move || {
        removed.get().map(|gone| {
            let words = t::fill::row_removed(lang(), &gone.name);
            let put_back = move |_| {
                let (place, state) = (gone.place, gone.state);
                field.rows.update(|rows| rows.insert(place.min(rows.len()), state));
                removed.set(None);
                model.settle();
                model.after_change(field);
                announce(t::fill::row_back(lang()));
                focus_soon(handle_id(field, state));
            };
            view! {
                <p class="banner banner--info">
                    <Icon name="info"/>
                    <span>{words}" "<button class="source-note__action" type="button" on:click=handler(put_back)>{t::fill::row_undo(lang())}</button></span>
                </p>
            }
        })
    };
    let many = memo(move || field.rows.with(Vec::len) > FEW_ROWS);
    let shown = move || {
        let rows = field.rows.get().into_iter().enumerate();
        let shown = rows.map(|(place, row)| Shown {
            row,
            place,
            whole: !many.get() || row.unfolded.get(),
        });
        shown.collect::<Vec<_>>()
    };
    let class = move || {
        if many.get() {
            "repeat__rows repeat__rows--many"
        } else {
            "repeat__rows"
        }
    };
    // One listener for all rows.
    let fold = move |event: web_sys::MouseEvent| {
        if let Some(row) = pressed_fold(field, &event) {
            model.open_row(row);
            row.unfolded.update(|unfolded| *unfolded = !*unfolded);
            focus_soon(fold_id(field, row));
        }
    };
    view! {
        <fieldset class="repeat" data-field=field.path.clone() aria-describedby=live(move || described.get())>
            <legend class="repeat__title">{label_words(field)}</legend>
            {hint(field)}
            {error_lines(model, field, "", &[])}
            <ol class=live(class) role="list" on:click=handler(fold)>
                <For each=shown key=Shown::key let:shown>
                    {row(model, field, repeat, shown, removed)}
                </For>
            </ol>
            {undo}
            <button class="button button--secondary" type="button" id=field.id() on:click=handler(add)><Icon name="plus"/>{t::fill::row_add(lang(), &what)}</button>
        </fieldset>
    }
    .into_any()
}

/// The row whose fold button was pressed.
fn pressed_fold(field: FieldRef, event: &web_sys::MouseEvent) -> Option<RowRef> {
    let pressed: Element = event.target()?.dyn_into().ok()?;
    let id = pressed.closest(".repeat__fold").ok()??.id();
    let rows = field.rows.get_untracked();
    rows.into_iter().find(|row| fold_id(field, row) == id)
}
