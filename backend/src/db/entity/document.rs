//! Documents of a person: verified components and results.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: String,
    pub kind: String,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
    pub store_key: String,
    pub vouched_by: String,
    pub dossier_code: Option<String>,
    pub since: i64,
    pub valid_until: Option<i64>,
    pub agency: Option<String>,
    pub dossier: Option<String>,
    pub is_result: bool,
    pub number: Option<String>,
    pub issued_on: Option<String>,
    pub superseded_at: Option<i64>,
    pub revoked_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
