//! The dialog for many dossiers: what the action needs, then what it would do to each and why not. Nothing has happened until the
//! last button; the run itself has a page of its own.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use motcua_shared::dossier::{Action, Command};
use motcua_shared::time::show_moment;

use crate::a11y::{announce, focus_by_id};
use crate::api::{
    self, BulkForecast, BulkPick, BulkPreview, BulkQuestion, BulkSelection, BulkStart, PreviewBulk,
    Problem, StartBulk,
};
use crate::area::staff::frame::use_office;
use crate::i18n::{lang, t, text};
use crate::reactive::{derived, handler, live_view, memo};
use crate::route;
use crate::ui::{BusyButton, Dialog, Icon};

const TITLE: &str = "bulk-title";
const CAN: &str = "bulk-can";
const PROBLEM: &str = "bulk-problem";

/// The dialog.
#[component]
pub fn BulkDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What shall be done.
    action: RwSignal<Action>,
    /// Which dossiers are chosen.
    chosen: Callback<(), BulkSelection>,
) -> impl IntoView {
    let title = derived(move || action.get().button(lang()).to_owned());
    view! { <Dialog open id=TITLE title><Body open action=action.get_untracked() chosen/></Dialog> }
}

/// What the dialog has found out.
#[derive(Clone, Copy)]
struct Bulk {
    preview: RwSignal<Option<(Command, BulkPreview)>>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

#[component]
fn Body(
    open: RwSignal<bool>,
    action: Action,
    chosen: Callback<(), BulkSelection>,
) -> impl IntoView {
    let bulk = Bulk {
        preview: RwSignal::new(None),
        busy: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    let asked = memo(move || bulk.preview.with(Option::is_none));
    view! {
        {live_view(move || bulk.problem.get().map(|problem| view! {
            <p class="field__error dialog__body" id=PROBLEM tabindex="-1"><Icon name="error"/><span>{problem.detail}</span></p>
        }))}
        {live_view(move || if asked.get() {
            view! { <Ask bulk open action chosen/> }.into_any()
        } else {
            view! { <Shown bulk open/> }.into_any()
        })}
    }
}

/// The officer or the words, and the button to the preview.
#[component]
fn Ask(
    bulk: Bulk,
    open: RwSignal<bool>,
    action: Action,
    chosen: Callback<(), BulkSelection>,
) -> impl IntoView {
    let office = use_office();
    let officer = NodeRef::<html::Select>::new();
    let words = NodeRef::<html::Textarea>::new();
    let people = memo(move || office.desk().map(|desk| desk.officers).unwrap_or_default());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if bulk.busy.get_untracked() {
            return;
        }
        let text = words
            .get_untracked()
            .map(|words| words.value())
            .unwrap_or_default();
        let named = officer.get_untracked().map(|select| select.value());
        let named = named.filter(|named| !named.is_empty());
        let command = match action {
            Action::Forward => Command::Forward {
                officer: named,
                note: text,
            },
            Action::Assign => Command::Assign {
                officer: named,
                note: text,
            },
            _ => Command::Accept { message: text },
        };
        bulk.busy.set(true);
        let selection = chosen.run(());
        spawn_local(async move {
            let question = BulkQuestion {
                command: command.clone(),
                selection,
            };
            let answer = api::call::<PreviewBulk>(&[], &question).await;
            if bulk.busy.try_set(false).is_some() {
                return;
            }
            let next = match answer {
                Ok(preview) => {
                    bulk.problem.set(None);
                    bulk.preview.set(Some((command, preview)));
                    CAN
                }
                Err(problem) => {
                    bulk.problem.set(Some(problem));
                    PROBLEM
                }
            };
            request_animation_frame(move || {
                focus_by_id(next);
            });
        });
    };
    let option = |(id, name): (String, String)| view! { <option value=id>{name}</option> };
    let (label, hint) = if action == Action::Accept {
        (
            t::staff::message_label(lang()),
            t::staff::message_hint(lang()),
        )
    } else {
        (t::staff::note_label(lang()), t::staff::note_hint(lang()))
    };
    view! {
        <form novalidate on:submit=handler(submit)>
            <div class="dialog__body stack">
                {(action != Action::Accept).then(|| view! {
                    <div class="field">
                        <label class="field__label" for="bulk-officer">{t::desk::bulk_officer(lang())}</label>
                        <p class="field__hint" id="bulk-officer-hint">{t::desk::bulk_officer_hint(lang())}</p>
                        <select class="input select" id="bulk-officer" aria-describedby="bulk-officer-hint" node_ref=officer>
                            <option value="">{t::desk::bulk_whole_unit(lang())}</option>
                            <For each=move || people.get() key=|(id, _)| id.clone() let:one>{option(one)}</For>
                        </select>
                    </div>
                })}
                <div class="field">
                    <label class="field__label" for="bulk-words">{label}" "<span class="field__optional">{t::staff::optional(lang())}</span></label>
                    <p class="field__hint" id="bulk-words-hint">{hint}</p>
                    <textarea class="input" id="bulk-words" rows="3" aria-describedby="bulk-words-hint" node_ref=words></textarea>
                </div>
            </div>
            <div class="dialog__foot button-row">
                <BusyButton text=derived(|| t::desk::bulk_preview(lang()).to_owned()) busy_text=derived(|| t::desk::bulk_previewing(lang()).to_owned()) busy=bulk.busy/>
                <button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| open.set(false))>{t::staff::cancel(lang())}</button>
            </div>
        </form>
    }
}

