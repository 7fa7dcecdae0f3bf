//! The inputs by type, as `frontend/src/form/input` draws them: the same ids, classes and keyboards, so that what is typed here can
//! be handed over and nothing moves. What needs the application has its place and its answer, and cannot be typed into yet.

use motcua_shared::form::display::show;
use motcua_shared::form::field::address::AddressField;
use motcua_shared::form::field::choice::{Choice, ChoiceOption};
use motcua_shared::form::field::choices::Choices;
use motcua_shared::form::field::computed::Computed;
use motcua_shared::form::field::date::parts;
use motcua_shared::form::field::decimal::DecimalField;
use motcua_shared::form::field::file::FileSlot;
use motcua_shared::form::field::note::{Note, Tone};
use motcua_shared::form::field::number::Money;
use motcua_shared::form::look::{
    DateBox, Line, amount, amount_words, file_limits, is_select, radios_class, stands_alone,
};
use motcua_shared::form::{Address, Answer, Kind};
use motcua_shared::i18n::t::fill as say;

use super::asked::Question;
use super::field::{described, group, hint, label, required, single, source};
use super::repeat;
use super::{Html, Sheet};

/// The question with its frame and the input of its type.
pub fn input(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    match &asked.field.kind {
        Kind::Text(_)
        | Kind::Number(_)
        | Kind::Time
        | Kind::Phone
        | Kind::Email
        | Kind::Url
        | Kind::CitizenId(_)
        | Kind::TaxCode
        | Kind::Passport
        | Kind::BankAccount => single(html, sheet, asked, |html| line(html, sheet, asked)),
        Kind::LongText(_) => single(html, sheet, asked, |html| long_text(html, sheet, asked)),
        Kind::Decimal(kind) => single(html, sheet, asked, |html| {
            decimal(html, sheet, asked, kind);
        }),
        Kind::Money(kind) => single(html, sheet, asked, |html| money(html, sheet, asked, kind)),
        Kind::Date(_) | Kind::Month(_) => group(html, sheet, asked, GROUP, |html| {
            date(html, sheet, asked);
        }),
        Kind::Choice(kind) if is_select(kind) => single(html, sheet, asked, |html| {
            select(html, sheet, asked, kind);
        }),
        Kind::Choice(kind) => group(html, sheet, asked, GROUP, |html| {
            radios(html, sheet, asked, kind);
        }),
        Kind::Choices(kind) => group(html, sheet, asked, GROUP, |html| {
            boxes(html, sheet, asked, kind);
        }),
        Kind::Check(_) => check(html, sheet, asked),
        Kind::Province => single(html, sheet, asked, |html| {
            let name = shown(sheet, asked);
            provinces(html, sheet, &asked.id(), asked.text(), &name);
        }),
        Kind::Ethnicity | Kind::Country | Kind::Commune(_) | Kind::Agency | Kind::BusinessLine => {
            single(html, sheet, asked, |html| {
                let name = shown(sheet, asked);
                list(html, &asked.id(), &name, &described(sheet, asked));
            })
        }
        Kind::Address(kind) => group(html, sheet, asked, "field address", |html| {
            address(html, sheet, asked, kind);
        }),
        Kind::File(slot) => file(html, sheet, asked, slot),
        // The pad and its buttons need the application: nothing to type, its place alone.
        Kind::Signature(_) => group(html, sheet, asked, GROUP, |html| {
            html.raw("<div class=\"signature form-page__later\"></div>");
        }),
        Kind::Repeat(kind) => repeat::rows(html, sheet, asked, kind),
        Kind::Computed(kind) => computed(html, sheet, asked, kind),
        Kind::Note(kind) => note(html, sheet, asked, kind),
    }
}

const GROUP: &str = "field field--group";

/// The answer as people read it; nothing for none.
fn shown(sheet: &Sheet<'_>, asked: &Question<'_>) -> String {
    match &asked.answer {
        Some(answer) if !answer.is_empty() => {
            show(asked.field, answer, sheet.lang, sheet.directory)
        }
        _ => String::new(),
    }
}

fn describes(html: &mut Html, ids: &str) {
    if !ids.is_empty() {
        html.attribute("aria-describedby", ids);
    }
}

