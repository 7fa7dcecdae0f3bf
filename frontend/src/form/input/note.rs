//! Words to read among the questions, under their heading. Nothing to answer.

use leptos::prelude::*;
use motcua_shared::form::field::note::{Note, Tone};

use crate::form::model::FieldRef;
use crate::i18n::{lang_of, text};
use crate::ui::Icon;

/// The words.
pub fn words(field: FieldRef, note: &'static Note) -> AnyView {
    let paragraphs: Vec<AnyView> = text(&note.text)
        .split("\n\n")
        .map(|paragraph| view! { <p>{paragraph.to_owned()}</p> }.into_any())
        .collect();
    let (class, icon) = match note.tone {
        Tone::Info => ("banner banner--info", "info"),
        Tone::Attention => ("banner banner--attention", "alert"),
    };
    view! {
        <div class=class data-field=field.path.clone() id=field.id()>
            <Icon name=icon/>
            <div class="banner__body" lang=lang_of(&note.text)>
                <p><strong>{text(&field.spec.label)}</strong></p>
                {paragraphs}
            </div>
        </div>
    }
    .into_any()
}
