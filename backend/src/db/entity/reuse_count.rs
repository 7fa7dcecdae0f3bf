//! How much of a dossier was not asked again.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reuse_count")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier: String,
    pub account: String,
    pub agency: String,
    pub at: i64,
    pub answers: i64,
    pub answers_reused: i64,
    pub files: i64,
    pub files_reused: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
