//! What a change says, and to whom: notices in the portal, what leaves it, and live events. Short, without personal data.

use std::collections::BTreeSet;

use motcua_shared::dossier::{Action, Situation, Status, Tells};
use motcua_shared::event::LiveKind;
use motcua_shared::i18n::{Bilingual, Lang, t::notice as say};
use motcua_shared::notice::Occasion;
use motcua_shared::text::{grouped, lower_first};
use motcua_shared::time::{Timestamp, show_moment};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::app::App;
use crate::db::batch::Batch;
use crate::db::entity::{account, dossier, notice};
use crate::service::Result;
use crate::service::delivery::{self, Posting};
use crate::service::form_version::FormVersion;
use crate::service::live::{self, NewEvent, account_topic, agency_topic};

/// Writes what is left of a change, with its notices and live events; the last thing its transaction does.
#[expect(
    clippy::too_many_arguments,
    reason = "one call, one change: each argument is one of its parts"
)]
pub(crate) async fn announce(
    app: &App,
    tx: &DatabaseTransaction,
    mut left: Batch,
    row: &dossier::Model,
    version: &FormVersion,
    situation: &Situation,
    action: Action,
    now: Timestamp,
) -> Result<()> {
    let mut events = Vec::new();
    let step = version
        .workflow
        .step(&situation.step)
        .map(|step| step.title.clone())
        .unwrap_or_default();
    if let Some(text) = to_applicant(action, situation, &row.code, &step) {
        let notice = action.is_public();
        if notice {
            let id = add_notice(app, &mut left, &row.account, row, &text, now);
            if let Some(occasion) = Occasion::of(action, situation.status) {
                let due = counting_date(action, situation);
                let posting = Posting {
                    notice: &id,
                    account: &row.account,
                    dossier: row,
                    occasion,
                    due: &due,
                };
                if !app.channels.is_empty() {
                    // What is sent refers to the notice.
                    left.run(tx).await?;
                    left = Batch::of(tx);
                    delivery::post(app, tx, &posting, now).await?;
                }
            }
        }
        let topic = account_topic(&row.account);
        events.push(event(topic, LiveKind::Dossier, action, notice, row, text));
    }
    let told = matches!(action.tells(), Tells::Officer | Tells::ApplicantAndOfficer);
    let answered = matches!(action, Action::AnswerSupplement | Action::TakeSupplement);
    let officers = match &situation.assignee {
        _ if !told => Vec::new(),
        Some(officer) => vec![officer.clone()],
        // What was asked for has come: somebody has to go on.
        None if answered => of_unit(tx, &row.unit_id).await?,
        None => Vec::new(),
    };
    let mut tidings = Vec::new();
    if !officers.is_empty() {
        let text = both(|lang| match action {
            Action::AnswerConsultation => say::consultation_answered(lang, &row.code),
            Action::FinishPart => say::part_finished(lang, &row.code),
            Action::AnswerSupplement | Action::TakeSupplement => {
                say::supplement_came(lang, &row.code)
            }
            _ => say::assigned(lang, &row.code, &lower_first(step.get(lang))),
        });
        tidings.push((officers, text));
    }
    for (unit, text) in to_units(action, situation, &row.code, now) {
        tidings.push((of_unit(tx, &unit).await?, text));
    }
    for (officers, text) in tidings {
        for officer in officers {
            add_notice(app, &mut left, &officer, row, &text, now);
            let topic = account_topic(&officer);
            events.push(event(
                topic,
                LiveKind::Assigned,
                action,
                true,
                row,
                text.clone(),
            ));
        }
    }
    let to_queue = both(|lang| match action {
        Action::Submit | Action::Receive | Action::SendToAgency => say::queue_new(lang, &row.code),
        _ => say::queue_changed(lang, &row.code, &lower_first(action.past(lang))),
    });
    // Units of other agencies that are asked see it in their queues, too.
    let asked = situation.consultations.iter().map(|asked| &asked.agency);
    let agencies: BTreeSet<&String> = asked.chain([&row.agency]).collect();
    for agency in agencies {
        let topic = agency_topic(agency);
        events.push(event(
            topic,
            LiveKind::Queue,
            action,
            false,
            row,
            to_queue.clone(),
        ));
    }
    live::add(&mut left, app.db.engine(), events, now);
    Ok(left.run(tx).await?)
}

