//! For administrators: the words of notices that leave the portal – choose one, edit it, see it on a real dossier, send one to try.

mod boxes;

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::api::{
    ListNoticeTemplates, Nothing, NoticePreview, NoticePreviewRequest, NoticeTemplateChange,
    NoticeTemplateView, PreviewNotice, Problem, ProblemCode, SaveNoticeTemplate,
};
use motcua_shared::i18n::Lang;
use motcua_shared::notice::template::TemplateFault;
use motcua_shared::notice::{ChannelKind, Occasion, Template};

use self::boxes::{blame, choice, line, result};
use crate::a11y::{announce, focus_by_id};
use crate::api;
use crate::i18n::{lang, t};
use crate::page::PageTitle;
use crate::reactive::{derived, handler, live, live_view};
use crate::remote::Remote;
use crate::route;
use crate::session::{Session, use_session};
use crate::ui::{Breadcrumb, BusyButton, Icon};

const SUBJECT: &str = "template-subject";
const TEXT: &str = "template-text";
const CODE: &str = "template-code";
const TO: &str = "template-to";

/// The page.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let remote = Remote::new(|| api::call::<ListNoticeTemplates>(&[], &Nothing {}));
    remote.view(move |all| Desk::new(all.get_untracked()).view())
}

/// Which template is open, and what is being done with it.
#[derive(Clone, Copy)]
struct Desk {
    all: RwSignal<Vec<NoticeTemplateView>>,
    occasion: RwSignal<Occasion>,
    channel: RwSignal<ChannelKind>,
    language: RwSignal<Lang>,
    subject: RwSignal<String>,
    text: RwSignal<String>,
    code: RwSignal<String>,
    to: RwSignal<String>,
    preview: RwSignal<Option<NoticePreview>>,
    faults: RwSignal<Vec<TemplateFault>>,
    missing: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    session: Session,
    /// Words that were written and neither kept nor given up: they are there again when their template is.
    aside: StoredValue<Vec<(Key, Template)>>,
}

/// What tells templates apart.
type Key = (Occasion, ChannelKind, Lang);

impl Desk {
    fn new(all: Vec<NoticeTemplateView>) -> Self {
        let desk = Self {
            all: RwSignal::new(all),
            occasion: RwSignal::new(Occasion::Submitted),
            channel: RwSignal::new(ChannelKind::Email),
            language: RwSignal::new(Lang::Vi),
            subject: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
            to: RwSignal::new(String::new()),
            preview: RwSignal::new(None),
            faults: RwSignal::new(Vec::new()),
            missing: RwSignal::new(None),
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
            session: use_session(),
            aside: StoredValue::new(Vec::new()),
        };
        desk.open();
        desk
    }

    fn key(self) -> Key {
        (
            self.occasion.get_untracked(),
            self.channel.get_untracked(),
            self.language.get_untracked(),
        )
    }

    /// Chooses another template; what was written for this one stays.
    fn turn(self, choose: impl FnOnce()) {
        let (key, written) = (self.key(), self.written());
        let kept = self.chosen().map(|view| view.template).unwrap_or_default();
        self.aside.update_value(|aside| {
            aside.retain(|(other, _)| *other != key);
            if written != kept {
                aside.push((key, written));
            }
        });
        choose();
        self.open();
    }

    /// Puts the chosen template on the desk.
    fn open(self) {
        let key = self.key();
        let aside = self.aside.with_value(|aside| {
            let found = aside.iter().find(|(other, _)| *other == key);
            found.map(|(_, written)| written.clone())
        });
        let kept = || self.chosen().map(|view| view.template);
        let chosen = aside.or_else(kept).unwrap_or_default();
        self.subject.set(chosen.subject);
        self.text.set(chosen.text);
        self.preview.set(None);
        self.faults.set(Vec::new());
        self.problem.set(None);
    }

    fn chosen(self) -> Option<NoticeTemplateView> {
        let key = self.key();
        self.all.with_untracked(|all| {
            let found = all
                .iter()
                .find(|one| (one.occasion, one.channel, one.lang) == key);
            found.cloned()
        })
    }

    fn written(self) -> Template {
        let subject = if self.channel.get_untracked() == ChannelKind::Email {
            self.subject.get_untracked()
        } else {
            String::new()
        };
        Template {
            subject,
            text: self.text.get_untracked(),
        }
    }

    fn fail(self, problem: Problem) {
        match problem.code {
            ProblemCode::SignedOut => self.session.mark_expired(),
            ProblemCode::NotFound => {
                self.missing
                    .try_set(Some(t::template::code_unknown(lang())));
                focus_by_id(CODE);
                return;
            }
            _ => {}
        }
        self.problem.try_set(Some(problem));
    }

