//! What a person does not want to be used again: what they have restricted, or say is wrong (R-PDP-05). The vault leaves it out of
//! what it offers.

use std::collections::HashSet;

use motcua_shared::api::{CorrectionState, HeldKind, Standing};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::db::entity::{correction, restriction};
use crate::service::Result;

/// Kind and subject: the path of a fact, the id of a document.
type Subjects = HashSet<(String, String)>;

/// What a person does not want to be used.
pub(crate) struct Withheld {
    restricted: Subjects,
    disputed: Subjects,
}

impl Withheld {
    /// What is withheld now.
    pub(crate) async fn of<C: ConnectionTrait>(db: &C, account: &str) -> Result<Self> {
        let restricted: Vec<(String, String)> = restriction::Entity::find()
            .select_only()
            .column(restriction::Column::Kind)
            .column(restriction::Column::Item)
            .filter(restriction::Column::Account.eq(account))
            .filter(restriction::Column::LiftedAt.is_null())
            .into_tuple()
            .all(db)
            .await?;
        let disputed: Vec<(String, String)> = correction::Entity::find()
            .select_only()
            .column(correction::Column::Kind)
            .column(correction::Column::Subject)
            .filter(correction::Column::Account.eq(account))
            .filter(correction::Column::State.eq(CorrectionState::Open.key()))
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self {
            restricted: restricted.into_iter().collect(),
            disputed: disputed.into_iter().collect(),
        })
    }

    /// How an item stands; its validity is the caller's to look at.
    pub(crate) fn standing(&self, kind: HeldKind, subject: &str) -> Standing {
        let key = (kind.key().to_owned(), subject.to_owned());
        if self.disputed.contains(&key) {
            Standing::Disputed
        } else if self.restricted.contains(&key) {
            Standing::Restricted
        } else {
            Standing::Offered
        }
    }

    /// Whether it may be used again.
    pub(crate) fn allows(&self, kind: HeldKind, subject: &str) -> bool {
        self.standing(kind, subject) == Standing::Offered
    }
}
