//! E-mail and phone number of the person: shown masked, added and changed with a code that goes to the new address.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{
    AddressCode, AddressKind, AskAddressCode, CODE_DIGITS, CodeOutcome, CodeSent, ConfirmAddress,
    NewAddress, NoticeSettings, Problem, ProblemCode, ReachView,
};
use motcua_shared::notice::ChannelKind;
use motcua_shared::time::show_moment;

use crate::a11y::{announce, focus_by_id};
use crate::api;
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live, live_view};
use crate::session::{Session, use_session};
use crate::ui::{BusyButton, Icon};

/// One address and what is being done about it.
#[derive(Clone, Copy)]
struct Address {
    kind: AddressKind,
    to: RwSignal<Option<String>>,
    open: RwSignal<bool>,
    sent: RwSignal<Option<CodeSent>>,
    address: RwSignal<String>,
    code: RwSignal<String>,
    /// What is wrong with the field that is shown.
    fault: RwSignal<String>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    session: Session,
}

/// The section; `channels` are those of the installation, with the person's addresses.
pub fn addresses(channels: &[ReachView]) -> AnyView {
    let mut parts = Vec::new();
    for kind in [AddressKind::Email, AddressKind::Phone] {
        let mut reached = channels.iter().filter(|one| is_of(kind, one.channel));
        if let Some(first) = reached.next() {
            parts.push(Address::new(kind, first.to.clone()).view());
        }
    }
    if parts.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="stack" aria-labelledby="addresses-title">
            <h2 id="addresses-title">{t::reach::address_title(lang())}</h2>
            <p>{t::reach::address_lead(lang())}</p>
            {parts}
        </section>
    }
    .into_any()
}

fn is_of(kind: AddressKind, channel: ChannelKind) -> bool {
    match kind {
        AddressKind::Email => channel == ChannelKind::Email,
        AddressKind::Phone => matches!(channel, ChannelKind::Sms | ChannelKind::Zalo),
    }
}

impl Address {
    fn new(kind: AddressKind, to: Option<String>) -> Self {
        Self {
            kind,
            to: RwSignal::new(to),
            open: RwSignal::new(false),
            sent: RwSignal::new(None),
            address: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
            fault: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            session: use_session(),
        }
    }

    fn is_email(self) -> bool {
        self.kind == AddressKind::Email
    }