    /// Keeps the words; without any the built-in ones come back.
    fn save(self, template: Template) {
        if self.busy.get_untracked() {
            return;
        }
        let back = template.text.is_empty();
        self.problem.set(None);
        let faults = if back {
            Vec::new()
        } else {
            template.faults(self.channel.get_untracked())
        };
        self.faults.set(faults);
        if self.faults.with_untracked(|faults| !faults.is_empty()) {
            focus_by_id(TEXT);
            return;
        }
        let change = NoticeTemplateChange {
            occasion: self.occasion.get_untracked(),
            channel: self.channel.get_untracked(),
            lang: self.language.get_untracked(),
            template,
        };
        self.busy.set(true);
        spawn_local(async move {
            let outcome = api::call::<SaveNoticeTemplate>(&[], &change).await;
            self.busy.try_set(false);
            match outcome {
                Ok(saved) => {
                    self.took(saved);
                    let said = if back {
                        t::template::restored(lang())
                    } else {
                        t::template::saved(lang())
                    };
                    announce(said.to_owned());
                }
                Err(problem) => self.fail(problem),
            }
        });
    }

    fn took(self, saved: NoticeTemplateView) {
        self.subject.try_set(saved.template.subject.clone());
        self.text.try_set(saved.template.text.clone());
        self.all.try_update(|all| {
            let same = |one: &&mut NoticeTemplateView| {
                (one.occasion, one.channel, one.lang) == (saved.occasion, saved.channel, saved.lang)
            };
            if let Some(one) = all.iter_mut().find(same) {
                *one = saved.clone();
            }
        });
    }

    fn look(self) {
        if self.busy.get_untracked() {
            return;
        }
        let code = self.code.get_untracked().trim().to_owned();
        self.problem.set(None);
        self.preview.set(None);
        self.missing
            .set(code.is_empty().then(|| t::template::code_missing(lang())));
        if code.is_empty() {
            focus_by_id(CODE);
            return;
        }
        let request = NoticePreviewRequest {
            channel: self.channel.get_untracked(),
            lang: self.language.get_untracked(),
            template: self.written(),
            code,
            to: self.to.get_untracked().trim().to_owned(),
        };
        self.busy.set(true);
        spawn_local(async move {
            let outcome = api::call::<PreviewNotice>(&[], &request).await;
            self.busy.try_set(false);
            match outcome {
                Ok(preview) => {
                    self.faults.try_set(preview.faults.clone());
                    let said = if preview.sent {
                        t::template::sent(lang())
                    } else {
                        t::template::result(lang())
                    };
                    announce(said.to_owned());
                    self.preview.try_set(Some(preview));
                }
                Err(problem) => self.fail(problem),
            }
        });
    }

