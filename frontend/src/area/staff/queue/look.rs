//! How the queue looks for this officer: columns, height of the rows, lists with a name. Kept on the server.

use leptos::prelude::*;
use motcua_shared::text::clean;

use super::table::column_name;
use crate::a11y::{announce, focus_by_id};
use crate::api::{Density, DeskSettings, QueueColumn, QueueQuery, SavedView};
use crate::area::staff::frame::{Office, use_office};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view, memo};
use crate::ui::{Dialog, Icon};

const NAME: &str = "view-name";

/// The dialog.
#[component]
pub fn LookDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The list on the page.
    shown: Memo<QueueQuery>,
) -> impl IntoView {
    view! { <Dialog open id="look-title" title=t::desk::look_title(lang())><Body shown/></Dialog> }
}

/// Changes the settings of the officer.
fn change(office: Office, with: impl FnOnce(&mut DeskSettings)) {
    let mut settings = untrack(|| office.settings());
    with(&mut settings);
    office.save(settings);
}

#[component]
fn Body(shown: Memo<QueueQuery>) -> impl IntoView {
    let office = use_office();
    let settings = memo(move || office.settings());
    let column = move |column: QueueColumn| {
        let on = move || settings.with(|settings| settings.columns.contains(&column));
        let toggle = move |event: web_sys::Event| {
            let on = event_target_checked(&event);
            change(office, |settings| {
                // In their usual order, wherever they were before.
                let wanted = |one: &QueueColumn| {
                    if *one == column {
                        on
                    } else {
                        settings.columns.contains(one)
                    }
                };
                settings.columns = QueueColumn::ALL.into_iter().filter(wanted).collect();
            });
        };
        view! {
            <label class="choice"><input class="choice__input" type="checkbox" prop:checked=live(on) on:change=handler(toggle)/><span class="choice__text">{column_name(column)}</span></label>
        }
    };
    let density = move |density: Density, name: &'static str| {
        let on = move || settings.with(|settings| settings.density == density);
        let choose = move |_: web_sys::Event| change(office, |settings| settings.density = density);
        view! {
            <label class="choice"><input class="choice__input" type="radio" name="density" prop:checked=live(on) on:change=handler(choose)/><span class="choice__text">{name}</span></label>
        }
    };
    view! {
        <div class="dialog__body stack">
            <fieldset class="field">
                <legend class="field__label">{t::desk::columns_title(lang())}</legend>
                <div class="choices">{QueueColumn::ALL.into_iter().map(column).collect::<Vec<_>>()}</div>
            </fieldset>
            <fieldset class="field">
                <legend class="field__label">{t::desk::density_title(lang())}</legend>
                <div class="choices">
                    {density(Density::Comfortable, t::desk::density_comfortable(lang()))}
                    {density(Density::Compact, t::desk::density_compact(lang()))}
                </div>
            </fieldset>
            <OwnViews office shown/>
        </div>
    }
}

#[component]
fn OwnViews(office: Office, shown: Memo<QueueQuery>) -> impl IntoView {
    let views = memo(move || office.settings().views);
    let name = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let wanted = clean(&name.get_untracked());
        missing.set(wanted.is_empty());
        if wanted.is_empty() {
            focus_by_id(NAME);
            return;
        }
        let view = SavedView {
            name: wanted.clone(),
            query: shown.with_untracked(QueueQuery::from_start),
        };
        change(office, |settings| {
            settings.views.retain(|known| known.name != view.name);
            settings.views.push(view);
        });
        name.set(String::new());
        announce(t::desk::view_saved(lang(), &wanted));
    };
    let remove = move |gone: String| {
        change(office, |settings| {
            settings.views.retain(|known| known.name != gone);
        });
        announce(t::desk::view_deleted(lang(), &gone));
        focus_by_id(NAME);
    };
    let line = move |view: SavedView| {
        let gone = view.name.clone();
        view! {
            <li>{view.name.clone()}" "<button class="icon-button" type="button" aria-label=t::desk::view_delete(lang(), &view.name) on:click=handler(move |_: web_sys::MouseEvent| remove(gone.clone()))><Icon name="trash"/></button></li>
        }
    };
    view! {
        <section class="stack" aria-labelledby="views-title">
            <h3 id="views-title">{t::desk::views_title(lang())}</h3>
            <ul role="list">{live_view(move || views.get().into_iter().map(line).collect::<Vec<_>>())}</ul>
            <form class="field" novalidate on:submit=handler(save)>
                <label class="field__label" for=NAME>{t::desk::view_name_label(lang())}</label>
                <p class="field__hint" id="view-name-hint">{t::desk::view_name_hint(lang())}</p>
                {live_view(move || missing.get().then(|| view! {
                    <p class="field__error" id="view-name-error"><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::desk::view_name_missing(lang())}</span></p>
                }))}
                <input class="input" id=NAME type="text" maxlength="60" autocomplete="off" aria-required="true" aria-invalid=live(move || missing.get().then_some("true"))
                    aria-describedby=live(move || if missing.get() { "view-name-hint view-name-error" } else { "view-name-hint" })
                    prop:value=live(move || name.get()) on:input=handler(move |event: web_sys::Event| { name.try_set(event_target_value(&event)); missing.try_set(false); })/>
                <div class="button-row"><button class="button button--secondary button--small" type="submit">{t::desk::view_save(lang())}</button></div>
            </form>
        </section>
    }
}
