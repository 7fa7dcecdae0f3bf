//! Results: a file that was made elsewhere ([`super::add_result`]), or one drafted here from the template of its procedure. What is
//! issued gets a number, without gaps in agency, kind and year; issuing it again before a correction keeps the number.

use futures_util::stream;
use motcua_shared::access::Actor;
use motcua_shared::api::{ResultDraft, ResultIssue, ResultLine, StaffDossier, look_up_page};
use motcua_shared::dossier::slip::number;
use motcua_shared::dossier::workflow::{Party, may};
use motcua_shared::dossier::{Action, Situation};
use motcua_shared::form::Answers;
use motcua_shared::form::display::show;
use motcua_shared::i18n::{Lang, t::document as form_words, t::slip as say};
use motcua_shared::text::{clean, clean_lines};
use motcua_shared::time::{Timestamp, iso_date};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, SqlErr,
};
use serde_json::json;

use super::workspace::workspace;
use super::{of_agency, officer, read, result_row};
use crate::app::App;
use crate::db::entity::{attachment, dossier, result_number};
use crate::db::json;
use crate::document::{Format, Press, SlipPage};
use crate::reference::results::ResultTemplate;
use crate::service::document::{Document, Site};
use crate::service::dossier::change;
use crate::service::dossier::row;
use crate::service::dossier::timeline::{self, Happened};
use crate::service::place::Place;
use crate::service::{Error, Result, attachment as attachments, form_version};

/// Results are in the language of the law.
const LANG: Lang = Lang::Vi;
/// Times issuing is tried again because another result of the kind took the number meanwhile.
const TRIES: u32 = 5;
/// Most bytes of a result that is set here.
const MOST: u64 = 20_000_000;

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
        ResultLine {
            label: line.label.clone(),
            value: shown.unwrap_or_default(),
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
    let found = of_agency(app, actor, id).await?;
    let template = template(app, &found)?;
    let version = form_version::version(app, &found.form).await?;
    let place = Place::of(app, &found.agency).await?;
    if found.version != wanted.version {
        return Err(Error::Conflict {
            current_version: Some(found.version),
        });
    }
    let now = app.now();
    let allowed = |row: &dossier::Model| -> Result<Situation> {
        let situation = row::situation(row)?;
        let clock = row::clock(app, &version, &row.agency, now);
        let party = Party::Officer(actor);
        may(
            &version.workflow,
            &situation,
            party,
            Action::AddResult,
            clock,
        )
        .map_err(Error::Refused)?;
        Ok(situation)
    };
    allowed(&found)?;
    for _ in 0..TRIES {
        let (numbered, is_new) = match known_number(app, &found, template).await? {
            Some(known) => (known, false),
            None => (next_number(app, &found, template, now).await?, true),
        };
        let written = written(&numbered);
        let page = page(app, site, &found, template, wanted, Some(&written)).await?;
        // The file first: what was not made takes no number.
        let bytes = press.print_slip(page).await?;
        let body = stream::iter([Ok(bytes)]);
        let stored = app.store.put(body, MOST, |_| {}).await;
        let stored = stored.map_err(|error| Error::Internal(Box::new(error)))?;
        let media_type = Format::Pdf.media_type();
        let name = attachments::file_name(&format!("{}.pdf", template.title), media_type);
        let file = attachment::Model {
            number: Some(written.clone()),
            issued_on: Some(iso_date(now.local().date)),
            ..result_row(app, &found, name, media_type, &stored, now)
        };
        let by = officer(actor, &place);
        let happened = Happened {
            action: Action::AddResult,
            words: format!("{} số {written}", template.title),
            public_words: false,
            items: Vec::new(),
        };
        let changed = app
            .db
            .write::<_, Error, _>(async |tx| {
                let row = change::lock(tx, id, Some(wanted.version)).await?;
                let situation = allowed(&row)?;
                if is_new {
                    let taken = result_number::Entity::insert(numbered.clone().into_active_model())
                        .exec_without_returning(tx)
                        .await;
                    match taken.as_ref().map_err(sea_orm::DbErr::sql_err) {
                        Err(Some(SqlErr::UniqueConstraintViolation(_))) => {
                            return Err(Error::Unavailable);
                        }
                        _ => taken.map(|_| ())?,
                    }
                }
                attachment::Entity::insert(file.into_active_model())
                    .exec(tx)
                    .await?;
                let next = Situation {
                    has_result: true,
                    ..situation
                };
                change::save(app, tx, row, &version, &place, &next, &by, &happened, now).await
            })
            .await;
        match changed {
            Ok(changed) => {
                app.live.wake();
                return workspace(app, actor, &changed, false).await;
            }
            Err(error) => {
                attachments::remove_objects(app, vec![stored.key]).await;
                // Another result took the number: the next one, then.
                if !matches!(error, Error::Unavailable) {
                    return Err(error);
                }
            }
        }
    }
    Err(Error::Unavailable)
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
