//! Check answers, choose who receives the dossier, declare, file.

pub mod answers;
mod filing;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::conflict::ConflictPanel;
use super::elsewhere::ElsewhereBanner;
use super::model::FormModel;
use super::open::with_form;
use super::queue::QueueBanner;
use crate::api::REVIEW_PDF_PATH;
use crate::i18n::{lang, t, text};
use crate::page::PageTitle;
use crate::reactive::{derived, memo};
use crate::route;
use crate::ui::{BackLink, DocumentLink, ErrorItem, ErrorSummary};

/// Check answers, declare, file.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let params = use_params_map();
    let draft = memo(move || params.with(|params| params.get("draft").unwrap_or_default()));
    with_form(draft, false, review)
}

/// The end of the review for a clerk: what was filled together is received at the counter, with the papers.
fn counter(model: FormModel) -> AnyView {
    view! {
        <p>{t::counter::form_back_text(lang())}</p>
        <div class="button-row"><a class="button" href=route::counter_draft(&model.id)>{t::counter::form_back(lang())}</a></div>
    }
    .into_any()
}

fn review(model: FormModel) -> AnyView {
    model.refresh_progress();
    // Shown here what each page says, so that what is missing is seen before the button is pressed.
    for page in model.pages() {
        model.show_issues(page.index, &model.find_issues(page.index));
    }
    let errors = RwSignal::new(Vec::<ErrorItem>::new());
    let plain_title = format!(
        "{} – {}",
        t::fill::review_title(lang()),
        text(&model.form.title)
    );
    let title = derived(move || {
        if errors.with(Vec::is_empty) {
            plain_title.clone()
        } else {
            t::fill::title_with_errors(lang(), &plain_title)
        }
    });
    let lead = if model.is_supplement() {
        t::fill::review_lead_supplement(lang())
    } else {
        t::fill::review_lead(lang())
    };
    let copy = REVIEW_PDF_PATH.replace("{id}", &model.id);
    view! {
        <PageTitle title/>
        <div class="page page--narrow stack">
            <ElsewhereBanner model/>
            <ConflictPanel model/>
            <QueueBanner model on_review=true/>
            <ErrorSummary items=errors/>
            <div>
                <BackLink href=route::draft(&model.id) text=t::fill::back_to_overview(lang())/>
                <h1 tabindex="-1">{t::fill::review_title(lang())}</h1>
            </div>
            <p class="lead">{lead}</p>
            <p><DocumentLink href=copy text=t::document::review_pdf(lang())/></p>
            {answers::cards(model)}
            {if model.is_at_counter() { counter(model) } else { filing::filing(model, errors) }}
        </div>
    }
    .into_any()
}
