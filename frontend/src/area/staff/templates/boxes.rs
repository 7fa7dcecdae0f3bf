//! The parts of the page of templates: choices, lines, faults, and what would be sent. Decides nothing.

use leptos::prelude::*;
use motcua_shared::api::NoticePreview;
use motcua_shared::i18n::Lang;
use motcua_shared::notice::SendFault;
use motcua_shared::notice::template::TemplateFault;

use crate::i18n::{lang, t};
use crate::reactive::{handler, live};
use crate::ui::Icon;

/// A choice among few.
pub(super) fn choice(
    id: &'static str,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    choose: impl Fn(&str) + 'static,
) -> AnyView {
    let options: Vec<_> = options
        .into_iter()
        .map(|(key, name)| {
            // A language is named in itself.
            let own = ["vi", "en"].contains(&key).then_some(key);
            view! { <option value=key lang=own>{name}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <select class="input select" id=id on:change=handler(move |event: web_sys::Event| choose(&event_target_value(&event)))>{options}</select>
        </div>
    }
    .into_any()
}

/// One line in the language of the template.
pub(super) fn line(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    language: RwSignal<Lang>,
) -> AnyView {
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <input class="input" id=id type="text" autocomplete="off" lang=move || language.get().tag()
                prop:value=live(move || value.get())
                on:input=handler(move |event: web_sys::Event| value.set(event_target_value(&event)))/>
        </div>
    }
    .into_any()
}

/// What is wrong with the words.
pub(super) fn blame(fault: &TemplateFault) -> String {
    match fault {
        TemplateFault::NoText => t::template::fault_no_text(lang()).to_owned(),
        TemplateFault::NoSubject => t::template::fault_no_subject(lang()).to_owned(),
        TemplateFault::TooLong(most) => t::template::fault_too_long(lang(), &most.to_string()),
        TemplateFault::Place(place) => t::template::fault_place(lang(), &format!("{{{place}}}")),
        TemplateFault::Brace => t::template::fault_brace(lang()).to_owned(),
    }
}

/// What would be sent, and what became of the one that was.
pub(super) fn result(preview: NoticePreview, language: Lang) -> AnyView {
    let lines: Vec<_> = preview
        .text
        .lines()
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect();
    let subject = (!preview.subject.is_empty())
        .then(|| view! { <p><strong>{preview.subject.clone()}</strong></p> });
    let said = if preview.sent {
        view! { <p><Icon name="check-circle"/>" "{t::template::sent(lang())}</p> }.into_any()
    } else if preview.reason.is_empty() {
        ().into_any()
    } else {
        let fault = SendFault::read(&preview.reason);
        let reason = fault.map_or(preview.reason.clone(), |fault| fault.words(lang()));
        let words = t::template::not_sent(lang(), &reason);
        view! { <p class="field__error" role="alert"><Icon name="error"/><span>{words}</span></p> }
            .into_any()
    };
    view! {
        <h3>{t::template::result(lang())}</h3>
        <div class="card stack stack--tight" data-testid="template-preview" lang=language.tag()>{subject}{lines}</div>
        {said}
    }
    .into_any()
}