    fn view(self) -> AnyView {
        let save = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            self.save(self.written());
        };
        let look = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            self.look();
        };
        let admin = t::shell::nav_admin(lang()).to_owned();
        let above = vec![
            (route::ADMIN.to_owned(), admin),
            (
                route::DELIVERIES.to_owned(),
                t::delivery::report_title(lang()).to_owned(),
            ),
        ];
        view! {
            <PageTitle title=t::template::title(lang())/>
            <div class="page page--narrow stack">
                <Breadcrumb above here=t::template::title(lang())/>
                <h1 tabindex="-1">{t::template::title(lang())}</h1>
                <p class="lead">{t::template::lead(lang())}</p>
                {live_view(move || self.count())}
                {self.choices()}
                <form class="fields" novalidate on:submit=handler(save)>
                    {live_view(move || self.standing())}
                    {live_view(move || self.fields())}
                    {live_view(move || self.blames())}
                    <div class="button-row">
                        <BusyButton text=derived(|| t::template::save(lang()).to_owned()) busy_text=derived(|| t::citizen::sending(lang()).to_owned()) busy=self.busy/>
                        <button class="button button--quiet" type="button" on:click=handler(move |_: web_sys::MouseEvent| self.save(Template::default()))>{t::template::restore(lang())}</button>
                    </div>
                </form>
                <section class="stack" aria-labelledby="try-title">
                    <h2 id="try-title">{t::template::try_title(lang())}</h2>
                    <form class="fields" novalidate on:submit=handler(look)>
                        {self.trying()}
                    </form>
                    {live_view(move || self.preview.get().filter(|one| one.faults.is_empty()).map(|one| result(one, self.language.get_untracked())))}
                </section>
                {live_view(move || self.problem.get().map(|problem| view! { <p class="field__error" role="alert"><Icon name="error"/><span>{problem.title}". "{problem.detail}</span></p> }))}
            </div>
        }
        .into_any()
    }

    fn count(self) -> AnyView {
        let (changed, all) = self.all.with(|all| {
            let changed = all.iter().filter(|one| one.changed).count();
            (changed.to_string(), all.len().to_string())
        });
        view! { <p class="muted">{t::template::changed_count(lang(), &changed, &all)}</p> }
            .into_any()
    }

    fn standing(self) -> AnyView {
        self.occasion.track();
        self.channel.track();
        self.language.track();
        self.all.track();
        let words = if self.chosen().is_some_and(|one| one.changed) {
            t::template::changed(lang())
        } else {
            t::template::built_in(lang())
        };
        view! { <p>{words}</p> }.into_any()
    }

    fn choices(self) -> AnyView {
        let occasions = Occasion::ALL
            .into_iter()
            .map(|one| (one.key(), one.name(lang())))
            .collect();
        let channels = ChannelKind::ALL
            .into_iter()
            .map(|one| (one.key(), one.name(lang())))
            .collect();
        let languages = vec![("vi", "Tiếng Việt"), ("en", "English")];
        view! {
            <div class="fields">
                {choice("template-occasion", t::template::occasion(lang()), occasions, move |key| {
                    if let Some(one) = Occasion::from_key(key) {
                        self.turn(|| self.occasion.set(one));
                    }
                })}
                {choice("template-channel", t::template::channel(lang()), channels, move |key| {
                    if let Some(one) = ChannelKind::from_key(key) {
                        self.turn(|| {
                            self.channel.set(one);
                            self.to.set(String::new());
                        });
                    }
                })}
                {choice("template-language", t::template::language(lang()), languages, move |key| {
                    self.turn(|| self.language.set(Lang::from_tag(key)));
                })}
            </div>
        }
        .into_any()
    }

    fn fields(self) -> AnyView {
        let channel = self.channel.get();
        let names: Vec<String> = Template::places(channel)
            .iter()
            .map(|place| format!("{{{place}}}"))
            .collect();
        let hint = t::template::places(lang(), &names.join(" "));
        let short = channel.is_overheard().then(|| {
            view! { <p class="field__hint">{t::template::places_short(lang())}</p> }
        });
        let subject = (channel == ChannelKind::Email).then(|| {
            line(
                SUBJECT,
                t::template::subject(lang()),
                self.subject,
                self.language,
            )
        });
        let rows = if channel.is_overheard() { "3" } else { "12" };
        view! {
            {subject}
            <div class="field">
                <label class="field__label" for=TEXT>{t::template::text(lang())}</label>
                <p class="field__hint" id="template-places">{hint}</p>
                {short}
                <textarea class="input" id=TEXT rows=rows lang=move || self.language.get().tag() aria-describedby="template-places template-faults"
                    aria-invalid=live(move || self.faults.with(|faults| !faults.is_empty()).then_some("true"))
                    prop:value=live(move || self.text.get())
                    on:input=handler(move |event: web_sys::Event| self.text.set(event_target_value(&event)))></textarea>
            </div>
        }
        .into_any()
    }

    fn blames(self) -> AnyView {
        let lines: Vec<_> = self
            .faults
            .get()
            .iter()
            .map(|fault| {
                let words = blame(fault);
                view! { <p class="field__error"><Icon name="error"/><span>{words}</span></p> }
            })
            .collect();
        view! { <div id="template-faults">{lines}</div> }.into_any()
    }

    fn trying(self) -> AnyView {
        let to = move || {
            if self.channel.get() == ChannelKind::Push {
                let choose = move |event: web_sys::Event| {
                    let own = if event_target_checked(&event) {
                        "push"
                    } else {
                        ""
                    };
                    self.to.set(own.to_owned());
                };
                view! {
                    <label class="choice">
                        <input class="choice__input" type="checkbox" on:change=handler(choose)/>
                        <span class="choice__text">{t::template::to_push(lang())}</span>
                    </label>
                }
                .into_any()
            } else {
                view! {
                    <div class="field">
                        <label class="field__label" for=TO>{t::template::to(lang())}</label>
                        <p class="field__hint" id="template-to-hint">{t::template::to_hint(lang())}</p>
                        <input class="input" id=TO type="text" autocomplete="off" aria-describedby="template-to-hint"
                            prop:value=live(move || self.to.get())
                            on:input=handler(move |event: web_sys::Event| self.to.set(event_target_value(&event)))/>
                    </div>
                }
                .into_any()
            }
        };
        let words = move || {
            if self.to.with(|to| to.trim().is_empty()) {
                t::template::show(lang()).to_owned()
            } else {
                t::template::send(lang()).to_owned()
            }
        };
        view! {
            <div class="field">
                <label class="field__label" for=CODE>{t::template::code(lang())}</label>
                {live_view(move || self.missing.get().map(|words| view! {
                    <p class="field__error" id="template-code-error"><Icon name="error"/><span>{t::citizen::error_prefix(lang())}{words}</span></p>
                }))}
                <input class="input" id=CODE type="text" autocomplete="off"
                    aria-invalid=live(move || self.missing.get().map(|_| "true"))
                    aria-describedby=live(move || self.missing.get().map(|_| "template-code-error"))
                    prop:value=live(move || self.code.get())
                    on:input=handler(move |event: web_sys::Event| self.code.set(event_target_value(&event)))/>
            </div>
            {live_view(to)}
            <p><BusyButton class="button--secondary" text=derived(words) busy_text=derived(|| t::citizen::sending(lang()).to_owned()) busy=self.busy/></p>
        }
        .into_any()
    }
}
