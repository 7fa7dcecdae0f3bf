//! What may be used again of what is known about a person: everything except what the person has restricted or says is wrong
//! (R-PDP-05). Whoever fills a form asks here, never the store itself.

use std::collections::HashSet;

use motcua_shared::api::{CorrectionState, HeldKind, Standing};
use motcua_shared::time::Timestamp;
use motcua_shared::vault::Fact;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::db::entity::{correction, document, restriction};
use crate::service::Result;
use crate::service::dossier::vault;

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

    fn allows(&self, kind: HeldKind, subject: &str) -> bool {
        self.standing(kind, subject) == Standing::Offered
    }
}

/// The facts that may be filled in.
pub(crate) async fn facts<C: ConnectionTrait>(db: &C, account: &str) -> Result<Vec<Fact>> {
    let withheld = Withheld::of(db, account).await?;
    let mut facts = vault::facts(db, account).await?;
    facts.retain(|fact| withheld.allows(HeldKind::Fact, &fact.path));
    Ok(facts)
}

/// The valid documents that may be used again.
pub(crate) async fn documents<C: ConnectionTrait>(
    db: &C,
    account: &str,
    now: Timestamp,
) -> Result<Vec<document::Model>> {
    let withheld = Withheld::of(db, account).await?;
    let mut documents = vault::documents(db, account, now).await?;
    documents.retain(|document| withheld.allows(HeldKind::Document, &document.id));
    Ok(documents)
}
