//! The gallery: every type of question in every state it can be in, and fixed forms to measure. For people who test
//! with screen readers, keyboards and magnifiers, for the tests and the benches. The real engine and the real components
//! run here, on an example that no server knows.

mod example;
mod samples;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use motcua_shared::form::look::list_class;
use motcua_shared::form::measured::{self, FORMS};
use motcua_shared::form::{Issue, Severity};

use self::samples::{STATES, Sample, State, sample_key, samples};
use crate::area::public::not_found::NotFoundPage;
use crate::form::field::question;
use crate::form::input::target;
use crate::form::model::FormModel;
use crate::i18n::{lang, lang_of, t, text};
use crate::page::PageTitle;
use crate::reactive::{handler, memo};
use crate::route;
use crate::ui::error_summary::focus_error_summary;
use crate::ui::{Breadcrumb, ErrorItem, ErrorSummary};

/// `/gallery`, `/gallery/form-60`, `/gallery/form-300`, `/gallery/rows-200`, and `/gallery/<type>` for one type alone.
#[component]
pub fn GalleryPage() -> impl IntoView {
    let params = use_params_map();
    let page = memo(move || params.with(|params| params.get("page")));
    move || match page.get().as_deref() {
        None => all(samples()),
        Some(key) => {
            if let Some((_, parts, rows)) = FORMS.iter().find(|(name, _, _)| *name == key) {
                return form(*parts, *rows);
            }
            let mut one = samples();
            one.retain(|sample| sample.field.key == key);
            if one.is_empty() {
                view! { <NotFoundPage/> }.into_any()
            } else {
                all(one)
            }
        }
    }
}

/// The states of these types.
fn all(samples: Vec<Sample>) -> AnyView {
    let single = samples.len() == 1;
    let title = match samples.first() {
        Some(sample) if single => {
            t::gallery::one_title(lang(), &text(&sample.field.label), &sample.field.key)
        }
        _ => t::gallery::title(lang()).to_owned(),
    };
    // Always of every type: a commune looks at a province, also when it is shown alone.
    let model = example::of_samples(&self::samples::samples());
    let contents = (!single).then(|| contents(&samples));
    let types: Vec<AnyView> = samples
        .iter()
        .map(|sample| one_type(model, sample))
        .collect();
    let above = if single {
        vec![(
            route::GALLERY.to_owned(),
            t::gallery::title(lang()).to_owned(),
        )]
    } else {
        Vec::new()
    };
    view! {
        <PageTitle title=title.clone()/>
        <div class="page gallery">
            <Breadcrumb above here=title.clone()/>
            <h1 tabindex="-1">{title}</h1>
            <p class="lead">{t::gallery::lead(lang())}</p>
            {contents}
            {types}
        </div>
    }
    .into_any()
}

fn contents(samples: &[Sample]) -> AnyView {
    let items: Vec<AnyView> = samples
        .iter()
        .map(|sample| {
            let key = &sample.field.key;
            view! { <li><a href=route::gallery(key)>{format!("{} ({key})", text(&sample.field.label))}</a></li> }
                .into_any()
        })
        .collect();
    view! {
        <nav class="gallery__contents" aria-label=t::gallery::contents(lang())>
            <ul class="gallery__list" role="list">{items}</ul>
            <p><a href=route::gallery("form-60")>{t::gallery::form_60(lang())}</a></p>
            <p><a href=route::gallery("form-300")>{t::gallery::form_300(lang())}</a></p>
            <p><a href=route::gallery("rows-200")>{t::gallery::rows_200(lang())}</a></p>
        </nav>
    }
    .into_any()
}

fn one_type(model: FormModel, sample: &Sample) -> AnyView {
    let key = sample.field.key.clone();
    let states: Vec<AnyView> = STATES
        .into_iter()
        .filter(|state| sample.has(*state))
        .filter_map(|state| one_state(model, &key, state))
        .collect();
    view! {
        <section class="gallery__type" id=format!("type-{key}") aria-labelledby=format!("type-{key}-title")>
            <h2 id=format!("type-{key}-title") lang=lang_of(&sample.field.label)>{text(&sample.field.label)}" "<code translate="no">{key.clone()}</code></h2>
            <div class="gallery__states">{states}</div>
        </section>
    }
    .into_any()
}

fn one_state(model: FormModel, key: &str, state: State) -> Option<AnyView> {
    let field = model.field(&sample_key(key, state))?;
    let title = state.words();
    let shown = question(model, field);
    let shown = if state == State::Disabled {
        view! { <fieldset class="gallery__disabled" disabled aria-label=title>{shown}</fieldset> }
            .into_any()
    } else {
        shown
    };
    Some(
        view! {
            <div class="gallery__state" id=format!("{key}-{}", state.key())>
                <h3 class="gallery__state-name">{title}</h3>
                {shown}
            </div>
        }
        .into_any(),
    )
}

/// A form to measure: one page, checked by its button as every page of a form is.
fn form(parts: usize, rows: usize) -> AnyView {
    let model = example::opened(measured::form(parts), measured::answers(parts, rows));
    let errors = RwSignal::new(Vec::<ErrorItem>::new());
    let check = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let item = |issue: &Issue| ErrorItem {
            target: target(model, issue),
            text: issue.message(model.form(), lang()),
        };
        let found = model.check_page(0);
        let wrong = |issue: &&Issue| issue.severity == Severity::Error;
        errors.set(found.iter().filter(wrong).map(item).collect());
        if !found.is_empty() {
            focus_error_summary();
        }
    };
    let questions: Vec<AnyView> = model
        .fields_of(0)
        .map(|field| question(model, field))
        .collect();
    let title = text(&model.form().title);
    let list = list_class(questions.len());
    view! {
        <PageTitle title=title.clone()/>
        <div class="page page--narrow">
            <ErrorSummary items=errors/>
            <h1 tabindex="-1">{title}</h1>
            <form class=list novalidate on:submit=handler(check)>
                {questions}
                <div class="action-bar"><div class="action-bar__inner">
                    <button class="button" type="submit">{t::fill::go_on(lang())}</button>
                </div></div>
            </form>
        </div>
    }
    .into_any()
}
