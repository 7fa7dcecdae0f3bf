//! What the state holds about me: where each item came from, where it was used, who looked; with the ways to restrict it, to say
//! that it is wrong, and to take everything. Texts change in place, so that what is open stays open.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::event::Interest;
use motcua_shared::form::profile::Topic;
use motcua_shared::time::show_moment;

use super::my_data_correction::{CorrectionDialog, Requests};
use super::my_data_item::{DocumentItem, FactRow};
use crate::a11y::announce;
use crate::api::{
    self, GetMyData, HeldKind, Look, MY_DATA_COPY_PATH, MyData, Nothing, Problem, ProblemCode,
    RestrictItem, Restriction, Spared, ValueInput,
};
use crate::area::dossier::role_name;
use crate::i18n::{lang, lang_of, t, text};
use crate::live::use_live;
use crate::page::PageTitle;
use crate::reactive::{derived, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::session::{Session, use_session};
use crate::ui::{Breadcrumb, DocumentLink, Empty, Icon};

/// The page.
#[component]
pub fn MyDataPage() -> impl IntoView {
    let changes = use_live().changes(Interest::Own);
    let remote = Remote::new(move || {
        changes.track();
        api::call::<GetMyData>(&[], &Nothing {})
    });
    remote.view(move |data| view! { <Content data remote/> }.into_any())
}

/// An item that is said to be wrong.
#[derive(Clone)]
pub(super) struct Wrong {
    pub kind: HeldKind,
    pub item: String,
    pub label: String,
    pub value: String,
    pub agency: String,
    /// How the right value is given; nothing for a document.
    pub input: Option<ValueInput>,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub remote: Remote<MyData>,
    pub problem: RwSignal<Option<Problem>>,
    pub busy: RwSignal<bool>,
    /// What the open dialog is about.
    pub wrong: RwSignal<Option<Wrong>>,
    pub asking: RwSignal<bool>,
    session: Session,
}

impl Page {
    /// What a call has answered: new data and what is said about it, or a problem.
    pub fn took(self, outcome: Result<MyData, Problem>, said: String) -> bool {
        self.busy.try_set(false);
        match outcome {
            Ok(data) => {
                self.remote.set(data);
                announce(said);
                true
            }
            Err(problem) => {
                match problem.code {
                    ProblemCode::SignedOut => self.session.mark_expired(),
                    ProblemCode::ActionRefused | ProblemCode::NotFound => self.remote.reload(),
                    _ => {}
                }
                self.problem.try_set(Some(problem));
                false
            }
        }
    }

    /// Stops an item from being used again, or allows it.
    pub fn restrict(self, kind: HeldKind, item: String, restricted: bool, label: String) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        let wanted = Restriction {
            kind,
            item,
            restricted,
        };
        spawn_local(async move {
            let outcome = api::call::<RestrictItem>(&[], &wanted).await;
            let said = if restricted {
                t::my_data::restricted_said(lang(), &label)
            } else {
                t::my_data::allowed_said(lang(), &label)
            };
            self.took(outcome, said);
        });
    }

    /// Opens the dialog about an item.
    pub fn ask(self, wrong: Wrong) {
        self.problem.set(None);
        self.wrong.set(Some(wrong));
        self.asking.set(true);
    }
}

const TOPICS: [Topic; 9] = [
    Topic::Identity,
    Topic::Papers,
    Topic::Residence,
    Topic::Contact,
    Topic::Family,
    Topic::Work,
    Topic::Land,
    Topic::Business,
    Topic::Other,
];

fn topic_name(topic: Topic) -> &'static str {
    match topic {
        Topic::Identity => t::my_data::topic_identity(lang()),
        Topic::Papers => t::my_data::topic_papers(lang()),
        Topic::Residence => t::my_data::topic_residence(lang()),
        Topic::Contact => t::my_data::topic_contact(lang()),
        Topic::Family => t::my_data::topic_family(lang()),
        Topic::Work => t::my_data::topic_work(lang()),
        Topic::Land => t::my_data::topic_land(lang()),
        Topic::Business => t::my_data::topic_business(lang()),
        Topic::Other => t::my_data::topic_other(lang()),
    }
}

