//! Files of drafts and dossiers. Several rows may share one stored object.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: String,
    pub draft: Option<String>,
    pub dossier: Option<String>,
    pub is_result: bool,
    pub field: String,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
    pub store_key: String,
    pub reused: Option<String>,
    pub uploaded_at: i64,
    pub number: Option<String>,
    pub issued_on: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
