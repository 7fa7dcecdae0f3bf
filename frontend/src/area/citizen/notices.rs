//! Notices, newest first. Opening the page marks them as read; what was unread keeps its mark until the page is left.

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::access::Role;
use motcua_shared::event::Interest;
use motcua_shared::time::show_moment;

use crate::api::{self, ListNotices, Nothing, NoticeList, NoticeView, NoticesRead, ReadNotices};
use crate::i18n::{lang, lang_of, t, text};
use crate::live::use_live;
use crate::page::PageTitle;
use crate::reactive::{derived, live, live_view, memo};
use crate::remote::Remote;
use crate::route;
use crate::session::use_session;
use crate::ui::{Empty, Icon};

/// The server sends no more than this.
const MOST: usize = 100;

/// The page.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let changes = use_live().changes(Interest::Notices);
    let list = Remote::new(move || {
        changes.track();
        api::call::<ListNotices>(&[], &Nothing {})
    });
    list.view(|list| view! { <List list/> }.into_any())
}

#[component]
fn List(list: Signal<NoticeList>) -> impl IntoView {
    let session = use_session();
    let fresh = RwSignal::new(Vec::<String>::new());
    Effect::new(move || {
        let list = list.get();
        let unread: Vec<String> = list
            .notices
            .iter()
            .filter(|notice| !notice.read)
            .map(|notice| notice.id.clone())
            .collect();
        if unread.is_empty() {
            return;
        }
        fresh.update(|fresh| fresh.extend(unread));
        let Some(until) = list.notices.iter().map(|notice| notice.at).max() else {
            return;
        };
        spawn_local(async move {
            if let Ok(read) = api::call::<ReadNotices>(&[], &NoticesRead { until }).await {
                session.set_unread(read.unread);
            }
        });
    });
    let notices = memo(move || list.with(|list| list.notices.clone()));
    let officer = session
        .account_untracked()
        .is_some_and(|account| account.role != Role::Citizen);
    view! {
        <PageTitle title=derived(|| t::shell::notices_title(lang()).to_owned())/>
        <div class="page page--narrow stack">
            <h1 tabindex="-1">{t::shell::notices_title(lang())}</h1>
            <p><a class="action-link" href=route::NOTICE_SETTINGS>{t::delivery::settings_title(lang())}<Icon name="arrow-right"/></a></p>
            {live_view(move || if notices.with(Vec::is_empty) {
                view! { <Empty icon="bell" title=t::citizen::notices_none_title(lang()) text=t::citizen::notices_none_text(lang())/> }.into_any()
            } else {
                ().into_any()
            })}
            <ul class="notice-list" role="list" hidden=live(move || notices.with(Vec::is_empty))>
                <For each=move || notices.get() key=|notice| notice.id.clone() let:notice><Line notice fresh officer/></For>
            </ul>
            {live_view(move || notices.with(|notices| notices.len() >= MOST).then(|| view! { <p class="muted small">{t::citizen::notices_recent(lang())}</p> }))}
        </div>
    }
}

#[component]
fn Line(notice: NoticeView, fresh: RwSignal<Vec<String>>, officer: bool) -> impl IntoView {
    let href = match (officer, notice.dossier.is_empty()) {
        // About no dossier: what is held about the person.
        (true, true) => route::CORRECTIONS.to_owned(),
        (false, true) => route::MY_DATA.to_owned(),
        (true, false) => route::staff_dossier(&notice.dossier),
        (false, false) => route::dossier(&notice.dossier),
    };
    let words = text(&notice.text);
    let (id, read) = (notice.id, notice.read);
    let unread = memo(move || !read || fresh.with(|fresh| fresh.contains(&id)));
    view! {
        <li class="notice" class=("notice--unread", move || unread.get())>
            <a class="notice__link" href=href lang=lang_of(&notice.text)>
                {live_view(move || unread.get().then(|| view! { <span class="visually-hidden" lang=lang().tag()>{t::citizen::unread(lang())}</span> }))}
                {words.clone()}
            </a>
            {(!words.contains(&notice.code)).then(|| view! { <p class="notice__text">{t::citizen::notice_code(lang(), &notice.code)}</p> })}
            <time class="notice__time" datetime=notice.at.to_rfc3339()>{show_moment(notice.at)}</time>
        </li>
    }
}
