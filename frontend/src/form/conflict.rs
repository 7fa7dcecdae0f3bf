//! The same draft changed in two places. What only one side changed is merged; where both sides really say something
//! different, the person chooses, question by question. Nothing is overwritten in silence.

use leptos::prelude::*;
use motcua_shared::api::DraftView;
use motcua_shared::form::answers::Answers;
use motcua_shared::form::autofill::same;
use motcua_shared::form::display::show;
use motcua_shared::form::{Answer, Field};

use super::model::FormModel;
use crate::a11y::{announce, focus_by_id};
use crate::i18n::{lang, t, text};
use crate::reactive::handler;

const HEADING: &str = "conflict-title";

/// What the server has, and where it really differs.
#[derive(Clone)]
pub struct Conflict {
    theirs: DraftView,
    keys: Vec<String>,
}

fn alike(left: Option<&Answer>, right: Option<&Answer>) -> bool {
    let filled = |answer: Option<&Answer>| {
        answer.is_some_and(|answer| !answer.is_empty() && *answer != Answer::Flag(false))
    };
    match (left, right) {
        (Some(left), Some(right)) if filled(Some(left)) && filled(Some(right)) => {
            left == right || same(left, right)
        }
        _ => filled(left) == filled(right),
    }
}

impl FormModel {
    /// Joins the server's newer draft with what is here: by the last common answers when they are known.
    pub fn reconcile(self, theirs: DraftView) {
        let base = self.saver.base();
        self.join(theirs, base.as_ref());
    }

    /// As [`FormModel::reconcile`], with the answers that both sides started from.
    pub fn join(self, theirs: DraftView, base: Option<&Answers>) {
        if self.begins_anew(&theirs) {
            return;
        }
        let mine = self.answers();
        let mut keys = Vec::new();
        let mut taken = false;
        for field in &self.fields {
            let key = field.spec.key.as_str();
            let (here, there) = (mine.get(key), theirs.answers.get(key));
            let known = base.map(|base| base.get(key));
            if alike(here, there) || known.is_some_and(|known| alike(known, there)) {
                continue;
            }
            if known.is_some_and(|known| alike(known, here)) {
                self.take_answer(key, there.cloned());
                field.reused.set(theirs.reused.get(key).cloned());
                taken = true;
            } else {
                keys.push(key.to_owned());
            }
        }
        self.attachments.set(theirs.attachments.clone());
        self.elsewhere.set(false);
        self.settle();
        if keys.is_empty() {
            let (version, answers) = (theirs.version, theirs.answers.clone());
            self.saver.rebase(version, Some(answers));
            self.touch();
            if taken {
                self.filing.merged.set_value(true);
                announce(t::fill::conflict_merged(lang()));
            }
        } else {
            self.conflict.set(Some(Conflict { theirs, keys }));
            request_animation_frame(|| {
                focus_by_id(HEADING);
            });
        }
    }
}

fn words(model: FormModel, field: &Field, answer: Option<&Answer>) -> String {
    match answer {
        Some(answer) if !answer.is_empty() => show(field, answer, lang(), &model.directories),
        _ => t::fill::nothing_given(lang()).to_owned(),
    }
}

/// The choice between both sides; nothing while there is no conflict.
#[component]
pub fn ConflictPanel(
    /// The draft.
    model: FormModel,
) -> impl IntoView {
    move || {
        model
            .conflict
            .get()
            .map(|conflict| choices(model, conflict))
    }
}

fn choices(model: FormModel, conflict: Conflict) -> AnyView {
    let mine = model.answers();
    // Keys for which the server's answer is taken.
    let theirs_taken = RwSignal::new(Vec::<String>::new());
    let questions: Vec<AnyView> = conflict
        .keys
        .iter()
        .filter_map(|key| {
            let field = model.field(key)?;
            let name = format!("conflict-{key}");
            let option = |theirs: bool, value: String| {
                let (key, name) = (key.clone(), name.clone());
                let choose = move |_| {
                    theirs_taken.update(|taken| {
                        taken.retain(|other| *other != key);
                        if theirs {
                            taken.push(key.clone());
                        }
                    });
                };
                let side = if theirs { t::fill::conflict_theirs(lang()) } else { t::fill::conflict_mine(lang()) };
                view! {
                    <label class="choice">
                        <input class="choice__input" type="radio" name=name checked=!theirs on:change=handler(choose)/>
                        <span class="choice__text">{value}<span class="choice__hint">{side}</span></span>
                    </label>
                }
            };
            let here = words(model, field.spec, mine.get(key));
            let there = words(model, field.spec, conflict.theirs.answers.get(key));
            Some(
                view! {
                    <fieldset class="field">
                        <legend class="field__label">{text(&field.spec.label)}</legend>
                        <div class="choices">{option(false, here)}{option(true, there)}</div>
                    </fieldset>
                }
                .into_any(),
            )
        })
        .collect();
    let theirs = conflict.theirs;
    let use_chosen = move |_| {
        for key in theirs_taken.get_untracked() {
            model.take_answer(&key, theirs.answers.get(&key).cloned());
            if let Some(field) = model.field(&key) {
                field.reused.set(theirs.reused.get(&key).cloned());
            }
        }
        model
            .saver
            .rebase(theirs.version, Some(theirs.answers.clone()));
        model.conflict.set(None);
        model.settle();
        model.touch();
        announce(t::fill::conflict_solved(lang()));
        crate::a11y::focus_by_id("main");
    };
    view! {
        <section class="conflict" aria-labelledby=HEADING>
            <h2 class="conflict__title" id=HEADING tabindex="-1">{t::fill::conflict_title(lang())}</h2>
            <p>{t::fill::conflict_lead(lang())}</p>
            <div class="fields">{questions}</div>
            <div class="button-row">
                <button class="button" type="button" on:click=handler(use_chosen)>{t::fill::conflict_use(lang())}</button>
            </div>
        </section>
    }
    .into_any()
}
