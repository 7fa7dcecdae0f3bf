//! The footer, the same on every page (R-UI-04): who is responsible, where help is, links in the same order.

use leptos::prelude::*;

use super::display::DisplaySettings;
use super::icon::Icon;
use crate::i18n::{lang, t};
use crate::route;

/// The hotline as a `tel:` address.
#[must_use]
pub fn hotline_address() -> String {
    let digits: String = t::shell::footer_hotline(lang())
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    format!("tel:{digits}")
}

/// The footer; once, at the root.
#[component]
pub fn SiteFooter() -> impl IntoView {
    let l = lang();
    view! {
        <footer class="site-footer">
            <div class="site-footer__inner">
                <div class="site-footer__agency">
                    <p class="site-footer__name">{t::shell::footer_agency(l)}</p>
                    <p>
                        {t::shell::footer_responsible(l)}<br/>{t::shell::footer_address(l)}<br/>{t::shell::footer_email_label(l)}" "
                        <a href=format!("mailto:{}", t::shell::footer_email(l))>{t::shell::footer_email(l)}</a>
                    </p>
                </div>
                <div class="site-footer__help">
                    <h2 class="site-footer__title">{t::shell::footer_help_title(l)}</h2>
                    <a class="site-footer__hotline" href=hotline_address()><Icon name="phone"/>{t::shell::footer_hotline(l)}</a>
                    <p>{t::shell::footer_hours(l)}</p>
                </div>
                <nav class="site-footer__links" aria-label=t::shell::footer_label(l)>
                    <ul role="list">
                        <li><a href=route::HELP>{t::shell::footer_help(l)}</a></li>
                        <li><a href=route::ACCESSIBILITY>{t::shell::footer_accessibility(l)}</a></li>
                        <li><a href=route::SITE_MAP>{t::shell::footer_sitemap(l)}</a></li>
                    </ul>
                </nav>
                <div class="site-footer__display"><DisplaySettings/></div>
                <p class="site-footer__legal">{t::shell::footer_legal(l)}</p>
            </div>
        </footer>
    }
}
