//! The accessibility statement: level, what works, what is missing, how to complain (accessibility.md §1).

use leptos::prelude::*;

use crate::i18n::{lang, t};
use crate::page::PageTitle;
use crate::route;
use crate::ui::Breadcrumb;
use crate::ui::display::DisplaySettings;

/// The accessibility statement.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    let l = lang();
    view! {
        <PageTitle title=t::shell::accessibility_title(l)/>
        <div class="page page--narrow">
            <Breadcrumb here=t::shell::accessibility_title(l)/>
            <div class="prose">
                <h1 tabindex="-1">{t::shell::accessibility_title(l)}</h1>
                <p class="lead">{t::shell::accessibility_intro(l)}</p>
                <div><DisplaySettings/></div>
                <h2>{t::shell::accessibility_standard_heading(l)}</h2>
                <p>{t::shell::accessibility_standard(l)}</p>
                <h2>{t::shell::accessibility_can_heading(l)}</h2>
                <ul>
                    <li>{t::shell::accessibility_can_keyboard(l)}</li>
                    <li>{t::shell::accessibility_can_zoom(l)}</li>
                    <li>{t::shell::accessibility_can_reader(l)}</li>
                    <li>{t::shell::accessibility_can_theme(l)}</li>
                    <li>{t::shell::accessibility_can_pause(l)}</li>
                </ul>
                <h2>{t::portal::accessibility_tests_heading(l)}</h2>
                <p>{t::portal::accessibility_tests(l)}</p>
                <h2>{t::shell::accessibility_gallery_heading(l)}</h2>
                <p>{t::shell::accessibility_gallery(l)}</p>
                <p><a class="action-link" href=route::GALLERY>{t::shell::accessibility_gallery_link(l)}</a></p>
                <h2>{t::shell::accessibility_gaps_heading(l)}</h2>
                <p>{t::shell::accessibility_gaps(l)}</p>
                <p>{t::portal::accessibility_gaps_more(l)}</p>
                <h2>{t::shell::accessibility_report_heading(l)}</h2>
                <p>{t::shell::accessibility_report(l)}</p>
            </div>
        </div>
    }
}
