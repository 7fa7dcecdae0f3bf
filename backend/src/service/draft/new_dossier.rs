//! The row of a new dossier, online or at the counter: its fields before anything has happened, its code, its search words.

use motcua_shared::dossier::{DossierCode, Intake};
use motcua_shared::form::Checked;
use motcua_shared::form::autofill::ReuseMarks;
use motcua_shared::text::fold;
use motcua_shared::time::{Date, iso_date};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, Statement};

use super::submit::Filing;
use crate::db::batch::Batch;
use crate::db::entity::dossier;
use crate::db::json;
use crate::service::dossier::row::procedure_name;
use crate::service::{Error, Result};

impl Filing<'_> {
    /// The row, without code and situation.
    pub(super) fn new_dossier(
        &self,
        owner: String,
        agency: &str,
        checked: &Checked,
        marks: &ReuseMarks,
    ) -> Result<dossier::Model> {
        Ok(dossier::Model {
            id: self.app.new_id(),
            code: String::new(),
            procedure_code: self.version.service.code.clone(),
            form: self.version.hash.clone(),
            account: self.draft.account.clone(),
            owner,
            agency: agency.to_owned(),
            unit_id: String::new(),
            status: 0,
            step: String::new(),
            step_role: String::new(),
            assignee: None,
            proposer: None,
            before_status: None,
            accepted_at: None,
            promised_at: None,
            legal_due_at: None,
            due_at: None,
            has_result: false,
            sentence_vi: String::new(),
            sentence_en: String::new(),
            answers: json::write(&checked.answers)?,
            marks: json::write(marks)?,
            warnings: json::write(&checked.issues)?,
            before_supplement: "{}".to_owned(),
            supplement: None,
            search_text: String::new(),
            version: 1,
            last_seq: 0,
            last_hash: String::new(),
            submitted_at: self.now.micros(),
            updated_at: self.now.micros(),
            promise: "[]".to_owned(),
            supplements: 0,
            supplement_allowed: false,
            intake: i32::from(Intake::Online.code()),
            letter: None,
            assisted_by: None,
            paper_only: false,
            papers: "[]".to_owned(),
            receiving_agency: None,
            competent_agency: None,
            papers_to: None,
            consultations: "[]".to_owned(),
            parts: "[]".to_owned(),
            charges: "[]".to_owned(),
            passed_by: None,
            opened: false,
            parent: self.draft.parent.clone(),
        })
    }

    /// Gives it its code, and the words it is found by. The code counts on the agency that receives it (Decree
    /// 61/2018/NĐ-CP Art 26.2a).
    pub(super) async fn name(
        &self,
        tx: &DatabaseTransaction,
        new: &mut dossier::Model,
    ) -> Result<()> {
        let number = next_number(tx, &new.agency, self.today()).await?;
        new.code = DossierCode::new(&new.agency, self.today(), number).to_string();
        let words = [
            &new.code,
            &new.owner,
            &procedure_name(self.app, &new.procedure_code).vi,
        ]
        .map(|text| fold(text))
        .join(" ");
        // With a leading space, so that the beginning of every word can be looked for.
        new.search_text = format!(" {words}");
        Ok(())
    }
}

/// Adds the row; its timeline refers to it.
pub(super) fn add(batch: &mut Batch, new: &dossier::Model) {
    batch.add(&dossier::Entity::insert(new.clone().into_active_model()));
}

/// The next number of the agency on this day; the row it counts in is locked until the transaction ends.
async fn next_number(tx: &DatabaseTransaction, agency: &str, day: Date) -> Result<u32> {
    let count = Statement::from_sql_and_values(
        tx.get_database_backend(),
        "INSERT INTO code_counter (agency, day, last) VALUES ($1, $2, 1) \
         ON CONFLICT (agency, day) DO UPDATE SET last = code_counter.last + 1 RETURNING last",
        [agency.into(), iso_date(day).into()],
    );
    let counted = tx
        .query_one_raw(count)
        .await?
        .ok_or_else(|| Error::internal("the code counter gave no number"))?;
    let number: i64 = counted.try_get("", "last")?;
    u32::try_from(number).map_err(|_| Error::internal("the code counter is out of range"))
}
