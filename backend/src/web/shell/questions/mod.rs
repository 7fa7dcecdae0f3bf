//! One page of questions of an e-form, written so that it can be read and typed into before the application runs: the same
//! headings, labels, ids and classes as `frontend/src/form/page.rs`, so that nothing moves when it takes the place. What was typed is
//! handed over by `public/early.js`, which also switches the button on: without it the page cannot be sent, and does not
//! look as if it could. Nothing is decided here; the engine says what is asked.

mod asked;
mod field;
mod input;
mod repeat;

use std::collections::BTreeMap;
use std::sync::Arc;

use motcua_shared::access::Actor;
use motcua_shared::api::DraftView;
use motcua_shared::form::autofill::fill;
use motcua_shared::form::directory::Directory;
use motcua_shared::form::fixed::put_back;
use motcua_shared::form::look::{list_class, step};
use motcua_shared::form::measured::{self, FORMS};
use motcua_shared::form::progress::{PageState, is_work};
use motcua_shared::form::validate::check_page;
use motcua_shared::form::{
    Answer, Answers, Context, Evaluation, Form, Group, Kind, Section, effort,
};
use motcua_shared::i18n::{
    Lang,
    t::{fill as say, shell},
};
use motcua_shared::time::{Date, Timestamp, show_clock, show_moment};
use motcua_shared::vault::better::other_word;
use motcua_shared::vault::{Fact, KnownPerson};

use self::asked::{Question, on_page};
use super::content as content_of;
use super::frame::{Content, Reader};
use super::html::Html;
use super::page::Page;
use crate::app::App;
use crate::service::draft;
use crate::service::form_version::{self, FormVersion};

/// Last part of the address of the review, and what `tu` says when a page was opened from there.
const REVIEW: &str = "xem-lai";

/// A draft of the reader with its form.
pub struct Own {
    view: DraftView,
    version: Arc<FormVersion>,
}

impl Own {
    /// The draft of a page of questions; `None` for every other page, for foreign drafts, and when it cannot be had now: a page
    /// opens without it, too. At the counter the form is opened by the application alone, because each look at somebody's data
    /// is written down; an answer to a supplement request is another kind of page.
    pub async fn find(app: &App, path: &str, actor: Option<&Actor>) -> Option<Self> {
        let actor = actor.filter(|actor| !actor.role.is_officer())?;
        let (id, _) = parts_of(path)?;
        let view = draft::get(app, actor, id).await.ok()?;
        if view.supplement.is_some() {
            return None;
        }
        let version = form_version::version(app, &view.form).await.ok()?;
        Some(Self { view, version })
    }

    /// The form that it is filled on, by its hash.
    #[must_use]
    pub fn form(&self) -> &str {
        &self.view.form
    }
}

/// Draft and page of the address of a page of questions.
fn parts_of(path: &str) -> Option<(&str, &str)> {
    match path
        .trim_matches('/')
        .split('/')
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["to-khai", draft, group] if *group != REVIEW => Some((draft, group)),
        _ => None,
    }
}

/// What the questions of a page are drawn from.
struct Sheet<'s> {
    lang: Lang,
    directory: &'s dyn Directory,
    /// Field key → id of the fact taken over.
    reused: &'s BTreeMap<String, String>,
    /// The draft; an example has none.
    draft: Option<&'s DraftView>,
}

impl Sheet<'_> {
    /// The known fact that was taken over into a question.
    fn fact_of(&self, asked: &Question<'_>) -> Option<&Fact> {
        let id = self.reused.get(&asked.path)?;
        let draft = self.draft?;
        let others = draft.people.iter().flat_map(|person| &person.facts);
        draft.facts.iter().chain(others).find(|fact| fact.id == *id)
    }

    /// What another source says instead of a fact that was taken over.
    fn other_word(&self, taken: &Fact) -> Option<&Fact> {
        other_word(&self.draft?.facts, taken)
    }

    /// People whom the applicant has declared before.
    fn people(&self) -> &[KnownPerson] {
        self.draft.map_or(&[], |draft| &draft.people)
    }
}

