//! The schema, one file a step. A released step is never edited; a new one is added.

mod m20261121_000001_foundation;
mod m20261122_000002_live_event_action;
mod m20261122_000003_life_cycle;
mod m20261122_000004_slips;
mod m20261122_000005_counter;
mod m20261122_000006_desk;
mod m20261122_000007_delivery;
mod m20261122_000009_conversation;
mod m20261122_000010_vault;
mod m20261122_000011_my_data;
mod m20261122_000012_flow;
mod m20261122_000013_push;
mod m20261122_000014_administration;
mod m20261122_000015_vault_links;
mod m20261122_000016_papers;
mod m20261122_000017_event_step;
mod m20261122_000018_correction_reminder;
mod m20261122_000019_opinion_files;

use sea_orm_migration::sea_orm::{ConnectionTrait as _, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait, SchemaManager};

/// All steps in order.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_foundation::Migration),
            Box::new(m20261122_000002_live_event_action::Migration),
            Box::new(m20261122_000003_life_cycle::Migration),
            Box::new(m20261122_000004_slips::Migration),
            Box::new(m20261122_000005_counter::Migration),
            Box::new(m20261122_000006_desk::Migration),
            Box::new(m20261122_000007_delivery::Migration),
            Box::new(m20261122_000009_conversation::Migration),
            Box::new(m20261122_000010_vault::Migration),
            Box::new(m20261122_000011_my_data::Migration),
            Box::new(m20261122_000012_flow::Migration),
            Box::new(m20261122_000013_push::Migration),
            Box::new(m20261122_000014_administration::Migration),
            Box::new(m20261122_000015_vault_links::Migration),
            Box::new(m20261122_000016_papers::Migration),
            Box::new(m20261122_000017_event_step::Migration),
            Box::new(m20261122_000018_correction_reminder::Migration),
            Box::new(m20261122_000019_opinion_files::Migration),
        ]
    }
}

/// Runs the statements of a step in their order.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    for statement in statements {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}
