//! Which agencies, or all under which level-1 codes, take each other's verified data.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "vault_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub one: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub other: String,
    pub connected: bool,
    pub changed_by: String,
    pub changed_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