/// A page of a draft; `None` when there is no such page, or nothing is asked on it now.
pub fn of_draft(app: &App, reader: &Reader<'_>, own: &Own) -> Option<Content> {
    let (_, key) = parts_of(reader.path)?;
    let (form, draft) = (&own.version.form, &own.view);
    let today = app.today();
    let (answers, reused) = opened(form, draft, today);
    let evaluation = Evaluation::new(form, &answers, today);
    let context = Context {
        today,
        directory: &app.reference.directory,
    };
    let pages: Vec<Place<'_>> = form
        .pages()
        .map(|(section, group)| Place {
            section,
            group,
            state: state_of(&evaluation, group, &answers, context),
        })
        .collect();
    let here = pages
        .iter()
        .position(|page| page.group.key == key && page.state != PageState::Hidden)?;
    let page = pages.get(here)?;
    let sheet = Sheet {
        lang: reader.lang,
        directory: &app.reference.directory,
        reused: &reused,
        draft: Some(draft),
    };
    let lang = reader.lang;
    let mut content = content_of(reader, &Page::Draft);
    content.early = true;
    content.title = format!("{} – {}", page.group.title.get(lang), form.title.get(lang));
    let from_review = reader
        .query
        .iter()
        .any(|(name, value)| name == "tu" && value == REVIEW);
    let html = &mut content.main;
    html.raw("<div class=\"page form-page\">\n");
    map(html, &sheet, form, (&pages, here), &evaluation, &answers);
    html.raw("<div class=\"form-page__main\">\n");
    back(html, lang, &draft.id, (&pages, here), from_review);
    let sections = sections_of(form, &pages);
    let keys: Vec<&str> = sections
        .iter()
        .map(|(section, _)| section.key.as_str())
        .collect();
    let of_section: Vec<usize> = pages
        .iter()
        .enumerate()
        .filter(|(_, other)| {
            other.section.key == page.section.key && other.state != PageState::Hidden
        })
        .map(|(index, _)| index)
        .collect();
    let place = of_section.iter().position(|index| *index == here);
    let place = place.map_or((1, 1), |place| (place + 1, of_section.len()));
    html.raw("<p class=\"form-page__step\">")
        .text(&step(lang, &keys, page.section, place))
        .raw("</p>\n<h1 tabindex=\"-1\"")
        .lang_of(&page.group.title, lang)
        .raw(">")
        .text(page.group.title.get(lang))
        .raw("</h1>\n");
    if let Some(intro) = &page.group.intro {
        html.raw("<p class=\"lead\"")
            .lang_of(intro, lang)
            .raw(">")
            .text(intro.get(lang))
            .raw("</p>\n");
    }
    html.raw("<p class=\"form-page__all\">")
        .text(say::answer_all(lang))
        .raw("</p>\n");
    let words = if from_review {
        say::save_and_review(lang)
    } else {
        say::go_on(lang)
    };
    let questions = on_page(&evaluation, page.group, &answers);
    let all = page.group.fields.len();
    form_of(html, &sheet, &questions, all, words, |html| {
        html.raw("<p class=\"save-state\">")
            .icon("cloud-check")
            .element("span", &saved(lang, draft.updated_at, app.now()))
            .raw("</p>");
    });
    html.raw("</div>\n</div>");
    Some(content)
}

