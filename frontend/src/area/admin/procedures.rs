//! The procedures that are filed online, each with its version, limit and agencies.

use leptos::prelude::*;
use motcua_shared::calendar::limit_words;
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::show_date;

use crate::api::{self, ListOnlineProcedures, Nothing, OnlineProcedure};
use crate::i18n::{lang, lang_of, t, text};
use crate::page::PageTitle;
use crate::reactive::{derived, live_view};
use crate::remote::Remote;
use crate::route;
use crate::ui::{BackLink, Tag};

/// The page.
#[component]
pub fn AdminProcedures() -> impl IntoView {
    let remote = Remote::new(|| api::call::<ListOnlineProcedures>(&[], &Nothing {}));
    remote.view(move |procedures| view! { <Content procedures/> }.into_any())
}

#[component]
fn Content(procedures: Signal<Vec<OnlineProcedure>>) -> impl IntoView {
    let title = t::admin::procedures(lang());
    let lead = move || {
        let count = procedures.with(Vec::len);
        t::admin::list_lead(lang(), &count.to_string())
    };
    view! {
        <PageTitle title=derived(move || title.to_owned())/>
        <div class="page page--wide">
            <BackLink href=derived(|| route::ADMIN.to_owned()) text=t::admin::back(lang())/>
            <div class="stack">
                <h1 tabindex="-1">{title}</h1>
                <p>{live_view(lead)}</p>
                <div class="table-frame">
                    <table class="table table--cards">
                        <caption>{title}</caption>
                        <thead><tr>
                            <th scope="col">{t::admin::column_procedure(lang())}</th>
                            <th scope="col">{t::admin::column_limit(lang())}</th>
                            <th scope="col" class="table__number">{t::admin::column_steps(lang())}</th>
                            <th scope="col" class="table__number">{t::admin::column_agencies(lang())}</th>
                            <th scope="col">{t::admin::column_version(lang())}</th>
                            <th scope="col">{t::admin::column_check(lang())}</th>
                        </tr></thead>
                        <tbody>{live_view(move || procedures.get().into_iter().map(line).collect::<Vec<_>>())}</tbody>
                    </table>
                </div>
            </div>
        </div>
    }
}

/// Whether the definition is sound, as a tag.
pub fn check_tag(faults: u32) -> AnyView {
    if faults == 0 {
        let words = t::admin::check_good(lang());
        view! { <Tag tone=Tone::Success icon="check-circle" text=words/> }.into_any()
    } else {
        let words = t::admin::check_faults(lang(), &faults.to_string());
        view! { <Tag tone=Tone::Danger icon="error" text=words/> }.into_any()
    }
}

fn line(procedure: OnlineProcedure) -> AnyView {
    view! {
        <tr>
            <th scope="row">
                <a href=route::admin_procedure(&procedure.slug) lang=lang_of(&procedure.name)>{text(&procedure.name)}</a>
                <span class="table__sub code">{procedure.code}</span>
            </th>
            <td data-label=t::admin::column_limit(lang())>{limit_words(procedure.limit, lang())}</td>
            <td class="table__number" data-label=t::admin::column_steps(lang())>{procedure.steps}</td>
            <td class="table__number" data-label=t::admin::column_agencies(lang())>{procedure.agencies}</td>
            <td data-label=t::admin::column_version(lang())>{show_date(procedure.effective_from)}<span class="table__sub code">{procedure.version}</span></td>
            <td data-label=t::admin::column_check(lang())>{check_tag(procedure.faults)}</td>
        </tr>
    }
    .into_any()
}
