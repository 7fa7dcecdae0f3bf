//! Answering a supplement request: only what was asked for changes, everything else stays as filed.

use std::collections::BTreeSet;

use motcua_shared::dossier::Action;
use motcua_shared::dossier::workflow::answer_supplement;
use motcua_shared::form::autofill::{ReuseMarks, same};
use motcua_shared::form::{Answer, Answers, Evaluation, Form};
use motcua_shared::time::Date;
use sea_orm::EntityTrait;

use super::submit::{Filed, Filing};
use crate::db::batch::Batch;
use crate::db::entity::dossier;
use crate::db::json;
use crate::service::dossier::row::{self, OpenSupplement};
use crate::service::dossier::timeline::Happened;
use crate::service::dossier::{applicant, change};
use crate::service::place::Place;
use crate::service::{Error, Result};
use motcua_shared::dossier::workflow::Refusal;

/// Files the answer to the open request of a dossier.
pub(super) async fn file(filing: &Filing<'_>, dossier: &str) -> Result<Filed> {
    let app = filing.app;
    let before = dossier::Entity::find_by_id(dossier)
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let open: Option<OpenSupplement> = json::read_opt(before.supplement.as_deref())?;
    let open = open.ok_or(Error::Refused(Refusal::NotNow))?;
    let filed: Answers = json::read(&before.answers)?;
    let typed: Answers = json::read(&filing.draft.answers)?;
    let asked: BTreeSet<&str> = open.items.iter().map(|item| item.field.as_str()).collect();
    let merged = merge(&filing.version.form, &filed, &typed, &asked, filing.today());
    // What was filed stays as it was, also where a newer fact says something else by now.
    let mut fixed = filing.fixed(&merged).await?;
    fixed.retain(|issue| {
        let top = issue.path.split('[').next().unwrap_or_default();
        filed.get(top) != merged.get(top)
    });
    let checked = filing.check(&merged, Some(dossier), fixed).await?;

    let mut marks: ReuseMarks = json::read(&before.marks)?;
    marks.retain(|key, _| checked.answers.contains_key(key));
    for (key, mark) in &mut marks {
        mark.changed = !checked
            .answers
            .get(key)
            .is_some_and(|answer| same(answer, &mark.original));
    }
    marks.extend(filing.marks(&checked.answers, &before.agency).await?);

    let place = Place::of(app, &before.agency).await?;
    let happened = Happened {
        action: Action::AnswerSupplement,
        words: String::new(),
        public_words: true,
        items: Vec::new(),
    };
    let by = applicant(filing.actor);
    app.db
        .write::<_, Error, _>(async |tx| {
            filing.lock(tx).await?;
            let mut row = change::lock(tx, dossier, None).await?;
            // What was merged must be merged with what is stored now.
            if row.version != before.version {
                return Err(Error::Conflict {
                    current_version: Some(filing.draft.version),
                });
            }
            let situation = row::situation(&row)?;
            let clock = row::clock(app, filing.version, &row.agency, filing.now);
            let next = answer_supplement(&filing.version.workflow, &situation, clock)
                .map_err(Error::Refused)?;
            row.before_supplement = json::write(&changed(&filed, &checked.answers))?;
            row.answers = json::write(&checked.answers)?;
            row.marks = json::write(&marks)?;
            row.warnings = json::write(&checked.issues)?;
            row.supplement = None;
            // The files move first: what announces the change comes last.
            let mut settled = row.clone();
            row::settle(&mut settled, &next, filing.version, &place)?;
            let mut left = Batch::of(tx);
            let done = filing
                .finish(tx, &mut left, &settled, &checked.answers)
                .await?;
            left.run(tx).await?;
            change::save(
                app,
                tx,
                row,
                filing.version,
                &place,
                &next,
                &by,
                &happened,
                filing.now,
            )
            .await?;
            Ok(done)
        })
        .await
}

/// The filed answers with those that were asked for replaced. Questions that were hidden when it was filed and appear
/// through the new answers take what was typed: nothing was filed there.
fn merge(
    form: &Form,
    filed: &Answers,
    typed: &Answers,
    asked: &BTreeSet<&str>,
    today: Date,
) -> Answers {
    let then = Evaluation::new(form, filed, today);
    form.fields()
        .filter_map(|field| {
            let open = asked.contains(field.key.as_str()) || !then.is_visible(&field.key);
            let answer = if open {
                typed.get(&field.key)
            } else {
                filed.get(&field.key)
            };
            Some((field.key.clone(), answer?.clone()))
        })
        .collect()
}

/// The answers that the supplement changed, as they were; an empty text where there was none.
fn changed(filed: &Answers, now: &Answers) -> Answers {
    let keys: BTreeSet<&String> = filed.keys().chain(now.keys()).collect();
    keys.into_iter()
        .filter(|key| filed.get(*key) != now.get(*key))
        .map(|key| {
            (
                key.clone(),
                filed
                    .get(key)
                    .cloned()
                    .unwrap_or(Answer::Text(String::new())),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::Reference;

    #[test]
    fn only_what_was_asked_for_changes() {
        let reference = Reference::load().unwrap();
        let form = &reference
            .online
            .iter()
            .find(|folder| folder.form.field("parents_married").is_some())
            .unwrap()
            .form;
        let today = motcua_shared::time::date(2026, 11, 21).unwrap();
        let filed = Answers::from([
            ("child_full_name".to_owned(), Answer::from("Nguyễn An Mẫu")),
            ("parents_married".to_owned(), Answer::from("no")),
        ]);
        let typed = Answers::from([
            ("child_full_name".to_owned(), Answer::from("Tên Khác")),
            ("parents_married".to_owned(), Answer::from("yes")),
            (
                "marriage_certificate_number".to_owned(),
                Answer::from("15/2016"),
            ),
        ]);
        let merged = merge(
            form,
            &filed,
            &typed,
            &BTreeSet::from(["parents_married"]),
            today,
        );
        assert_eq!(
            merged["child_full_name"],
            Answer::from("Nguyễn An Mẫu"),
            "was not asked for"
        );
        assert_eq!(merged["parents_married"], Answer::from("yes"));
        assert_eq!(
            merged["marriage_certificate_number"],
            Answer::from("15/2016"),
            "appears through the new answer"
        );
        let before = changed(&filed, &merged);
        assert_eq!(before["parents_married"], Answer::from("no"));
        assert_eq!(before["marriage_certificate_number"], Answer::from(""));
        assert!(!before.contains_key("child_full_name"));
    }
}
