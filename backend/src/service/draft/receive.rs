//! Receiving at the counter or from a letter (T02): the form filled with the applicant, or its scan, becomes a dossier that is
//! accepted at once – or whose supplement is asked for (T04), that is refused (T06), or that has its result at once (T23).
//! Same checks, same code counter, same receipt as filing online.

use std::collections::BTreeSet;

use motcua_shared::access::Actor;
use motcua_shared::api::{ReadingPurpose, Receipt, Reception, scan_field};
use motcua_shared::catalogue::Component;
use motcua_shared::dossier::intake::open_components;
use motcua_shared::dossier::workflow::{Clock, Party, Refusal, apply, received, submitted};
use motcua_shared::dossier::{Action, Arrival, Command, Intake, PostalItem, Situation};
use motcua_shared::form::autofill::ReuseMarks;
use motcua_shared::form::{Answers, Checked, Fault, Issue};
use motcua_shared::text::{clean, clean_lines};
use motcua_shared::time::show_date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::filled_by;
use super::new_dossier;
use super::submit::{Filed, Filing, check_key, known_receipt, settle};
use crate::app::App;
use crate::db::batch::Batch;
use crate::db::entity::{account, attachment, draft};
use crate::db::json;
use crate::service::counter::at_counter;
use crate::service::counter::person::note_reading;
use crate::service::dossier::row::{self, OpenSupplement};
use crate::service::dossier::timeline::{self, Happened};
use crate::service::dossier::{change, check_words, happened};
use crate::service::form_version;
use crate::service::place::Place;
use crate::service::staff::{officer, with_known_items};
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
    let decision = decision(filing, reception)?;
    let code = filing.actor.agency.as_deref().ok_or(Error::Forbidden)?;
    let here = Place::of(app, code).await?;
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
    let situation = decided(filing, &arrival, decision.as_ref(), clock).map_err(Error::Refused)?;

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
    if let Some(Command::RequestSupplement { items, message, .. }) = &decision {
        let open = OpenSupplement {
            items: items.clone(),
            message: clean_lines(message),
        };
        new.supplement = Some(json::write(&open)?);
    }
    // Written down as filed; being received is its first change.
    row::settle(
        &mut new,
        &submitted(&version.workflow, clock),
        version,
        &here,
    )?;
    let told = |action: Action| Happened {
        action,
        words: String::new(),
        public_words: true,
        items: Vec::new(),
    };
    let done = decision
        .as_ref()
        .map_or_else(|| told(Action::Receive), happened);
    let by = officer(filing.actor, &here);
    app.db
        .write::<_, Error, _>(async |tx| {
            filing.lock(tx).await?;
            filing.name(tx, &mut new).await?;
            let mut first = Batch::of(tx);
            new_dossier::add(&mut first, &new);
            first.run(tx).await?;
            if decision.is_some() {
                // Being received says that it came in; a decision about it does not.
                let came_in = told(Action::Submit);
                timeline::append(tx, &mut new, &by, &came_in, filing.now).await?;
            }
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
            let mut left = Batch::of(tx);
            let filed = filing
                .finish(tx, &mut left, &settled, &checked.answers)
                .await?;
            left.run(tx).await?;
            change::save(
                app, tx, new, version, &here, &situation, &by, &done, filing.now,
            )
            .await?;
            Ok(filed)
        })
        .await
}

/// What the clerk decides, if it is not simply accepted, with items that the form has.
fn decision(filing: &Filing<'_>, reception: &Reception) -> Result<Option<Command>> {
    if !reception.decides_on_arrival() {
        return Err(Error::BadRequest("no decision for what arrives".to_owned()));
    }
    let Some(command) = &reception.decision else {
        return Ok(None);
    };
    check_words(command)?;
    with_known_items(&filing.version.form, command).map(Some)
}

/// The situation after the decision. What is asked for or refused need not be complete; a letter must be known in any case.
fn decided(
    filing: &Filing<'_>,
    arrival: &Arrival<'_>,
    decision: Option<&Command>,
    clock: Clock<'_>,
) -> std::result::Result<Situation, Refusal> {
    let workflow = &filing.version.workflow;
    let party = Party::Officer(filing.actor);
    if arrival.intake == Intake::Post && arrival.letter.is_none() {
        return Err(Refusal::NoLetter);
    }
    let before = submitted(workflow, clock);
    match decision {
        None => received(workflow, party, arrival, clock),
        Some(command @ Command::ResolveAtOnce { .. }) => {
            received(workflow, party, arrival, clock)?;
            apply(workflow, &before, party, command, clock)
        }
        Some(command) => apply(workflow, &before, party, command, clock),
    }
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
            let elsewhere = place.agency.code != here.agency.code;
            Ok(elsewhere.then(|| place.agency.code.clone()))
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
