//! Results: a file that was made elsewhere, or one drafted here from the template of its procedure; both are kept the same way. What is
//! issued here gets a number, without gaps in agency, kind and year; issuing it again before a correction keeps the number.

use std::io;

use bytes::Bytes;
use futures_util::{Stream, stream};
use motcua_shared::access::Actor;
use motcua_shared::api::{
    ResultDraft, ResultIssue, ResultLine, ResultQuery, StaffDossier, look_up_page,
};
use motcua_shared::dossier::Action;
use motcua_shared::dossier::slip::number;
use motcua_shared::dossier::workflow::with_result;
use motcua_shared::form::Answers;
use motcua_shared::form::display::show;
use motcua_shared::i18n::{Lang, t::document as form_words, t::slip as say};
use motcua_shared::text::{clean, clean_lines};
use motcua_shared::time::{Timestamp, iso_date, parse_iso_date};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, SqlErr,
};
use serde_json::json;

use super::acting::Acting;
use super::reach::Reached;
use super::workspace::workspace;
use super::{of_agency, read};
use crate::app::App;
use crate::db::entity::{attachment, dossier, result_number};
use crate::db::json;
use crate::document::{Format, Press, SlipPage};
use crate::reference::results::ResultTemplate;
use crate::service::attachment::{self as attachments, Wanted};
use crate::service::document::{Document, Site};
use crate::service::dossier::timeline::{self, Happened};
use crate::service::dossier::{change, row};
use crate::service::place::Place;
use crate::service::{Error, Result, form_version};
use crate::store::Stored;

/// Results are in the language of the law.
const LANG: Lang = Lang::Vi;
/// Times issuing is tried again because another result of the kind took the number meanwhile.
const TRIES: u32 = 5;
/// Media types of results that were made elsewhere.
const TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];
/// Most bytes of a result.
const MOST: u64 = 20_000_000;
/// Most characters of the number on a paper.
const NUMBER_MAX: usize = 60;

/// The draft of a dossier's result.
///
/// # Errors
/// [`Error::NotFound`] also for a dossier of another agency, and for a procedure without a template.
pub async fn draft(app: &App, actor: &Actor, id: &str) -> Result<ResultDraft> {
    let row = read(app, actor, id).await?;
    let template = template(app, &row)?;
    let version = form_version::version(app, &row.form).await?;
    let answers: Answers = json::read(&row.answers)?;
    let lines = template.lines.iter().map(|line| {
        let field = version.form.field(&line.from);
        let shown = field.and_then(|field| {
            let answer = answers.get(&line.from)?;
            Some(show(field, answer, LANG, &app.reference.directory))
        });
        let shown = shown.unwrap_or_default();
        // A day is shown as day/month/year.
        let year = shown.rsplit('/').next().filter(|_| line.year);
        ResultLine {
            label: line.label.clone(),
            value: year.map_or_else(|| shown.clone(), str::to_owned),
        }
    });
    let known = known_number(app, &row, template).await?;
    Ok(ResultDraft {
        title: template.title.clone(),
        number: known.map(|row| written(&row)).unwrap_or_default(),
        lines: lines.collect(),
        closing: template.closing.clone(),
    })
}

/// How a draft would look, without a number.
///
/// # Errors
/// As [`draft`]; [`Error::BadRequest`] for one that cannot be printed; [`Error::NoPdf`].
pub async fn preview(
    app: &App,
    press: &Press,
    site: Site<'_>,
    actor: &Actor,
    id: &str,
    wanted: &ResultIssue,
) -> Result<Document> {
    let row = read(app, actor, id).await?;
    let template = template(app, &row)?;
    let page = page(app, site, &row, template, wanted, None).await?;
    Ok(Document {
        name: say::file_slip(LANG, &template.title, &row.code),
        format: Format::Pdf,
        bytes: press.print_slip(page).await?,
        tag: None,
    })
}

/// Issues the result: it has its number, its file is with the dossier.
///
/// # Errors
/// As [`preview`]; [`Error::Conflict`] when the dossier changed in between, [`Error::Refused`] when the workflow does not allow it.
pub async fn issue(
    app: &App,
    press: &Press,
    site: Site<'_>,
    actor: &Actor,
    id: &str,
    wanted: &ResultIssue,
) -> Result<StaffDossier> {
    let row = of_agency(app, actor, id).await?;
    let template = template(app, &row)?;
    let adding = Adding::to(app, actor, row, wanted.version).await?;
    let found = &adding.found;
    let now = app.now();
    for _ in 0..TRIES {
        let (numbered, is_new) = match known_number(app, found, template).await? {
            Some(known) => (known, false),
            None => (next_number(app, found, template, now).await?, true),
        };
        let written = written(&numbered);
        let page = page(app, site, found, template, wanted, Some(&written)).await?;
        // The file first: what was not made takes no number.
        let bytes = press.print_slip(page).await?;
        let body = stream::iter([Ok(bytes)]);
        let stored = app.store.put(body, MOST, |_| {}).await;
        let paper = Paper {
            stored: stored.map_err(|error| Error::Internal(Box::new(error)))?,
            media_type: Format::Pdf.media_type(),
            name: format!("{}.pdf", template.title),
            words: Some(format!("{} số {written}", template.title)),
            number: Some(written),
            issued_on: Some(iso_date(now.local().date)),
        };
        let issued = adding.keep(paper, is_new.then_some(numbered)).await;
        // Another result took the number: the next one, then.
        if !matches!(issued, Err(Error::Unavailable)) {
            return issued;
        }
    }
    Err(Error::Unavailable)
}