fn line(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    let look = Line::of(&asked.field.kind);
    html.raw("<input")
        .attribute("class", look.class)
        .attribute("id", &asked.id())
        .attribute("type", look.kind);
    if let Some(keyboard) = look.keyboard {
        html.attribute("inputmode", keyboard);
    }
    html.raw(" enterkeyhint=\"next\"");
    let completion = asked.field.autocomplete.as_deref().or(look.completion);
    if let Some(completion) = completion {
        html.attribute("autocomplete", completion);
    }
    html.attribute("autocapitalize", look.capitals)
        .attribute("spellcheck", look.spelling);
    required(html, asked.required);
    let mut ids = described(sheet, asked);
    if let Some(beside) = look.beside {
        ids = format!("{ids} {}-{beside}", asked.id());
    }
    describes(html, ids.trim());
    html.attribute("value", asked.text()).raw(">");
}

fn long_text(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    html.raw("<textarea class=\"input\"")
        .attribute("id", &asked.id())
        .raw(" rows=\"4\" autocomplete=\"off\" autocapitalize=\"sentences\"");
    required(html, asked.required);
    describes(html, &described(sheet, asked));
    // A browser leaves out the first line break of a text area.
    html.raw(">\n").text(asked.text()).raw("</textarea>");
}

fn decimal(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, kind: &DecimalField) {
    html.raw("<div class=\"input-unit\">");
    line(html, sheet, asked);
    if let Some(unit) = &kind.unit {
        html.raw("<span class=\"input-unit__unit\"")
            .attribute("id", &format!("{}-unit", asked.id()))
            .lang_of(unit, sheet.lang)
            .raw(">")
            .text(unit.get(sheet.lang))
            .raw("</span>");
    }
    html.raw("</div>");
}

fn money(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, kind: &Money) {
    html.raw("<div class=\"input-affix\">");
    line(html, sheet, asked);
    html.raw("<span class=\"input-affix__unit\" aria-hidden=\"true\">₫</span></div><p class=\"field__echo\"")
        .attribute("id", &format!("{}-echo", asked.id()))
        .raw(">")
        .text(&amount(asked.text()).unwrap_or_default())
        .raw("<span")
        .vietnamese(sheet.lang)
        .raw(">")
        .text(&amount_words(kind, asked.text(), sheet.lang).unwrap_or_default())
        .raw("</span></p>");
}

fn date(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    let typed = parts(asked.answer.as_ref());
    html.raw("<div class=\"date-input\">");
    for part in DateBox::of(&asked.field.kind) {
        let id = asked.part(part.key());
        let value = match part {
            DateBox::Day => &typed.day,
            DateBox::Month => &typed.month,
            DateBox::Year => &typed.year,
        };
        html.raw("<div class=\"date-input__part\"><label")
            .attribute("for", &id)
            .raw(">")
            .text(part.label(sheet.lang))
            .raw("</label><input")
            .attribute("class", part.class())
            .attribute("id", &id)
            .raw(" type=\"text\" inputmode=\"numeric\" enterkeyhint=\"next\"")
            .attribute(
                "autocomplete",
                part.completion(asked.field.autocomplete.as_deref()),
            );
        required(html, asked.required && !part.may_miss(&asked.field.kind));
        html.attribute("value", value).raw("></div>");
    }
    html.raw("</div>");
}

fn select(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, choice: &Choice) {
    html.raw("<select class=\"input select\"")
        .attribute("id", &asked.id())
        .raw(" autocomplete=\"off\"");
    required(html, asked.required);
    describes(html, &described(sheet, asked));
    html.raw("><option value=\"\">")
        .text(say::choose(sheet.lang))
        .raw("</option>");
    for option in &choice.options {
        html.raw("<option").attribute("value", &option.value);
        html.lang_of(&option.label, sheet.lang);
        if asked.text() == option.value {
            html.raw(" selected");
        }
        html.raw(">")
            .text(option.label.get(sheet.lang))
            .raw("</option>");
    }
    html.raw("</select>");
}

/// Id of one of several choices: the first has that of the question.
fn choice_id(asked: &Question<'_>, index: usize, value: &str) -> String {
    if index == 0 {
        asked.id()
    } else {
        format!("{}-{value}", asked.id())
    }
}

fn radios(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, choice: &Choice) {
    html.raw("<div")
        .attribute("class", radios_class(choice))
        .raw(">");
    for (index, option) in choice.options.iter().enumerate() {
        html.raw("<label class=\"choice\"><input class=\"choice__input\" type=\"radio\"")
            .attribute("name", &asked.id());
        to_choose(
            html,
            sheet,
            asked,
            index,
            option,
            asked.text() == option.value,
        );
    }
    html.raw("</div>");
}

