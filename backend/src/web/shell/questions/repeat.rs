//! Several rows of the same questions. Their questions can be answered; adding, removing and moving rows needs the application.

use motcua_shared::form::display::show;
use motcua_shared::form::field::repeat::Repeat;
use motcua_shared::form::look::{FEW_ROWS, GIST};
use motcua_shared::form::{Answer, Kind};
use motcua_shared::i18n::t::fill as say;
use motcua_shared::text::lower_first;

use super::asked::{Question, RowOf};
use super::field::{described, hint, label, question};
use super::{Html, Sheet};

/// The question.
pub fn rows(html: &mut Html, sheet: &Sheet<'_>, asked: &Question<'_>, repeat: &Repeat) {
    let lang = sheet.lang;
    html.raw("<fieldset class=\"repeat\"")
        .attribute("data-field", &asked.path);
    let ids = described(sheet, asked);
    if !ids.is_empty() {
        html.attribute("aria-describedby", &ids);
    }
    html.raw("><legend class=\"repeat__title\">");
    label(html, sheet, asked);
    html.raw("</legend>");
    hint(html, sheet, asked);
    html.raw("<ol class=\"repeat__rows\" role=\"list\">\n");
    for (index, row) in asked.rows.iter().enumerate() {
        html.raw("<li class=\"repeat__row\"")
            .attribute("data-row", &row.id)
            .raw(">");
        let name = format!("{} {}", repeat.row_label.get(lang), index + 1);
        if asked.rows.len() > FEW_ROWS {
            folded(html, sheet, row, &name);
        } else {
            whole(html, sheet, row, &name, (index, asked.rows.len()));
        }
        html.raw("</li>\n");
    }
    html.raw("</ol><button class=\"button button--secondary\" type=\"button\" disabled")
        .attribute("id", &asked.id())
        .raw(">")
        .icon("plus")
        .text(&say::row_add(
            lang,
            &lower_first(repeat.row_label.get(lang)),
        ))
        .raw("</button></fieldset>");
}

fn whole(
    html: &mut Html,
    sheet: &Sheet<'_>,
    row: &RowOf<'_>,
    name: &str,
    (index, count): (usize, usize),
) {
    html.raw("<fieldset><legend class=\"repeat__name\">")
        .text(name)
        .raw("</legend><div class=\"fields\">");
    for inner in &row.questions {
        question(html, sheet, inner);
    }
    html.raw("</div><div class=\"repeat__actions\">");
    let lang = sheet.lang;
    for (is, icon, words) in [
        (index > 0, "arrow-up", say::row_up(lang)),
        (index + 1 < count, "arrow-down", say::row_down(lang)),
        (true, "trash", say::row_remove(lang)),
    ] {
        if is {
            html.raw(
                "<button class=\"button button--quiet button--small\" type=\"button\" disabled>",
            )
            .icon(icon)
            .text(words)
            .raw("<span class=\"visually-hidden\"> ")
            .text(name)
            .raw("</span></button>");
        }
    }
    html.raw("</div></fieldset>");
}

/// One line that says what the row is about.
fn folded(html: &mut Html, sheet: &Sheet<'_>, row: &RowOf<'_>, name: &str) {
    let said = row.questions.iter().filter_map(|inner| {
        let unsaid = matches!(
            inner.field.kind,
            Kind::File(_) | Kind::Signature(_) | Kind::Repeat(_) | Kind::Note(_)
        );
        let answer: &Answer = inner.answer.as_ref()?;
        (!unsaid && !answer.is_empty())
            .then(|| show(inner.field, answer, sheet.lang, sheet.directory))
    });
    let gist: Vec<String> = said.take(GIST).collect();
    html.raw("<p class=\"repeat__line\"><button class=\"repeat__fold\" type=\"button\" aria-expanded=\"false\" disabled>")
        .icon("chevron-right")
        .text(name)
        .raw("</button><span class=\"repeat__gist\">")
        .text(&gist.join(" · "))
        .raw("</span></p>");
}
