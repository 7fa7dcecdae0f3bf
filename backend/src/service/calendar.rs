//! The calendars that this process counts with: what is built in and every change since (`calendar_change`). A change is used at
//! once by the process that makes it, and by the others before the next thing that somebody does there.
//!
//! A version once read stays where it is, because work under way may be counting with it; new ones are put behind it. There are a
//! few changes a year, so that this never grows.

use std::sync::OnceLock;

use motcua_shared::calendar::{Calendar, Calendars, Edit};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Result;
use crate::db::entity::calendar_change;
use crate::db::{Db, json};

/// The calendars of this process.
#[derive(Debug)]
pub struct CalendarStore {
    first: Version,
}

#[derive(Debug)]
struct Version {
    /// Number of the last change in it; 0 when there was none.
    number: i64,
    calendars: Calendars,
    next: OnceLock<Box<Self>>,
}

impl CalendarStore {
    /// What is built in, with the changes of the database.
    ///
    /// # Errors
    /// Those of the database, or of a stored change that cannot be read.
    pub async fn load(db: &Db, built_in: &Calendars) -> Result<Self> {
        let (mut number, mut calendars) = (0, built_in.clone());
        for (at, edits) in changes_after(db, number).await? {
            (number, calendars) = (at, calendars.with(&edits));
        }
        Ok(Self {
            first: Version {
                number,
                calendars,
                next: OnceLock::new(),
            },
        })
    }

    /// Reads changes that came since, from whichever process.
    ///
    /// # Errors
    /// As [`CalendarStore::load`].
    pub async fn refresh(&self, db: &Db) -> Result<()> {
        for (number, edits) in changes_after(db, self.latest().number).await? {
            let before = self.latest();
            // Another request may have been faster with it.
            if before.number < number {
                self.append(number, before.calendars.with(&edits));
            }
        }
        Ok(())
    }

    /// The calendars that hold, with the number of their last change.
    #[must_use]
    pub fn now(&self) -> (i64, &Calendars) {
        let latest = self.latest();
        (latest.number, &latest.calendars)
    }

    /// The calendar of an agency.
    #[must_use]
    pub fn of(&self, agency: &str) -> &Calendar {
        self.latest().calendars.of(agency)
    }

    fn latest(&self) -> &Version {
        let mut version = &self.first;
        while let Some(next) = version.next.get() {
            version = next;
        }
        version
    }

    /// Puts a version behind the last, unless it is there by now.
    fn append(&self, number: i64, calendars: Calendars) {
        let mut new = Box::new(Version {
            number,
            calendars,
            next: OnceLock::new(),
        });
        loop {
            let last = self.latest();
            if last.number >= number {
                return;
            }
            match last.next.set(new) {
                Ok(()) => return,
                Err(again) => new = again,
            }
        }
    }
}

async fn changes_after(db: &Db, number: i64) -> Result<Vec<(i64, Vec<Edit>)>> {
    let rows = calendar_change::Entity::find()
        .filter(calendar_change::Column::Number.gt(number))
        .order_by_asc(calendar_change::Column::Number)
        .all(db.read())
        .await?;
    rows.into_iter()
        .map(|row| Ok((row.number, json::read(&row.edits)?)))
        .collect()
}
