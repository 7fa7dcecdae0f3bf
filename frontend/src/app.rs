//! The root: contexts, header and footer, routes by area. Most pages are chunks that load when opened.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{Lazy, path};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::a11y::{LiveRegions, SkipLink};
use crate::area::public::home::HomePage;
use crate::area::public::not_found::NotFoundPage;
use crate::area::public::sign_in::SignInPage;
use crate::directory::Directories;
use crate::i18n::{lang, t};
use crate::lazy;
use crate::live::{self, Live};
use crate::session::Session;
use crate::ui::connection::ConnectionBar;
use crate::ui::footer::SiteFooter;
use crate::ui::header::SiteHeader;
use crate::ui::sign_in_again::SignInAgain;

thread_local! {
    /// The app's root element, until it takes the place of the server's markup.
    static WAITING: RefCell<Option<web_sys::HtmlElement>> = const { RefCell::new(None) };
}

/// Mounts the app beside the server's readable page; [`take_over`] swaps the two when the first page has its content.
pub fn start() {
    crate::ui::display::apply_stored();
    let Ok(root) = document().create_element("div") else {
        return;
    };
    root.set_id("app");
    let Ok(root) = root.dyn_into::<web_sys::HtmlElement>() else {
        return;
    };
    WAITING.with(|waiting| waiting.replace(Some(root.clone())));
    leptos::mount::mount_to(root, App).forget();
}

#[wasm_bindgen]
extern "C" {
    /// Puts the app in the place of the server's page, with what was typed there already (`public/early.js`).
    #[wasm_bindgen(js_namespace = motcua, js_name = handOver)]
    fn hand_over(old: &web_sys::Element, root: &web_sys::HtmlElement);
}

/// Replaces the server's markup by the app; without effect after the first time.
pub fn take_over() {
    let Some(root) = WAITING.with(RefCell::take) else {
        return;
    };
    request_animation_frame(move || match document().get_element_by_id("app") {
        Some(old) => hand_over(&old, &root),
        None => {
            if let Some(body) = document().body() {
                let _ = body.append_child(&root);
            }
        }
    });
}

#[component]
fn App() -> impl IntoView {
    provide_meta_context();
    let session = Session::new();
    provide_context(session);
    provide_context(Live::new());
    provide_context(Directories::new());
    leptos::task::spawn_local(session.refresh());
    live::connect();
    view! {
        <Title formatter=|title: String| if title.is_empty() { t::shell::site_name(lang()).to_owned() } else { t::shell::page_title(lang(), &title) }/>
        <Router>
            <SkipLink/>
            <SiteHeader/>
            <ConnectionBar/>
            <main id="main" tabindex="-1">
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=HomePage/>
                    <Route path=path!("/thu-tuc") view={Lazy::<lazy::Public>::new()}/>
                    <Route path=path!("/thu-tuc/:slug") view={Lazy::<lazy::Public>::new()}/>
                    <Route path=path!("/tra-cuu") view={Lazy::<lazy::Public>::new()}/>
                    <Route path=path!("/dang-nhap") view=SignInPage/>
                    <Route path=path!("/tro-nang") view={Lazy::<lazy::Public>::new()}/>
                    <Route path=path!("/huong-dan") view={Lazy::<lazy::Public>::new()}/>
                    <Route path=path!("/so-do-cong") view={Lazy::<lazy::Public>::new()}/>
                    <Route path=path!("/gallery") view={Lazy::<lazy::Gallery>::new()}/>
                    <Route path=path!("/gallery/:page") view={Lazy::<lazy::Gallery>::new()}/>
                    <Route path=path!("/ho-so") view={Lazy::<lazy::Citizen>::new()}/>
                    <Route path=path!("/ho-so/:id") view={Lazy::<lazy::Citizen>::new()}/>
                    <Route path=path!("/du-lieu-cua-toi") view={Lazy::<lazy::Citizen>::new()}/>
                    <Route path=path!("/thong-bao") view={Lazy::<lazy::Citizen>::new()}/>
                    <Route path=path!("/thong-bao/cach-nhan") view={Lazy::<lazy::Citizen>::new()}/>
                    <Route path=path!("/quan-tri") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/quan-tri/thu-tuc") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/quan-tri/thu-tuc/:slug") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/quan-tri/lich") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/quan-tri/ket-noi") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/quan-tri/thong-bao") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/quan-tri/thong-bao/mau") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/to-khai/:draft") view={Lazy::<lazy::Form>::new()}/>
                    <Route path=path!("/to-khai/:draft/xem-lai") view={Lazy::<lazy::Form>::new()}/>
                    <Route path=path!("/to-khai/:draft/:group") view={Lazy::<lazy::Form>::new()}/>
                    <Route path=path!("/can-bo") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/can-bo/so-theo-doi") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/can-bo/tiep-nhan") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/can-bo/tiep-nhan/:draft") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/can-bo/ho-so/:id") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/can-bo/dinh-chinh") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/can-bo/dieu-hanh") view={Lazy::<lazy::Staff>::new()}/>
                    <Route path=path!("/can-bo/hang-loat/:run") view={Lazy::<lazy::Staff>::new()}/>
                </Routes>
            </main>
            <SiteFooter/>
            <SignInAgain/>
        </Router>
        <LiveRegions/>
    }
}
