//! The frame of a question, as `frontend/src/form/field.rs` draws it: label, hint, source note, input, tied together by ids.

use motcua_shared::form::autofill::same;
use motcua_shared::form::display::show;
use motcua_shared::form::look::{role_of_name, source_look, source_words, usual_hint};
use motcua_shared::form::{Answer, Kind};
use motcua_shared::i18n::t::fill as say;
use motcua_shared::vault::Fact;

use super::asked::Question;
use super::input::{input, read_only};
use super::{Html, Sheet};

/// The question, whatever its type.
pub fn question(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    people(html, sheet, asked);
    if asked.read_only {
        read_only(html, sheet, asked);
    } else {
        input(html, sheet, asked);
    }
    html.raw("\n");
}

/// `aria-required`, where an answer is needed.
pub fn required(html: &mut Html, is: bool) {
    if is {
        html.raw(" aria-required=\"true\"");
    }
}

/// The words of the label with the mark of an optional question.
pub fn label(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    html.raw("<span")
        .lang_of(&asked.field.label, sheet.lang)
        .raw(">")
        .text(asked.field.label.get(sheet.lang))
        .raw("</span>");
    if !asked.required {
        html.raw(" <span class=\"field__optional\">")
            .text(say::optional_mark(sheet.lang))
            .raw("</span>");
    }
}

/// The hint, then what the person may open to read more.
pub fn hint(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    let field = asked.field;
    let id = format!("{}-hint", asked.id());
    if let Some(help) = &field.help {
        html.raw("<p class=\"field__hint\"")
            .attribute("id", &id)
            .lang_of(help, sheet.lang)
            .raw(">")
            .text(help.get(sheet.lang))
            .raw("</p>");
    } else if let Some(words) = usual_hint(&field.kind, sheet.lang) {
        html.raw("<p class=\"field__hint\"")
            .attribute("id", &id)
            .raw(">")
            .text(&words)
            .raw("</p>");
    }
    if field.why.is_none() && field.find.is_none() {
        return;
    }
    html.raw("<div class=\"field__more\">");
    for (title, words) in [
        (say::why_asked(sheet.lang), &field.why),
        (say::where_to_find(sheet.lang), &field.find),
    ] {
        let Some(words) = words else { continue };
        html.raw("<details class=\"disclosure disclosure--field\"><summary>")
            .text(title)
            .raw("<span class=\"visually-hidden\"> – ")
            .text(field.label.get(sheet.lang))
            .raw("</span></summary><p class=\"disclosure__body\"")
            .lang_of(words, sheet.lang)
            .raw(">")
            .text(words.get(sheet.lang))
            .raw("</p></details>");
    }
    html.raw("</div>");
}

/// Ids that describe the input: hint and source.
pub fn described(sheet: &Sheet<'_>, asked: &Question<'_>) -> String {
    let mut ids = Vec::new();
    if asked.field.help.is_some() || usual_hint(&asked.field.kind, sheet.lang).is_some() {
        ids.push(format!("{}-hint", asked.id()));
    }
    if sheet.fact_of(asked).is_some() {
        ids.push(format!("{}-source", asked.id()));
    }
    ids.join(" ")
}

/// Where a filled-in value comes from, or what stood there before it was changed.
pub fn source(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    let Some(fact) = sheet.fact_of(asked) else {
        return;
    };
    let kept = asked
        .answer
        .as_ref()
        .is_some_and(|answer| same(answer, &fact.value));
    if kept {
        kept_note(html, sheet, asked, fact);
    } else {
        let offered = show(asked.field, &fact.value, sheet.lang, sheet.directory);
        html.raw("<p class=\"source-note source-note--changed\"")
            .attribute("id", &format!("{}-source", asked.id()))
            .raw(">")
            .icon("edit")
            .text(&say::source_changed(sheet.lang, &offered))
            .raw(" <button class=\"source-note__action\" type=\"button\" disabled>")
            .text(say::source_take_again(sheet.lang))
            .raw("</button></p>");
    }
}

fn kept_note(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, fact: &Fact) {
    let (class, icon) = source_look(fact.source.kind);
    html.raw("<p")
        .attribute("class", class)
        .attribute("id", &format!("{}-source", asked.id()))
        .raw(">")
        .icon(icon)
        .text(&source_words(&fact.source, sheet.lang))
        .raw("</p>");
    if let Some(other) = sheet.other_word(fact) {
        let value = show(asked.field, &other.value, sheet.lang, sheet.directory);
        let from = source_words(&other.source, sheet.lang);
        html.raw("<p class=\"source-note source-note--changed\">")
            .icon("alert")
            .text(&say::source_other(sheet.lang, &value, &from))
            .raw(" <button class=\"source-note__action\" type=\"button\" disabled>")
            .text(say::source_take_other(sheet.lang))
            .raw("</button></p>");
    }
}

/// People whom the applicant has declared before, above the name of somebody else: choosing needs the application.
fn people(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    let is_empty = asked.answer.as_ref().is_none_or(Answer::is_empty);
    let known = sheet.people();
    let offered = role_of_name(asked.field.profile.as_deref()).is_some()
        && is_empty
        && !known.is_empty()
        && !asked.path.contains('[')
        && !matches!(asked.field.kind, Kind::Repeat(_));
    if !offered {
        return;
    }
    html.raw("<div class=\"stack\"><p class=\"small muted\">")
        .text(say::people_offer(sheet.lang))
        .raw("</p>");
    for person in known {
        html.raw("<div><button class=\"button button--secondary\" type=\"button\" disabled>")
            .text(&say::people_take(sheet.lang, &person.name))
            .raw("</button><p class=\"small muted\">");
        if let Some(fact) = person.facts.first() {
            html.text(&source_words(&fact.source, sheet.lang));
        }
        html.raw("</p></div>");
    }
    html.raw("</div>");
}

/// The frame of a question with one input; the input's id is the question's.
pub fn single(
    html: &mut Html,
    sheet: &Sheet<'_>,
    asked: &Question<'_>,
    input: impl FnOnce(&mut Html),
) {
    html.raw("<div class=\"field\"")
        .attribute("data-field", &asked.path)
        .raw("><label class=\"field__label\"")
        .attribute("for", &asked.id())
        .raw(">");
    label(html, sheet, asked);
    html.raw("</label>");
    hint(html, sheet, asked);
    source(html, sheet, asked);
    input(html);
    html.raw("</div>");
}

/// The frame of a question with several inputs.
pub fn group(
    html: &mut Html,
    sheet: &Sheet<'_>,
    asked: &Question<'_>,
    class: &'static str,
    inputs: impl FnOnce(&mut Html),
) {
    html.raw("<fieldset")
        .attribute("class", class)
        .attribute("data-field", &asked.path);
    let ids = described(sheet, asked);
    if !ids.is_empty() {
        html.attribute("aria-describedby", &ids);
    }
    html.raw("><legend class=\"field__label\">");
    label(html, sheet, asked);
    html.raw("</legend>");
    hint(html, sheet, asked);
    source(html, sheet, asked);
    inputs(html);
    html.raw("</fieldset>");
}
