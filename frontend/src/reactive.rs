//! Derived values whose code exists once for each type of value, not once for each closure.
//!
//! `Memo::new` and `Signal::derive` compile all of their machinery for every closure that is given to them; a portal has
//! hundreds, and a citizen downloads each. These two take the closure behind a pointer. Use them everywhere.

use leptos::prelude::*;

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
