//! Who acts for whom (R-FLOW-16): the list, and naming somebody. Fetched when it is opened.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::access::Role;
use motcua_shared::time::show_date;

use super::workspace::{LineBox, typed_date};
use crate::a11y::{announce, focus_by_id};
use crate::api::{
    self, AddStandIn, Colleague, EndStandIn, ListColleagues, ListStandIns, NewStandIn, Nothing,
    StandInView,
};
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::remote::Remote;
use crate::session::use_session;
use crate::ui::{BusyButton, Icon};

const TITLE: &str = "stand-ins-title";
const ABSENT: &str = "stand-in-absent";
const DEPUTY: &str = "stand-in-deputy";
const SINCE: &str = "stand-in-since";
const UNTIL: &str = "stand-in-until";

/// The part of the page.
#[component]
pub fn StandIns() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <details class="disclosure" on:toggle=handler(move |_: web_sys::Event| open.set(true))>
            <summary id=TITLE>{t::flow::stand_ins_title(lang())}</summary>
            <div class="disclosure__body stack">
                {live_view(move || open.get().then(|| view! { <Opened/> }))}
            </div>
        </details>
    }
}

#[component]
fn Opened() -> impl IntoView {
    let list = Remote::new(|| api::call::<ListStandIns>(&[], &Nothing {}));
    let colleagues = Remote::new(|| api::call::<ListColleagues>(&[], &Nothing {}));
    view! {
        <p class="muted small">{t::flow::stand_ins_lead(lang())}</p>
        {list.view(move |found| view! { <Lines found list/> }.into_any())}
        {colleagues.view(move |people| view! { <NewOne people list/> }.into_any())}
    }
}

#[component]
fn Lines(found: Signal<Vec<StandInView>>, list: Remote<Vec<StandInView>>) -> impl IntoView {
    let end = Callback::new(move |id: String| {
        spawn_local(async move {
            match api::call::<EndStandIn>(&[&id], &Nothing {}).await {
                Ok(now) => {
                    list.set(now);
                    announce(t::flow::stand_in_ended(lang()));
                    focus_by_id(TITLE);
                }
                Err(problem) => announce(problem.detail),
            }
        });
    });
    live_view(move || {
        let lines = found.get();
        if lines.is_empty() {
            return view! { <p class="muted">{t::flow::stand_ins_none(lang())}</p> }.into_any();
        }
        let lines: Vec<_> = lines.into_iter().map(|one| line(one, end)).collect();
        view! { <ul class="checklist" role="list">{lines}</ul> }.into_any()
    })
}

fn line(one: StandInView, end: Callback<String>) -> AnyView {
    let (since, until) = (show_date(one.since), show_date(one.until));
    let label = t::flow::stand_in_end(lang(), &one.deputy, &one.absent);
    let id = one.id;
    view! {
        <li class="checklist__item"><div>
            <p class="checklist__name">{t::flow::stand_in_line(lang(), &one.deputy, &one.absent, &since, &until)}</p>
            {(!one.order_number.is_empty()).then(|| view! { <p class="checklist__meta">{t::flow::stand_in_order(lang(), &one.order_number)}</p> })}
            {one.over.then(|| view! { <p class="checklist__meta">{t::flow::stand_in_over(lang())}</p> })}
            {one.may_end.then(|| view! {
                <button class="button button--quiet button--small" type="button" aria-label=label on:click=handler(move |_: web_sys::MouseEvent| end.run(id.clone()))>{t::flow::stand_in_end_short(lang())}</button>
            })}
        </div></li>
    }
    .into_any()
}

/// What is typed for a new one.
#[derive(Clone, Copy)]
struct Typed {
    absent: RwSignal<String>,
    deputy: RwSignal<String>,
    order: RwSignal<String>,
    since: RwSignal<String>,
    until: RwSignal<String>,
    /// What was found missing, in the order of the boxes.
    missing: [RwSignal<bool>; 4],
}

impl Typed {
    /// What is to be sent; otherwise the box to go to.
    fn read(self) -> Result<NewStandIn, &'static str> {
        let [absent, deputy, order, since, until] =
            [self.absent, self.deputy, self.order, self.since, self.until]
                .map(|text| text.get_untracked());
        let (first, last) = (typed_date(&since), typed_date(&until));
        let wrong = [
            absent.is_empty(),
            deputy.is_empty(),
            first.is_none(),
            last.is_none(),
        ];
        for (missing, wrong) in self.missing.iter().zip(wrong) {
            missing.set(wrong);
        }
        let ids = [ABSENT, DEPUTY, SINCE, UNTIL];
        let first_wrong = ids.into_iter().zip(wrong).find(|(_, wrong)| *wrong);
        match (first_wrong, first, last) {
            (None, Some(since), Some(until)) => Ok(NewStandIn {
                absent,
                deputy,
                order_number: order,
                since,
                until,
            }),
            (found, ..) => Err(found.map_or(ABSENT, |(id, _)| id)),
        }
    }
}

