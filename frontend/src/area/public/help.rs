//! Help: the five things people do here, common questions, the hotline.

use leptos::prelude::*;

use crate::i18n::{lang, t};
use crate::page::PageTitle;
use crate::route;
use crate::ui::Breadcrumb;
use crate::ui::footer::hotline_address;
use crate::ui::icon::Icon;

/// The help page.
#[component]
pub fn HelpPage() -> impl IntoView {
    let l = lang();
    let step = |title: &'static str, words: &'static str| view! { <li class="steps__item"><h2 class="steps__title">{title}</h2><p>{words}</p></li> };
    let question = |title: &'static str, words: &'static str| {
        view! { <details class="disclosure"><summary>{title}</summary><div class="disclosure__body prose"><p>{words}</p></div></details> }
    };
    view! {
        <PageTitle title=t::shell::help_title(l)/>
        <div class="page page--narrow">
            <Breadcrumb here=t::shell::help_title(l)/>
            <div class="stack stack--loose">
                <div class="stack">
                    <h1 tabindex="-1">{t::shell::help_title(l)}</h1>
                    <p class="lead">{t::shell::help_intro(l)}</p>
                </div>
                <ol class="steps" role="list">
                    {step(t::shell::help_find_heading(l), t::shell::help_find(l))}
                    {step(t::shell::help_fill_heading(l), t::shell::help_fill(l))}
                    {step(t::shell::help_files_heading(l), t::shell::help_files(l))}
                    {step(t::shell::help_follow_heading(l), t::shell::help_follow(l))}
                    {step(t::shell::help_result_heading(l), t::shell::help_result(l))}
                </ol>
                <section class="stack" aria-labelledby="faq">
                    <h2 class="section-title" id="faq">{t::portal::faq_heading(l)}</h2>
                    <div class="disclosure-list">
                        {question(t::portal::faq_saved(l), t::portal::faq_saved_text(l))}
                        {question(t::portal::faq_prefilled(l), t::portal::faq_prefilled_text(l))}
                        {question(t::portal::faq_wrong(l), t::portal::faq_wrong_text(l))}
                        {question(t::portal::faq_late(l), t::portal::faq_late_text(l))}
                        {question(t::portal::faq_withdraw(l), t::portal::faq_withdraw_text(l))}
                        {question(t::portal::faq_keyboard(l), t::portal::faq_keyboard_text(l))}
                    </div>
                </section>
                <section class="card card--tinted" aria-labelledby="hotline">
                    <h2 class="card__title" id="hotline">{t::shell::footer_help_title(l)}</h2>
                    <p>{t::portal::help_call(l)}</p>
                    <p><a class="action-link" href=hotline_address()><Icon name="phone"/>{t::shell::footer_hotline(l)}</a><br/><span class="small muted">{t::shell::footer_hours(l)}</span></p>
                    <p class="small muted">{t::portal::help_demo(l)}</p>
                    <p><a class="action-link" href=route::PROCEDURES>{t::shell::not_found_search(l)}<Icon name="arrow-right"/></a></p>
                </section>
            </div>
        </div>
    }
}
