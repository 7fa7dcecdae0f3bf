//! Pages of plain text: accessibility statement and help.

use motcua_shared::i18n::t::shell as say;

use super::frame::{Content, Reader};
use super::page::Page;
use super::{breadcrumb, content as content_of};

/// The accessibility statement.
pub fn accessibility(reader: &Reader<'_>) -> Content {
    let lang = reader.lang;
    let mut content = content_of(reader, &Page::Accessibility);
    let main = &mut content.main;
    main.raw("<div class=\"page page--narrow\">\n");
    breadcrumb(
        main,
        lang,
        &[("/", say::nav_home(lang))],
        say::accessibility_title(lang),
    );
    main.raw("<div class=\"prose\">\n<h1 tabindex=\"-1\">")
        .text(say::accessibility_title(lang))
        .raw("</h1>\n<p class=\"lead\">");
    main.text(say::accessibility_intro(lang)).raw("</p>\n");
    main.element("h2", say::accessibility_standard_heading(lang))
        .element("p", say::accessibility_standard(lang));
    main.element("h2", say::accessibility_can_heading(lang))
        .raw("<ul>");
    for line in [
        say::accessibility_can_keyboard(lang),
        say::accessibility_can_zoom(lang),
        say::accessibility_can_reader(lang),
        say::accessibility_can_theme(lang),
        say::accessibility_can_pause(lang),
    ] {
        main.element("li", line);
    }
    main.raw("</ul>")
        .element("h2", say::accessibility_gallery_heading(lang))
        .element("p", say::accessibility_gallery(lang))
        .raw("<p><a class=\"action-link\" href=\"/gallery\">")
        .text(say::accessibility_gallery_link(lang))
        .raw("</a></p>")
        .element("h2", say::accessibility_gaps_heading(lang))
        .element("p", say::accessibility_gaps(lang));
    main.element("h2", say::accessibility_report_heading(lang))
        .element("p", say::accessibility_report(lang))
        .raw("\n</div>\n</div>");
    content
}

/// Help.
pub fn help(reader: &Reader<'_>) -> Content {
    let lang = reader.lang;
    let mut content = content_of(reader, &Page::Help);
    let main = &mut content.main;
    main.raw("<div class=\"page page--narrow\">\n");
    breadcrumb(
        main,
        lang,
        &[("/", say::nav_home(lang))],
        say::help_title(lang),
    );
    main.raw("<div class=\"prose\">\n<h1 tabindex=\"-1\">")
        .text(say::help_title(lang))
        .raw("</h1>\n<p class=\"lead\">")
        .text(say::help_intro(lang));
    main.raw("</p>\n");
    for (heading, text) in [
        (say::help_find_heading(lang), say::help_find(lang)),
        (say::help_fill_heading(lang), say::help_fill(lang)),
        (say::help_files_heading(lang), say::help_files(lang)),
        (say::help_follow_heading(lang), say::help_follow(lang)),
        (say::help_result_heading(lang), say::help_result(lang)),
    ] {
        main.element("h2", heading).element("p", text).raw("\n");
    }
    main.raw("</div>\n</div>");
    content
}
