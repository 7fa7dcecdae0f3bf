//! One group of questions: one page. “Continue” checks it with the shared validator and goes on, or says what to mend.

use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use super::conflict::ConflictPanel;
use super::elsewhere::ElsewhereBanner;
use super::field::question;
use super::input::target;
use super::model::{FormModel, Page};
use super::open::with_form;
use super::queue::QueueBanner;
use super::save_state::SaveLine;
use super::section_map::SectionMap;
pub use super::start::FormStartPage;
use crate::a11y::focus_by_id;
use crate::i18n::{lang, lang_of, t, text};
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live_view, memo};
use crate::route;
use crate::ui::error_summary::focus_error_summary;
use crate::ui::{BackLink, ErrorItem, ErrorSummary};
use motcua_shared::form::look::{self, list_class};
use motcua_shared::form::{Fault, Issue};

/// Query that says: back to the review after “continue”.
const FROM: &str = "tu";
const REVIEW: &str = "xem-lai";
/// Query that names the question to go to.
const FIELD: &str = "muc";

/// Address of the page of a question, from the review and back to it.
#[must_use]
pub fn edit_href(model: FormModel, page: Page, field: &str) -> String {
    format!(
        "{}?{FROM}={REVIEW}&{FIELD}={field}",
        route::draft_page(&model.id, &page.group.key)
    )
}

/// One group of questions.
#[component]
pub fn FormPage() -> impl IntoView {
    let params = use_params_map();
    let draft = memo(move || params.with(|params| params.get("draft").unwrap_or_default()));
    with_form(draft, false, pages)
}

fn pages(model: FormModel) -> AnyView {
    let params = use_params_map();
    let key = memo(move || params.with(|params| params.get("group").unwrap_or_default()));
    live_view(move || {
        let page = model
            .page(&key.get())
            .filter(|page| untrack(|| model.has_questions(page.index)));
        match page {
            Some(page) => one_page(model, page),
            None => view! { <Redirect path=route::draft(&model.id)/> }.into_any(),
        }
    })
    .into_any()
}

/// “Phần 2 trên 8: Người được khai sinh, trang 1 trên 3”.
fn step(model: FormModel, page: Page) -> String {
    let sections = untrack(|| model.sections());
    let asked: Vec<&str> = sections
        .iter()
        .map(|section| section.key.as_str())
        .collect();
    let of_section = |other: &Page| {
        other.section.key == page.section.key && untrack(|| model.has_questions(other.index))
    };
    let pages: Vec<usize> = model
        .pages()
        .filter(of_section)
        .map(|other| other.index)
        .collect();
    let place = pages.iter().position(|index| *index == page.index);
    let place = place.map_or((1, 1), |place| (place + 1, pages.len()));
    look::step(lang(), &asked, page.section, place)
}

/// Enter that ends a composition (Telex in some keyboards) must not send the page.
fn guard_composition(event: web_sys::KeyboardEvent) {
    if event.key() == "Enter" && (event.is_composing() || event.key_code() == 229) {
        event.prevent_default();
    }
}

fn one_page(model: FormModel, page: Page) -> AnyView {
    model.refresh_progress();
    let query = use_query_map().get_untracked();
    let from_review = query.get(FROM).as_deref() == Some(REVIEW);
    let errors = RwSignal::new(Vec::<ErrorItem>::new());
    let heading = text(&page.group.title);
    let plain_title = format!("{heading} – {}", text(&model.form.title));
    let title = derived(move || {
        if errors.with(Vec::is_empty) {
            plain_title.clone()
        } else {
            t::fill::title_with_errors(lang(), &plain_title)
        }
    });
    if let Some(field) = query.get(FIELD).and_then(|key| model.field(&key)) {
        focus_question(model, field.path.clone());
    }
    let navigate = use_navigate();
    let go_on = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let issues = model.check_page(page.index);
        if issues.is_empty() {
            model.write_device();
            model.save_soon();
            let next = model.neighbour(page.index, true).filter(|_| !from_review);
            let href = next.map_or_else(
                || route::draft_review(&model.id),
                |next| route::draft_page(&model.id, &next.group.key),
            );
            navigate(&href, Default::default());
        } else {
            let item = |issue: &Issue| ErrorItem {
                target: target(model, issue),
                text: issue.message(model.form(), lang()),
            };
            errors.set(issues.iter().map(item).collect());
            model.refresh_progress();
            focus_error_summary();
        }
    };
    let (back, back_words) = if from_review {
        (
            route::draft_review(&model.id),
            t::fill::back_to_review(lang()),
        )
    } else {
        match model.neighbour(page.index, false) {
            Some(before) => (
                route::draft_page(&model.id, &before.group.key),
                t::fill::back(lang()),
            ),
            None => (route::draft(&model.id), t::fill::back_to_overview(lang())),
        }
    };
    let continue_words = if from_review {
        t::fill::save_and_review(lang())
    } else {
        t::fill::go_on(lang())
    };
    let intro = page
        .group
        .intro
        .as_ref()
        .map(|intro| view! { <p class="lead" lang=lang_of(intro)>{text(intro)}</p> });
    let questions: Vec<AnyView> = model
        .fields_of(page.index)
        .map(|field| question(model, field))
        .collect();
    let list = list_class(questions.len());
    view! {
        <PageTitle title/>
        <div class="page form-page">
            <SectionMap model current=Some(page.section.key.clone())/>
            <div class="form-page__main">
                <ElsewhereBanner model/>
                <ConflictPanel model/>
                <QueueBanner model/>
                <ErrorSummary items=errors/>
                <BackLink href=back text=back_words/>
                <p class="form-page__step">{step(model, page)}</p>
                <h1 tabindex="-1" lang=lang_of(&page.group.title)>{heading}</h1>
                {intro}
                <p class="form-page__all">{t::fill::answer_all(lang())}</p>
                <form class=list novalidate on:submit=handler(go_on) on:keydown=handler(guard_composition)>
                    {questions}
                    <div class="action-bar"><div class="action-bar__inner">
                        <button class="button" type="submit">{continue_words}</button>
                        <SaveLine model/>
                    </div></div>
                </form>
            </div>
        </div>
    }
    .into_any()
}

/// Goes to a question once the page is drawn and its heading has had the focus.
fn focus_question(model: FormModel, path: String) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            focus_by_id(&target(model, &Issue::error(path, Fault::Required)));
        });
    });
}
