//! The search box with suggestions: Enter goes to the results, a suggestion to its procedure. Works without accents. Finds by itself
//! once the catalogue is in the browser ([`known`]), else asks the server.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use motcua_shared::api::{ProcedureQuery, ProcedureSummary, SearchProcedures};

use super::known;
use super::overview::level_name;
use crate::a11y::announce;
use crate::api;
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{handler, live, live_view, memo};
use crate::route;
use crate::ui::icon::Icon;
use crate::ui::listbox::{Asked, Listbox, reveal};

/// Silence after the last key before a screen reader is told how many there are.
const PAUSE: Duration = Duration::from_millis(500);
/// Suggestions shown; all others are on the page of results.
const SHOWN: usize = 7;

fn option_id(at: usize) -> String {
    format!("q-option-{at}")
}

/// The search box.
#[component]
pub fn SearchBox(
    /// The big one of the home page.
    #[prop(optional)]
    hero: bool,
    /// Words already searched for; the text follows them.
    #[prop(into)]
    words: Signal<String>,
    /// Where Enter goes with the words typed.
    on_search: Callback<String>,
) -> impl IntoView {
    let navigate = use_navigate();
    let node = NodeRef::<html::Input>::new();
    let listbox = Listbox::new();
    let found = RwSignal::new(Vec::<ProcedureSummary>::new());
    let round = StoredValue::new(0_u32);
    let asking = StoredValue::new(false);
    let wanted = StoredValue::new(None::<String>);
    let any = memo(move || listbox.open.get() && found.with(|found| !found.is_empty()));

    Effect::new(move || {
        let words = words.get();
        if let Some(input) = node.get()
            && input.value() != words
        {
            input.set_value(&words);
        }
    });

    let forget = move || {
        // An answer still on its way belongs to an older round.
        round.update_value(|round| *round += 1);
        wanted.set_value(None);
        listbox.hide();
        found.set(Vec::new());
    };
    let show = move |hits: Vec<ProcedureSummary>, total: u64, mine: u32| {
        found.set(hits);
        listbox.show();
        let say = move || {
            if round.try_get_value() == Some(mine) {
                announce(if total == 0 {
                    t::portal::list_none(lang()).to_owned()
                } else {
                    t::portal::suggestions_count(lang(), &total.to_string())
                });
            }
        };
        set_timeout(say, PAUSE);
    };
    // Asked at once, one question at a time: on a slow network only the newest words wait for their turn.
    let ask = move |words: String| {
        wanted.set_value(Some(words));
        if asking.get_value() {
            return;
        }
        asking.set_value(true);
        spawn_local(async move {
            while let Some(q) = wanted.try_update_value(Option::take).flatten() {
                let mine = round.try_get_value();
                let query = ProcedureQuery {
                    q,
                    ..ProcedureQuery::default()
                };
                if let Ok(page) = api::get::<SearchProcedures>(&[], &query.pairs()).await
                    && let Some(mine) = mine
                    && round.try_get_value() == Some(mine)
                {
                    let hits = page.items.into_iter().take(SHOWN).collect();
                    show(hits, page.total, mine);
                }
            }
            asking.try_update_value(|asking| *asking = false);
        });
    };
    let on_input = move |event: web_sys::Event| {
        let words = event_target_value(&event).trim().to_owned();
        let mine = round.get_value() + 1;
        round.set_value(mine);
        if words.chars().count() < 2 {
            wanted.set_value(None);
            listbox.hide();
            found.set(Vec::new());
            return;
        }
        match known::suggestions(&words, SHOWN) {
            Some((hits, total)) => {
                wanted.set_value(None);
                show(hits, total, mine);
            }
            None => {
                known::prepare();
                ask(words);
            }
        }
    };
    let open = {
        let navigate = navigate.clone();
        move |at: usize| {
            if let Some(slug) =
                found.with_untracked(|found| found.get(at).map(|one| one.slug.clone()))
            {
                forget();
                navigate(&route::procedure(&slug), Default::default());
            }
        }
    };
    let on_key = {
        let open = open.clone();
        move |event: web_sys::KeyboardEvent| {
            let count = found.with_untracked(Vec::len);
            // Nothing to open yet: the keys belong to the text.
            if count == 0 {
                return;
            }
            match listbox.key(&event, count) {
                Asked::Moved => {
                    if let Some(at) = listbox.active.get_untracked() {
                        request_animation_frame(move || reveal(&option_id(at)));
                    }
                }
                Asked::Take(at) => open(at),
                Asked::Clear => {
                    if let Some(input) = node.get_untracked() {
                        input.set_value("");
                    }
                    forget();
                }
                Asked::Nothing | Asked::Closed => {}
            }
        }
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let words = node
            .get_untracked()
            .map(|input| input.value())
            .unwrap_or_default();
        forget();
        on_search.run(words.trim().to_owned());
    };
    let open = StoredValue::new_local(open);
    let option = move |at: usize, one: &ProcedureSummary| {
        let meta = [
            one.sector.name.as_str(),
            &one.levels
                .iter()
                .map(|level| level_name(*level))
                .collect::<Vec<_>>()
                .join(", "),
        ]
        .join(" · ");
        view! {
            <li
                class="search__option"
                role="option"
                id=option_id(at)
                aria-selected=live(move || if listbox.active.get() == Some(at) { "true" } else { "false" })
                on:mousedown=handler(move |event: web_sys::MouseEvent| event.prevent_default())
                on:click=handler(move |_: web_sys::MouseEvent| open.with_value(|open| open(at)))
            >
                <span lang=lang_of(&one.name)>{text(&one.name)}</span>
                <span class="search__meta">{meta}{one.online.then(|| format!(" · {}", t::shell::tag_online(lang())))}</span>
            </li>
        }
    };
    view! {
        <form class=if hero { "search search--hero" } else { "search" } role="search" action=route::PROCEDURES on:submit=handler(submit)>
            <label class="search__label" for="q">{t::shell::search_label(lang())}</label>
            <div class="search__box">
                <Icon name="search"/>
                <input
                    class="search__input"
                    id="q"
                    name="q"
                    type="search"
                    node_ref=node
                    role="combobox"
                    aria-expanded=live(move || if any.get() { "true" } else { "false" })
                    aria-controls="q-list"
                    aria-autocomplete="list"
                    aria-activedescendant=live(move || if any.get() { listbox.active.get().map(option_id) } else { None })
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="search"
                    on:focus=handler(|_: web_sys::FocusEvent| known::prepare())
                    on:input=handler(on_input)
                    on:keydown=handler(on_key)
                    on:blur=handler(move |_: web_sys::FocusEvent| listbox.hide())
                />
                <button class="button" type="submit">{t::shell::search_button(lang())}</button>
            </div>
            <ul class="search__list" id="q-list" role="listbox" aria-label=t::portal::suggestions(lang()) hidden=live(move || !any.get())>
                {live_view(move || found.with(|found| found.iter().enumerate().map(|(at, one)| option(at, one)).collect::<Vec<_>>()))}
            </ul>
        </form>
    }
}
