//! Several rows of the same questions: add, remove with undo, move up and down by buttons.

use leptos::prelude::*;
use motcua_shared::form::field::repeat::Repeat;

use super::repeat_row::{Removed, handle_id, row};
use crate::a11y::{announce, focus_by_id};
use crate::form::device::random_id;
use crate::form::field::{described, error_lines, hint, label_words};
use crate::form::input::target;
use crate::form::model::{FieldRef, FormModel};
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
        let first = state
            .fields
            .first()
            .map(|first| Issue::error(first.path.clone(), Fault::Required));
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
                let (place, state) = (gone.place, gone.state.clone());
                let back = state.clone();
                field.rows.update(|rows| rows.insert(place.min(rows.len()), state));
                removed.set(None);
                model.settle();
                model.after_change(field);
                announce(t::fill::row_back(lang()));
                focus_soon(handle_id(field, &back));
            };
            view! {
                <p class="banner banner--info">
                    <Icon name="info"/>
                    <span>{words}" "<button class="source-note__action" type="button" on:click=handler(put_back)>{t::fill::row_undo(lang())}</button></span>
                </p>
            }
        })
    };
    view! {
        <fieldset class="repeat" data-field=field.path.clone() aria-describedby=live(move || described.get())>
            <legend class="repeat__title">{label_words(field)}</legend>
            {hint(field)}
            {error_lines(model, field, "", &[])}
            <ol class="repeat__rows" role="list">
                <For each=move || field.rows.get() key=|state| state.id.clone() let:state>
                    {row(model, field, repeat, state, removed)}
                </For>
            </ol>
            {undo}
            <button class="button button--secondary" type="button" id=field.id() on:click=handler(add)><Icon name="plus"/>{t::fill::row_add(lang(), &what)}</button>
        </fieldset>
    }
    .into_any()
}
