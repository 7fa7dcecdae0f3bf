//! The text tree of the site (R-UI-05): all pages, and all procedures by sector.

use leptos::prelude::*;
use motcua_shared::api::{ProcedureSummary, SectorCount};

use super::overview::{self};
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::page::PageTitle;
use crate::remote::Remote;
use crate::route;
use crate::ui::Breadcrumb;

/// The site map.
#[component]
pub fn SiteMapPage() -> impl IntoView {
    let remote =
        Remote::new(|| futures::future::try_join(overview::everything(), overview::sectors()));
    remote.view(move |catalogue| {
        let (procedures, sectors) = catalogue.get_untracked();
        view! { <Tree procedures sectors/> }.into_any()
    })
}

fn branch(
    id: &'static str,
    title: &'static str,
    links: Vec<(&'static str, &'static str)>,
) -> AnyView {
    let links: Vec<_> = links
        .into_iter()
        .map(|(href, name)| view! { <li><a href=href>{name}</a></li> })
        .collect();
    view! { <section aria-labelledby=id><h2 id=id>{title}</h2><ul class="site-map" role="list">{links}</ul></section> }.into_any()
}

#[component]
fn Tree(procedures: Vec<ProcedureSummary>, sectors: Vec<SectorCount>) -> impl IntoView {
    let l = lang();
    let sector = |SectorCount { sector, .. }: SectorCount| {
        let procedures: Vec<_> = procedures
            .iter()
            .filter(|procedure| procedure.sector.code == sector.code)
            .map(|procedure| view! { <li lang=lang_of(&procedure.name)><a href=route::procedure(&procedure.slug)>{text(&procedure.name)}</a></li> })
            .collect();
        view! { <li><h3 class="site-map__sector" lang=vietnamese()>{sector.name}</h3><ul class="site-map" role="list">{procedures}</ul></li> }
    };
    let sectors: Vec<_> = sectors.into_iter().map(sector).collect();
    view! {
        <PageTitle title=t::shell::sitemap_title(l)/>
        <div class="page">
            <Breadcrumb here=t::shell::sitemap_title(l)/>
            <div class="stack">
                <h1 tabindex="-1">{t::shell::sitemap_title(l)}</h1>
                <div class="grid">
                    {branch("map-main", t::shell::sitemap_main(l), vec![
                        (route::HOME, t::shell::nav_home(l)),
                        (route::PROCEDURES, t::shell::procedures_title(l)),
                        (route::LOOK_UP, t::look_up::title(l)),
                        (route::SIGN_IN, t::shell::nav_sign_in(l)),
                    ])}
                    {branch("map-mine", t::shell::sitemap_mine(l), vec![
                        (route::DOSSIERS, t::shell::nav_dossiers(l)),
                        (route::MY_DATA, t::my_data::title(l)),
                        (route::NOTICES, t::shell::nav_notices(l)),
                        (route::QUEUE, t::shell::nav_staff(l)),
                    ])}
                    {branch("map-about", t::shell::sitemap_about(l), vec![
                        (route::HELP, t::shell::help_title(l)),
                        (route::ACCESSIBILITY, t::shell::accessibility_title(l)),
                        (route::SITE_MAP, t::shell::sitemap_title(l)),
                    ])}
                </div>
                <section aria-labelledby="map-procedures">
                    <h2 id="map-procedures">{t::shell::sitemap_procedures(l)}</h2>
                    <ul class="site-map site-map--sectors" role="list">{sectors}</ul>
                </section>
            </div>
        </div>
    }
}
