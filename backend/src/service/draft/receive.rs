//! Receiving at the counter or from a letter (T02): the form filled with the applicant, or its scan, becomes a dossier that is
//! accepted at once. Same checks, same code counter, same receipt as filing online.

use std::collections::BTreeSet;

use motcua_shared::access::Actor;
use motcua_shared::api::{ReadingPurpose, Receipt, Reception, scan_field};
use motcua_shared::catalogue::Component;
use motcua_shared::dossier::intake::open_components;
use motcua_shared::dossier::workflow::{Party, received, submitted};
use motcua_shared::dossier::{Action, Arrival, PostalItem};
use motcua_shared::form::autofill::ReuseMarks;
use motcua_shared::form::{Answers, Checked, Fault, Issue};
use motcua_shared::text::clean;
use motcua_shared::time::show_date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::filled_by;
use super::submit::{Filed, Filing, check_key, known_receipt, settle};
use crate::app::App;
use crate::db::entity::{account, attachment, draft};
use crate::db::json;
use crate::service::counter::at_counter;
use crate::service::counter::person::note_reading;
use crate::service::dossier::change;
use crate::service::dossier::row::{self, Place};
use crate::service::dossier::timeline::Happened;
use crate::service::form_version;
use crate::service::staff::officer;
use crate::service::{Error, Result};

/// Most characters of a waybill number.
const NUMBER_MAX: usize = 40;

/// Receives a form that this clerk has filled with somebody.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is not a clerk, [`Error::Invalid`] with every fault of the form, [`Error::Refused`] when something of what was brought is open,
/// [`Error::Conflict`] when the form is not the one that was looked at.
pub async fn receive(
    app: &App,
    actor: &Actor,
    id: &str,
    reception: &Reception,
    idempotency_key: &str,
) -> Result<Receipt> {
    at_counter(actor)?;
    check_key(idempotency_key)?;
    let found = draft::Entity::find_by_id(id).filter(filled_by(actor));
    let row = found.one(app.db.read()).await?.ok_or(Error::NotFound)?;
    if let Some(receipt) = known_receipt(app.db.read(), actor, &row, idempotency_key).await? {
        return Ok(receipt);
    }
    if row.version != reception.version {
        return Err(Error::Conflict {
            current_version: Some(row.version),
        });
    }
    let version = form_version::version(app, &row.form).await?;
    let filing = Filing {
        app,
        actor,
        draft: &row,
        version: &version,
        key: idempotency_key,
        now: app.now(),
    };
    let filed = file(&filing, reception).await;
    settle(app, actor, id, idempotency_key, filed).await
}

async fn file(filing: &Filing<'_>, reception: &Reception) -> Result<Filed> {
    let (app, version) = (filing.app, filing.version);
    let db = app.db.read();
    check_counts(filing, reception)?;
    let code = filing.actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let here = Place::of(db, code).await?;
    let (checked, marks) = answers(filing, reception, code).await?;
    let competent = competent(filing, reception, &here, &checked.answers).await?;
    let person = account::Entity::find_by_id(&filing.draft.account)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let components = &version.service.components;
    let scans = scanned(filing).await?;
    let in_hand = |component: &Component| {
        !reception.paper_only || scans.contains(&scan_field(component.key()))
    };
    let arrival = Arrival {
        intake: reception.intake,
        letter: reception.letter.as_ref(),
        open: open_components(components, &reception.papers, in_hand).count(),
        form: components
            .iter()
            .filter(|component| component.field.is_empty())
            .all(in_hand),
    };
    let clock = row::clock(app, version, code, filing.now);
    let party = Party::Officer(filing.actor);
    let situation = received(&version.workflow, party, &arrival, clock).map_err(Error::Refused)?;

    let mut new = filing.new_dossier(person.name, code, &checked, &marks)?;
    new.intake = i32::from(reception.intake.code());
    let letter = reception.letter.as_ref().map(|letter| PostalItem {
        number: clean(&letter.number),
        handed_in: letter.handed_in,
    });
    new.letter = letter.as_ref().map(json::write).transpose()?;
    new.assisted_by = Some(filing.actor.id.clone());
    new.paper_only = reception.paper_only;
    new.papers = json::write(&reception.papers)?;
    if let Some(competent) = competent {
        new.receiving_agency = Some(code.to_owned());
        new.competent_agency = Some(competent);
    }
    // Written down as filed; being received is its first change.
    row::settle(
        &mut new,
        &submitted(&version.workflow, clock),
        version,
        &here,
    )?;
    let happened = Happened {
        action: Action::Receive,
        words: String::new(),
        public_words: true,
        items: Vec::new(),
    };
    let by = officer(filing.actor, &here);
    app.db
        .write::<_, Error, _>(async |tx| {
            filing.lock(tx).await?;
            filing.insert(tx, &mut new).await?;
            note_reading(
                app,
                tx,
                filing.actor,
                Some(&new.account),
                ReadingPurpose::Receive,
            )
            .await?;
            // The files move first: what announces the change comes last.
            let mut settled = new.clone();
            row::settle(&mut settled, &situation, version, &here)?;
            let done = filing.finish(tx, &settled, &checked.answers).await?;
            change::save(
                app, tx, new, version, &here, &situation, &by, &happened, filing.now,
            )
            .await?;
            Ok(done)
        })
        .await
}

