//! Live events: the outbox of the portal channel and the memory of the stream.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "live_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub topic: String,
    pub kind: String,
    pub dossier: String,
    pub code: String,
    pub text_vi: String,
    pub text_en: String,
    pub at: i64,
    pub action: String,
    pub notice: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
