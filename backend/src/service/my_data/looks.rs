//! Who looked at the data of a person, when, and what for (R-USER-04): dossiers that were opened, searches at the counter,
//! requests that were read. Written down where the reading happens; here it is only told.

use std::collections::HashMap;

use motcua_shared::access::Role;
use motcua_shared::api::{Look, ReadingPurpose};
use motcua_shared::i18n::{Bilingual, t::my_data as say};
use motcua_shared::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::app::App;
use crate::db::entity::{agency, dossier, person_reading, reading};
use crate::service::dossier::announce::both;
use crate::service::{Error, Result};

/// Readings that are listed.
const LISTED: usize = 200;

/// The latest readings of a person's data, newest first.
pub(super) async fn of(app: &App, account: &str) -> Result<Vec<Look>> {
    let mut looks = of_dossiers(app, account).await?;
    looks.extend(of_person(app, account).await?);
    looks.sort_by_key(|look| std::cmp::Reverse(look.at));
    looks.truncate(LISTED);
    Ok(looks)
}

async fn of_dossiers(app: &App, account: &str) -> Result<Vec<Look>> {
    let db = app.db.read();
    let codes: HashMap<String, String> = dossier::Entity::find()
        .select_only()
        .column(dossier::Column::Id)
        .column(dossier::Column::Code)
        .filter(dossier::Column::Account.eq(account))
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let rows = reading::Entity::find()
        .filter(reading::Column::Dossier.is_in(codes.keys()))
        .order_by_desc(reading::Column::At)
        .limit(LISTED as u64)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let code = codes.get(&row.dossier).map_or("", String::as_str);
            Ok(Look {
                at: Timestamp::from_micros(row.at),
                by: Bilingual {
                    vi: row.unit_vi,
                    en: row.unit_en,
                },
                role: Some(Role::from_key(&row.role).ok_or_else(|| {
                    Error::internal(format!("a reading by the unknown role {}", row.role))
                })?),
                why: both(|lang| say::look_dossier(lang, code)),
                dossier: Some(row.dossier),
            })
        })
        .collect()
}

async fn of_person(app: &App, account: &str) -> Result<Vec<Look>> {
    let db = app.db.read();
    let rows = person_reading::Entity::find()
        .filter(person_reading::Column::Person.eq(account))
        .order_by_desc(person_reading::Column::At)
        .order_by_desc(person_reading::Column::Id)
        .limit(LISTED as u64)
        .all(db)
        .await?;
    let agencies = agency::Entity::find()
        .filter(agency::Column::Code.is_in(rows.iter().map(|row| row.agency.as_str())))
        .all(db)
        .await?;
    rows.into_iter()
        .map(|row| {
            let purpose = ReadingPurpose::from_key(&row.purpose)
                .ok_or_else(|| Error::internal(format!("unknown purpose {}", row.purpose)))?;
            let place = agencies.iter().find(|agency| agency.code == row.agency);
            let why = both(|lang| {
                match purpose {
                    ReadingPurpose::Find => say::look_find(lang),
                    ReadingPurpose::Fill => say::look_fill(lang),
                    ReadingPurpose::Receive => say::look_receive(lang),
                    ReadingPurpose::Correct => say::look_correct(lang),
                }
                .to_owned()
            });
            Ok(Look {
                at: Timestamp::from_micros(row.at),
                by: place.map(super::origin::name).unwrap_or_default(),
                role: None,
                why,
                dossier: None,
            })
        })
        .collect()
}