/// Adds a result that was made elsewhere.
///
/// # Errors
/// Those of an upload; otherwise as [`issue`].
pub async fn upload<S>(
    app: &App,
    actor: &Actor,
    id: &str,
    query: &ResultQuery,
    body: S,
    declared_len: Option<u64>,
) -> Result<StaffDossier>
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    // Before the bytes arrive: nobody uploads for nothing.
    let row = of_agency(app, actor, id).await?;
    let adding = Adding::to(app, actor, row, query.version).await?;
    let (number, issued_on) = on_paper(app, query)?;
    let accept = TYPES.map(str::to_owned);
    let wanted = Wanted {
        accept: &accept,
        max_bytes: MOST,
        sha256: &query.sha256,
    };
    let (stored, media_type) = attachments::receive(app, &wanted, body, declared_len).await?;
    let paper = Paper {
        stored,
        media_type,
        name: query.name.clone(),
        words: None,
        number,
        issued_on,
    };
    adding.keep(paper, None).await
}

/// A result whose content is in the store, uploaded or made from a template.
struct Paper {
    stored: Stored,
    media_type: &'static str,
    name: String,
    /// What the timeline says; the name of the file when absent.
    words: Option<String>,
    number: Option<String>,
    issued_on: Option<String>,
}

/// An officer who adds a result to a dossier.
struct Adding<'a> {
    app: &'a App,
    actor: &'a Actor,
    acting: Acting<'a>,
    found: dossier::Model,
}

impl<'a> Adding<'a> {
    /// To a dossier of the actor's agency, if it is still as it was seen and the workflow allows it.
    async fn to(app: &'a App, actor: &'a Actor, row: dossier::Model, seen: i64) -> Result<Self> {
        if row.version != seen {
            return Err(Error::Conflict {
                current_version: Some(row.version),
            });
        }
        let reached = Reached { row, guest: false };
        let acting = Acting::on(app, actor, &reached, Action::AddResult).await?;
        acting.may(&reached.row)?;
        Ok(Self {
            app,
            actor,
            acting,
            found: reached.row,
        })
    }

    /// Keeps the result, with the number that it takes if that is a new one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when another result has taken the number meanwhile; [`Error::Conflict`], [`Error::Refused`].
    async fn keep(
        &self,
        paper: Paper,
        takes: Option<result_number::Model>,
    ) -> Result<StaffDossier> {
        let (app, acting) = (self.app, &self.acting);
        let place = Place::of(app, &self.found.agency).await?;
        let now = app.now();
        let key = paper.stored.key.clone();
        let file = attachment::Model {
            id: app.new_id(),
            account: self.found.account.clone(),
            draft: None,
            dossier: Some(self.found.id.clone()),
            is_result: true,
            field: String::new(),
            name: attachments::file_name(&paper.name, paper.media_type),
            media_type: paper.media_type.to_owned(),
            bytes: i64::try_from(paper.stored.bytes).unwrap_or(i64::MAX),
            sha256: paper.stored.sha256,
            store_key: paper.stored.key,
            reused: None,
            uploaded_at: now.micros(),
            number: paper.number,
            issued_on: paper.issued_on,
        };
        let happened = Happened {
            action: Action::AddResult,
            words: paper.words.unwrap_or_else(|| file.name.clone()),
            public_words: false,
            items: Vec::new(),
        };
        let (id, seen) = (&self.found.id, self.found.version);
        let changed = app
            .db
            .write::<_, Error, _>(async |tx| {
                let row = change::lock(tx, id, Some(seen)).await?;
                let situation = acting.may(&row)?;
                if let Some(number) = &takes {
                    take(tx, number).await?;
                }
                attachment::Entity::insert(file.into_active_model())
                    .exec(tx)
                    .await?;
                let (version, by) = (&acting.version, &acting.by);
                let clock = row::clock(app, version, &row.agency, now);
                let next = with_result(&version.workflow, &situation, clock);
                change::save(app, tx, row, version, &place, &next, by, &happened, now).await
            })
            .await;
        match changed {
            Ok(changed) => {
                app.live.wake();
                workspace(app, self.actor, &changed, false).await
            }
            Err(error) => {
                attachments::remove_objects(app, vec![key]).await;
                Err(error)
            }
        }
    }
}

/// Takes a number; [`Error::Unavailable`] when another result has it.
async fn take(tx: &DatabaseTransaction, number: &result_number::Model) -> Result<()> {
    let taken = result_number::Entity::insert(number.clone().into_active_model())
        .exec_without_returning(tx)
        .await;
    match taken.as_ref().map_err(sea_orm::DbErr::sql_err) {
        Err(Some(SqlErr::UniqueConstraintViolation(_))) => Err(Error::Unavailable),
        _ => Ok(taken.map(|_| ())?),
    }
}

