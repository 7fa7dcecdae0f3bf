//! One procedure that is filed online: facts, the picture of its flow, its other limits with their sources, faults of the
//! definition, versions. Nothing is changed here: a procedure is a folder of data, and a new version of it is a release.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use motcua_shared::calendar::limit_words;
use motcua_shared::dossier::LimitSource;
use motcua_shared::time::{show_date, show_moment};

use super::flow::picture;
use super::procedures::check_tag;
use crate::api::{
    self, GetProcedureFlow, Nothing, ProcedureFlow, ProcedureVersion, SetLimit, SetLimitKind,
};
use crate::i18n::{lang, lang_of, t, text, vietnamese};
use crate::page::PageTitle;
use crate::reactive::{derived, memo};
use crate::remote::Remote;
use crate::route;
use crate::ui::{BackLink, SummaryCard, SummaryRow};

/// The page.
#[component]
pub fn AdminProcedure() -> impl IntoView {
    let parameters = use_params_map();
    let slug = memo(move || parameters.with(|map| map.get("slug")).unwrap_or_default());
    let remote = Remote::new(move || {
        let slug = slug.get();
        async move { api::call::<GetProcedureFlow>(&[&slug], &Nothing {}).await }
    });
    // Nothing on this page changes while it is open.
    remote.view(move |flow| content(flow.get_untracked()))
}

fn content(flow: ProcedureFlow) -> AnyView {
    let name = text(&flow.procedure.name);
    let title = name.clone();
    let versions: Vec<_> = flow.versions.iter().map(version).collect();
    let limits: Vec<_> = flow.limits.iter().map(limit).collect();
    view! {
        <PageTitle title=derived(move || title.clone())/>
        <div class="page stack">
            <BackLink href=derived(|| route::ADMIN_PROCEDURES.to_owned()) text=t::admin::back_procedures(lang())/>
            <h1 tabindex="-1" lang=lang_of(&flow.procedure.name)>{name}</h1>
            {facts(&flow)}
            <section class="stack" aria-labelledby="flow-title">
                <h2 id="flow-title">{t::admin::flow_title(lang())}</h2>
                <p>{t::admin::flow_lead(lang())}</p>
                {picture(&flow.picture, &flow.units)}
            </section>
            <section class="stack" aria-labelledby="faults-title">
                <h2 id="faults-title">{t::admin::faults_title(lang())}</h2>
                {faults(&flow.faults)}
            </section>
            <section class="stack" aria-labelledby="limits-title">
                <h2 id="limits-title">{t::admin::limits_title(lang())}</h2>
                <div class="table-frame">
                    <table class="table table--cards">
                        <caption>{t::admin::limits_caption(lang())}</caption>
                        <thead><tr>
                            <th scope="col">{t::admin::limits_column_what(lang())}</th>
                            <th scope="col">{t::admin::limits_column_limit(lang())}</th>
                            <th scope="col">{t::admin::limits_column_source(lang())}</th>
                        </tr></thead>
                        <tbody>{limits}</tbody>
                    </table>
                </div>
            </section>
            <section class="stack" aria-labelledby="versions-title">
                <h2 id="versions-title">{t::admin::versions_title(lang())}</h2>
                <div class="table-frame">
                    <table class="table table--cards">
                        <caption>{t::admin::versions_caption(lang())}</caption>
                        <thead><tr>
                            <th scope="col">{t::admin::version_column(lang())}</th>
                            <th scope="col">{t::admin::version_from(lang())}</th>
                            <th scope="col">{t::admin::version_added(lang())}</th>
                        </tr></thead>
                        <tbody>{versions}</tbody>
                    </table>
                </div>
            </section>
        </div>
    }
    .into_any()
}

fn facts(flow: &ProcedureFlow) -> AnyView {
    let agencies: AnyView = if flow.agencies.is_empty() {
        t::admin::facts_no_agency(lang()).into_any()
    } else {
        let names = flow.agencies.iter();
        let list: Vec<_> = names
            .map(|name| view! { <li lang=lang_of(name)>{text(name)}</li> })
            .collect();
        view! { <ul role="list">{list}</ul> }.into_any()
    };
    let limit = limit_words(flow.procedure.limit, lang());
    let words = flow.basis.words.clone();
    let limit = view! { {limit}" ("<span lang=vietnamese()>{words}</span>")" };
    let basis = format!("{}, {}", flow.basis.decision, flow.basis.issuer);
    let result = text(&flow.result);
    let questions = flow.questions.to_string();
    let code = flow.procedure.code.clone();
    view! {
        <SummaryCard id="facts-title" title=code action=check_tag(flow.procedure.faults)>
            <SummaryRow label=t::admin::facts_limit(lang()) value=limit.into_any()/>
            <SummaryRow label=t::admin::facts_basis(lang()) value=view! { <span lang=vietnamese()>{basis}</span> }.into_any()/>
            <SummaryRow label=t::admin::facts_result(lang()) value=result.into_any()/>
            <SummaryRow label=t::admin::facts_questions(lang()) value=questions.into_any()/>
            <SummaryRow label=t::admin::facts_agencies(lang()) value=agencies/>
        </SummaryCard>
    }
    .into_any()
}

/// The words of `motcua check` are for whoever writes definitions: English.
fn faults(faults: &[String]) -> AnyView {
    if faults.is_empty() {
        return view! { <p>{t::admin::faults_none(lang())}</p> }.into_any();
    }
    let list: Vec<_> = faults
        .iter()
        .map(|fault| view! { <li lang="en">{fault.clone()}</li> })
        .collect();
    view! { <ul>{list}</ul> }.into_any()
}

fn limit(one: &SetLimit) -> AnyView {
    let what = match one.what {
        SetLimitKind::Reception => t::admin::limit_reception(lang()),
        SetLimitKind::Transfer => t::admin::limit_transfer(lang()),
        SetLimitKind::Supplement => t::admin::limit_supplement(lang()),
        SetLimitKind::Collection => t::admin::limit_collection(lang()),
    };
    let words = one.source.as_ref().and_then(|source| source.words(lang()));
    let words = words.map(str::to_owned);
    let source = match &one.source {
        Some(LimitSource::Law(_)) => words.into_any(),
        Some(LimitSource::OwnChoice(_)) => words
            .unwrap_or_else(|| t::admin::source_choice(lang()).to_owned())
            .into_any(),
        None if one.what == SetLimitKind::Transfer => t::admin::source_transfer(lang()).into_any(),
        None => ().into_any(),
    };
    view! {
        <tr>
            <th scope="row">{what}</th>
            <td data-label=t::admin::limits_column_limit(lang())>{limit_words(one.limit, lang())}</td>
            <td data-label=t::admin::limits_column_source(lang())>{source}</td>
        </tr>
    }
    .into_any()
}

fn version(one: &ProcedureVersion) -> AnyView {
    let current = one
        .current
        .then(|| view! { <span class="table__sub">{t::admin::version_current(lang())}</span> });
    view! {
        <tr>
            <th scope="row"><span class="code">{one.version.clone()}</span>{current}</th>
            <td data-label=t::admin::version_from(lang())>{show_date(one.effective_from)}</td>
            <td data-label=t::admin::version_added(lang())>{show_moment(one.added_at)}</td>
        </tr>
    }
    .into_any()
}
