//! The single-page application of Một Cửa: client-side rendered, in one main chunk for citizens and lazily loaded
//! chunks for the back office.
//!
//! Start reading at [`app`] (routes) and [`route`] (addresses). Rules live in `motcua_shared`; pages only show them.

pub mod a11y;
pub mod api;
mod app;
pub mod area;
pub mod directory;
pub mod form;
pub mod i18n;
pub mod json;
mod lazy;
pub mod live;
pub mod offline;
pub mod page;
pub mod reactive;
pub mod remote;
pub mod route;
pub mod session;
pub mod ui;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The start script's message bar (public/boot.js).
    #[wasm_bindgen(js_namespace = motcua, js_name = fail)]
    fn fail(message: &str);
}

/// Called by the glue once the module is loaded.
#[wasm_bindgen(start)]
pub fn main() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        fail(&panic.to_string());
    }));
    app::start();
}