#[component]
fn Content(data: Signal<MyData>, remote: Remote<MyData>) -> impl IntoView {
    let page = Page {
        remote,
        problem: RwSignal::new(None),
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
        asking: RwSignal::new(false),
        session: use_session(),
    };
    let data = memo(move || data.get());
    let nothing =
        memo(move || data.with(|data| data.facts.is_empty() && data.documents.is_empty()));
    let above = vec![(
        route::DOSSIERS.to_owned(),
        t::shell::dossiers_title(lang()).to_owned(),
    )];
    let topics: Vec<_> = TOPICS
        .into_iter()
        .enumerate()
        .map(|(number, topic)| view! { <Facts data page topic id=format!("topic-{number}")/> })
        .collect();
    view! {
        <PageTitle title=derived(|| t::my_data::title(lang()).to_owned())/>
        <div class="page page--narrow">
            <Breadcrumb above here=t::my_data::title(lang())/>
            <div class="stack">
                <h1 tabindex="-1">{t::my_data::title(lang())}</h1>
                <p class="lead">{t::my_data::lead(lang())}</p>
                {live_view(move || spared(data.with(|data| data.spared)))}
                {live_view(move || (!page.asking.get()).then(|| page.problem.get().map(|problem| view! {
                    <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p>
                })))}
                <Requests data page/>
                {live_view(move || nothing.get().then(|| view! {
                    <Empty icon="shield" title=t::my_data::none_title(lang()) text=t::my_data::none_text(lang())>
                        <a class="button button--secondary" href=route::PROCEDURES>{t::citizen::find_procedure(lang())}</a>
                    </Empty>
                }))}
                <section class="stack" aria-labelledby="facts-title" hidden=move || nothing.get()>
                    <h2 class="section-title" id="facts-title">{t::my_data::facts_title(lang())}</h2>
                    {topics}
                </section>
                <Documents data page/>
                {live_view(move || looks(data.with(|data| data.looks.clone())))}
                <p class="cluster">
                    <DocumentLink href=MY_DATA_COPY_PATH text=t::my_data::copy(lang())/>
                    <span class="small muted">{t::my_data::copy_hint(lang())}" "
                        {live_view(move || data.with(|data| data.copied_at).map(|at| t::my_data::copied(lang(), &show_moment(at))))}</span>
                </p>
            </div>
        </div>
        <CorrectionDialog page/>
    }
}

/// What the person did not have to do again.
fn spared(spared: Spared) -> AnyView {
    if spared.dossiers == 0 {
        return view! { <p class="muted">{t::my_data::spared_none(lang())}</p> }.into_any();
    }
    let figure = |number: u64, words: &'static str| {
        view! { <div class="spared__figure"><dt>{words}</dt><dd>{number.to_string()}</dd></div> }
    };
    view! {
        <section class="card card--tinted" aria-labelledby="spared-title">
            <h2 class="card__title" id="spared-title">{t::my_data::spared_title(lang())}</h2>
            <dl class="spared">
                {figure(spared.answers, t::my_data::spared_answers(lang()))}
                {figure(spared.files, t::my_data::spared_files(lang()))}
                {figure(spared.dossiers, t::my_data::spared_dossiers(lang()))}
            </dl>
        </section>
    }
    .into_any()
}

/// The facts of a topic; absent while there are none.
#[component]
fn Facts(data: Memo<MyData>, page: Page, topic: Topic, id: String) -> impl IntoView {
    let ids = memo(move || {
        data.with(|data| {
            let of_topic = data.facts.iter().filter(|fact| fact.topic == topic);
            of_topic.map(|fact| fact.id.clone()).collect::<Vec<_>>()
        })
    });
    let any = memo(move || ids.with(|ids| !ids.is_empty()));
    live_view(move || {
        let (id, heading) = (id.clone(), id.clone());
        any.get().then(|| {
            view! {
                <section class="summary-card" aria-labelledby=id>
                    <div class="summary-card__head"><h3 class="summary-card__title" id=heading>{topic_name(topic)}</h3></div>
                    <dl class="summary-list">
                        <For each=move || ids.get() key=String::clone let:id><FactRow data page id/></For>
                    </dl>
                </section>
            }
        })
    })
}

#[component]
fn Documents(data: Memo<MyData>, page: Page) -> impl IntoView {
    let ids = memo(move || {
        data.with(|data| {
            let ids = data.documents.iter().map(|document| document.id.clone());
            ids.collect::<Vec<_>>()
        })
    });
    let any = memo(move || ids.with(|ids| !ids.is_empty()));
    live_view(move || {
        any.get().then(|| {
            view! {
                <section class="stack" aria-labelledby="documents-title">
                    <h2 class="section-title" id="documents-title">{t::my_data::documents_title(lang())}</h2>
                    <ul class="stack" role="list">
                        <For each=move || ids.get() key=String::clone let:id><DocumentItem data page id/></For>
                    </ul>
                </section>
            }
        })
    })
}

/// Who looked, with the reason of each.
fn looks(looks: Vec<Look>) -> AnyView {
    let line = |look: Look| {
        let by = match look.role {
            Some(role) => t::citizen::reader(lang(), role_name(role), &text(&look.by)),
            None => text(&look.by),
        };
        let why = text(&look.why);
        let why = match look.dossier {
            Some(dossier) => view! { <a href=route::dossier(&dossier)>{why}</a> }.into_any(),
            None => why.into_any(),
        };
        view! {
            <li class="timeline__item">
                <p class="timeline__title">{why}</p>
                <p class="timeline__meta"><time datetime=look.at.to_rfc3339()>{show_moment(look.at)}</time>" · "<span lang=lang_of(&look.by)>{by}</span></p>
            </li>
        }
    };
    let empty = looks.is_empty();
    let lines: Vec<_> = looks.into_iter().map(line).collect();
    view! {
        <section class="stack stack--tight" aria-labelledby="looks-title">
            <h2 class="section-title" id="looks-title">{t::my_data::looks_title(lang())}</h2>
            <p class="muted">{t::my_data::looks_text(lang())}</p>
            {if empty {
                view! { <p>{t::my_data::looks_none(lang())}</p> }.into_any()
            } else {
                view! { <ol class="timeline" role="list">{lines}</ol> }.into_any()
            }}
        </section>
    }
    .into_any()
}
