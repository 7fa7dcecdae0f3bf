//! Papers on their way from unit to unit.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hand_over")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub dossier: String,
    pub from_unit: String,
    pub to_unit: String,
    pub papers: String,
    pub given_by: String,
    pub given_at: i64,
    pub taken_by: Option<String>,
    pub taken_at: Option<i64>,
    pub note: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