/// A form of the gallery that is there to be measured.
pub fn of_gallery(app: &App, reader: &Reader<'_>) -> Option<Content> {
    let name = reader.path.strip_prefix("/gallery/")?;
    let (_, parts, rows) = FORMS.iter().find(|(key, _, _)| *key == name)?;
    let form = measured::form(*parts);
    let answers = measured::answers(*parts, *rows);
    let evaluation = Evaluation::new(&form, &answers, app.today());
    let reused = BTreeMap::new();
    let sheet = Sheet {
        lang: reader.lang,
        directory: &app.reference.directory,
        reused: &reused,
        draft: None,
    };
    let (_, group) = form.pages().next()?;
    let mut content = content_of(reader, &Page::Gallery);
    content.early = true;
    form.title.get(reader.lang).clone_into(&mut content.title);
    let html = &mut content.main;
    html.raw("<div class=\"page page--narrow\">\n<h1 tabindex=\"-1\">")
        .text(form.title.get(reader.lang))
        .raw("</h1>\n");
    let questions = on_page(&evaluation, group, &answers);
    let words = say::go_on(reader.lang);
    form_of(html, &sheet, &questions, group.fields.len(), words, |_| {});
    html.raw("</div>");
    Some(content)
}

/// The questions and the button. The form says to browsers that they shall not bring back what stood here before: the draft
/// knows, and the application's page has other inputs. Names keep those apart that have a completion of their own.
fn form_of(
    html: &mut Html,
    sheet: &Sheet<'_>,
    questions: &[Question<'_>],
    all: usize,
    words: &str,
    beside: impl FnOnce(&mut Html),
) {
    html.raw("<form")
        .attribute("class", list_class(all))
        .raw(" novalidate autocomplete=\"off\" data-early>\n");
    for asked in questions {
        field::question(html, sheet, asked);
    }
    html.raw("<div class=\"action-bar\"><div class=\"action-bar__inner\"><button class=\"button\" type=\"submit\" disabled")
        .attribute("data-working", shell::loading(sheet.lang))
        .raw(">")
        .text(words)
        .raw("</button>");
    beside(html);
    html.raw("</div></div>\n</form>\n");
}

/// The answers of a draft as they are when it is opened: what is known fills what is empty, fixed answers are put back.
fn opened(form: &Form, draft: &DraftView, today: Date) -> (Answers, BTreeMap<String, String>) {
    let (mut answers, mut reused) = (draft.answers.clone(), draft.reused.clone());
    let emptied: Vec<String> = answers
        .iter()
        .filter(|(_, answer)| answer.is_empty())
        .map(|(key, _)| key.clone())
        .collect();
    reused.extend(fill(form, &mut answers, &draft.facts, &emptied, today));
    for (path, answer) in put_back(form, &answers, &draft.facts, today) {
        // Those inside rows are put back by the application.
        if form.field(&path).is_some() {
            answers.insert(path, answer);
        }
    }
    (answers, reused)
}

/// A page among the others.
struct Place<'f> {
    section: &'f Section,
    group: &'f Group,
    state: PageState,
}

fn state_of(
    evaluation: &Evaluation<'_>,
    group: &Group,
    answers: &Answers,
    context: Context<'_>,
) -> PageState {
    let mut visible = group
        .fields
        .iter()
        .filter(|field| evaluation.is_visible(&field.key))
        .peekable();
    if visible.peek().is_none() {
        return PageState::Hidden;
    }
    let (mut answered, mut required) = (false, false);
    for field in visible {
        let given = answers.get(&field.key);
        answered |= field.kind.is_asked() && is_work(field, given);
        required |= evaluation.is_required(field);
    }
    PageState::of(&check_page(evaluation, group, context), answered, required)
}

/// The sections that have questions now, with their state.
fn sections_of<'f>(form: &'f Form, pages: &[Place<'f>]) -> Vec<(&'f Section, PageState)> {
    let state = |section: &Section| {
        pages
            .iter()
            .filter(|page| page.section.key == section.key)
            .fold(PageState::Hidden, |state, page| state.with(page.state))
    };
    form.sections
        .iter()
        .map(|section| (section, state(section)))
        .filter(|(_, state)| *state != PageState::Hidden)
        .collect()
}

