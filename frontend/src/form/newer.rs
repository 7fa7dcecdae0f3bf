//! The form of a draft has a newer version: what changed, what would be lost, and the choice to move or to stay. Decides
//! nothing itself, and never moves without being asked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{DraftRebase, NewerForm, RebaseDraft};
use motcua_shared::dossier::status::Tone;
use motcua_shared::form::display::show;
use motcua_shared::time::{parse_iso_date, show_date};

use super::model::FormModel;
use super::open::close;
use crate::a11y::announce;
use crate::api;
use crate::i18n::{lang, lang_of, t, text};
use crate::reactive::{handler, live_view};
use crate::ui::{Banner, BusyButton};

/// The offer to move to a newer version; nothing when there is none, or after “stay”.
pub fn newer(model: FormModel) -> AnyView {
    let offered = RwSignal::new(model.draft.with_untracked(|draft| draft.newer.clone()));
    live_view(move || offered.get().map(|form| offer(model, form, offered))).into_any()
}

fn offer(model: FormModel, form: NewerForm, offered: RwSignal<Option<NewerForm>>) -> AnyView {
    let since = parse_iso_date(&form.effective_from).map(show_date);
    let changes: Vec<AnyView> = form
        .changes
        .iter()
        .map(|change| view! { <li>{change.sentence(lang())}</li> }.into_any())
        .collect();
    let dropped: Vec<AnyView> = form
        .dropped
        .iter()
        .map(|one| {
            let field = model.form().field_at(&one.path);
            let words = field.map(|field| show(field, &one.answer, lang(), &model.directories));
            let label = text(&one.label);
            view! { <li><span lang=lang_of(&one.label)>{label}</span>": "{words}</li> }.into_any()
        })
        .collect();
    let kept = if dropped.is_empty() {
        view! { <p>{t::form_change::nothing_dropped(lang())}</p> }.into_any()
    } else {
        view! {
            <h3>{t::form_change::dropped(lang())}</h3>
            <ul>{dropped}</ul>
            <p>{t::form_change::kept(lang())}</p>
        }
        .into_any()
    };
    let busy = RwSignal::new(false);
    let hash = form.form;
    let move_on = Callback::new(move |()| {
        busy.set(true);
        let form = hash.clone();
        spawn_local(async move {
            match move_to(model, form).await {
                // The pages of the draft are built for the old form: they are all made anew.
                Ok(()) => {
                    close(model);
                    let _ = window().location().reload();
                }
                Err(problem) => {
                    busy.set(false);
                    announce(problem.detail);
                }
            }
        });
    });
    view! {
        <Banner tone=Tone::Info id="newer-title" title=t::form_change::title(lang())>
            <p>{t::form_change::lead(lang(), &since.unwrap_or_default())}</p>
            <h3>{t::form_change::changes(lang())}</h3>
            <ul>{changes}</ul>
            {kept}
            <div class="button-row">
                <BusyButton text=t::form_change::move_on(lang()) busy_text=t::form_change::moving(lang()) busy on_press=move_on/>
                <button class="button button--secondary" type="button" on:click=handler(move |_: web_sys::MouseEvent| offered.set(None))>{t::form_change::stay(lang())}</button>
            </div>
        </Banner>
    }
    .into_any()
}

/// Saves what was typed, then moves the draft.
async fn move_to(model: FormModel, form: String) -> Result<(), api::Problem> {
    model.save().await?;
    let version = model.saver.version();
    api::call::<RebaseDraft>(&[&model.id], &DraftRebase { version, form }).await?;
    Ok(())
}