/// What units are told that have something to do with the dossier from now on: an opinion, a part, papers.
fn to_units(
    action: Action,
    situation: &Situation,
    code: &str,
    now: Timestamp,
) -> Vec<(String, Bilingual)> {
    let asked = situation
        .consultations
        .iter()
        .filter(|asked| action == Action::Consult && asked.asked_at == now)
        .map(|asked| {
            let due = show_moment(asked.due_at);
            let text = both(|lang| say::consulted(lang, code, &due));
            (asked.unit.clone(), text)
        });
    let begun = situation.parts.iter().filter(|open| open.since == now);
    let parts = begun.map(|open| {
        let due = show_moment(open.due_at);
        let text = both(|lang| say::part_given(lang, code, &due));
        (open.unit.clone(), text)
    });
    let papers = situation
        .papers_to
        .iter()
        .filter(|_| action.tells() == Tells::ReceivingUnit)
        .map(|unit| (unit.clone(), both(|lang| say::papers_given(lang, code))));
    asked.chain(parts).chain(papers).collect()
}

/// The officers of a unit.
pub(crate) async fn of_unit(tx: &DatabaseTransaction, unit: &str) -> Result<Vec<String>> {
    Ok(account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::Unit.eq(unit))
        .order_by_asc(account::Column::Id)
        .into_tuple()
        .all(tx)
        .await?)
}

/// Tells the queue of the agency that had the dossier before that it is gone. Without the dossier's id: nobody there may fetch
/// it any more.
pub(crate) async fn left(
    app: &App,
    tx: &DatabaseTransaction,
    row: &dossier::Model,
    before: &str,
    now: Timestamp,
) -> Result<()> {
    let action = Action::SendToAgency;
    let text = both(|lang| say::queue_changed(lang, &row.code, &lower_first(action.past(lang))));
    let topic = agency_topic(before);
    let mut gone = event(topic, LiveKind::Queue, action, false, row, text);
    gone.dossier = String::new();
    Ok(live::append(tx, app.db.engine(), vec![gone], now).await?)
}

pub(crate) fn both(words: impl Fn(Lang) -> String) -> Bilingual {
    Bilingual {
        vi: words(Lang::Vi),
        en: words(Lang::En),
    }
}

/// The date that counts for the applicant after an action: their own while they are asked, else the promised one.
fn counting_date(action: Action, situation: &Situation) -> String {
    let own = matches!(
        action,
        Action::Submit | Action::RequestSupplement | Action::RequestPayment
    );
    let promised = situation.legal_due_at.filter(|_| !own);
    promised
        .or(situation.due_at)
        .map(show_moment)
        .unwrap_or_default()
}

