//! People whom the applicant has declared before: one press puts what is known about one of them into the empty questions of a
//! role. Nothing is filled in before that, and nothing that was typed is touched.

use leptos::prelude::*;
use motcua_shared::form::Answer;
use motcua_shared::form::known_people::for_role;
use motcua_shared::form::look::role_of_name;
use motcua_shared::vault::KnownPerson;

use super::model::{FieldRef, FormModel};
use super::source_note::source_words;
use crate::a11y::{announce, focus_by_id};
use crate::i18n::{lang, t};
use crate::reactive::{handler, live_view};

/// The choice above the name of somebody else; nothing for other questions, and once there is a name.
pub fn choice(model: FormModel, field: FieldRef) -> Option<AnyView> {
    let role = role_of_name(field.spec.profile.as_deref())?;
    let people = model.draft.with_untracked(|draft| draft.people.clone());
    if people.is_empty() || model.is_supplement() || field.path.contains('[') {
        return None;
    }
    let is_empty = move || {
        field
            .answer
            .with(|answer| answer.as_ref().is_none_or(Answer::is_empty))
    };
    let list = move || {
        is_empty().then(|| {
            let buttons: Vec<AnyView> = people
                .iter()
                .map(|person| button(model, field, role, person.clone()))
                .collect();
            view! { <div class="stack"><p class="small muted">{t::fill::people_offer(lang())}</p>{buttons}</div> }
        })
    };
    Some(live_view(list).into_any())
}

fn button(model: FormModel, field: FieldRef, role: &'static str, person: KnownPerson) -> AnyView {
    let name = person.name.clone();
    let source = person.facts.first().map(|fact| source_words(&fact.source));
    let take = move |_: web_sys::MouseEvent| {
        let mut count = 0;
        for (key, fact) in for_role(model.form(), role, &person) {
            let free = model.field(&key).filter(|field| {
                field.visible.get_untracked()
                    && field.current().is_none_or(|answer| answer.is_empty())
            });
            if let Some(free) = free {
                model.take_fact(free, fact);
                count += 1;
            }
        }
        announce(t::fill::people_taken(
            lang(),
            &count.to_string(),
            &person.name,
        ));
        focus_by_id(&field.id());
    };
    view! {
        <div>
            <button class="button button--secondary" type="button" on:click=handler(take)>{t::fill::people_take(lang(), &name)}</button>
            <p class="small muted">{source}</p>
        </div>
    }
    .into_any()
}
