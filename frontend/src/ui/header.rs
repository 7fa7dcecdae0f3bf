//! The header, the same on every page (R-UI-02, R-UI-07): mark, main menu, language, bell, account.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use motcua_shared::access::Role;

use super::account_menu::AccountMenu;
use super::icon::{Icon, LiveIcon};
use crate::i18n::{Lang, lang, t};
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::route;
use crate::session::use_session;

/// The demo strip and the header; once, at the root.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let root = document().document_element();
    let demo = root
        .as_ref()
        .is_some_and(|root| root.has_attribute("data-demo"));
    let sprite = root
        .and_then(|root| root.get_attribute("data-icons"))
        .unwrap_or_default();
    let expanded = RwSignal::new(false);
    let path = use_location().pathname;
    // The menu of a phone closes when it has led somewhere.
    Effect::new(move || {
        path.track();
        expanded.set(false);
    });
    view! {
        {demo.then(|| view! { <section class="demo-strip" aria-label=t::portal::demo_label(lang())><Icon name="info"/><p>{t::shell::demo_notice(lang())}</p></section> })}
        <header class="site-header">
            <div class="site-header__inner">
                <a class="site-header__brand" href=route::HOME>
                    <svg class="site-header__mark" aria-hidden="true" focusable="false" viewBox="0 0 40 44"><use href=format!("{sprite}#logo")></use></svg>
                    <span class="site-header__name">{t::shell::site_name(lang())}" "<span class="site-header__tagline">{t::shell::site_tagline(lang())}</span></span>
                </a>
                <button
                    class="site-header__button site-header__toggle"
                    type="button"
                    aria-expanded=live(move || if expanded.get() { "true" } else { "false" })
                    aria-controls="site-nav"
                    on:click=handler(move |_: web_sys::MouseEvent| expanded.update(|open| *open = !*open))
                >
                    <LiveIcon name=derived(move || if expanded.get() { "close" } else { "menu" })/><span>{t::shell::nav_menu(lang())}</span>
                </button>
                <MainMenu path/>
                <div class="site-header__tools"><LanguageLink/><AccountTools/></div>
            </div>
        </header>
    }
}

/// Links to the main pages; the third one depends on who is signed in.
#[component]
fn MainMenu(path: Memo<String>) -> impl IntoView {
    let session = use_session();
    let item = move |href: &'static str, text: &'static str| {
        let current = move || {
            path.with(|path| {
                let below = href != route::HOME
                    && path
                        .strip_prefix(href)
                        .is_some_and(|rest| rest.starts_with('/'));
                if path == href {
                    Some("page")
                } else {
                    below.then_some("true")
                }
            })
        };
        view! { <li><a href=href aria-current=current>{text}</a></li> }.into_any()
    };
    let role = memo(move || session.role());
    view! {
        <nav class="site-header__nav" id="site-nav" aria-label=t::shell::nav_label(lang())>
            <ul role="list">
                {item(route::HOME, t::shell::nav_home(lang()))}
                {item(route::PROCEDURES, t::shell::nav_procedures(lang()))}
                {live_view(move || match role.get() {
                    Some(Role::Administrator) => item(route::ADMIN, t::shell::nav_admin(lang())),
                    Some(role) if role.is_officer() => item(route::QUEUE, t::shell::nav_staff(lang())),
                    _ => item(route::DOSSIERS, t::shell::nav_dossiers(lang())),
                })}
                {item(route::HELP, t::shell::nav_help(lang()))}
            </ul>
        </nav>
    }
}

/// The same page in the other language. A new page load, so that the server writes title and text in it, too.
#[component]
fn LanguageLink() -> impl IntoView {
    let location = use_location();
    let other = match lang() {
        Lang::Vi => Lang::En,
        Lang::En => Lang::Vi,
    };
    let href = move || {
        let query: Vec<String> = location
            .search
            .get()
            .trim_start_matches('?')
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
            .map(str::to_owned)
            .chain([format!("lang={}", other.tag())])
            .collect();
        format!("{}?{}", location.pathname.get(), query.join("&"))
    };
    view! {
        <a class="site-header__button" href=href rel="external" lang=other.tag() hreflang=other.tag()>
            <span class="site-header__long">{t::shell::switch_language(lang())}</span>
            <span class="site-header__short" aria-hidden="true">{t::shell::switch_language_short(lang())}</span>
        </a>
    }
}

/// Bell and account, or the way to sign in; nothing until the server has said who is signed in.
#[component]
fn AccountTools() -> impl IntoView {
    let session = use_session();
    let account = memo(move || session.known().then(|| session.account()));
    move || match account.get() {
        None => ().into_any(),
        Some(None) => view! {
            <a class="site-header__button" href=route::SIGN_IN>
                <Icon name="user"/><span class="menu__label">{t::shell::nav_sign_in(lang())}</span>
            </a>
        }
        .into_any(),
        Some(Some(account)) => view! { <Bell/><AccountMenu account/> }.into_any(),
    }
}

/// Link to the notices with the number of unread ones.
#[component]
fn Bell() -> impl IntoView {
    let session = use_session();
    let unread = memo(move || session.unread());
    view! {
        <a class="site-header__button" href=route::NOTICES>
            <Icon name="bell"/>
            <span class="visually-hidden">{t::shell::nav_notices(lang())}</span>
            {live_view(move || (unread.get() > 0).then(|| view! {
                <span class="badge badge--count"><span class="visually-hidden">": "</span>{if unread.get() > 99 { "99+".to_owned() } else { unread.get().to_string() }}" "<span class="visually-hidden">{t::portal::unread(lang())}</span></span>
            }))}
        </a>
    }
}
