//! What a view is given to run later, behind a pointer: its code exists once for each type of value, not once for each closure.
//!
//! `Memo::new`, `Signal::derive`, attributes, children and `on:` compile all of their machinery for every closure that is given
//! to them; a portal has hundreds, and a citizen downloads each. Use these everywhere.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

/// An attribute, class or property that follows what the closure reads.
pub fn live<T: 'static>(value: impl FnMut() -> T + Send + 'static) -> SharedReactiveFunction<T> {
    Arc::new(Mutex::new(value))
}

/// A part of the page that follows what the closure reads.
pub fn live_view<V: IntoAny + 'static>(
    mut view: impl FnMut() -> V + Send + 'static,
) -> SharedReactiveFunction<AnyView> {
    live(move || view().into_any())
}

/// What an event does.
pub fn handler<E: 'static>(does: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(does)
}

/// A value that is worked out again when what it reads changes, and tells its readers only when it is another value.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    fn once<T: PartialEq + Send + Sync + 'static>(
        value: Box<dyn Fn() -> T + Send + Sync>,
    ) -> Memo<T> {
        Memo::new(move |_| value())
    }
    once(Box::new(value))
}

/// A value that is worked out at every reading.
pub fn derived<T: Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Signal<T> {
    fn once<T: Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Signal<T> {
        Signal::derive(value)
    }
    once(Box::new(value))
}
