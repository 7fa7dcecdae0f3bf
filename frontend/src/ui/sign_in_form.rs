//! User name and password, for the sign-in page and for signing in again in place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::access::Actor;

use super::button::BusyButton;
use super::error_summary::{ErrorItem, ErrorSummary, focus_error_summary};
use super::icon::Icon;
use crate::api::{Credentials, Problem};
use crate::i18n::{lang, t};
use crate::reactive::{derived, handler, live, live_view, memo};
use crate::session::{Session, use_session};

/// What is typed and what became of it.
#[derive(Clone, Copy)]
pub struct SigningIn {
    session: Session,
    username: RwSignal<String>,
    password: RwSignal<String>,
    /// Faults of the two fields, found before asking the server.
    missing: RwSignal<(bool, bool)>,
    problem: RwSignal<Option<Problem>>,
    busy: RwSignal<bool>,
    prefix: &'static str,
    on_done: Callback<Actor>,
}

impl SigningIn {
    /// Nothing typed yet. `prefix` keeps the ids apart when two forms are on the page.
    #[must_use]
    pub fn new(prefix: &'static str, on_done: Callback<Actor>) -> Self {
        Self {
            session: use_session(),
            username: RwSignal::new(String::new()),
            password: RwSignal::new(String::new()),
            missing: RwSignal::new((false, false)),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
            prefix,
            on_done,
        }
    }

    /// Whether an answer is awaited, tracked. Stays true after success, until the page has gone.
    pub fn busy(self) -> bool {
        self.busy.get()
    }

    /// Whether there is something to mend, tracked.
    pub fn has_errors(self) -> bool {
        self.problem.with(Option::is_some) || self.missing.get() != (false, false)
    }

    fn id(self, part: &str) -> String {
        format!("{}-{part}", self.prefix)
    }

    fn errors(self) -> Vec<ErrorItem> {
        let (username, password) = self.missing.get();
        let mut items = Vec::new();
        if username {
            items.push(ErrorItem {
                target: self.id("username"),
                text: t::portal::username_missing(lang()).to_owned(),
            });
        }
        if password {
            items.push(ErrorItem {
                target: self.id("password"),
                text: t::portal::password_missing(lang()).to_owned(),
            });
        }
        if let Some(problem) = self.problem.get() {
            items.push(ErrorItem {
                target: self.id("username"),
                text: problem.detail,
            });
        }
        items
    }

    /// Signs in with these, as if they had been typed.
    pub fn sign_in_as(self, username: &str, password: &str) {
        self.username.set(username.to_owned());
        self.password.set(password.to_owned());
        self.submit();
    }

    fn submit(self) {
        if self.busy.get_untracked() {
            return;
        }
        let credentials = Credentials {
            username: self.username.get_untracked().trim().to_owned(),
            password: self.password.get_untracked(),
        };
        self.problem.set(None);
        self.missing.set((
            credentials.username.is_empty(),
            credentials.password.is_empty(),
        ));
        if self.missing.get_untracked() != (false, false) {
            focus_error_summary();
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            match self.session.sign_in(&credentials).await {
                Ok(actor) => {
                    self.on_done.try_run(actor);
                }
                Err(problem) => {
                    self.busy.try_set(false);
                    self.problem.try_set(Some(problem));
                    focus_error_summary();
                }
            }
        });
    }
}

/// The form with its error summary.
#[component]
pub fn SignInForm(
    /// From [`SigningIn::new`].
    work: SigningIn,
) -> impl IntoView {
    let seen = RwSignal::new(false);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        work.submit();
    };
    let username_error = memo(move || work.missing.get().0);
    let password_error = memo(move || work.missing.get().1);
    let error = move |id: String, text: &'static str| {
        view! { <p class="field__error" id=id><Icon name="error"/><span><span class="visually-hidden">{t::portal::error_prefix(lang())}" "</span>{text}</span></p> }
    };
    let invalid =
        move |own: Memo<bool>| (own.get() || work.problem.with(Option::is_some)).then_some("true");
    view! {
        <ErrorSummary items=derived(move || work.errors())/>
        <form class="fields" novalidate on:submit=handler(submit)>
            <div class="field">
                <label class="field__label" for=work.id("username")>{t::portal::username(lang())}</label>
                {live_view(move || username_error.get().then(|| error(work.id("username-error"), t::portal::username_missing(lang()))))}
                <input
                    class="input"
                    id=work.id("username")
                    type="text"
                    name="username"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-required="true"
                    aria-invalid=live(move || invalid(username_error))
                    aria-describedby=live(move || username_error.get().then(|| work.id("username-error")))
                    prop:value=live(move || work.username.get())
                    on:input=handler(move |event: web_sys::Event| work.username.set(event_target_value(&event)))
                />
            </div>
            <div class="field">
                <label class="field__label" for=work.id("password")>{t::portal::password(lang())}</label>
                {live_view(move || password_error.get().then(|| error(work.id("password-error"), t::portal::password_missing(lang()))))}
                <div class="password">
                    <input
                        class="input"
                        id=work.id("password")
                        type=live(move || if seen.get() { "text" } else { "password" })
                        name="password"
                        autocomplete="current-password"
                        autocapitalize="none"
                        spellcheck="false"
                        aria-required="true"
                        aria-invalid=live(move || invalid(password_error))
                        aria-describedby=live(move || password_error.get().then(|| work.id("password-error")))
                        prop:value=live(move || work.password.get())
                        on:input=handler(move |event: web_sys::Event| work.password.set(event_target_value(&event)))
                    />
                    <button class="button button--quiet button--small password__show" type="button" aria-pressed=live(move || if seen.get() { "true" } else { "false" }) on:click=handler(move |_: web_sys::MouseEvent| seen.update(|seen| *seen = !*seen))>
                        <Icon name="eye"/>{t::portal::password_show(lang())}
                    </button>
                </div>
            </div>
            <div class="button-row">
                <BusyButton text=t::shell::sign_in_title(lang()) busy_text=t::portal::signing_in(lang()) busy=derived(move || work.busy())/>
            </div>
        </form>
    }
}