/// The sentence for the applicant; `None` when nothing they see has changed.
fn to_applicant(
    action: Action,
    situation: &Situation,
    code: &str,
    step: &Bilingual,
) -> Option<Bilingual> {
    let due = situation.due_at.map(show_moment).unwrap_or_default();
    let promised = situation
        .legal_due_at
        .map_or_else(|| due.clone(), show_moment);
    let text = both(|lang| match action {
        Action::Submit => say::submitted(lang, code, &due),
        Action::Accept | Action::Receive => say::accepted(lang, code, &promised),
        Action::RequestSupplement => say::supplement_requested(lang, code, &due),
        Action::AnswerSupplement | Action::TakeSupplement => say::supplement_answered(lang, code),
        Action::Refuse if situation.status == Status::Refused => say::refused(lang, code),
        Action::Refuse => say::stopped(lang, code),
        Action::Forward | Action::Propose => say::moved(lang, code, &lower_first(step.get(lang))),
        Action::Approve | Action::ResolveAtOnce => say::approved(lang, code),
        Action::StopUnanswered => say::stopped_unanswered(lang, code),
        Action::Reschedule => say::rescheduled(lang, code, &promised),
        Action::Recalculate => say::recalculated(lang, code, &promised),
        Action::CorrectResult => say::correcting(lang, code),
        Action::RevokeResult => say::revoked(lang, code),
        Action::SendToAgency => say::sent_to_agency(lang, code),
        Action::Consult => say::waits_for_opinion(lang, code),
        Action::AnswerConsultation => say::opinion_arrived(lang, code),
        Action::WithdrawConsultation => say::opinion_withdrawn(lang, code),
        Action::FinishPart => say::part_done(lang, code),
        Action::RequestPayment => {
            let amount = situation.open_charge().map_or(0, |charge| charge.amount);
            let amount = grouped(i64::try_from(amount).unwrap_or(i64::MAX), lang);
            say::payment_requested(lang, code, &amount, &due)
        }
        Action::ConfirmPayment => say::payment_confirmed(lang, code),
        Action::StopUnpaid => say::stopped_unpaid(lang, code),
        Action::ReturnToPrevious
        | Action::Recall
        | Action::AddResult
        | Action::Verify
        | Action::AllowSupplement
        | Action::GivePapers
        | Action::TakePapers
        | Action::Assign => say::changed(lang, code),
        Action::HandOver => say::handed_over(lang, code),
        Action::RequestWithdrawal | Action::TakeWithdrawal => say::withdrawal_requested(lang, code),
        Action::RevokeWithdrawal => say::withdrawal_revoked(lang, code),
        Action::ConfirmWithdrawal => say::withdrawal_confirmed(lang, code),
        Action::RejectWithdrawal => say::withdrawal_rejected(lang, code),
    });
    // Work inside the agency changes nothing on the applicant's page; that it went back a step does.
    let went_back = matches!(action, Action::ReturnToPrevious | Action::Recall);
    (action.is_public() || went_back).then_some(text)
}

pub(crate) fn event(
    topic: String,
    kind: LiveKind,
    action: Action,
    notice: bool,
    row: &dossier::Model,
    text: Bilingual,
) -> NewEvent {
    NewEvent {
        topic,
        kind,
        action: Some(action),
        notice,
        dossier: row.id.clone(),
        code: row.code.clone(),
        text,
    }
}

/// Writes a notice in the portal and returns its id.
pub(crate) async fn write_notice(
    app: &App,
    tx: &DatabaseTransaction,
    account: &str,
    row: &dossier::Model,
    text: &Bilingual,
    now: Timestamp,
) -> Result<String> {
    let mut batch = Batch::of(tx);
    let id = add_notice(app, &mut batch, account, row, text, now);
    batch.run(tx).await?;
    Ok(id)
}

fn add_notice(
    app: &App,
    batch: &mut Batch,
    account: &str,
    row: &dossier::Model,
    text: &Bilingual,
    now: Timestamp,
) -> String {
    let id = app.new_id();
    let notice = notice::ActiveModel {
        id: Set(id.clone()),
        account: Set(account.to_owned()),
        at: Set(now.micros()),
        text_vi: Set(text.vi.clone()),
        text_en: Set(text.en.clone()),
        dossier: Set(row.id.clone()),
        code: Set(row.code.clone()),
        read_at: Set(None),
    };
    batch.add(&notice::Entity::insert(notice));
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_short_and_without_gaps() {
        let situation = Situation {
            status: Status::Processing,
            step: "appraisal".to_owned(),
            assignee: None,
            proposer: None,
            before: None,
            accepted_at: None,
            promised_at: None,
            legal_due_at: None,
            due_at: Some(Timestamp::from_micros(1_795_000_000_000_000)),
            has_result: false,
            promise: motcua_shared::dossier::Promise::default(),
            supplements: 0,
            supplement_allowed: false,
            consultations: Vec::new(),
            parts: Vec::new(),
            passed_by: None,
            opened: false,
            charges: Vec::new(),
            papers_to: None,
        };
        let step = Bilingual {
            vi: "Thẩm tra hồ sơ".to_owned(),
            en: "Appraising the dossier".to_owned(),
        };
        for action in Action::ALL {
            let Some(text) = to_applicant(action, &situation, "000.00.91.H26-261121-0001", &step)
            else {
                continue;
            };
            for text in [text.vi, text.en] {
                assert!(!text.contains('{') && !text.contains("  "), "{text}");
                for sentence in text.split_inclusive(". ") {
                    assert!(sentence.split_whitespace().count() <= 20, "{sentence}");
                }
            }
        }
    }
}
