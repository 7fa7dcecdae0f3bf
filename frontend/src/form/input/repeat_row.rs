//! One row of a repeat group with its buttons.

use leptos::prelude::*;
use motcua_shared::form::field::repeat::Repeat;

use super::repeat::focus_soon;
use crate::a11y::announce;
use crate::form::field::row_question;
use crate::form::model::{FieldRef, FormModel, RowState, element_id};
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, memo};
use crate::ui::Icon;

/// A row that was just removed, to put it back.
#[derive(Clone)]
pub(super) struct Removed {
    pub(super) name: String,
    pub(super) place: usize,
    pub(super) state: RowState,
}

/// The row.
pub(super) fn row(
    model: FormModel,
    field: FieldRef,
    repeat: &'static Repeat,
    state: RowState,
    removed: RwSignal<Option<Removed>>,
) -> AnyView {
    let id = StoredValue::new(state.id.clone());
    let place = memo(move || {
        field.rows.with(|rows| {
            rows.iter()
                .position(|row| id.with_value(|id| row.id == *id))
                .unwrap_or(0)
        })
    });
    let count = memo(move || field.rows.with(Vec::len));
    let name = move || format!("{} {}", text(&repeat.row_label), place.get() + 1);
    let button_id =
        move |action: &str| element_id(&format!("{}[{}]-{action}", field.path, id.get_value()));
    let shift = move |down: bool| {
        let from = place.get_untracked();
        let to = if down { from + 1 } else { from.wrapping_sub(1) };
        if to >= count.get_untracked() {
            return;
        }
        field.rows.update(|rows| rows.swap(from, to));
        model.after_change(field);
        announce(t::fill::row_moved(lang(), &untrack(name)));
        // At the end of the way the button that was pressed is gone.
        let last = if down {
            to + 1 == count.get_untracked()
        } else {
            to == 0
        };
        focus_soon(button_id(if down != last { "down" } else { "up" }));
    };
    let remove = move |_| {
        let (from, gone_name) = (place.get_untracked(), untrack(name));
        let Some(state) = field.rows.with_untracked(|rows| rows.get(from).cloned()) else {
            return;
        };
        field.rows.update(|rows| {
            rows.remove(from);
        });
        let next = field.rows.with_untracked(|rows| {
            rows.get(from)
                .or_else(|| rows.last())
                .map(|row| row.id.clone())
        });
        announce(t::fill::row_removed(lang(), &gone_name));
        removed.set(Some(Removed {
            name: gone_name,
            place: from,
            state,
        }));
        model.settle();
        model.after_change(field);
        focus_soon(next.map_or_else(
            || field.id(),
            |next| element_id(&format!("{}[{next}]-remove", field.path)),
        ));
    };
    let questions: Vec<AnyView> = state
        .fields
        .iter()
        .map(|inner| row_question(model, inner))
        .collect();
    let move_button = move |down: bool| {
        let (words, icon) = if down {
            (t::fill::row_down(lang()), "arrow-down")
        } else {
            (t::fill::row_up(lang()), "arrow-up")
        };
        let here = move || {
            if down {
                place.get() + 1 < count.get()
            } else {
                place.get() > 0
            }
        };
        move || {
            here().then(|| {
                view! {
                    <button class="button button--quiet button--small" type="button" id=button_id(if down { "down" } else { "up" }) on:click=handler(move |_: web_sys::MouseEvent| shift(down))>
                        <Icon name=icon/>{words}<span class="visually-hidden">" "{name}</span>
                    </button>
                }
            })
        }
    };
    view! {
        <li class="repeat__row">
            <fieldset>
                <legend class="repeat__name">{name}</legend>
                <div class="fields">{questions}</div>
                <div class="repeat__actions">
                    {move_button(false)}
                    {move_button(true)}
                    <button class="button button--quiet button--small" type="button" id=button_id("remove") on:click=handler(remove)>
                        <Icon name="trash"/>{t::fill::row_remove(lang())}<span class="visually-hidden">" "{name}</span>
                    </button>
                </div>
            </fieldset>
        </li>
    }
    .into_any()
}
