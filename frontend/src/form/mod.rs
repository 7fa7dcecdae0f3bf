//! Filling an e-form: the heart of the product.
//!
//! [`model`] holds one opened draft as signals; [`change`] says what follows from an answer (what is visible, what the
//! state already knows), [`faults`] what is wrong and when it is said; [`progress`] how far each page is; [`autosave`], [`device`] and
//! [`conflict`] keep what was typed; [`queue`] files when the network is back; [`newer`] offers a newer version of the form;
//! [`upload`] sends files, [`waiting`] keeps those chosen without a network; [`page`], [`start`] and [`review`] are the pages, [`field`]
//! and [`input`] the questions on them. Rules are never decided here: they are in `motcua_shared::form`.

pub mod autosave;
pub mod change;
pub mod conflict;
pub mod device;
pub mod elsewhere;
pub mod faults;
pub mod field;
pub mod field_state;
pub mod input;
pub mod model;
pub mod newer;
pub mod open;
pub mod page;
pub mod people;
pub mod progress;
pub mod queue;
pub mod review;
pub mod save_state;
pub mod section_map;
pub mod source_note;
pub mod start;
pub mod submit;
pub mod upload;
pub mod waiting;
