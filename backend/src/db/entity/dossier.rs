//! Dossiers.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub code: String,
    pub procedure_code: String,
    pub form: String,
    pub account: String,
    pub owner: String,
    pub agency: String,
    pub unit_id: String,
    pub status: i32,
    pub step: String,
    pub step_role: String,
    pub assignee: Option<String>,
    pub proposer: Option<String>,
    pub before_status: Option<i32>,
    pub accepted_at: Option<i64>,
    pub promised_at: Option<i64>,
    pub legal_due_at: Option<i64>,
    pub due_at: Option<i64>,
    pub has_result: bool,
    pub sentence_vi: String,
    pub sentence_en: String,
    pub answers: String,
    pub marks: String,
    pub warnings: String,
    pub before_supplement: String,
    pub supplement: Option<String>,
    pub search_text: String,
    pub version: i64,
    pub last_seq: i64,
    pub last_hash: String,
    pub submitted_at: i64,
    pub updated_at: i64,
    pub promise: String,
    pub supplements: i32,
    pub supplement_allowed: bool,
    pub intake: i32,
    pub letter: Option<String>,
    pub assisted_by: Option<String>,
    pub paper_only: bool,
    pub papers: String,
    pub receiving_agency: Option<String>,
    pub competent_agency: Option<String>,
    pub papers_to: Option<String>,
    pub consultations: String,
    pub parts: String,
    pub charges: String,
    pub passed_by: Option<String>,
    pub opened: bool,
    pub parent: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
