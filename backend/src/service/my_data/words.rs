//! Facts and documents in the words that people know from the forms. Decides nothing.

use std::collections::BTreeMap;

use motcua_shared::api::{ValueInput, ValueOption};
use motcua_shared::form::block::{attributes, single};
use motcua_shared::form::display::show;
use motcua_shared::form::field::date::parts_from_paste;
use motcua_shared::form::{Answer, Answers, Context, Fault, Field, Issue, Kind, validate};
use motcua_shared::i18n::{Bilingual, Lang, t::my_data as say};

use crate::app::App;
use crate::service::dossier::announce::both;
use crate::service::{Error, Result};

/// The path of one's own personal number: who one is for this portal.
const CITIZEN_ID: &str = "person.citizen_id";

/// The words of facts and documents.
pub(super) struct Words<'a> {
    app: &'a App,
    attributes: BTreeMap<String, Field>,
}

impl<'a> Words<'a> {
    pub(super) fn new(app: &'a App) -> Self {
        Self {
            app,
            attributes: attributes(),
        }
    }

    /// The question that a fact answers: the attribute itself, or what a form in use asks.
    fn question(&self, path: &str) -> Option<&Field> {
        let attribute = path.strip_prefix("person.");
        let known = attribute.and_then(|name| self.attributes.get(name));
        known.or_else(|| {
            let asks = |wanted: &dyn Fn(&str) -> bool| {
                let folders = self.app.reference.online.iter();
                folders
                    .flat_map(|folder| folder.form.fields())
                    .find(|field| field.profile.as_deref().is_some_and(wanted))
            };
            asks(&|profile| profile == path).or_else(|| {
                let ending = format!(".{}", attribute?);
                asks(&|profile| profile.ends_with(&ending))
            })
        })
    }

    /// What a fact is called.
    pub(super) fn label(&self, path: &str) -> Bilingual {
        self.question(path).map_or_else(
            || both(|lang| say::other_label(lang).to_owned()),
            |field| field.label.clone(),
        )
    }

    /// A value of a fact.
    pub(super) fn value(&self, path: &str, value: &Answer) -> Bilingual {
        let shown = |lang: Lang| match self.question(path) {
            Some(field) => show(field, value, lang, &self.app.reference.directory),
            None => value.text().to_owned(),
        };
        Bilingual {
            vi: shown(Lang::Vi),
            en: shown(Lang::En),
        }
    }

    /// How another value of a fact is given; `None` where it cannot be given here.
    pub(super) fn input(&self, path: &str) -> Option<ValueInput> {
        if path == CITIZEN_ID {
            return None;
        }
        match &self.question(path)?.kind {
            Kind::Date(_) => Some(ValueInput::Date),
            Kind::Choice(choice) => {
                let options = choice.options.iter().map(|option| ValueOption {
                    value: option.value.clone(),
                    label: option.label.clone(),
                });
                Some(ValueInput::Choice(options.collect()))
            }
            Kind::Country => Some(ValueInput::Country),
            Kind::Ethnicity => Some(ValueInput::Ethnicity),
            Kind::Address(_) => Some(ValueInput::Address),
            Kind::Text(_)
            | Kind::LongText(_)
            | Kind::Number(_)
            | Kind::Decimal(_)
            | Kind::Money(_)
            | Kind::Phone
            | Kind::Email
            | Kind::CitizenId(_)
            | Kind::TaxCode
            | Kind::Passport
            | Kind::BankAccount => Some(ValueInput::Line),
            _ => None,
        }
    }

    /// The canonical value of what somebody says is right.
    ///
    /// # Errors
    /// [`Error::Invalid`] with what is wrong with it, at the path `wanted`.
    pub(super) fn check(&self, path: &str, wanted: Option<&Answer>) -> Result<Answer> {
        let refuse = |fault: Fault| Error::Invalid(vec![Issue::error("wanted", fault)]);
        let wanted = wanted
            .filter(|answer| !answer.is_empty())
            .ok_or_else(|| refuse(Fault::Required))?;
        let question = self.question(path).ok_or(Error::NotFound)?;
        let wanted = match (&question.kind, wanted) {
            (Kind::Date(_), Answer::Text(text)) => parts_from_paste(text)
                .map(Answer::Date)
                .ok_or_else(|| refuse(Fault::NoSuchDate))?,
            _ => wanted.clone(),
        };
        // As it stands here: whether it must be answered elsewhere does not matter.
        let field = Field {
            required: true,
            required_if: None,
            visible_if: None,
            read_only_if: None,
            ..question.clone()
        };
        let (form, key) = (single(field), question.key.clone());
        let answers = Answers::from([(key.clone(), wanted)]);
        let context = Context {
            today: self.app.today(),
            directory: &self.app.reference.directory,
        };
        let mut checked = validate(&form, &answers, context);
        if !checked.is_ok() {
            let mut issues = checked.issues;
            for issue in &mut issues {
                "wanted".clone_into(&mut issue.path);
            }
            return Err(Error::Invalid(issues));
        }
        checked
            .answers
            .remove(&key)
            .ok_or_else(|| refuse(Fault::Required))
    }

    /// What a kind of document is called: as the slot that takes it, or the result that it is.
    pub(super) fn document(&self, kind: &str) -> Bilingual {
        let folders = || self.app.reference.online.iter();
        let result = folders()
            .map(|folder| &folder.service.result)
            .find(|result| result.document == kind)
            .map(|result| result.name.clone());
        let slot = || {
            folders()
                .flat_map(|folder| folder.form.fields())
                .find(|field| match &field.kind {
                    Kind::File(slot) => slot.document.as_deref() == Some(kind),
                    _ => false,
                })
                .map(|field| field.label.clone())
        };
        result
            .or_else(slot)
            .unwrap_or_else(|| both(|lang| say::other_document(lang).to_owned()))
    }
}
