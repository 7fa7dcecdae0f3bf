//! Pages of a list as links: the number of the page lives in the address.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::{lang, t};
use crate::reactive::memo;

/// Pages around the current one that are always listed.
const AROUND: u64 = 1;

/// Which numbers to list: first, last, and those around the current page; 0 stands for a gap.
#[must_use]
fn listed(page: u64, pages: u64) -> Vec<u64> {
    let mut list = Vec::new();
    let mut last = 0;
    for number in 1..=pages {
        let near = number + AROUND >= page && number <= page + AROUND;
        if number == 1 || number == pages || near {
            if number > last + 1 {
                list.push(if number == last + 2 { last + 1 } else { 0 });
            }
            list.push(number);
            last = number;
        }
    }
    list
}

/// Links to the pages; nothing when there is one page.
#[component]
pub fn Pagination(
    /// This page, from 1.
    #[prop(into)]
    page: Signal<u64>,
    /// All pages.
    #[prop(into)]
    pages: Signal<u64>,
    /// Address of a page.
    href: Callback<u64, String>,
) -> impl IntoView {
    let at = memo(move || (page.get(), pages.get()));
    let number = move |number: u64, current: u64| {
        if number == 0 {
            return view! { <li class="pagination__gap" aria-hidden="true">"…"</li> }.into_any();
        }
        let here = (number == current).then_some("page");
        view! {
            <li><a href=href.run(number) aria-current=here><span class="visually-hidden">{t::shell::page_word(lang())}" "</span>{number.to_string()}</a></li>
        }
        .into_any()
    };
    move || {
        let (page, pages) = at.get();
        (pages > 1).then(|| {
            let numbers: Vec<_> = listed(page, pages).into_iter().map(|one| number(one, page)).collect();
            view! {
                <nav class="pagination" aria-label=t::shell::pages_label(lang())>
                    {(page > 1).then(|| view! {
                        <a class="pagination__step" rel="prev" href=href.run(page - 1)><Icon name="arrow-left"/>{t::shell::page_previous(lang())}</a>
                    })}
                    <ol role="list">{numbers}</ol>
                    {(page < pages).then(|| view! {
                        <a class="pagination__step" rel="next" href=href.run(page + 1)>{t::shell::page_next(lang())}<Icon name="arrow-right"/></a>
                    })}
                </nav>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn gaps_stand_for_at_least_two_pages() {
        assert_eq!(listed(1, 1), [1]);
        assert_eq!(listed(1, 4), [1, 2, 3, 4]);
        assert_eq!(listed(5, 9), [1, 0, 4, 5, 6, 0, 9]);
        assert_eq!(listed(3, 9), [1, 2, 3, 4, 0, 9]);
        assert_eq!(listed(9, 9), [1, 0, 8, 9]);
    }
}
