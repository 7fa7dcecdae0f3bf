//! The overview of a draft: what is filled in already, which parts are missing, where to go on.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use motcua_shared::api::SupplementView;
use motcua_shared::dossier::status::Tone;
use motcua_shared::time::show_date;

use super::conflict::ConflictPanel;
use super::elsewhere::ElsewhereBanner;
use super::model::FormModel;
use super::newer::newer;
use super::open::with_form;
use super::queue::QueueBanner;
use super::save_state::SaveLine;
use super::section_map::SectionList;
use super::source_note::{Reuse, reuse};
use crate::a11y::focus_by_id;
use crate::i18n::{lang, lang_of, t, text};
use crate::page::PageTitle;
use crate::reactive::{handler, live_view, memo};
use crate::route;
use crate::ui::{BackLink, Banner, Icon};

/// Id of the heading over what was filled in.
const FILLED: &str = "filled-title";
/// Id of the button that brings back what was emptied.
const FILL_AGAIN: &str = "fill-again";
/// The page of the person's own data, where wrong ones are reported.
const MY_DATA: &str = "/du-lieu-cua-toi";

/// Overview of a draft.
#[component]
pub fn FormStartPage() -> impl IntoView {
    let params = use_params_map();
    let draft = memo(move || params.with(|params| params.get("draft").unwrap_or_default()));
    with_form(draft, true, overview)
}

fn overview(model: FormModel) -> AnyView {
    model.refresh_progress();
    let title = text(&model.form.title);
    let procedure = model
        .draft
        .with_untracked(|draft| draft.procedure_name.clone());
    let undone = move || {
        let sections = model.sections();
        sections
            .iter()
            .filter(|section| !model.section_state(section).is_done())
            .count()
    };
    let lead = move || match undone() {
        _ if model.is_supplement() => t::fill::overview_supplement(lang()).to_owned(),
        0 => t::fill::overview_complete(lang()).to_owned(),
        count => t::fill::overview_lead(lang(), &count.to_string()),
    };
    let request = model.draft.with_untracked(|draft| draft.supplement.clone());
    view! {
        <PageTitle title=title.clone()/>
        <div class="page page--narrow stack">
            <div>
                {back(model)}
                <h1 tabindex="-1" lang=lang_of(&model.form.title)>{title}</h1>
                <p class="muted" lang=lang_of(&procedure)>{text(&procedure)}</p>
            </div>
            <ElsewhereBanner model/>
            <ConflictPanel model/>
            <QueueBanner model/>
            {newer(model)}
            {request.map(|request| supplement(model, &request))}
            {filled(model)}
            {silent(model)}
            <p class="lead">{lead}</p>
            {live_view(move || model.time_left().map(|words| view! { <p class="time-left"><Icon name="clock"/>{words}</p> }))}
            {way_on(model)}
            <SectionList model current={None::<String>} compact=false/>
            {review_row(model)}
            <SaveLine model/>
            <p class="small muted">{t::fill::overview_basis(lang())}" "{model.form.basis.clone()}</p>
        </div>
    }
    .into_any()
}

/// Back to the own dossiers; a clerk who fills it with somebody goes back to the counter.
fn back(model: FormModel) -> AnyView {
    if model.is_at_counter() {
        return view! { <BackLink href=route::counter_draft(&model.id) text=t::counter::form_back(lang())/> }.into_any();
    }
    view! { <BackLink href=route::DOSSIERS text=t::shell::nav_dossiers(lang())/> }.into_any()
}

