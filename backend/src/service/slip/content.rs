//! What a slip says, gathered from the dossier, its form, the catalogue and what is known about the applicant.

use motcua_shared::calendar::limit_words;
use motcua_shared::dossier::slip::{SlipBody, SlipComponent, SlipItem, SlipPerson, StopCause};
use motcua_shared::dossier::{Action, Charge, PaidBy, Situation, SlipKind};
use motcua_shared::form::directory::{Directory as _, Known};
use motcua_shared::form::display::show_address;
use motcua_shared::form::{Answer, Answers, autofill};
use motcua_shared::i18n::t::slip as say;
use motcua_shared::identity::show_phone;
use motcua_shared::text::{group_digits, lower_first};
use motcua_shared::time::{Timestamp, show_date, show_moment};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::issue::LANG;
use crate::app::App;
use crate::db::entity::{dossier, register_line};
use crate::db::json;
use crate::service::dossier::row::{self, OpenSupplement};
use crate::service::dossier::timeline::Happened;
use crate::service::dossier::vault;
use crate::service::form_version::FormVersion;
use crate::service::place::Place;
use crate::service::{Error, Result};

/// Where what a slip says comes from.
pub(super) struct Source<'a> {
    pub row: &'a dossier::Model,
    pub version: &'a FormVersion,
    /// The agency that issues it.
    pub place: &'a Place,
    /// The situation before the action, when there is one.
    pub before: Option<&'a Situation>,
    /// The action.
    pub happened: Option<&'a Happened>,
}

/// Sets of papers that an electronic dossier has.
pub(super) const SETS: u32 = 1;

/// What only this kind says.
pub(super) async fn body(
    app: &App,
    tx: &DatabaseTransaction,
    kind: SlipKind,
    source: &Source<'_>,
) -> Result<SlipBody> {
    let words = source
        .happened
        .map(|happened| happened.words.clone())
        .unwrap_or_default();
    Ok(match kind {
        SlipKind::Receipt => SlipBody::Receipt {
            components: components(source)?,
            sets: SETS,
            limit: limit_words(source.version.service.limit, LANG),
            fee: fee(app, &source.row.procedure_code),
            charges: row::situation(source.row)?
                .charges
                .iter()
                .map(charge)
                .collect(),
            collect_place: collect_place(source),
            register: register_number(tx, source.row).await?,
        },
        SlipKind::Supplement => supplement(source)?,
        SlipKind::Refusal => SlipBody::Refusal {
            reason: words,
            after_appraisal: source
                .before
                .is_some_and(|before| before.accepted_at.is_some()),
        },
        SlipKind::Apology => SlipBody::Apology {
            reason: words,
            was_due_at: source.before.and_then(|before| before.legal_due_at),
            at_fault: source.place.unit_name(&source.row.unit_id).vi,
        },
        SlipKind::Stop => SlipBody::Stop {
            cause: match source.happened.map(|happened| happened.action) {
                Some(Action::ConfirmWithdrawal) => StopCause::Withdrawn,
                Some(Action::StopUnpaid) => StopCause::Unpaid,
                _ => StopCause::Unanswered,
            },
            message: words,
        },
        SlipKind::Control => SlipBody::Control {
            components: components(source)?,
        },
        SlipKind::Register => return Err(Error::internal("a register is no slip of a dossier")),
    })
}

fn supplement(source: &Source<'_>) -> Result<SlipBody> {
    let asked = source
        .happened
        .map(|happened| happened.items.as_slice())
        .unwrap_or_default();
    let name = |key: &str| {
        let field = source.version.form.field(key);
        field.map_or_else(|| key.to_owned(), |field| field.label.vi.clone())
    };
    let open: Option<OpenSupplement> = json::read_opt(source.row.supplement.as_deref())?;
    let message = open.map(|open| open.message).unwrap_or_default();
    let words = source
        .happened
        .map(|happened| happened.words.as_str())
        .unwrap_or_default();
    // The timeline keeps message and legal basis as one text.
    let basis = words
        .strip_prefix(message.as_str())
        .unwrap_or(words)
        .trim()
        .to_owned();
    Ok(SlipBody::Supplement {
        items: asked
            .iter()
            .map(|item| SlipItem {
                name: name(&item.field),
                reason: item.reason.clone(),
            })
            .collect(),
        message,
        basis,
        answer_by: row::moment(source.row.due_at),
    })
}