#[component]
fn NewOne(people: Signal<Vec<Colleague>>, list: Remote<Vec<StandInView>>) -> impl IntoView {
    let account = use_session().account_untracked();
    let me = account
        .as_ref()
        .map(|one| one.id.clone())
        .unwrap_or_default();
    let leader = account.is_some_and(|one| one.role == Role::Leader);
    let text = || RwSignal::new(String::new());
    let typed = Typed {
        absent: RwSignal::new(me.clone()),
        deputy: text(),
        order: text(),
        since: text(),
        until: text(),
        missing: [(); 4].map(|()| RwSignal::new(false)),
    };
    let [no_absent, no_deputy, no_since, no_until] = typed.missing;
    let never = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let new = match typed.read() {
            Ok(new) => new,
            Err(id) => {
                focus_by_id(id);
                return;
            }
        };
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            match api::call::<AddStandIn>(&[], &new).await {
                Ok(now) => {
                    list.set(now);
                    for one in [typed.deputy, typed.order, typed.since, typed.until] {
                        one.try_set(String::new());
                    }
                    announce(t::flow::stand_in_added(lang()));
                    focus_by_id(TITLE);
                }
                Err(found) => {
                    problem.try_set(Some(found.detail));
                }
            }
            busy.try_set(false);
        });
    };
    // Officers name somebody for themselves only.
    let absent = memo(move || {
        let mut all = people.get();
        all.retain(|one| leader || one.id == me);
        all
    });
    let deputies = memo(move || {
        let absent = typed.absent.get();
        let all = people.get();
        let role = all.iter().find(|one| one.id == absent).map(|one| one.role);
        let fits = |one: &Colleague| match role {
            Some(Role::Leader) => one.role != Role::Clerk,
            role => role == Some(one.role),
        };
        all.into_iter()
            .filter(|one| one.id != absent && fits(one))
            .collect::<Vec<_>>()
    });
    view! {
        <form class="fields" novalidate on:submit=handler(send)>
            <PersonBox id=ABSENT label=t::flow::stand_in_absent(lang()) people=absent chosen=typed.absent missing=no_absent/>
            <PersonBox id=DEPUTY label=t::flow::stand_in_deputy(lang()) people=deputies chosen=typed.deputy missing=no_deputy/>
            <LineBox id=SINCE label=t::flow::stand_in_since(lang()) hint=t::flow::stand_in_day_hint(lang()) error=t::flow::stand_in_day_missing(lang()) text=typed.since missing=no_since numeric=true/>
            <LineBox id=UNTIL label=t::flow::stand_in_until(lang()) hint=t::flow::stand_in_day_hint(lang()) error=t::flow::stand_in_day_missing(lang()) text=typed.until missing=no_until numeric=true/>
            <LineBox id="stand-in-order" label=t::flow::stand_in_number(lang()) hint=t::flow::stand_in_number_hint(lang()) error=String::new() text=typed.order missing=never may_miss=true/>
            {live_view(move || problem.get().map(|words| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{words}</span></p> }))}
            <div class="button-row">
                <BusyButton text=derived(|| t::flow::stand_in_add(lang()).to_owned()) busy_text=derived(|| t::staff::sending(lang()).to_owned()) busy/>
            </div>
        </form>
    }
}

/// A choice of one person.
#[component]
fn PersonBox(
    id: &'static str,
    label: &'static str,
    people: Memo<Vec<Colleague>>,
    chosen: RwSignal<String>,
    missing: RwSignal<bool>,
) -> impl IntoView {
    let error = format!("{id}-error");
    let described = error.clone();
    let option = move |one: Colleague| {
        let mine = one.id.clone();
        view! { <option value=one.id selected=live(move || chosen.with(|chosen| *chosen == mine))>{one.name}</option> }
    };
    let pick = move |event: web_sys::Event| {
        chosen.set(event_target_value(&event));
        missing.set(false);
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            {live_view(move || missing.get().then(|| view! {
                <p class="field__error" id=error.clone()><Icon name="error"/><span>{t::staff::error_prefix(lang())}{t::flow::stand_in_choose(lang())}</span></p>
            }))}
            <select class="input select" id=id aria-required="true" aria-invalid=live(move || missing.get().then_some("true"))
                aria-describedby=live(move || missing.get().then(|| described.clone())) on:change=handler(pick)>
                <option value="">{t::flow::stand_in_choose(lang())}</option>
                {live_view(move || people.get().into_iter().map(option).collect::<Vec<_>>())}
            </select>
        </div>
    }
}
