//! Known values about a person.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: String,
    pub path: String,
    pub value: String,
    pub kind: String,
    pub vouched_by: String,
    pub dossier_code: Option<String>,
    pub since: i64,
    pub superseded_at: Option<i64>,
    pub agency: Option<String>,
    pub dossier: Option<String>,
    pub person: Option<String>,
    pub valid_until: Option<i64>,
    pub revoked_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
