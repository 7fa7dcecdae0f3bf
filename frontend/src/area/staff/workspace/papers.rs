//! Giving the papers to another unit, and how the dossier came in: the way, the counts, the agencies.

use leptos::prelude::*;
use motcua_shared::dossier::{Action, Command, Intake};
use motcua_shared::time::show_date;

use super::desk::Desk;
use super::dialog::ActionForm;
use super::kept;
use super::words::{WORDS, WordsBox, kept_words};
use crate::a11y::focus_by_id;
use crate::i18n::{Lang, lang, t, text, vietnamese};
use crate::reactive::{handler, live, live_view, memo};
use crate::ui::Icon;

const PAPERS: &str = "action-words";
const NO_UNIT: &str = "papers-no-unit";

/// What was counted, a line for each component.
fn counted(desk: Desk) -> String {
    desk.dossier.with_untracked(|dossier| {
        let name = |key: &str| {
            let found = dossier.components.iter().find(|one| one.key() == key);
            found.map_or_else(|| key.to_owned(), |one| one.name.get(Lang::Vi).to_owned())
        };
        dossier
            .came_in
            .papers
            .iter()
            .filter(|count| count.sheets() > 0)
            .map(|count| format!("{}: {}", name(&count.component), count.words(Lang::Vi)))
            .collect::<Vec<_>>()
            .join("\n")
    })
}

/// The form.
#[component]
pub fn GivePapers(desk: Desk) -> impl IntoView {
    if kept::recall(&desk.id(), Action::GivePapers, WORDS).is_empty() {
        kept::keep(&desk.id(), Action::GivePapers, WORDS, counted(desk));
    }
    let words = kept_words(desk, Action::GivePapers);
    let unit = RwSignal::new(String::new());
    let (no_unit, no_words) = (RwSignal::new(false), RwSignal::new(false));
    let submit = Callback::new(move |()| {
        let (unit, papers) = (unit.get_untracked(), words.get_untracked());
        no_unit.set(unit.is_empty());
        no_words.set(papers.trim().is_empty());
        if unit.is_empty() {
            request_animation_frame(|| {
                focus_by_id(NO_UNIT);
            });
        } else if papers.trim().is_empty() {
            focus_by_id(PAPERS);
        } else {
            desk.send(Command::GivePapers { unit, papers });
        }
    });
    let units = desk
        .dossier
        .with_untracked(|dossier| dossier.paper_units.clone());
    let choices: Vec<_> = units
        .into_iter()
        .map(|(id, name)| {
            let (mine, chosen) = (id.clone(), id);
            let pick = move |_: web_sys::Event| {
                unit.set(chosen.clone());
                no_unit.set(false);
            };
            view! {
                <label class="choice">
                    <input class="choice__input" type="radio" name="paper-unit" prop:checked=live(move || unit.with(|unit| *unit == mine)) on:change=handler(pick)/>
                    <span class="choice__text">{text(&name)}</span>
                </label>
            }
        })
        .collect();
    view! {
        <ActionForm desk submit>
            <p>{t::counter::give_text(lang())}</p>
            {live_view(move || no_unit.get().then(|| view! {
                <p class="field__error" id=NO_UNIT tabindex="-1"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::counter::give_unit_missing(lang())}</span></p>
            }))}
            <fieldset class="field">
                <legend class="field__label">{t::counter::give_unit(lang())}</legend>
                <div class="choices picker">{choices}</div>
            </fieldset>
            <WordsBox id=PAPERS label=t::counter::give_papers(lang()) hint=t::counter::give_papers_hint(lang()) needed=true words missing=no_words/>
        </ActionForm>
    }
}

/// How it came in; nothing for what was filed online and never moved.
#[component]
pub fn CameInCard(desk: Desk) -> impl IntoView {
    let came_in = memo(move || desk.dossier.with(|dossier| dossier.came_in.clone()));
    let papers_to = memo(move || desk.dossier.with(|dossier| dossier.papers_to.clone()));
    live_view(move || {
        let (came, on_the_way) = (came_in.get(), papers_to.get());
        let plain = came.intake == Intake::Online && came.competent.is_none();
        if plain && on_the_way.is_none() {
            return None;
        }
        let mut lines = vec![t::counter::intake_line(lang(), came.intake.name(lang()))];
        if let Some(letter) = &came.letter {
            let day = show_date(letter.handed_in);
            lines.push(t::counter::letter_line(lang(), &letter.number, &day));
        }
        if !came.assisted_by.is_empty() {
            lines.push(t::counter::assisted_line(lang(), &came.assisted_by));
        }
        if came.paper_only {
            lines.push(t::counter::paper_only_line(lang()).to_owned());
        }
        if let (Some(here), Some(there)) = (&came.received_at, &came.competent) {
            lines.push(t::counter::received_at_line(lang(), &text(here)));
            lines.push(t::counter::competent_line(lang(), &text(there)));
        }
        if let Some(unit) = &on_the_way {
            lines.push(t::counter::under_way(lang(), &text(unit)));
        }
        let papers = desk.dossier.with_untracked(|dossier| {
            let name = |key: &str| {
                let found = dossier.components.iter().find(|one| one.key() == key);
                found.map_or_else(|| key.to_owned(), |one| text(&one.name))
            };
            came.papers
                .iter()
                .map(|count| {
                    let words = if count.not_needed {
                        t::counter::paper_not_needed(lang()).to_owned()
                    } else {
                        count.words(lang())
                    };
                    format!("{}: {words}", name(&count.component))
                })
                .collect::<Vec<_>>()
        });
        let lines: Vec<_> = lines
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect();
        let any = !papers.is_empty();
        let papers: Vec<_> = papers
            .into_iter()
            .map(|line| view! { <li lang=vietnamese()>{line}</li> })
            .collect();
        Some(view! {
            <section class="summary-card" aria-labelledby="came-in-title">
                <div class="summary-card__head"><h2 class="summary-card__title" id="came-in-title">{t::counter::intake_title(lang())}</h2></div>
                <div class="counter-came-in stack stack--tight">
                    <ul role="list">{lines}</ul>
                    {any.then(|| view! { <h3 class="checklist__name">{t::counter::papers_line(lang())}</h3><ul role="list">{papers}</ul> })}
                </div>
            </section>
        })
    })
}
