//! Timelines: append-only, chained by hashes.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dossier_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub at: i64,
    pub action: String,
    pub status: i32,
    pub account: String,
    pub name: String,
    pub unit_vi: String,
    pub unit_en: String,
    pub words: String,
    pub is_public: bool,
    pub public_words: bool,
    pub items: String,
    pub step: Option<String>,
    pub prev_hash: String,
    pub hash: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
