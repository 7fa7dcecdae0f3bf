//! Signing in, and back to where the person wanted to go. In a demonstration the accounts are offered as cards.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use motcua_shared::access::{Actor, Role};
use motcua_shared::api::DemoAccount;
use motcua_shared::dossier::status::Tone;

use crate::i18n::{lang, t, vietnamese};
use crate::offline::account;
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live_view, memo};
use crate::route;
use crate::session::use_session;
use crate::ui::Banner;
use crate::ui::account_menu::role_name;
use crate::ui::icon::Icon;
use crate::ui::sign_in_form::{SignInForm, SigningIn};

/// Where a role goes when nothing else is asked for.
const fn first_page(role: Role) -> &'static str {
    match role {
        Role::Citizen => route::DOSSIERS,
        Role::Clerk | Role::Specialist | Role::Leader => route::QUEUE,
        Role::Administrator => route::ADMIN,
    }
}

/// A path of this site, or nothing: an address may not send people elsewhere after signing in.
#[must_use]
fn own_path(asked: &str) -> Option<&str> {
    let inside = asked.strip_prefix('/')?;
    let safe = !inside.starts_with(['/', '\\'])
        && !asked
            .chars()
            .any(|letter| letter.is_control() || letter == '\\');
    (safe && !asked.starts_with(route::SIGN_IN)).then_some(asked)
}

/// Whether the path is for this role: a citizen who came from an officers' page goes to the own first page.
fn fits(path: &str, role: Role) -> bool {
    let officers = path.starts_with(route::QUEUE);
    let citizens = path.starts_with(route::DOSSIERS) || path.starts_with("/to-khai");
    match role {
        Role::Citizen => !officers,
        _ if role.is_officer() => !citizens,
        _ => !officers && !citizens,
    }
}

/// The sign-in page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = use_session();
    let query = use_query_map();
    let navigate = use_navigate();
    let next = move |role: Role| {
        let asked = query
            .with_untracked(|query| query.get("tiep"))
            .unwrap_or_default();
        own_path(&asked)
            .filter(|path| fits(path, role))
            .unwrap_or_else(|| first_page(role))
            .to_owned()
    };
    let on_done = Callback::new(move |actor: Actor| {
        navigate(
            &next(actor.role),
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        );
    });
    let work = SigningIn::new("sign-in", on_done);
    let title = derived(move || {
        let title = t::shell::sign_in_title(lang());
        if work.has_errors() {
            t::portal::error_title(lang(), title)
        } else {
            title.to_owned()
        }
    });
    // While signing in the account appears before the page has gone: not somebody who was here already.
    let already = memo(move || if work.busy() { None } else { session.account() });
    let demo = memo(move || session.view().map(|view| view.demo).unwrap_or_default());
    view! {
        <PageTitle title/>
        <div class="page page--narrow stack">
            {account::has_left().then(|| view! {
                <Banner tone=Tone::Attention id="left-title" title=t::portal::left_title(lang())><p>{t::portal::left_text(lang())}</p></Banner>
            })}
            {live_view(move || already.get().map(|account| view! {
                <Banner tone=Tone::Info id="already" title=t::portal::sign_in_already(lang(), &account.name)>
                    <p>{t::portal::sign_in_already_text(lang())}</p>
                    <div class="button-row"><a class="button button--secondary" href=next(account.role)>{t::portal::sign_in_go_on(lang())}</a></div>
                </Banner>
            }))}
            <div class="stack stack--tight">
                <h1 tabindex="-1">{t::shell::sign_in_title(lang())}</h1>
                <p class="lead">{t::portal::sign_in_lead(lang())}</p>
            </div>
            <div class="card">
                <SignInForm work/>
                <p class="small muted">{t::portal::sign_in_paste(lang())}</p>
            </div>
            {live_view(move || {
                let accounts = demo.get();
                (!accounts.is_empty()).then(|| view! { <DemoAccounts accounts work/> })
            })}
        </div>
    }
}

/// The accounts of the demonstration: one press fills the form and signs in.
#[component]
fn DemoAccounts(accounts: Vec<DemoAccount>, work: SigningIn) -> impl IntoView {
    let password = accounts
        .first()
        .map(|account| account.password.clone())
        .unwrap_or_default();
    let card = move |one: DemoAccount| {
        let DemoAccount {
            username,
            password,
            account,
            note,
        } = one;
        let initial: String = account
            .name
            .split(' ')
            .next_back()
            .and_then(|name| name.chars().next())
            .map(String::from)
            .unwrap_or_default();
        let about = format!("{} · {username}", role_name(account.role));
        view! {
            <li>
                <button class="account" type="button" on:click=handler(move |_: web_sys::MouseEvent| work.sign_in_as(&username, &password))>
                    <span class="account__initial" aria-hidden="true">{initial}</span>
                    <span class="account__name" lang=vietnamese()>{account.name}</span>
                    <span class="account__role">{about}{(!note.is_empty()).then(|| view! { <br/><span lang=vietnamese()>{note}</span> })}</span>
                    <Icon name="arrow-right"/>
                </button>
            </li>
        }
    };
    view! {
        <section class="stack" aria-labelledby="demo-title">
            <div class="stack stack--tight">
                <h2 id="demo-title">{t::portal::demo_heading(lang())}</h2>
                <p class="muted">{t::portal::demo_text(lang(), &password)}</p>
            </div>
            <ul class="account-list" role="list">{accounts.into_iter().map(card).collect::<Vec<_>>()}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert_eq!(own_path("/ho-so/1?a=b"), Some("/ho-so/1?a=b"));
        for bad in [
            "",
            "ho-so",
            "//example.org",
            "/\\example.org",
            "https://example.org",
            "/a\\b",
            "/\t/example.org",
            "/dang-nhap?tiep=/",
        ] {
            assert_eq!(own_path(bad), None, "{bad}");
        }
    }

    #[test]
    fn nobody_is_sent_to_a_page_of_another_role() {
        assert!(fits("/to-khai/1", Role::Citizen) && !fits("/to-khai/1", Role::Clerk));
        assert!(fits("/can-bo/ho-so/1", Role::Leader) && !fits("/can-bo", Role::Citizen));
        assert!(fits("/thu-tuc", Role::Clerk) && fits("/thong-bao", Role::Citizen));
    }
}
