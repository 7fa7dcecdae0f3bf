//! Slips that were issued.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slip")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub dossier: String,
    pub kind: String,
    pub slip_set: String,
    pub agency: String,
    pub year: i32,
    pub number: i64,
    pub issued_at: i64,
    pub issuer: String,
    pub issuer_name: String,
    pub content: String,
    pub printed: i32,
    pub voided_at: Option<i64>,
    pub voided_by: Option<String>,
    pub void_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
