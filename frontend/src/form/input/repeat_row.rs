//! One row of a repeat group with its buttons, whole or folded to one line. A folded row is words and one button: the list makes it
//! anew when it stands elsewhere.

use leptos::prelude::*;
use motcua_shared::form::Kind;
use motcua_shared::form::display::show;
use motcua_shared::form::field::repeat::Repeat;
use motcua_shared::form::look::GIST;

use super::repeat::focus_soon;
use crate::a11y::announce;
use crate::form::field::row_question;
use crate::form::model::{FEW_ROWS, FieldRef, FormModel, RowRef, element_id};
use crate::i18n::{lang, t, text};
use crate::reactive::{handler, live_view, memo};
use crate::ui::Icon;

/// A row that was just removed, to put it back.
#[derive(Clone)]
pub(super) struct Removed {
    pub(super) name: String,
    pub(super) place: usize,
    pub(super) state: RowRef,
}

/// A row and how it stands in the list.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) row: RowRef,
    /// From 0.
    pub(super) place: usize,
    /// Whether its questions show.
    pub(super) whole: bool,
}

impl Shown {
    /// What makes it another view: a folded row says its place in words that stay, a whole one keeps what is typed in it.
    pub(super) fn key(&self) -> (usize, Option<usize>) {
        let place = (!self.whole).then_some(self.place);
        (std::ptr::from_ref(self.row).addr(), place)
    }
}

fn button_id(field: FieldRef, row: RowRef, action: &str) -> String {
    element_id(&format!("{}[{}]-{action}", field.path, row.id))
}

/// Id of the button that opens and folds a row.
pub(super) fn fold_id(field: FieldRef, row: RowRef) -> String {
    button_id(field, row, "fold")
}

/// Id of the button that takes the focus when the row itself should: it opens a folded row, and removes another one.
pub(super) fn handle_id(field: FieldRef, row: RowRef) -> String {
    if field.rows.with_untracked(Vec::len) > FEW_ROWS {
        fold_id(field, row)
    } else {
        button_id(field, row, "remove")
    }
}

/// The first answers of a row, not tracked: a folded row does not change.
fn gist(model: FormModel, row: RowRef) -> String {
    let said = row.said().into_iter().filter_map(|(spec, answer)| {
        let unsaid = matches!(
            spec.kind,
            Kind::File(_) | Kind::Signature(_) | Kind::Repeat(_) | Kind::Note(_)
        );
        (!unsaid && !answer.is_empty()).then(|| show(spec, &answer, lang(), &model.directories))
    });
    said.take(GIST).collect::<Vec<_>>().join(" · ")
}

fn name_of(repeat: &Repeat, place: usize) -> String {
    format!("{} {}", text(&repeat.row_label), place + 1)
}

/// The row.
pub(super) fn row(
    model: FormModel,
    field: FieldRef,
    repeat: &'static Repeat,
    shown: Shown,
    removed: RwSignal<Option<Removed>>,
) -> AnyView {
    if shown.whole {
        whole(model, field, repeat, shown.row, removed)
    } else {
        folded(model, field, repeat, shown)
    }
}

fn folded(model: FormModel, field: FieldRef, repeat: &'static Repeat, shown: Shown) -> AnyView {
    let row = shown.row;
    // Names of codes may still be on their way; an empty row waits for nothing.
    let gist = (!row.said().is_empty()).then(|| live_view(move || gist(model, row)));
    view! {
        <li class="repeat__row repeat__row--folded" data-row=row.id.as_str()>
            <p class="repeat__line">
                <button class="repeat__fold" type="button" id=fold_id(field, row) aria-expanded="false"><Icon name="chevron-right"/>{name_of(repeat, shown.place)}</button>
                <span class="repeat__gist">{gist}</span>
            </p>
        </li>
    }
    .into_any()
}

fn whole(
    model: FormModel,
    field: FieldRef,
    repeat: &'static Repeat,
    row: RowRef,
    removed: RwSignal<Option<Removed>>,
) -> AnyView {
    let place = memo(move || {
        let here = |rows: &Vec<RowRef>| rows.iter().position(|one| std::ptr::eq(*one, row));
        field.rows.with(here).unwrap_or(0)
    });
    let count = memo(move || field.rows.with(Vec::len));
    let name = move || name_of(repeat, place.get());
    let many = memo(move || count.get() > FEW_ROWS);
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
        focus_soon(button_id(
            field,
            row,
            if down != last { "down" } else { "up" },
        ));
    };
    let remove = move |_| {
        let (from, gone_name) = (place.get_untracked(), untrack(name));
        let others = |one: &RowRef| !std::ptr::eq(*one, row);
        field.rows.update(|rows| rows.retain(others));
        let next = field.rows.with_untracked(|rows| {
            rows.get(from)
                .or_else(|| rows.last())
                .map(|row| handle_id(field, row))
        });
        announce(t::fill::row_removed(lang(), &gone_name));
        removed.set(Some(Removed {
            name: gone_name,
            place: from,
            state: row,
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
                    <button class="button button--quiet button--small" type="button" id=button_id(field, row, if down { "down" } else { "up" }) on:click=handler(move |_: web_sys::MouseEvent| shift(down))>
                        <Icon name=icon/>{words}" "<span class="visually-hidden">{name}</span>
                    </button>
                }
            })
        }
    };
    let legend = move || {
        if !many.get() {
            return name.into_any();
        }
        view! { <button class="repeat__fold" type="button" id=fold_id(field, row) aria-expanded="true"><Icon name="chevron-down"/>{name}</button> }
            .into_any()
    };
    let questions: Vec<AnyView> = model
        .open_row(row)
        .iter()
        .map(|inner| row_question(model, inner))
        .collect();
    view! {
        <li class="repeat__row" data-row=row.id.as_str()>
            <fieldset>
                <legend class="repeat__name">{live_view(legend)}</legend>
                <div class="fields">{questions}</div>
                <div class="repeat__actions">
                    {move_button(false)}
                    {move_button(true)}
                    <button class="button button--quiet button--small" type="button" id=button_id(field, row, "remove") on:click=handler(remove)>
                        <Icon name="trash"/>{t::fill::row_remove(lang())}" "<span class="visually-hidden">{name}</span>
                    </button>
                </div>
            </fieldset>
        </li>
    }
    .into_any()
}