fn boxes(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, choices: &Choices) {
    let chosen = asked.answer.as_ref().map_or(&[][..], Answer::chosen);
    html.raw("<div class=\"choices\">");
    for (index, option) in choices.options.iter().enumerate() {
        if stands_alone(choices, index, &option.value) {
            html.raw("<p class=\"choices__or\">")
                .text(say::or(sheet.lang))
                .raw("</p>");
        }
        html.raw("<label class=\"choice\"><input class=\"choice__input\" type=\"checkbox\"");
        let is_chosen = chosen.contains(&option.value);
        to_choose(html, sheet, asked, index, option, is_chosen);
    }
    html.raw("</div>");
}

/// The rest of an input that was begun, for one of several options, and its label.
fn to_choose(
    html: &mut Html,
    sheet: &Sheet<'_>,
    asked: &Question<'_>,
    index: usize,
    option: &ChoiceOption,
    is_chosen: bool,
) {
    html.attribute("id", &choice_id(asked, index, &option.value))
        .attribute("value", &option.value);
    if is_chosen {
        html.raw(" checked");
    }
    html.raw("><span class=\"choice__text\"")
        .lang_of(&option.label, sheet.lang)
        .raw(">")
        .text(option.label.get(sheet.lang))
        .raw("</span></label>");
}

fn check(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    html.raw("<div class=\"field\"")
        .attribute("data-field", &asked.path)
        .raw(">");
    source(html, sheet, asked);
    html.raw("<label class=\"choice\"><input class=\"choice__input\"")
        .attribute("id", &asked.id())
        .raw(" type=\"checkbox\"");
    describes(html, &described(sheet, asked));
    if asked.answer == Some(Answer::Flag(true)) {
        html.raw(" checked");
    }
    html.raw("><span class=\"choice__text\"")
        .lang_of(&asked.field.label, sheet.lang)
        .raw(">")
        .text(asked.field.label.get(sheet.lang))
        .raw("</span></label>");
    hint(html, sheet, asked);
    html.raw("</div>");
}

/// The list of provinces with the chosen one alone: the others come with the application.
fn provinces(html: &mut Html, sheet: &Sheet<'_>, id: &str, code: &str, name: &str) {
    html.raw("<select class=\"input select\" disabled")
        .attribute("id", id)
        .raw("><option")
        .attribute("value", code);
    if name.is_empty() {
        html.raw(">").text(say::choose(sheet.lang));
    } else {
        html.vietnamese(sheet.lang).raw(">").text(name);
    }
    html.raw("</option></select>");
}

/// The place of a long list that is found by typing: it can have the focus already, and letters when the list is there.
fn list(html: &mut Html, id: &str, name: &str, ids: &str) {
    html.raw("<div class=\"combobox\"><input class=\"input combobox__input\" type=\"text\" readonly autocomplete=\"off\"")
        .attribute("id", id)
        .attribute("value", name);
    describes(html, ids);
    html.raw("><span class=\"combobox__toggle\" aria-hidden=\"true\">")
        .icon("chevron-down")
        .raw("</span></div>");
}

fn address(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, kind: &AddressField) {
    let lang = sheet.lang;
    let none = Address::default();
    let address = match &asked.answer {
        Some(Answer::Address(address)) => address,
        _ => &none,
    };
    if kind.old_allowed {
        html.raw(
            "<label class=\"choice\"><input class=\"choice__input\" type=\"checkbox\" disabled",
        )
        .attribute("id", &asked.part("old"));
        if !address.old_text.is_empty() {
            html.raw(" checked");
        }
        html.raw("><span class=\"choice__text\">")
            .text(say::address_old(lang))
            .raw("</span></label>");
    }
    let (province, commune, detail) = (
        asked.part("province"),
        asked.part("commune"),
        asked.part("detail"),
    );
    html.raw("<div class=\"address__areas\"><div class=\"field\"><label class=\"field__label\"")
        .attribute("for", &province)
        .raw(">")
        .text(say::address_province(lang))
        .raw("</label>");
    provinces(
        html,
        sheet,
        &province,
        &address.province,
        &address.province_name,
    );
    let hint = format!("{commune}-hint");
    html.raw("</div><div class=\"field\"><label class=\"field__label\"")
        .attribute("for", &commune)
        .raw(">")
        .text(say::address_commune(lang))
        .raw("</label><p class=\"field__hint\"")
        .attribute("id", &hint)
        .raw(">")
        .text(if address.province.is_empty() {
            say::address_province_first(lang)
        } else {
            say::address_commune_hint(lang)
        })
        .raw("</p>");
    list(html, &commune, &address.commune_name, &hint);
    html.raw("</div></div><div class=\"field\"><label class=\"field__label\"")
        .attribute("for", &detail)
        .raw(">")
        .text(say::address_detail(lang));
    if !kind.detail_required {
        html.raw(" <span class=\"field__optional\">")
            .text(say::optional_mark(lang))
            .raw("</span>");
    }
    // Only for an address of the person who types (accessibility.md §6).
    let completion = if asked.field.autocomplete.is_some() {
        "address-line1"
    } else {
        "off"
    };
    html.raw("</label><input class=\"input\"")
        .attribute("id", &detail)
        .raw(" type=\"text\" enterkeyhint=\"next\"")
        .attribute("autocomplete", completion)
        .raw(" autocapitalize=\"words\" spellcheck=\"false\"");
    required(html, kind.detail_required);
    html.attribute("value", &address.detail).raw("></div>");
}