/// The map beside the questions, closed as on phones; wide screens open it (`early.js`).
fn map(
    html: &mut Html,
    sheet: &Sheet<'_>,
    form: &Form,
    (pages, here): (&[Place<'_>], usize),
    evaluation: &Evaluation<'_>,
    answers: &Answers,
) {
    let lang = sheet.lang;
    let sections = sections_of(form, pages);
    let done = sections.iter().filter(|(_, state)| state.is_done()).count();
    let count = say::map_count(lang, &done.to_string(), &sections.len().to_string());
    html.raw("<aside class=\"form-page__map\"")
        .attribute("aria-label", say::map_progress(lang))
        .raw("><details class=\"disclosure\"><summary>")
        .text(say::map_title(lang))
        .raw("<span class=\"form-page__count\">")
        .text(&count)
        .raw("</span></summary>");
    let left: Vec<&Kind> = form
        .fields()
        .filter(|field| evaluation.is_visible(&field.key) && evaluation.is_required(field))
        .filter(|field| answers.get(&field.key).is_none_or(Answer::is_empty))
        .map(|field| &field.kind)
        .collect();
    if !left.is_empty() {
        let minutes = effort::minutes(left.into_iter());
        html.raw("<p class=\"time-left\">")
            .icon("clock")
            .text(&say::time_left(lang, &minutes.to_string()))
            .raw("</p>");
    }
    html.raw("<nav")
        .attribute("aria-label", say::map_label(lang))
        .raw("><ol")
        .attribute(
            "class",
            if form.numbers_sections() {
                "task-list task-list--compact task-list--official"
            } else {
                "task-list task-list--compact"
            },
        )
        .raw(" role=\"list\">");
    let current = pages.get(here).map(|page| page.section.key.as_str());
    let draft = sheet.draft.map_or("", |draft| draft.id.as_str());
    for (section, state) in sections {
        let mut of_section = pages
            .iter()
            .filter(|page| page.section.key == section.key && page.state != PageState::Hidden);
        let first = of_section.clone().next();
        let entry = of_section.find(|page| !page.state.is_done()).or(first);
        let id = format!("part-{}", section.key);
        html.raw("<li class=\"task\"><a class=\"task__link\"");
        if let Some(entry) = entry {
            html.attribute("href", &address(draft, &entry.group.key));
        }
        if current == Some(section.key.as_str()) {
            html.raw(" aria-current=\"step\"");
        }
        html.attribute("aria-describedby", &id)
            .raw(">")
            .text(section.title.get(lang))
            .raw("</a><span")
            .attribute(
                "class",
                &format!("task__state task__state--{}", state.class()),
            )
            .attribute("id", &id)
            .raw(">")
            .icon(state.icon())
            .element("span", &state.words(lang))
            .raw("</span></li>");
    }
    html.raw("</ol></nav></details></aside>\n");
}

/// Address of a page of a draft.
fn address(draft: &str, group: &str) -> String {
    format!("/to-khai/{draft}/{group}")
}

fn back(
    html: &mut Html,
    lang: Lang,
    draft: &str,
    (pages, here): (&[Place<'_>], usize),
    from_review: bool,
) {
    let before = pages
        .iter()
        .take(here)
        .rfind(|page| page.state != PageState::Hidden);
    let (href, words) = match before {
        _ if from_review => (address(draft, REVIEW), say::back_to_review(lang)),
        Some(before) => (address(draft, &before.group.key), say::back(lang)),
        None => (format!("/to-khai/{draft}"), say::back_to_overview(lang)),
    };
    html.raw("<a class=\"back-link\"")
        .attribute("href", &href)
        .raw(">")
        .icon("arrow-left")
        .text(words)
        .raw("</a>\n");
}

/// “Đã lưu lúc 10:05”.
fn saved(lang: Lang, at: Timestamp, now: Timestamp) -> String {
    let moment = if at.local().date == now.local().date {
        show_clock(at.local())
    } else {
        show_moment(at)
    };
    say::saved_at(lang, &moment)
}
