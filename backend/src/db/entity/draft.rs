//! E-forms being filled; a filed one keeps its receipt.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: String,
    pub procedure_code: String,
    pub form: String,
    pub supplements: Option<String>,
    pub answers: String,
    pub reused: String,
    pub version: i64,
    pub receipt: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub assisted_by: Option<String>,
    pub parent: Option<String>,
    pub silent: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
