//! A value made from another answer: shown, never typed.

use leptos::prelude::*;
use motcua_shared::form::Answers;
use motcua_shared::form::field::computed::Computed;

use crate::form::field::hint;
use crate::form::model::{FieldRef, FormModel};
use crate::i18n::{lang_of, text};
use crate::reactive::memo;

/// The value under its label; nothing until its source can be read.
pub fn input(model: FormModel, field: FieldRef, computed: &'static Computed) -> AnyView {
    let Some(source) = model.field(&computed.from) else {
        return ().into_any();
    };
    let value = memo(move || {
        let answer = source.answer.get()?;
        let answers = Answers::from([(source.spec.key.clone(), answer)]);
        computed
            .answer(&answers)
            .map(|answer| answer.text().to_owned())
    });
    (move || {
        let value = value.get()?;
        Some(view! {
            <div class="field" data-field=field.path.clone()>
                <p class="field__label" id=field.id() lang=lang_of(&field.spec.label)>{text(&field.spec.label)}</p>
                {hint(field)}
                <output class="field__echo" aria-labelledby=field.id() lang="vi">{value}</output>
            </div>
        })
    })
    .into_any()
}