/// The preview, and the button that starts the run.
#[component]
fn Shown(bulk: Bulk, open: RwSignal<bool>) -> impl IntoView {
    let office = use_office();
    let navigate = use_navigate();
    let found = bulk.preview.get_untracked();
    let Some((command, preview)) = found else {
        return ().into_any();
    };
    let (can, cannot): (Vec<BulkForecast>, Vec<BulkForecast>) = preview
        .items
        .into_iter()
        .partition(|item| item.outlook.is_some());
    let picks: Vec<BulkPick> = can
        .iter()
        .map(|item| BulkPick {
            dossier: item.dossier.clone(),
            version: item.version,
        })
        .collect();
    let (possible, impossible) = (can.len().to_string(), cannot.len().to_string());
    // One key for this preview: a second press, or a try after a lost answer, is the same run.
    let key = StoredValue::new(new_key());
    let start = Callback::new(move |()| {
        let (start, navigate) = (
            BulkStart {
                command: command.clone(),
                items: picks.clone(),
            },
            navigate.clone(),
        );
        bulk.busy.set(true);
        spawn_local(async move {
            let answer = api::call_once::<StartBulk>(&[], &start, &key.get_value()).await;
            if bulk.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(run) => {
                    open.set(false);
                    office.reload();
                    navigate(&route::bulk_run(&run.id), NavigateOptions::default());
                }
                Err(problem) => {
                    announce(problem.detail.clone());
                    bulk.problem.set(Some(problem));
                }
            }
        });
    });
    let none = can.is_empty();
    let beyond = preview.beyond;
    view! {
        <div class="dialog__body stack">
            <p id=CAN tabindex="-1">{if none { t::desk::bulk_none(lang()).to_owned() } else { t::desk::bulk_can(lang(), &possible) }}</p>
            {(beyond > 0).then(|| view! { <p>{t::desk::bulk_beyond(lang(), &beyond.to_string())}</p> })}
            <ul class="bulk-list" role="list">{can.into_iter().map(forecast).collect::<Vec<_>>()}</ul>
            {(!cannot.is_empty()).then(|| view! {
                <p>{t::desk::bulk_cannot(lang(), &impossible)}</p>
                <ul class="bulk-list" role="list">{cannot.into_iter().map(forecast).collect::<Vec<_>>()}</ul>
            })}
        </div>
        <div class="dialog__foot button-row">
            {(!none).then(|| view! {
                <BusyButton text=derived(move || t::desk::bulk_start(lang(), &possible)) busy_text=derived(|| t::desk::bulk_starting(lang()).to_owned()) busy=bulk.busy on_press=start/>
            })}
            <button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| bulk.preview.set(None))>{t::desk::bulk_back(lang())}</button>
        </div>
    }
    .into_any()
}

/// A name for one attempt that nobody else has.
fn new_key() -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds since 1970 are positive and far below 2^53"
    )]
    let moment = js_sys::Date::now() as u64;
    format!("bulk-{moment}-{}", js_sys::Math::random())
}

/// What would become of one dossier.
fn forecast(item: BulkForecast) -> AnyView {
    let outcome = match (item.outlook, item.refusal) {
        (Some(outlook), _) => {
            let (status, step) = (outlook.status.name(lang()), text(&outlook.step));
            match outlook.due_at {
                Some(due) => t::desk::bulk_becomes_due(lang(), status, &step, &show_moment(due)),
                None => t::desk::bulk_becomes(lang(), status, &step),
            }
        }
        (None, refusal) => refusal
            .map(|refusal| refusal.message(lang()).to_owned())
            .unwrap_or_default(),
    };
    view! {
        <li class="bulk-list__item"><span class="code">{item.code}</span>" · "{item.owner}<span class="table__sub">{outcome}</span></li>
    }
    .into_any()
}