/// The papers that were handed in; the e-form is one of them.
fn components(source: &Source<'_>) -> Result<Vec<SlipComponent>> {
    let answers: Answers = json::read(&source.row.answers)?;
    let files = |field: &str| match answers.get(field) {
        Some(Answer::Files(ids)) => u32::try_from(ids.len()).unwrap_or(u32::MAX),
        _ => 0,
    };
    let components = source.version.service.components.iter();
    Ok(components
        .map(|component| SlipComponent {
            name: component.name.vi.clone(),
            files: if component.field.is_empty() {
                1
            } else {
                files(&component.field)
            },
            ..SlipComponent::default()
        })
        .filter(|component| component.files > 0)
        .collect())
}

/// The fee as the record of the procedure has it.
fn fee(app: &App, procedure: &str) -> String {
    let Some(procedure) = app.reference.catalogue.by_code(procedure) else {
        return String::new();
    };
    let fee = &procedure.fee;
    match (fee.free, fee.min, fee.max) {
        (Some(true), ..) => say::fee_none(LANG).to_owned(),
        _ if !fee.text.is_empty() => fee.text.clone(),
        (_, Some(min), Some(max)) if min != max => {
            say::fee_between(LANG, &group_digits(min), &group_digits(max))
        }
        (_, Some(amount), _) | (_, None, Some(amount)) => {
            say::fee_fixed(LANG, &group_digits(amount))
        }
        _ => String::new(),
    }
}

/// What was asked for and how it stands (T13, T14).
fn charge(charge: &Charge) -> String {
    let amount = group_digits(i64::try_from(charge.amount).unwrap_or(i64::MAX));
    let state = match &charge.settled {
        None => say::charge_open(LANG, &show_moment(charge.due_at)),
        Some(settled) => {
            let day = show_date(settled.at.local().date);
            match settled.paid_by {
                PaidBy::Exempt => say::charge_exempt(LANG, &day, &settled.reference),
                way => {
                    let way = lower_first(way.name(LANG));
                    say::charge_paid(LANG, &day, &way, &settled.reference)
                }
            }
        }
    };
    let reason = charge.reason.trim_end_matches('.');
    say::charge_line(LANG, &amount, reason, &state)
}

/// Where the result is given: at the unit of the last step.
fn collect_place(source: &Source<'_>) -> String {
    let agency = source.place.agency_name().vi;
    let last = source.version.workflow.steps.last();
    let unit = last
        .and_then(|step| source.place.unit_of_kind(&step.unit).ok())
        .map(|unit| unit.name_vi.clone())
        .unwrap_or_default();
    match source.place.agency.address.as_str() {
        "" => say::collect_at(LANG, &unit, &agency),
        address => say::collect_at_address(LANG, &unit, &agency, address),
    }
}

async fn register_number(
    tx: &DatabaseTransaction,
    row: &dossier::Model,
) -> Result<Option<(i32, u32)>> {
    let line = register_line::Entity::find()
        .filter(register_line::Column::Dossier.eq(&row.id))
        .one(tx)
        .await?;
    Ok(line.map(|line| (line.year, u32::try_from(line.number).unwrap_or(u32::MAX))))
}

/// The person as the dossier's answers and the account have it; what was filed wins.
pub(super) async fn person(
    app: &App,
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    version: &FormVersion,
) -> Result<SlipPerson> {
    let answers: Answers = json::read(&row.answers)?;
    let facts = vault::facts(tx, &row.account).await?;
    let day = Timestamp::from_micros(row.submitted_at).local().date;
    let filed = autofill::proven(&version.form, &answers, &facts, day);
    let find = |paths: &[&str]| {
        paths.iter().find_map(|path| {
            let filed = filed.iter().find(|(known, _)| known == path);
            let known = || facts.iter().rfind(|fact| fact.path == *path);
            filed
                .map(|(_, answer)| answer.clone())
                .or_else(|| known().map(|fact| fact.value.clone()))
                .filter(|answer| !answer.is_empty())
        })
    };
    let text = |paths: &[&str]| match find(paths) {
        Some(Answer::Text(text)) => text,
        Some(Answer::Address(address)) => show_address(&address, &app.reference.directory),
        _ => String::new(),
    };
    Ok(SlipPerson {
        name: row.owner.clone(),
        citizen_id: text(&["person.citizen_id", "person.id_document.number"]),
        address: text(&[
            "person.residence",
            "person.permanent_address",
            "person.current_address",
            "person.temporary_address",
        ]),
        phone: show_phone(&text(&["person.phone"])),
        email: text(&["person.email"]),
    })
}

/// The place in the line of the date: the commune of the agency, without its kind.
pub(crate) fn place_name(app: &App, commune: &str) -> String {
    let Known::Name(name) = app.reference.directory.commune_anywhere(commune) else {
        return String::new();
    };
    let short = ["Phường ", "Xã ", "Đặc khu "]
        .iter()
        .find_map(|kind| name.strip_prefix(kind));
    short.map(str::to_owned).unwrap_or(name)
}
