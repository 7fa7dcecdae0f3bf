//! The keyboard of a text input with a list of suggestions (APG editable combobox): shared by [`super::Combobox`] and
//! the search box. The focus stays in the input; text keys are never swallowed.

use leptos::prelude::*;

/// What a key asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing of ours: the browser goes on.
    Nothing,
    /// The list was opened or the mark moved.
    Moved,
    /// Take the marked option.
    Take(usize),
    /// The list was closed.
    Closed,
    /// Escape with a closed list: empty the text.
    Clear,
}

/// Whether the list is open, and which option is marked.
#[derive(Clone, Copy)]
pub struct Listbox {
    /// Whether the list is open.
    pub open: RwSignal<bool>,
    /// Position of the marked option.
    pub active: RwSignal<Option<usize>>,
}

impl Listbox {
    /// Closed.
    #[must_use]
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            active: RwSignal::new(None),
        }
    }

    /// Opens it with nothing marked.
    pub fn show(self) {
        self.active.set(None);
        self.open.set(true);
    }

    /// Closes it.
    pub fn hide(self) {
        self.active.set(None);
        self.open.set(false);
    }

    /// Handles a key; `count` is the number of options. Prevents the default of the keys that are ours.
    pub fn key(self, event: &web_sys::KeyboardEvent, count: usize) -> Asked {
        // Enter inside a composition ends the word, not the choice (accessibility.md §5.1).
        if event.is_composing() || event.key_code() == 229 {
            return Asked::Nothing;
        }
        let open = self.open.get_untracked();
        let active = self.active.get_untracked();
        let key = event.key();
        let asked = match key.as_str() {
            "ArrowDown" | "ArrowUp" if !open => {
                self.show();
                if !event.alt_key() && count > 0 {
                    self.active
                        .set(Some(if key == "ArrowDown" { 0 } else { count - 1 }));
                }
                Asked::Moved
            }
            "ArrowUp" if event.alt_key() => {
                self.hide();
                Asked::Closed
            }
            "ArrowDown" | "ArrowUp" if count > 0 => {
                let next = match (key == "ArrowDown", active) {
                    (true, None) => 0,
                    (true, Some(at)) => (at + 1) % count,
                    (false, None | Some(0)) => count - 1,
                    (false, Some(at)) => at - 1,
                };
                self.active.set(Some(next));
                Asked::Moved
            }
            "Enter" if open => match active {
                Some(at) if at < count => Asked::Take(at),
                _ => Asked::Nothing,
            },
            "Escape" if open => {
                self.hide();
                Asked::Closed
            }
            "Escape" => Asked::Clear,
            _ => Asked::Nothing,
        };
        if asked != Asked::Nothing {
            event.prevent_default();
            event.stop_propagation();
        }
        asked
    }
}

impl Default for Listbox {
    fn default() -> Self {
        Self::new()
    }
}

/// Keeps the marked option in sight inside its own scrolling list.
pub fn reveal(id: &str) {
    if let Some(option) = document().get_element_by_id(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
