//! Type-ahead for long lists: the APG editable combobox with a list and manual selection. The focus stays in the input;
//! tones are removed on both sides when comparing; text typed is never rewritten while typing.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use motcua_shared::text::{fold, matches_folded};

use super::icon::Icon;
use super::listbox::{Asked, Listbox, reveal};
use crate::a11y::announce;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view, memo};

/// Options shown at once; the rest is found by typing.
const SHOWN: usize = 60;
/// Silence after the last key before the count is announced.
const PAUSE: Duration = Duration::from_millis(500);

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Beside the label, such as a former name.
    pub note: String,
    /// Label and other spellings, folded once by [`Choice::new`].
    pub folded: String,
}

impl Choice {
    /// A choice found by its label and by `also`.
    #[must_use]
    pub fn new(
        value: impl Into<String>,
        label: impl Into<String>,
        note: impl Into<String>,
        also: &[String],
    ) -> Self {
        let label = label.into();
        let mut folded = fold(&label);
        for spelling in also {
            folded.push(' ');
            folded.push_str(&fold(spelling));
        }
        Self {
            value: value.into(),
            label,
            note: note.into(),
            folded,
        }
    }
}

/// The combobox. `value` is the stored code; choosing calls `on_choose` with the code, emptying the text with "".
/// Text that names no choice stays in the input when the person leaves, and `on_unknown` hears it.
#[component]
pub fn Combobox(
    /// Id of the input.
    #[prop(into)]
    id: String,
    /// Name of the list.
    #[prop(into)]
    label: String,
    /// All choices, in the order in which they are listed.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The stored value.
    #[prop(into)]
    value: Signal<String>,
    /// A choice was made, or the text was emptied.
    on_choose: Callback<String>,
    /// The person left with text that names no choice.
    #[prop(optional, into)]
    on_unknown: Option<Callback<String>>,
    /// Ids of hint, error and source.
    #[prop(optional, into)]
    described_by: MaybeProp<String>,
    /// Whether the answer is wrong.
    #[prop(optional, into)]
    invalid: Signal<bool>,
    /// Whether an answer is needed.
    #[prop(optional, into)]
    required: Signal<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let list_id = format!("{id}-list");
    let option_id = {
        let id = id.clone();
        move |at: usize| format!("{id}-option-{at}")
    };
    let listbox = Listbox::new();
    // What is in the input since the last choice; `None` while it shows the chosen label.
    let typed = RwSignal::new(None::<String>);
    let label_of = move |code: &str| {
        choices.with(|choices| {
            choices
                .iter()
                .find(|choice| choice.value == code)
                .map(|choice| choice.label.clone())
        })
    };
    let shown = memo(move || {
        let wanted = typed.with(|typed| typed.as_deref().map(fold).unwrap_or_default());
        choices.with(|choices| {
            let fits =
                |choice: &&Choice| wanted.is_empty() || matches_folded(&choice.folded, &wanted);
            choices
                .iter()
                .filter(fits)
                .take(SHOWN)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let any = memo(move || listbox.open.get() && shown.with(|shown| !shown.is_empty()));
    let none = memo(move || {
        listbox.open.get() && shown.with(Vec::is_empty) && choices.with(|all| !all.is_empty())
    });

    // The text follows the stored value (a draft that opens, a value that is reused), but never while somebody types.
    Effect::new(move || {
        let value = value.get();
        // Once the list is there, a value that names no choice is text to be mended: shown, not lost.
        let text = label_of(&value)
            .or_else(|| choices.with(|all| !all.is_empty()).then_some(value))
            .unwrap_or_default();
        if let Some(input) = node.get()
            && typed.with_untracked(Option::is_none)
            && input.value() != text
        {
            input.set_value(&text);
        }
    });

    let take = move |at: usize| {
        let Some(choice) = shown.with_untracked(|shown| shown.get(at).cloned()) else {
            return;
        };
        if let Some(input) = node.get_untracked() {
            input.set_value(&choice.label);
        }
        typed.set(None);
        listbox.hide();
        on_choose.run(choice.value);
    };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let announce_soon = move || {
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        let say = move || {
            if listbox.open.try_get_untracked() == Some(true) {
                let count = shown.with_untracked(Vec::len);
                announce(if count == 0 {
                    t::portal::list_none(lang()).to_owned()
                } else {
                    t::portal::list_count(lang(), &count.to_string())
                });
            }
        };
        timer.set_value(set_timeout_with_handle(say, PAUSE).ok());
    };
    let on_input = move |event: web_sys::Event| {
        typed.set(Some(event_target_value(&event)));
        listbox.show();
        announce_soon();
    };
    let reveal_active = {
        let option_id = option_id.clone();
        move || {
            if let Some(at) = listbox.active.get_untracked() {
                let id = option_id(at);
                request_animation_frame(move || reveal(&id));
            }
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| match listbox
        .key(&event, shown.with_untracked(Vec::len))
    {
        Asked::Moved => reveal_active(),
        Asked::Take(at) => take(at),
        Asked::Clear => {
            if let Some(input) = node.get_untracked() {
                input.set_value("");
            }
            typed.set(None);
            on_choose.run(String::new());
        }
        Asked::Nothing | Asked::Closed => {}
    };
    // Leaving: an exact name or code counts as chosen, other text stays to be mended.
    let on_leave = move |_| {
        listbox.hide();
        let Some(text) = typed.get_untracked() else {
            return;
        };
        let folded = fold(&text);
        if folded.is_empty() {
            typed.set(None);
            on_choose.run(String::new());
            return;
        }
        let exact = choices.with_untracked(|choices| {
            let mut same = choices
                .iter()
                .filter(|choice| fold(&choice.label) == folded || choice.value == text.trim());
            same.next().filter(|_| same.next().is_none()).cloned()
        });
        match (exact, on_unknown) {
            (Some(choice), _) => {
                if let Some(input) = node.get_untracked() {
                    input.set_value(&choice.label);
                }
                typed.set(None);
                on_choose.run(choice.value);
            }
            (None, Some(on_unknown)) => on_unknown.run(text),
            (None, None) => on_choose.run(String::new()),
        }
    };
    let toggle = move |event: web_sys::MouseEvent| {
        // Before the input loses its focus.
        event.prevent_default();
        if listbox.open.get_untracked() {
            listbox.hide();
        } else {
            listbox.show();
        }
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
        }
    };
    let active_id = {
        let option_id = option_id.clone();
        move || {
            if any.get() {
                listbox.active.get().map(&option_id)
            } else {
                None
            }
        }
    };
    let options = move || {
        shown.with(|shown| {
            shown
                .iter()
                .enumerate()
                .map(|(at, choice)| {
                    view! {
                        <li
                            class="combobox__option"
                            role="option"
                            id=option_id(at)
                            aria-selected=live(move || if listbox.active.get() == Some(at) { "true" } else { "false" })
                            on:mousedown=handler(move |event: web_sys::MouseEvent| event.prevent_default())
                            on:click=handler(move |_: web_sys::MouseEvent| take(at))
                        >
                            {choice.label.clone()}
                            {(!choice.note.is_empty()).then(|| view! { <span class="combobox__note">{choice.note.clone()}</span> })}
                        </li>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="combobox">
            <input
                class="input combobox__input"
                type="text"
                id=id
                node_ref=node
                role="combobox"
                aria-expanded=live(move || if any.get() { "true" } else { "false" })
                aria-controls=list_id.clone()
                aria-autocomplete="list"
                aria-activedescendant=active_id
                aria-describedby=live(move || described_by.get())
                aria-invalid=live(move || invalid.get().then_some("true"))
                aria-required=live(move || required.get().then_some("true"))
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                on:input=handler(on_input)
                on:keydown=handler(on_key)
                on:click=handler(move |_: web_sys::MouseEvent| if !listbox.open.get_untracked() { listbox.show() })
                on:blur=handler(on_leave)
            />
            <button class="combobox__toggle" type="button" tabindex="-1" aria-hidden="true" on:mousedown=handler(toggle)><Icon name="chevron-down"/></button>
            <ul class="combobox__list" id=list_id role="listbox" aria-label=label hidden=live(move || !any.get())>{live_view(move || any.get().then(&options))}</ul>
            {live_view(move || none.get().then(|| view! { <p class="combobox__none">{t::portal::list_none_hint(lang())}</p> }))}
        </div>
    }
}