fn file(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, slot: &FileSlot) {
    html.raw("<fieldset class=\"file-slot field\"")
        .attribute("data-field", &asked.path)
        .raw("><legend class=\"field__label\">");
    label(html, sheet, asked);
    html.raw("</legend>");
    hint(html, sheet, asked);
    html.raw("<p class=\"field__hint\">")
        .text(&file_limits(slot, sheet.lang))
        .raw("</p><div class=\"file-slot__drop\"><button class=\"button button--secondary\" type=\"button\" disabled")
        .attribute("id", &asked.id())
        .raw(">")
        .icon("upload")
        .text(say::file_pick(sheet.lang))
        .raw("</button><p class=\"file-slot__tip\">")
        .text(say::file_drop(sheet.lang))
        .raw("</p></div></fieldset>");
}

/// The value under its label; nothing until its source can be read.
fn computed(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, computed: &Computed) {
    let Some(answer) = &asked.answer else { return };
    html.raw("<div class=\"field\"")
        .attribute("data-field", &asked.path)
        .raw("><p class=\"field__label\"")
        .attribute("id", &asked.id())
        .lang_of(&asked.field.label, sheet.lang)
        .raw(">")
        .text(asked.field.label.get(sheet.lang))
        .raw("</p>");
    hint(html, sheet, asked);
    html.raw("<output class=\"field__echo\" lang=\"vi\"")
        .attribute("aria-labelledby", &asked.id())
        .raw(">")
        .text(&computed.show(answer.text()))
        .raw("</output></div>");
}

fn note(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, note: &Note) {
    let (class, icon) = match note.tone {
        Tone::Info => ("banner banner--info", "info"),
        Tone::Attention => ("banner banner--attention", "alert"),
    };
    html.raw("<div")
        .attribute("class", class)
        .attribute("data-field", &asked.path)
        .attribute("id", &asked.id())
        .raw(">")
        .icon(icon)
        .raw("<div class=\"banner__body\"")
        .lang_of(&note.text, sheet.lang)
        .raw("><p><strong>")
        .text(asked.field.label.get(sheet.lang))
        .raw("</strong></p>");
    for paragraph in note.text.get(sheet.lang).split("\n\n") {
        html.element("p", paragraph);
    }
    html.raw("</div></div>");
}

/// An answer that is shown and cannot be changed, of whatever type.
pub fn read_only(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>) {
    let id = asked.id();
    let name = format!("{id}-label");
    html.raw("<div class=\"field\" role=\"group\" tabindex=\"-1\"")
        .attribute("data-field", &asked.path)
        .attribute("aria-labelledby", &name)
        .attribute("id", &id)
        .raw("><p class=\"field__label\"")
        .attribute("id", &name)
        .lang_of(&asked.field.label, sheet.lang)
        .raw(">")
        .text(asked.field.label.get(sheet.lang))
        .raw("</p>");
    hint(html, sheet, asked);
    source(html, sheet, asked);
    html.raw("<div class=\"field__fixed\">")
        .text(&shown(sheet, asked))
        .raw("</div><p class=\"field__why-fixed\">")
        .icon("lock")
        .text(say::read_only(sheet.lang))
        .raw("</p></div>");
}