/// The answers as they are filed; none when the form came on paper.
async fn answers(
    filing: &Filing<'_>,
    reception: &Reception,
    agency: &str,
) -> Result<(Checked, ReuseMarks)> {
    if reception.paper_only {
        let nothing = Checked {
            answers: Answers::new(),
            issues: Vec::new(),
        };
        return Ok((nothing, ReuseMarks::new()));
    }
    let typed: Answers = json::read(&filing.draft.answers)?;
    let fixed = filing.fixed(&typed).await?;
    let checked = filing.check(&typed, None, fixed).await?;
    let marks = filing.marks(&checked.answers, agency).await?;
    Ok((checked, marks))
}

/// The competent agency, when it is another one than this (R-OSS-10).
async fn competent(
    filing: &Filing<'_>,
    reception: &Reception,
    here: &Place,
    answers: &Answers,
) -> Result<Option<String>> {
    let able = here.can_receive(&filing.version.workflow);
    match filing.receiving(&reception.agency, answers).await {
        Ok(place) => {
            let code = place.agency.code;
            Ok((code != here.agency.code).then_some(code))
        }
        // Nothing says where it belongs: it stays where it was brought.
        Err(_) if reception.agency.is_empty() && able => Ok(None),
        Err(error) => Err(error),
    }
}

/// Counts are of components of this procedure, each once, and can be meant; so is the letter.
fn check_counts(filing: &Filing<'_>, reception: &Reception) -> Result<()> {
    let components = &filing.version.service.components;
    let mut seen = BTreeSet::new();
    for count in &reception.papers {
        let known = components
            .iter()
            .any(|component| component.key() == count.component);
        if !known || !seen.insert(count.component.as_str()) {
            return Err(Error::BadRequest(format!(
                "{} is no component, or counted twice",
                count.component
            )));
        }
        if !count.is_sensible() {
            return Err(Error::Invalid(vec![Issue::error(
                count.component.clone(),
                Fault::NotNumber,
            )]));
        }
    }
    let Some(letter) = &reception.letter else {
        return Ok(());
    };
    if letter.handed_in > filing.today() {
        return Err(Error::Invalid(vec![Issue::error(
            "handed_in",
            Fault::DateTooLate {
                latest: show_date(filing.today()),
            },
        )]));
    }
    if clean(&letter.number).chars().count() > NUMBER_MAX {
        return Err(Error::Invalid(vec![Issue::error(
            "number",
            Fault::TooLong { max: 40 },
        )]));
    }
    Ok(())
}

/// The slots of this draft in which there is a scan.
async fn scanned(filing: &Filing<'_>) -> Result<BTreeSet<String>> {
    let files = attachment::Entity::find()
        .filter(attachment::Column::Draft.eq(&filing.draft.id))
        .all(filing.app.db.read())
        .await?;
    Ok(files.into_iter().map(|file| file.field).collect())
}
