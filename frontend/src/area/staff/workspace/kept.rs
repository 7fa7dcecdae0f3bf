//! What an officer has typed in the dialogs, kept by dossier and action until it is sent: closing a dialog, opening
//! another dossier or a change by somebody else loses nothing. Gone with the tab and at sign-out (a fresh page).

use std::cell::RefCell;
use std::collections::HashMap;

use motcua_shared::dossier::Action;

thread_local! {
    static KEPT: RefCell<HashMap<String, String>> = RefCell::default();
}

fn key(dossier: &str, action: Action, part: &str) -> String {
    format!("{dossier}/{}/{part}", action.key())
}

/// What was typed in a part of an action's dialog; empty when nothing was.
pub fn recall(dossier: &str, action: Action, part: &str) -> String {
    KEPT.with_borrow(|kept| kept.get(&key(dossier, action, part)).cloned())
        .unwrap_or_default()
}

/// Keeps what is typed.
pub fn keep(dossier: &str, action: Action, part: &str, text: String) {
    KEPT.with_borrow_mut(|kept| kept.insert(key(dossier, action, part), text));
}

/// It has been sent.
pub fn forget(dossier: &str, action: Action) {
    let start = key(dossier, action, "");
    KEPT.with_borrow_mut(|kept| kept.retain(|key, _| !key.starts_with(&start)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_with_their_dossier_and_action_until_sent() {
        keep("a", Action::Refuse, "words", "vì".to_owned());
        keep("a", Action::Propose, "words", "ý kiến".to_owned());
        keep("b", Action::Refuse, "words", "khác".to_owned());
        forget("a", Action::Refuse);
        assert_eq!(recall("a", Action::Refuse, "words"), "");
        assert_eq!(recall("a", Action::Propose, "words"), "ý kiến");
        assert_eq!(recall("b", Action::Refuse, "words"), "khác");
    }
}
