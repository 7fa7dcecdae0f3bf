//! Requests to correct what is held about a person.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "correction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: String,
    pub kind: String,
    pub item: String,
    pub subject: String,
    pub wanted: Option<String>,
    pub file: Option<String>,
    pub reason: String,
    pub agency: String,
    pub state: String,
    pub asked_at: i64,
    pub due_at: i64,
    pub decided_at: Option<i64>,
    pub decided_by: Option<String>,
    pub words: String,
    pub replaced_by: Option<String>,
    pub reminded_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
