//! The account in the header: who is signed in, and the way out. A disclosure with a list, not an ARIA menu.

use leptos::html;
use leptos::prelude::*;
use motcua_shared::access::{Actor, Role};
use wasm_bindgen::JsCast;

use super::icon::Icon;
use crate::i18n::{lang, t};
use crate::reactive::{handler, live, live_view};
use crate::route;
use crate::session::use_session;

/// Name of a role.
#[must_use]
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Citizen => t::portal::role_citizen(lang()),
        Role::Clerk => t::portal::role_clerk(lang()),
        Role::Specialist => t::portal::role_specialist(lang()),
        Role::Leader => t::portal::role_leader(lang()),
        Role::Administrator => t::portal::role_administrator(lang()),
    }
}

/// The menu of a signed-in account.
#[component]
pub fn AccountMenu(
    /// Who is signed in.
    account: Actor,
) -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let frame = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    // Outside: by the focus that moves on, and by a press anywhere else.
    let inside = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        frame
            .get_untracked()
            .is_some_and(|frame| frame.contains(node.as_ref()))
    };
    let on_focus_out = move |event: web_sys::FocusEvent| {
        if event.related_target().is_some() && !inside(event.related_target()) {
            open.set(false);
        }
    };
    let outside = window_event_listener(leptos::ev::click, move |event| {
        if open.get_untracked() && !inside(event.target()) {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let entry = move |href: &'static str, icon: &'static str, text: &'static str| {
        view! { <li><a href=href on:click=handler(move |_: web_sys::MouseEvent| open.set(false))><Icon name=icon/>{text}</a></li> }.into_any()
    };
    let entries = match account.role {
        Role::Citizen => vec![
            entry(route::DOSSIERS, "file-text", t::shell::nav_dossiers(lang())),
            entry(route::MY_DATA, "shield", t::my_data::title(lang())),
            entry(route::NOTICES, "bell", t::shell::nav_notices(lang())),
        ],
        role if role.is_officer() => {
            vec![entry(route::QUEUE, "inbox", t::shell::nav_staff(lang()))]
        }
        _ => vec![entry(route::ADMIN, "shield", t::admin::title(lang()))],
    };
    let citizen = account.role == Role::Citizen;
    let place = move || {
        session.view().map(|view| {
            [view.unit_name, view.agency_name]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        })
    };
    view! {
        <div class="menu" node_ref=frame on:keydown=handler(on_key) on:focusout=handler(on_focus_out)>
            <button
                class="site-header__button menu__button"
                type="button"
                node_ref=button
                aria-expanded=live(move || if open.get() { "true" } else { "false" })
                aria-controls="account-menu"
                on:click=handler(move |_: web_sys::MouseEvent| open.update(|open| *open = !*open))
            >
                <Icon name="user"/>
                <span class="visually-hidden">{t::portal::account(lang())}" "</span>
                <span class="menu__label">{account.name.clone()}</span>
                <span class="menu__chevron"><Icon name="chevron-down"/></span>
            </button>
            <div class="menu__panel" id="account-menu" hidden=live(move || !open.get())>
                <p class="menu__who">
                    {t::portal::signed_in_as(lang())}" "<strong>{account.name}</strong>
                    <br/>{role_name(account.role)}
                    {live_view(move || place().filter(|place| !place.is_empty()).map(|place| view! { <br/><span lang="vi">{place}</span> }))}
                </p>
                <ul role="list">
                    {entries}
                    <li><button type="button" on:click=handler(move |_: web_sys::MouseEvent| session.sign_out(false))><Icon name="log-out"/>{t::portal::sign_out(lang())}</button></li>
                    {citizen.then(|| view! { <li><button type="button" on:click=handler(move |_: web_sys::MouseEvent| session.sign_out(true))><Icon name="trash"/>{t::portal::forget_everything(lang())}</button></li> })}
                </ul>
            </div>
        </div>
    }
}
