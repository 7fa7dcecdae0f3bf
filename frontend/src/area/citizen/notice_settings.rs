//! How the person is reached outside the portal: this device, addresses, channels for each occasion, and the language.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{
    GetNoticeSettings, Nothing, NoticeSettings, NoticeSettingsChange, OccasionChoice, Problem,
    ProblemCode, ReachView, SaveNoticeSettings,
};
use motcua_shared::i18n::Lang;
use motcua_shared::notice::{ChannelKind, Occasion};

use super::addresses::addresses;
use super::push::push_settings;
use crate::a11y::announce;
use crate::api;
use crate::i18n::{lang, t};
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live_view};
use crate::remote::Remote;
use crate::route;
use crate::session::use_session;
use crate::ui::{Breadcrumb, BusyButton, Empty, Icon};

/// The page.
#[component]
pub fn NoticeSettingsPage() -> impl IntoView {
    let remote = Remote::new(|| api::call::<GetNoticeSettings>(&[], &Nothing {}));
    remote.view(move |settings| view! { <Settings first=settings.get_untracked()/> }.into_any())
}

#[component]
fn Settings(first: NoticeSettings) -> impl IntoView {
    let session = use_session();
    let chosen = RwSignal::new(NoticeSettingsChange {
        lang: first.lang,
        occasions: first.occasions,
    });
    let busy = RwSignal::new(false);
    let saved = RwSignal::new(false);
    let problem = RwSignal::new(None::<Problem>);
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        saved.set(false);
        problem.set(None);
        spawn_local(async move {
            match api::call::<SaveNoticeSettings>(&[], &chosen.get_untracked()).await {
                Ok(_) => {
                    announce(t::delivery::settings_saved(lang()).to_owned());
                    saved.try_set(true);
                }
                Err(found) => {
                    if found.code == ProblemCode::SignedOut {
                        session.mark_expired();
                    }
                    problem.try_set(Some(found));
                }
            }
            busy.try_set(false);
        });
    };
    let channels = first.channels;
    let none = channels.is_empty();
    let groups: Vec<_> = chosen
        .get_untracked()
        .occasions
        .into_iter()
        .filter(|_| !none)
        .map(|choice| group(choice.occasion, &channels, chosen, saved))
        .collect();
    let officer = session
        .account_untracked()
        .is_some_and(|account| account.role.is_officer());
    let lead = if officer {
        t::reach::digest_settings_lead(lang())
    } else {
        t::delivery::settings_lead(lang())
    };
    view! {
        <PageTitle title=t::delivery::settings_title(lang())/>
        <div class="page page--narrow stack">
            <Breadcrumb above=vec![(route::NOTICES.to_owned(), t::shell::notices_title(lang()).to_owned())] here=t::delivery::settings_title(lang())/>
            <h1 tabindex="-1">{t::delivery::settings_title(lang())}</h1>
            {if none {
                view! { <Empty icon="bell" title=t::delivery::settings_none_title(lang()) text=t::delivery::settings_none(lang())/> }.into_any()
            } else {
                view! {
                    <p class="lead">{lead}</p>
                    {(!officer).then(push_settings)}
                    {addresses(&channels)}
                    <form class="fields" on:submit=handler(save)>
                        {languages(chosen, saved)}
                        {groups}
                        {live_view(move || problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }))}
                        {live_view(move || saved.get().then(|| view! { <p><Icon name="check-circle"/>" "{t::delivery::settings_saved(lang())}</p> }))}
                        <p><BusyButton text=derived(|| t::delivery::settings_save(lang()).to_owned()) busy_text=derived(|| t::citizen::sending(lang()).to_owned()) busy/></p>
                    </form>
                }.into_any()
            }}
        </div>
    }
}

fn languages(chosen: RwSignal<NoticeSettingsChange>, saved: RwSignal<bool>) -> AnyView {
    let option = move |value: Lang, name: &'static str| {
        let now = chosen.with_untracked(|chosen| chosen.lang) == value;
        let choose = move |_: web_sys::Event| {
            saved.set(false);
            chosen.update(|chosen| chosen.lang = value);
        };
        view! {
            <label class="choice">
                <input class="choice__input" type="radio" name="notice-language" checked=now on:change=handler(choose)/>
                <span class="choice__text" lang=value.tag()>{name}</span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{t::delivery::settings_language(lang())}</legend>
            <div class="choices choices--inline">{option(Lang::Vi, "Tiếng Việt")}{option(Lang::En, "English")}</div>
        </fieldset>
    }
    .into_any()
}

fn group(
    occasion: Occasion,
    channels: &[ReachView],
    chosen: RwSignal<NoticeSettingsChange>,
    saved: RwSignal<bool>,
) -> AnyView {
    let option = |channel: ChannelKind| {
        let now = chosen.with_untracked(|chosen| {
            let own = chosen.occasions.iter().find(|one| one.occasion == occasion);
            own.is_some_and(|own| own.channels.contains(&channel))
        });
        let choose = move |event: web_sys::Event| {
            let wanted = event_target_checked(&event);
            saved.set(false);
            chosen.update(|chosen| set(&mut chosen.occasions, occasion, channel, wanted));
        };
        view! {
            <label class="choice">
                <input class="choice__input" type="checkbox" checked=now on:change=handler(choose)/>
                <span class="choice__text">{channel.name(lang())}</span>
            </label>
        }
        .into_any()
    };
    let options: Vec<_> = channels
        .iter()
        .map(|one| one.channel)
        .filter(|channel| occasion.fits(*channel))
        .map(option)
        .collect();
    view! {
        <fieldset class="field">
            <legend class="field__label">{occasion.name(lang())}</legend>
            <div class="choices choices--inline">{options}</div>
        </fieldset>
    }
    .into_any()
}

fn set(
    occasions: &mut Vec<OccasionChoice>,
    occasion: Occasion,
    channel: ChannelKind,
    wanted: bool,
) {
    if occasions.iter().all(|one| one.occasion != occasion) {
        occasions.push(OccasionChoice {
            occasion,
            channels: Vec::new(),
        });
    }
    for one in occasions.iter_mut().filter(|one| one.occasion == occasion) {
        one.channels.retain(|known| *known != channel);
        if wanted {
            one.channels.push(channel);
        }
    }
}
