//! Which agencies take each other's verified data: what is decided, since when, by whom and what for; a new decision; ending
//! one. What ended stays visible. The rule itself is `motcua_shared::vault::scope`.

mod end;
mod new;

use leptos::prelude::*;
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::show_moment;

use end::EndDialog;
use new::NewLink;

use crate::api::{self, ListVaultLinks, Nothing, VaultLink, VaultLinks, VaultSide};
use crate::i18n::{lang, t, text};
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::{BackLink, Tag};

/// Id of the heading that has the focus after something was decided.
pub(super) const TITLE: &str = "links-in-force";

/// The page.
#[component]
pub fn VaultLinksPage() -> impl IntoView {
    let remote = Remote::new(|| api::call::<ListVaultLinks>(&[], &Nothing {}));
    remote.view(move |links| view! { <Content links remote/> }.into_any())
}

#[component]
fn Content(links: Signal<VaultLinks>, remote: Remote<VaultLinks>) -> impl IntoView {
    // The decision that is to end, with the names of its sides.
    let ending = RwSignal::new(None::<(String, String)>);
    let parts = memo(move || {
        links.with(|all| {
            let (in_force, ended): (Vec<_>, Vec<_>) = all
                .links
                .iter()
                .map(|link| (link.clone(), sides(link, all)))
                .partition(|(link, _)| link.ended.is_none());
            (in_force, ended)
        })
    });
    let in_force = move || {
        parts.with(|(in_force, _)| list(in_force, t::link::in_force_empty(lang()), Some(ending)))
    };
    let ended = move || parts.with(|(_, ended)| list(ended, t::link::ended_empty(lang()), None));
    view! {
        <PageTitle title=derived(|| t::link::title(lang()).to_owned())/>
        <div class="page stack">
            <BackLink href=derived(|| route::ADMIN.to_owned()) text=t::admin::back(lang())/>
            <h1 tabindex="-1">{t::link::title(lang())}</h1>
            <p>{t::link::lead(lang())}</p>
            <section class="stack" aria-labelledby=TITLE>
                <h2 id=TITLE tabindex="-1">{t::link::in_force(lang())}</h2>
                {live_view(in_force)}
            </section>
            <NewLink links remote/>
            <section class="stack" aria-labelledby="links-ended">
                <h2 id="links-ended">{t::link::ended(lang())}</h2>
                {live_view(ended)}
            </section>
            <EndDialog ending remote/>
        </div>
    }
}

/// The two sides by name.
fn sides(link: &VaultLink, all: &VaultLinks) -> String {
    let of = |sides: &[VaultSide], code: &str| {
        let side = sides.iter().find(|side| side.code == code);
        side.map(|side| text(&side.name))
    };
    if link.one == link.other {
        let name = of(&all.groups, &link.one).unwrap_or_else(|| link.one.clone());
        return t::link::within(lang(), &name);
    }
    let name = |code: &str| {
        let group = || Some(t::link::everything_under(lang(), &of(&all.groups, code)?));
        let known = of(&all.agencies, code).or_else(group);
        known.unwrap_or_else(|| code.to_owned())
    };
    t::link::both(lang(), &name(&link.one), &name(&link.other))
}

fn list(
    links: &[(VaultLink, String)],
    empty: &'static str,
    ending: Option<RwSignal<Option<(String, String)>>>,
) -> AnyView {
    if links.is_empty() {
        return view! { <p>{empty}</p> }.into_any();
    }
    let lines: Vec<_> = links
        .iter()
        .map(|(link, sides)| card(link, sides, ending))
        .collect();
    view! { <ul class="stack" role="list">{lines}</ul> }.into_any()
}

fn card(
    link: &VaultLink,
    sides: &str,
    ending: Option<RwSignal<Option<(String, String)>>>,
) -> AnyView {
    let tag = if link.connected {
        view! { <Tag tone=Tone::Success icon="link" text=t::link::connected(lang())/> }.into_any()
    } else {
        view! { <Tag tone=Tone::Neutral icon="lock" text=t::link::separated(lang())/> }.into_any()
    };
    let since = t::link::since_line(lang(), &show_moment(link.changed_at), &link.changed_by);
    let ended = link.ended.as_ref().map(|ended| {
        let line = t::link::ended_line(lang(), &show_moment(ended.at), &ended.by);
        view! {
            <p>{line}</p>
            <p>{t::link::ended_reason_line(lang(), &ended.reason)}</p>
        }
    });
    let button = ending.map(|ending| {
        let label = t::link::end_label(lang(), sides);
        let this = (link.id.clone(), sides.to_owned());
        let press = move |_: web_sys::MouseEvent| ending.set(Some(this.clone()));
        view! { <p><button class="button button--quiet button--small" type="button" aria-label=label on:click=handler(press)>{t::link::end(lang())}</button></p> }
    });
    let purpose = (!link.purpose.is_empty())
        .then(|| view! { <p>{t::link::purpose_line(lang(), &link.purpose)}</p> });
    view! {
        <li class="card stack stack--tight">
            <p><strong>{sides.to_owned()}</strong>" "{tag}</p>
            {purpose}
            <p class="muted">{since}</p>
            {ended}
            {button}
        </li>
    }
    .into_any()
}
