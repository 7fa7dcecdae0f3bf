//! One row of a repeat group with its buttons. Where rows are many, each is folded to one line until somebody opens it: two
//! hundred open rows are neither readable nor quick.

use leptos::prelude::*;
use motcua_shared::form::Kind;
use motcua_shared::form::display::show;
use motcua_shared::form::field::repeat::Repeat;
use motcua_shared::form::look::{FEW_ROWS, GIST};

use super::repeat::focus_soon;
use crate::a11y::announce;
use crate::form::field::row_question;
use crate::form::model::{FieldRef, FormModel, RowState, element_id};
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live_view, memo};
use crate::ui::Icon;

/// A row that was just removed, to put it back.
#[derive(Clone)]
pub(super) struct Removed {
    pub(super) name: String,
    pub(super) place: usize,
    pub(super) state: RowState,
}

/// Id of the button that takes the focus when the row itself should: it opens a folded row, and removes another one.
pub(super) fn handle_id(field: FieldRef, state: &RowState) -> String {
    let many = field.rows.with_untracked(Vec::len) > FEW_ROWS;
    let action = if many { "fold" } else { "remove" };
    element_id(&format!("{}[{}]-{action}", field.path, state.id))
}

/// The first answers of a row, not tracked: a folded row does not change.
fn gist(model: FormModel, state: &RowState) -> String {
    let said = state.fields.iter().filter_map(|field| {
        let unsaid = matches!(
            field.spec.kind,
            Kind::File(_) | Kind::Signature(_) | Kind::Repeat(_) | Kind::Note(_)
        );
        let answer = field.answer.get_untracked()?;
        (!unsaid && field.visible.get_untracked() && !answer.is_empty())
            .then(|| show(&field.spec, &answer, lang(), &model.directories))
    });
    said.take(GIST).collect::<Vec<_>>().join(" · ")
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
    let row_fields = state.fields.clone();
    let place = memo(move || {
        field.rows.with(|rows| {
            rows.iter()
                .position(|row| id.with_value(|id| row.id == *id))
                .unwrap_or(0)
        })
    });
    let count = memo(move || field.rows.with(Vec::len));
    let name = move || format!("{} {}", text(&repeat.row_label), place.get() + 1);
    let many = memo(move || count.get() > FEW_ROWS);
    let unfolded = state.unfolded;
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
                .map(|row| handle_id(field, row))
        });
        announce(t::fill::row_removed(lang(), &gone_name));
        removed.set(Some(Removed {
            name: gone_name,
            place: from,
            state,
        }));
        model.settle();
        model.after_change(field);
        focus_soon(next.unwrap_or_else(|| field.id()));
    };
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
    // The same button in both states, so that the focus stays on it.
    let fold = move |to: bool| {
        view! {
            <button class="repeat__fold" type="button" id=button_id("fold") aria-expanded=if to { "false" } else { "true" } on:click=handler(move |_: web_sys::MouseEvent| {
                unfolded.set(to);
                focus_soon(button_id("fold"));
            })>
                <Icon name=if to { "chevron-right" } else { "chevron-down" }/>{name}
            </button>
        }
    };
    let whole = move || {
        let questions: Vec<AnyView> = row_fields
            .iter()
            .map(|inner| row_question(model, inner))
            .collect();
        let legend = if many.get() {
            fold(false).into_any()
        } else {
            name.into_any()
        };
        view! {
            <fieldset>
                <legend class="repeat__name">{legend}</legend>
                <div class="fields">{questions}</div>
                <div class="repeat__actions">
                    {move_button(false)}
                    {move_button(true)}
                    <button class="button button--quiet button--small" type="button" id=button_id("remove") on:click=handler(remove)>
                        <Icon name="trash"/>{t::fill::row_remove(lang())}<span class="visually-hidden">" "{name}</span>
                    </button>
                </div>
            </fieldset>
        }
        .into_any()
    };
    let folded = move || {
        view! {
            <p class="repeat__line">{fold(true)}<span class="repeat__gist">{gist(model, &state)}</span></p>
        }
        .into_any()
    };
    let shows = memo(move || unfolded.get() || !many.get());
    view! {
        <li class="repeat__row" data-row=id.get_value()>
            {live_view(move || if shows.get() { whole() } else { folded() })}
        </li>
    }
    .into_any()
}
