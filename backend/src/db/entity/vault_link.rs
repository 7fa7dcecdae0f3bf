//! Which agencies, or all under which level-1 codes, take each other's verified data; decisions that ended stay.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "vault_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub one: String,
    pub other: String,
    pub connected: bool,
    pub purpose: String,
    pub changed_by: String,
    pub changed_at: i64,
    pub ended_by: Option<String>,
    pub ended_at: Option<i64>,
    pub ended_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
