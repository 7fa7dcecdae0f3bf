//! What all pages of the officers' area have: the officer's settings, keys, the command palette, the help with the keys.
//! A page says with [`Office::offer`] what it can do; palette and keys work off that.

mod help;
mod keys;
mod palette;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use motcua_shared::access::Role;

use crate::a11y::announce;
use crate::api::{self, Desk, DeskSettings, GetDesk, Nothing, SaveDesk};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view, memo};
use crate::route;
use crate::session::use_session;
use crate::ui::Icon;

/// Does something, also after the dialog that it was chosen in has gone (a `Callback` goes with its owner).
pub type Deed = Arc<dyn Fn() + Send + Sync>;

/// Something that a page can do, for the palette and the keys.
#[derive(Clone)]
pub struct Offer {
    /// What is done.
    pub label: String,
    /// The single key for it; empty when it has none.
    pub key: &'static str,
    /// Does it.
    pub does: Deed,
}

/// The state of the frame, provided to the pages in it.
#[derive(Clone, Copy)]
pub struct Office {
    desk: RwSignal<Option<Desk>>,
    offers: RwSignal<Vec<Offer>>,
    palette: RwSignal<bool>,
    help: RwSignal<bool>,
}

/// The frame of the page.
pub fn use_office() -> Office {
    expect_context::<Office>()
}

impl Office {
    /// What the pages of the desk need, tracked; `None` until the server has answered.
    pub fn desk(self) -> Option<Desk> {
        self.desk.get()
    }

    /// How the queue looks, tracked.
    pub fn settings(self) -> DeskSettings {
        self.desk
            .with(|desk| desk.as_ref().map(|desk| desk.settings.clone()))
            .unwrap_or_default()
    }

    /// Asks the server again.
    pub fn reload(self) {
        spawn_local(async move {
            if let Ok(desk) = api::call::<GetDesk>(&[], &Nothing {}).await {
                self.desk.try_set(Some(desk));
            }
        });
    }

    /// Shows the queue so from now on, and keeps it on the server.
    pub fn save(self, settings: DeskSettings) {
        self.desk.update(|desk| {
            if let Some(desk) = desk {
                desk.settings = settings.clone();
            }
        });
        spawn_local(async move {
            match api::call::<SaveDesk>(&[], &settings).await {
                Ok(kept) => {
                    self.desk.try_update(|desk| {
                        if let Some(desk) = desk {
                            desk.settings = kept;
                        }
                    });
                }
                Err(problem) => announce(problem.detail),
            }
        });
    }

    /// What the page can do from now on, until it goes.
    pub fn offer(self, offers: Vec<Offer>) {
        self.offers.set(offers);
    }
}

/// The frame around a page.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let office = Office {
        desk: RwSignal::new(None),
        offers: RwSignal::new(Vec::new()),
        palette: RwSignal::new(false),
        help: RwSignal::new(false),
    };
    provide_context(office);
    office.reload();
    keys::listen(office);
    let session = use_session();
    let leads = memo(move || session.role() == Some(Role::Leader));
    view! {
        <div class="staff-tools">
            {live_view(move || leads.get().then(|| view! { <a class="button button--quiet button--small" href=route::BOARD><Icon name="users"/>{t::desk::board_title(lang())}</a> }))}
            <a class="button button--quiet button--small" href=route::CORRECTIONS><Icon name="edit"/>{t::my_data::staff_title(lang())}</a>
            <button class="button button--quiet button--small" type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K" on:click=handler(move |_: web_sys::MouseEvent| office.palette.set(true))>
                <Icon name="search"/>{t::desk::palette_title(lang())}" "<kbd>"Ctrl+K"</kbd>
            </button>
            <button class="button button--quiet button--small" type="button" aria-haspopup="dialog" on:click=handler(move |_: web_sys::MouseEvent| office.help.set(true))><Icon name="help"/>{t::desk::keys_title(lang())}</button>
        </div>
        {children()}
        <palette::Palette office open=office.palette/>
        <help::KeysHelp office open=office.help/>
    }
}
