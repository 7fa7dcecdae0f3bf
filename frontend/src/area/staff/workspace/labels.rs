//! The labels on the dossier: boxes to tick, and making or removing a label of the agency.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::a11y::{announce, focus_by_id};
use crate::api::{
    self, AddLabel, Aside, DeleteLabel, DossierLabels, Label, LabelColour, NewLabel, Nothing,
    SetLabels,
};
use crate::area::staff::frame::use_office;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view, memo};
use crate::remote::Remote;
use crate::ui::Icon;

const WORDS: &str = "label-words";
/// Most characters of a label, as the server counts.
const LONGEST: usize = 30;

/// Name of a colour for people.
fn colour_name(colour: LabelColour) -> &'static str {
    match colour {
        LabelColour::Neutral => t::desk::colour_neutral(lang()),
        LabelColour::Info => t::desk::colour_info(lang()),
        LabelColour::Success => t::desk::colour_success(lang()),
        LabelColour::Attention => t::desk::colour_attention(lang()),
        LabelColour::Danger => t::desk::colour_danger(lang()),
    }
}

/// The labels.
#[component]
pub fn Labels(id: String, aside: Signal<Aside>, remote: Remote<Aside>) -> impl IntoView {
    let office = use_office();
    let known = memo(move || office.desk().map(|desk| desk.labels).unwrap_or_default());
    let on = memo(move || {
        aside.with(|aside| {
            aside
                .labels
                .iter()
                .map(|label| label.id.clone())
                .collect::<Vec<_>>()
        })
    });
    let toggle = Callback::new(move |(label, wanted): (String, bool)| {
        let mut labels = on.get_untracked();
        labels.retain(|known| *known != label);
        if wanted {
            labels.push(label);
        }
        let id = id.clone();
        spawn_local(async move {
            match api::call::<SetLabels>(&[&id], &DossierLabels { labels }).await {
                Ok(aside) => remote.set(aside),
                Err(problem) => announce(problem.detail),
            }
        });
    });
    let remove = Callback::new(move |label: String| {
        spawn_local(async move {
            match api::call::<DeleteLabel>(&[&label], &Nothing {}).await {
                Ok(_) => {
                    office.reload();
                    remote.reload();
                    focus_by_id(WORDS);
                }
                Err(problem) => announce(problem.detail),
            }
        });
    });
    let choice = move |label: Label| {
        let (mine, chosen, gone) = (label.id.clone(), label.id.clone(), label.id);
        let change = move |event: web_sys::Event| {
            toggle.run((chosen.clone(), event_target_checked(&event)));
        };
        view! {
            <li class="labels__line">
                <label class="choice"><input class="choice__input" type="checkbox" prop:checked=live(move || on.with(|on| on.contains(&mine))) on:change=handler(change)/>
                    <span class="choice__text"><span class=format!("tag tag--{}", label.colour.key())>{label.words.clone()}</span></span></label>
                <button class="icon-button" type="button" aria-label=t::desk::label_remove(lang(), &label.words) on:click=handler(move |_: web_sys::MouseEvent| remove.run(gone.clone()))><Icon name="trash"/></button>
            </li>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{t::desk::labels_title(lang())}</legend>
            {live_view(move || {
                let known = known.get();
                if known.is_empty() {
                    view! { <p class="muted">{t::desk::labels_none(lang())}</p> }.into_any()
                } else {
                    view! { <ul class="labels" role="list">{known.into_iter().map(choice).collect::<Vec<_>>()}</ul> }.into_any()
                }
            })}
        </fieldset>
        <NewLabelForm/>
    }
}

#[component]
fn NewLabelForm() -> impl IntoView {
    let office = use_office();
    let words = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let colour = NodeRef::<html::Select>::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = words.get_untracked().trim().to_owned();
        let fits = (1..=LONGEST).contains(&text.chars().count());
        missing.set(!fits);
        if !fits {
            focus_by_id(WORDS);
            return;
        }
        let chosen = colour.get_untracked().map(|select| select.value());
        let label = NewLabel {
            colour: LabelColour::from_key(&chosen.unwrap_or_default()),
            words: text,
        };
        spawn_local(async move {
            match api::call::<AddLabel>(&[], &label).await {
                Ok(_) => {
                    words.try_set(String::new());
                    office.reload();
                }
                Err(problem) => announce(problem.detail),
            }
        });
    };
    let option =
        |colour: LabelColour| view! { <option value=colour.key()>{colour_name(colour)}</option> };
    view! {
        <details class="disclosure">
            <summary>{t::desk::label_new(lang())}</summary>
            <form class="stack" novalidate on:submit=handler(submit)>
                <div class="field">
                    <label class="field__label" for=WORDS>{t::desk::label_new(lang())}</label>
                    <p class="field__hint" id="label-hint">{t::desk::label_new_hint(lang())}</p>
                    {live_view(move || missing.get().then(|| view! { <p class="field__error" id="label-error"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::desk::label_missing(lang())}</span></p> }))}
                    <input class="input" id=WORDS type="text" autocomplete="off" aria-invalid=live(move || missing.get().then_some("true"))
                        aria-describedby=live(move || if missing.get() { "label-hint label-error" } else { "label-hint" }) prop:value=live(move || words.get())
                        on:input=handler(move |event: web_sys::Event| { words.try_set(event_target_value(&event)); missing.try_set(false); })/>
                </div>
                <div class="field">
                    <label class="field__label" for="label-colour">{t::desk::label_colour(lang())}</label>
                    <select class="input select" id="label-colour" node_ref=colour>{LabelColour::ALL.into_iter().map(option).collect::<Vec<_>>()}</select>
                </div>
                <div class="button-row"><button class="button button--secondary button--small" type="submit">{t::desk::label_add(lang())}</button></div>
            </form>
        </details>
    }
}