    fn field(self) -> &'static str {
        if self.is_email() {
            "new-email"
        } else {
            "new-phone"
        }
    }

    fn code_field(self) -> &'static str {
        if self.is_email() {
            "email-code"
        } else {
            "phone-code"
        }
    }

    fn title(self) -> &'static str {
        if self.is_email() {
            "email-title"
        } else {
            "phone-title"
        }
    }

    fn missing(self) -> &'static str {
        if self.is_email() {
            t::reach::address_missing_email(lang())
        } else {
            t::reach::address_missing_phone(lang())
        }
    }

    /// Shows a fault at a field and leads there.
    fn blame(self, fault: String, field: &'static str) {
        self.fault.try_set(fault);
        focus_by_id(field);
    }

    fn fail(self, problem: Problem) {
        match problem.code {
            ProblemCode::SignedOut => self.session.mark_expired(),
            ProblemCode::Invalid => {
                return self.blame(self.missing().to_owned(), self.field());
            }
            _ => {}
        }
        self.problem.try_set(Some(problem));
    }

    fn ask(self) {
        let address = self.address.get_untracked().trim().to_owned();
        self.problem.set(None);
        self.fault.set(String::new());
        if address.is_empty() {
            return self.blame(self.missing().to_owned(), self.field());
        }
        self.busy.set(true);
        let kind = self.kind;
        spawn_local(async move {
            let outcome = api::call::<AskAddressCode>(&[], &NewAddress { kind, address }).await;
            self.busy.try_set(false);
            match outcome {
                Ok(sent) => {
                    self.code.try_set(String::new());
                    self.sent.try_set(Some(sent));
                    announce(t::reach::code_sent(lang()).to_owned());
                    let field = self.code_field();
                    request_animation_frame(move || {
                        focus_by_id(field);
                    });
                }
                Err(problem) => self.fail(problem),
            }
        });
    }

    fn confirm(self) {
        let code = self.code.get_untracked();
        self.problem.set(None);
        self.fault.set(String::new());
        let digits = code.chars().filter(char::is_ascii_digit).count();
        if digits != CODE_DIGITS {
            return self.blame(t::reach::code_missing(lang()).to_owned(), self.code_field());
        }
        self.busy.set(true);
        let kind = self.kind;
        spawn_local(async move {
            let outcome = api::call::<ConfirmAddress>(&[], &AddressCode { kind, code }).await;
            self.busy.try_set(false);
            match outcome {
                Ok(answer) => self.took(answer.outcome, &answer.settings),
                Err(problem) => self.fail(problem),
            }
        });
    }

    fn took(self, outcome: CodeOutcome, settings: &NoticeSettings) {
        match outcome {
            CodeOutcome::Confirmed => {
                let now = settings
                    .channels
                    .iter()
                    .find(|one| is_of(self.kind, one.channel));
                self.to.try_set(now.and_then(|one| one.to.clone()));
                self.close();
                announce(t::reach::confirmed(lang()).to_owned());
            }
            CodeOutcome::Wrong { left } => {
                let fault = t::reach::code_wrong(lang(), &left.to_string());
                self.blame(fault, self.code_field());
            }
            CodeOutcome::Over => {
                self.blame(t::reach::code_over(lang()).to_owned(), self.code_field());
            }
        }
    }

    fn close(self) {
        self.open.try_set(false);
        self.sent.try_set(None);
        self.address.try_set(String::new());
        self.fault.try_set(String::new());
        self.problem.try_set(None);
        let title = self.title();
        request_animation_frame(move || {
            focus_by_id(title);
        });
    }

    fn view(self) -> AnyView {
        let title = if self.is_email() {
            t::reach::email(lang())
        } else {
            t::reach::phone(lang())
        };
        let now = move || match self.to.get() {
            Some(to) => t::reach::address_now(lang(), &to),
            None => t::reach::address_none(lang()).to_owned(),
        };
        view! {
            <div class="card stack stack--tight">
                <h3 id=self.title() tabindex="-1">{title}</h3>
                <p>{live_view(now)}</p>
                {live_view(move || match (self.open.get(), self.sent.get()) {
                    (false, _) => self.opener(),
                    (true, None) => self.asking(),
                    (true, Some(sent)) => self.confirming(&sent),
                })}
                {live_view(move || self.problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }))}
            </div>
        }
        .into_any()
    }

    fn opener(self) -> AnyView {
        let words = match (self.is_email(), self.to.get().is_some()) {
            (true, true) => t::reach::address_change_email(lang()),
            (true, false) => t::reach::address_add_email(lang()),
            (false, true) => t::reach::address_change_phone(lang()),
            (false, false) => t::reach::address_add_phone(lang()),
        };
        let open = move |_: web_sys::MouseEvent| {
            self.open.set(true);
            let field = self.field();
            request_animation_frame(move || {
                focus_by_id(field);
            });
        };
        view! { <p><button class="button button--secondary" type="button" on:click=handler(open)>{words}</button></p> }.into_any()
    }

    fn asking(self) -> AnyView {
        let label = if self.is_email() {
            t::reach::address_new_email(lang())
        } else {
            t::reach::address_new_phone(lang())
        };
        let (kind, complete) = if self.is_email() {
            ("email", "email")
        } else {
            ("tel", "tel")
        };
        let input = self.input(self.field(), label, kind, complete, self.address, None);
        let submit = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            if !self.busy.get_untracked() {
                self.ask();
            }
        };
        view! {
            <form class="fields" novalidate on:submit=handler(submit)>
                {input}
                <div class="button-row">
                    <BusyButton text=derived(|| t::reach::address_send(lang()).to_owned()) busy_text=derived(|| t::citizen::sending(lang()).to_owned()) busy=self.busy/>
                    <button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| self.close())>{t::reach::address_cancel(lang())}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn confirming(self, sent: &CodeSent) -> AnyView {
        let hint = t::reach::code_hint(lang(), &sent.to, &show_moment(sent.until));
        let label = t::reach::code(lang());
        let input = self.input(
            self.code_field(),
            label,
            "text",
            "one-time-code",
            self.code,
            Some(hint),
        );
        let submit = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            if !self.busy.get_untracked() {
                self.confirm();
            }
        };
        let again = move |_: web_sys::MouseEvent| {
            if !self.busy.get_untracked() {
                self.ask();
            }
        };
        view! {
            <form class="fields" novalidate on:submit=handler(submit)>
                {input}
                <div class="button-row">
                    <BusyButton text=derived(|| t::reach::code_confirm(lang()).to_owned()) busy_text=derived(|| t::citizen::sending(lang()).to_owned()) busy=self.busy/>
                    <button class="button button--secondary" type="button" on:click=handler(again)>{t::reach::code_again(lang())}</button>
                    <button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| self.close())>{t::reach::address_cancel(lang())}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn input(
        self,
        id: &'static str,
        label: &'static str,
        kind: &'static str,
        complete: &'static str,
        value: RwSignal<String>,
        hint: Option<String>,
    ) -> AnyView {
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let described = {
            let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
            let has_hint = hint.is_some();
            move || {
                let wrong = self.fault.with(|fault| !fault.is_empty());
                let ids: Vec<&str> = [(has_hint, &hint_id), (wrong, &error_id)]
                    .into_iter()
                    .filter(|(there, _)| *there)
                    .map(|(_, id)| id.as_str())
                    .collect();
                (!ids.is_empty()).then(|| ids.join(" "))
            }
        };
        let numeric = complete == "one-time-code";
        view! {
            <div class="field">
                <label class="field__label" for=id>{label}</label>
                {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
                {live_view(move || {
                    let fault = self.fault.get();
                    let error_id = error_id.clone();
                    (!fault.is_empty()).then(|| view! {
                        <p class="field__error" id=error_id><Icon name="error"/><span>{t::citizen::error_prefix(lang())}{fault}</span></p>
                    })
                })}
                <input class="input" id=id type=kind autocomplete=complete inputmode=numeric.then_some("numeric")
                    aria-invalid=live(move || self.fault.with(|fault| !fault.is_empty()).then_some("true"))
                    aria-describedby=live(described)
                    prop:value=live(move || value.get())
                    on:input=handler(move |event: web_sys::Event| value.set(event_target_value(&event)))/>
            </div>
        }
        .into_any()
    }
}