/// “Điền sẵn 12 mục – bạn chỉ cần kiểm tra”.
fn filled(model: FormModel) -> AnyView {
    let count = memo(move || {
        model
            .fields
            .iter()
            .filter(|field| field.visible.get() && reuse(model, field) == Reuse::Kept)
            .count()
    });
    live_view(move || {
        (count.get() > 0 && !model.is_supplement()).then(|| {
            view! {
                <Banner tone=Tone::Success id=FILLED title=t::fill::overview_filled(lang(), &count.get().to_string())>
                    <p>{t::fill::overview_filled_text(lang())}</p>
                    <p class="cluster">
                        <button class="button button--secondary" type="button" on:click=handler(move |_: web_sys::MouseEvent| { model.drop_filled(); focus_soon(FILL_AGAIN); })>{t::fill::overview_fill_none(lang())}</button>
                        {(!model.is_at_counter()).then(|| view! { <a class="action-link" href=MY_DATA>{t::fill::overview_wrong(lang())}</a> })}
                    </p>
                </Banner>
            }
        })
    })
    .into_any()
}

/// Focuses what takes the place of a button that goes away when it is pressed.
fn focus_soon(id: &'static str) {
    request_animation_frame(move || {
        focus_by_id(id);
    });
}

/// What was emptied at once comes back at once; which registers gave no answer.
fn silent(model: FormModel) -> AnyView {
    let dropped = memo(move || {
        !model.is_supplement() && model.fields.iter().any(|field| model.is_dropped(field))
    });
    let names = model.draft.with_untracked(|draft| draft.silent.join(", "));
    view! {
        {live_view(move || {
            dropped.get().then(|| {
                view! { <p><button class="button button--secondary" type="button" id=FILL_AGAIN on:click=handler(move |_: web_sys::MouseEvent| { model.fill_dropped(); focus_soon(FILLED); })>{t::fill::overview_fill_again(lang())}</button></p> }
            })
        })}
        {(!names.is_empty()).then(|| view! { <p class="small muted">{t::fill::overview_silent(lang(), &names)}</p> })}
    }
    .into_any()
}

/// What the officer asked for.
fn supplement(model: FormModel, request: &SupplementView) -> AnyView {
    let due = request
        .due_at
        .map(|due| t::fill::request_due(lang(), &show_date(due.local().date)));
    let items: Vec<AnyView> = request
        .items
        .iter()
        .filter_map(|item| {
            let field = model.field(&item.field)?;
            let page = model.pages().nth(field.page)?;
            let href = format!("{}?muc={}", route::draft_page(&model.id, &page.group.key), item.field);
            Some(view! { <li><a href=href>{text(&field.spec.label)}</a>": "{item.reason.clone()}</li> }.into_any())
        })
        .collect();
    let message = request.message.clone();
    let title = t::fill::request_title(lang(), &request.code);
    view! {
        <Banner tone=Tone::Attention id="request-title" title=title>
            {(!message.is_empty()).then(|| view! { <p>{message}</p> })}
            <ul>{items}</ul>
            {due.map(|due| view! { <p><strong>{due}</strong></p> })}
        </Banner>
    }
    .into_any()
}

/// The main button: the first unfinished page, or the review. A supplement starts at what the officer asked for: the
/// old answer is there and complete, but it is what must be mended.
fn way_on(model: FormModel) -> AnyView {
    let next = move || {
        model.progress.track();
        let requested = || {
            model
                .pages()
                .find(|page| model.is_supplement() && untrack(|| model.has_questions(page.index)))
        };
        match model.first_undone().or_else(requested) {
            Some(page) => (
                route::draft_page(&model.id, &page.group.key),
                t::fill::go_on_with(lang(), &text(&page.group.title)),
            ),
            None => (
                route::draft_review(&model.id),
                t::fill::review_and_send(lang()).to_owned(),
            ),
        }
    };
    live_view(move || {
        let (href, words) = next();
        view! { <div class="button-row"><a class="button" href=href>{words}<Icon name="arrow-right"/></a></div> }
    })
    .into_any()
}

fn review_row(model: FormModel) -> AnyView {
    live_view(move || {
        model.progress.track();
        if model.first_undone().is_none() {
            view! { <p><a class="action-link" href=route::draft_review(&model.id)>{t::fill::review_and_send(lang())}<Icon name="arrow-right"/></a></p> }.into_any()
        } else {
            view! { <p class="small muted">{t::fill::review_later(lang())}</p> }.into_any()
        }
    })
    .into_any()
}
