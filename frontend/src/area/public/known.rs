//! The catalogue in the browser, for suggestions while somebody types: asked for once, when the search box gets the focus, and
//! searched by the same function as on the server. Until it is here, and where it does not come, the server is asked.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::task::spawn_local;
use motcua_shared::api::{ListProcedures, Nothing, ProcedureSummary};
use motcua_shared::catalogue::search::{Searchable, Wanted, ranked};

use crate::api;

type Known = Rc<Vec<(Searchable, ProcedureSummary)>>;

thread_local! {
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Asks for the catalogue unless it is here or on its way.
pub fn prepare() {
    if ASKED.replace(true) {
        return;
    }
    spawn_local(async {
        match api::call::<ListProcedures>(&[], &Nothing {}).await {
            Ok(all) => {
                let entry = |one: ProcedureSummary| {
                    (Searchable::new(&one.code, &one.name, &one.sector), one)
                };
                let known = Rc::new(all.into_iter().map(entry).collect());
                KNOWN.set(Some(known));
            }
            // The next focus tries again.
            Err(_) => ASKED.set(false),
        }
    });
}

/// The first `most` hits and the number of all; `None` while the catalogue is not here.
pub fn suggestions(words: &str, most: usize) -> Option<(Vec<ProcedureSummary>, u64)> {
    let known = KNOWN.with_borrow(Option::clone)?;
    let wanted = Wanted::new(words);
    let hits = known
        .iter()
        .filter_map(|(searchable, one)| Some((wanted.rank(searchable, one.online)?, one)));
    let hits = ranked(hits.collect());
    let total = hits.len() as u64;
    Some((hits.into_iter().take(most).cloned().collect(), total))
}