/// Number and day of issue as the clerk read them from the paper.
fn on_paper(app: &App, query: &ResultQuery) -> Result<(Option<String>, Option<String>)> {
    let number = Some(clean(&query.number)).filter(|number| !number.is_empty());
    let issued_on = Some(query.issued_on.clone()).filter(|day| !day.is_empty());
    let is_day = |day: &String| parse_iso_date(day).is_some_and(|day| day <= app.today());
    let is_number = |number: &String| number.chars().count() <= NUMBER_MAX;
    if number.as_ref().is_some_and(|number| !is_number(number))
        || issued_on.as_ref().is_some_and(|day| !is_day(day))
    {
        return Err(Error::BadRequest(
            "a long number, or no day of issue until today".into(),
        ));
    }
    Ok((number, issued_on))
}

fn template<'a>(app: &'a App, row: &dossier::Model) -> Result<&'a ResultTemplate> {
    app.reference
        .results
        .of(&row.procedure_code)
        .ok_or(Error::NotFound)
}

fn written(row: &result_number::Model) -> String {
    number(
        u32::try_from(row.number).unwrap_or_default(),
        row.year,
        &row.mark,
    )
}

/// The number that the result of this dossier has, unless it was to be corrected since.
async fn known_number(
    app: &App,
    row: &dossier::Model,
    template: &ResultTemplate,
) -> Result<Option<result_number::Model>> {
    let known = result_number::Entity::find()
        .filter(result_number::Column::Dossier.eq(&row.id))
        .filter(result_number::Column::Mark.eq(&template.mark))
        .order_by_desc(result_number::Column::IssuedAt)
        .order_by_desc(result_number::Column::Number)
        .one(app.db.read())
        .await?;
    let Some(known) = known else {
        return Ok(None);
    };
    let events = timeline::events(app.db.read(), &row.id).await?;
    let corrected = events.iter().any(|event| {
        Action::from_key(&event.action) == Some(Action::CorrectResult)
            && event.at >= known.issued_at
    });
    Ok((!corrected).then_some(known))
}

/// The number after the last one of the agency, kind and year.
async fn next_number(
    app: &App,
    row: &dossier::Model,
    template: &ResultTemplate,
    now: Timestamp,
) -> Result<result_number::Model> {
    let year = now.local().date.year();
    let last: Option<i32> = result_number::Entity::find()
        .select_only()
        .column(result_number::Column::Number)
        .filter(result_number::Column::Agency.eq(&row.agency))
        .filter(result_number::Column::Mark.eq(&template.mark))
        .filter(result_number::Column::Year.eq(year))
        .order_by_desc(result_number::Column::Number)
        .limit(1)
        .into_tuple()
        .one(app.db.read())
        .await?;
    Ok(result_number::Model {
        agency: row.agency.clone(),
        mark: template.mark.clone(),
        year,
        number: last.unwrap_or(0).saturating_add(1),
        dossier: row.id.clone(),
        issued_at: now.micros(),
    })
}

/// The page with the officer's words; without a number it says that it is a preview.
async fn page(
    app: &App,
    site: Site<'_>,
    row: &dossier::Model,
    template: &ResultTemplate,
    wanted: &ResultIssue,
    number: Option<&str>,
) -> Result<SlipPage> {
    if !wanted.is_sensible() {
        return Err(Error::BadRequest("a result that cannot be printed".into()));
    }
    let place = Place::of(app, &row.agency).await?;
    let lines = wanted.lines.iter().filter_map(|line| {
        let value = clean_lines(&line.value);
        let line = json!({ "label": clean(&line.label), "value": value });
        (!value.is_empty()).then_some(line)
    });
    let local = app.now().local();
    let today = json!({
        "hour": local.minute / 60,
        "minute": local.minute % 60,
        "day": local.date.day(),
        "month": u8::from(local.date.month()),
        "year": local.date.year(),
    });
    let link = format!("{}{}", site.0, look_up_page(&row.code));
    let data = json!({
        "nation": form_words::nation(LANG),
        "motto": form_words::motto(LANG),
        "title": template.title,
        "agency": place.agency_name().vi,
        "unit": place.agency_name().vi,
        "place": crate::service::slip::place_name(app, &place.agency.commune),
        "number": number.unwrap_or_default(),
        "code": row.code,
        "issued_at": today,
        "made_at": today,
        "reprint": 0,
        "electronic": false,
        "voided": null,
        "preview": number.is_none(),
        "lines": lines.collect::<Vec<_>>(),
        "closing": clean_lines(&wanted.closing),
        "foot": form_words::result_foot(LANG, &row.code, number.unwrap_or_default()),
    });
    Ok(SlipPage {
        template: app.reference.results.page().to_owned(),
        parts: app.reference.slips.parts(),
        data,
        codes: Some((row.code.clone(), link)),
    })
}
