//! Filing again with the answers of an earlier dossier: a new draft on the form of today. Answers move as they do to a newer
//! form, and only what is visible there; papers are looked at again; what was not taken over is named. A signature is given for
//! one dossier only.

use std::collections::BTreeMap;

use motcua_shared::access::Actor;
use motcua_shared::api::{DossierCopy, PaperLeft, WhyLeft};
use motcua_shared::form::answers::attachment_ids;
use motcua_shared::form::autofill::{self, same};
use motcua_shared::form::diff::carry_over;
use motcua_shared::form::field::file::FileSlot;
use motcua_shared::form::{Answer, Answers, Evaluation, Field, Form, Kind};
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::Date;
use motcua_shared::vault::{Fact, SourceKind, State};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::answers::check_size;
use super::empty;
use super::view::{asking, document_kinds};
use crate::app::App;
use crate::db::entity::{attachment, document, draft};
use crate::db::json;
use crate::service::dossier::vault::{self, Paper};
use crate::service::{Error, Result, dossier as dossiers, form_version};

/// Starts a draft with what was filed in an own dossier.
///
/// # Errors
/// [`Error::NotFound`] for a foreign dossier, one that came on paper only, and a procedure that cannot be filed here any more.
pub async fn copy(app: &App, actor: &Actor, id: &str) -> Result<DossierCopy> {
    let db = app.db.read();
    let dossier = dossiers::own(app, actor, id).await?;
    if dossier.paper_only {
        return Err(Error::NotFound);
    }
    let then = form_version::version(app, &dossier.form).await?;
    let now = app
        .forms
        .current(&dossier.procedure_code, app.today())
        .ok_or(Error::NotFound)?;
    let filed: Answers = json::read(&dossier.answers)?;
    let mut moved = carry_over(&then.form, &now.form, &filed);

    let mut row = empty(app, &actor.id, &dossier.procedure_code, &now.hash);
    let files = attachment::Entity::find()
        .filter(attachment::Column::Dossier.eq(&dossier.id))
        .filter(attachment::Column::IsResult.eq(false))
        .all(db)
        .await?;
    let documents = document::Entity::find()
        .filter(document::Column::Account.eq(&actor.id))
        .all(db)
        .await?;
    let asking = asking(app, &row, now).await?;
    let kinds = document_kinds(&now.form);
    let papers = vault::papers(app, &actor.id, &kinds, &asking).await?;
    let mut again = Again {
        app,
        draft: &row.id,
        files: &files,
        documents: &documents,
        usable: &papers,
        rows: Vec::new(),
        left: Vec::new(),
    };
    // Papers of questions that are gone are named with the papers, not with the answers.
    for dropped in &moved.dropped {
        for file in dropped.answer.files() {
            again.leave(dropped.label.clone(), file, WhyLeft::NoPlace);
        }
    }
    moved
        .dropped
        .retain(|dropped| dropped.answer.files().is_empty());
    let fields: Vec<_> = now.form.fields().collect();
    let mut answers = again.answers(&fields, moved.answers, "")?;
    let (rows, papers) = (again.rows, again.left);
    keep_visible(&now.form, &mut answers, app.today());
    let facts = vault::offer(app, &actor.id, &asking).await?.facts;
    let reused = reused(&now.form, &mut answers, &facts, app.today());
    let kept = attachment_ids(&answers);
    let rows: Vec<_> = rows
        .into_iter()
        .filter(|file| kept.contains(&file.id.as_str()))
        .map(IntoActiveModel::into_active_model)
        .collect();

    row.answers = json::write(&answers)?;
    row.reused = json::write(&reused)?;
    check_size(&row.answers)?;
    let stored = row.clone();
    app.db
        .write::<_, Error, _>(async |tx| {
            draft::Entity::insert(stored.into_active_model())
                .exec(tx)
                .await?;
            if !rows.is_empty() {
                attachment::Entity::insert_many(rows)
                    .exec_without_returning(tx)
                    .await?;
            }
            Ok(())
        })
        .await?;
    Ok(DossierCopy {
        draft: row.id,
        dropped: moved.dropped,
        papers,
    })
}

/// Takes the answers of questions away that the form of today does not ask for these answers: hidden means absent.
fn keep_visible(form: &Form, answers: &mut Answers, today: Date) {
    let evaluation = Evaluation::new(form, answers, today);
    let hidden: Vec<String> = answers
        .keys()
        .filter(|key| !evaluation.is_visible(key))
        .cloned()
        .collect();
    for key in hidden {
        answers.remove(&key);
    }
}

/// Which answers are what is known today, and what is known where nothing was filed. An answer that says something else than
/// what is known stays: the person sees both in the form.
fn reused(
    form: &Form,
    answers: &mut Answers,
    facts: &[Fact],
    today: Date,
) -> BTreeMap<String, String> {
    let mut reused = autofill::fill(form, answers, facts, &[], today);
    for suggestion in autofill::suggest(form, answers, facts, today) {
        let answer = answers.get(&suggestion.field);
        if answer.is_some_and(|answer| same(answer, &suggestion.fact.value)) {
            reused.insert(suggestion.field, suggestion.fact.id.clone());
        }
    }
    reused
}

/// Taking papers over.
struct Again<'a> {
    app: &'a App,
    draft: &'a str,
    /// Those of the dossier.
    files: &'a [attachment::Model],
    /// What is kept of the person.
    documents: &'a [document::Model],
    /// What of it may be used today.
    usable: &'a [Paper],
    /// The files of the new draft.
    rows: Vec<attachment::Model>,
    left: Vec<PaperLeft>,
}

impl Again<'_> {
    /// The answers with the ids of the new files; signatures go.
    fn answers(&mut self, fields: &[&Field], answers: Answers, prefix: &str) -> Result<Answers> {
        let mut kept = Answers::new();
        for (key, answer) in answers {
            let Some(field) = fields.iter().find(|field| field.key == key) else {
                continue;
            };
            let answer = match (&field.kind, answer) {
                (Kind::Signature(_), answer) => {
                    for file in answer.files() {
                        self.leave(field.label.clone(), file, WhyLeft::Signature);
                    }
                    continue;
                }
                (Kind::File(slot), Answer::Files(files)) => {
                    let path = format!("{prefix}{key}");
                    let files: Vec<String> = files
                        .iter()
                        .filter_map(|file| self.take(&field.label, slot, &path, file).transpose())
                        .collect::<Result<_>>()?;
                    Answer::Files(files)
                }
                (Kind::Repeat(repeat), Answer::Rows(rows)) => {
                    let inner: Vec<_> = repeat.fields.iter().collect();
                    let prefix = format!("{prefix}{key}.");
                    let mut moved = Vec::with_capacity(rows.len());
                    for mut row in rows {
                        row.answers = self.answers(&inner, row.answers, &prefix)?;
                        moved.push(row);
                    }
                    Answer::Rows(moved)
                }
                (_, answer) => answer,
            };
            if !answer.is_empty() {
                kept.insert(key, answer);
            }
        }
        Ok(kept)
    }

    fn leave(&mut self, label: Bilingual, file: &str, why: WhyLeft) {
        if let Some(file) = self.files.iter().find(|known| known.id == file) {
            self.left.push(PaperLeft {
                label,
                name: file.name.clone(),
                why,
            });
        }
    }

    /// One paper, looked at as if it came in today. Gives the id of the new file.
    fn take(
        &mut self,
        label: &Bilingual,
        slot: &FileSlot,
        path: &str,
        file: &str,
    ) -> Result<Option<String>> {
        let Some(file) = self.files.iter().find(|known| known.id == file) else {
            return Ok(None);
        };
        let bytes = u64::try_from(file.bytes).unwrap_or(u64::MAX);
        let is = |document: &&document::Model| {
            document.sha256 == file.sha256 && slot.document.as_ref() == Some(&document.kind)
        };
        let known = self.documents.iter().find(is);
        // An own upload is nobody's word: it is sent once more.
        let usable = self.usable.iter().map(|paper| &paper.view).find(|paper| {
            paper.state == State::InForce
                && paper.source.kind != SourceKind::Own
                && paper.sha256 == file.sha256
                && slot.document.as_ref() == Some(&paper.kind)
        });
        let why = if !slot.accept.contains(&file.media_type) || bytes > slot.max_bytes() {
            Some(WhyLeft::NoPlace)
        } else {
            match (known, usable) {
                (Some(known), None) => {
                    let now = self.app.now().micros();
                    let over = known.valid_until.is_some_and(|until| until <= now);
                    Some(if over {
                        WhyLeft::Expired
                    } else {
                        WhyLeft::Withheld
                    })
                }
                _ => None,
            }
        };
        if let Some(why) = why {
            let id = file.id.clone();
            self.leave(label.clone(), &id, why);
            return Ok(None);
        }
        // Only what an agency has verified counts as used again; the rest is what the person sends once more.
        let source = usable.map(|paper| &paper.source);
        let row = attachment::Model {
            id: self.app.new_id(),
            draft: Some(self.draft.to_owned()),
            dossier: None,
            field: path.to_owned(),
            reused: source.map(json::write).transpose()?,
            uploaded_at: self.app.now().micros(),
            number: None,
            issued_on: None,
            ..file.clone()
        };
        let id = row.id.clone();
        self.rows.push(row);
        Ok(Some(id))
    }
}
