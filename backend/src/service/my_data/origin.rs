//! Where facts and documents came from, and so who can correct them: the agency that verified them; what only the account says,
//! the agency that entered it or the one of the place of residence; what an outside register says, that register alone
//! (R-PDP-09).

use std::collections::HashMap;

use motcua_shared::form::Answer;
use motcua_shared::i18n::Bilingual;
use motcua_shared::time::Timestamp;
use motcua_shared::vault::{FactSource, SourceKind};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::db::entity::{agency, document, dossier, fact};
use crate::service::Result;

/// Paths of the place where a person lives, the best first.
const HOMES: [&str; 3] = [
    "person.residence",
    "person.permanent_address",
    "person.current_address",
];

/// A dossier that something came from.
struct Source {
    id: String,
    account: String,
    agency: String,
}

/// What the sources of one person's items are.
pub(super) struct Origins {
    dossiers: HashMap<String, Source>,
    agencies: Vec<agency::Model>,
    home: Option<String>,
}

impl Origins {
    /// Looks up what `sources` name. `facts` say where the person lives.
    pub(super) async fn of<'s, C: ConnectionTrait>(
        db: &C,
        sources: impl Iterator<Item = &'s FactSource> + Clone,
        facts: impl Fn(&str) -> Option<Answer>,
    ) -> Result<Self> {
        let codes: Vec<&str> = sources
            .clone()
            .filter_map(|source| source.dossier_code.as_deref())
            .collect();
        let dossiers: HashMap<String, Source> = dossier::Entity::find()
            .select_only()
            .column(dossier::Column::Code)
            .column(dossier::Column::Id)
            .column(dossier::Column::Account)
            .column(dossier::Column::Agency)
            .filter(dossier::Column::Code.is_in(codes))
            .into_tuple::<(String, String, String, String)>()
            .all(db)
            .await?
            .into_iter()
            .map(|(code, id, account, agency)| {
                let source = Source {
                    id,
                    account,
                    agency,
                };
                (code, source)
            })
            .collect();
        let commune = HOMES.iter().find_map(|path| match facts(path)? {
            Answer::Address(address) if !address.commune.is_empty() => Some(address.commune),
            _ => None,
        });
        let mut wanted = Condition::any()
            .add(agency::Column::Code.is_in(dossiers.values().map(|one| one.agency.as_str())))
            .add(agency::Column::NameVi.is_in(sources.map(|source| source.by.as_str())));
        if let Some(commune) = &commune {
            wanted = wanted.add(agency::Column::Commune.eq(commune));
        }
        let agencies = agency::Entity::find()
            .filter(wanted)
            .order_by_asc(agency::Column::Code)
            .all(db)
            .await?;
        let home = commune.and_then(|commune| {
            let there = agencies.iter().find(|agency| agency.commune == commune);
            there.map(|agency| agency.code.clone())
        });
        Ok(Self {
            dossiers,
            agencies,
            home,
        })
    }

    /// The agency that decides about a correction; `None` where only the source itself can correct it.
    pub(super) fn decides(&self, source: &FactSource) -> Option<&agency::Model> {
        let by_code = |code: &str| self.agencies.iter().find(|agency| agency.code == code);
        if let Some(dossier) = source
            .dossier_code
            .as_ref()
            .and_then(|code| self.dossiers.get(code))
        {
            return by_code(&dossier.agency);
        }
        let vouches = || {
            let named = |agency: &&agency::Model| agency.name_vi == source.by;
            self.agencies.iter().find(named)
        };
        match source.kind {
            SourceKind::Dossier => vouches(),
            // A register corrects its own data (R-PDP-09).
            SourceKind::Register => None,
            SourceKind::Account | SourceKind::Own => {
                vouches().or_else(|| by_code(self.home.as_deref()?))
            }
        }
    }

    /// The dossier that something came from, when it is the person's own.
    pub(super) fn own_dossier(&self, source: &FactSource, account: &str) -> Option<String> {
        let dossier = self.dossiers.get(source.dossier_code.as_ref()?)?;
        (dossier.account == account).then(|| dossier.id.clone())
    }

    /// The dossier that something came from, when this agency has it.
    pub(super) fn dossier_at(&self, source: &FactSource, agency: &str) -> Option<String> {
        let dossier = self.dossiers.get(source.dossier_code.as_ref()?)?;
        (dossier.agency == agency).then(|| dossier.id.clone())
    }
}

/// The name of an agency.
pub(super) fn name(agency: &agency::Model) -> Bilingual {
    Bilingual {
        vi: agency.name_vi.clone(),
        en: agency.name_en.clone(),
    }
}

/// Where a fact came from.
pub(super) fn of_fact(row: &fact::Model) -> FactSource {
    FactSource {
        kind: SourceKind::from_key(&row.kind).unwrap_or(SourceKind::Dossier),
        by: row.vouched_by.clone(),
        dossier_code: row.dossier_code.clone(),
        since: Timestamp::from_micros(row.since),
    }
}

/// Where a document came from.
pub(super) fn of_document(row: &document::Model) -> FactSource {
    FactSource {
        kind: SourceKind::Dossier,
        by: row.vouched_by.clone(),
        dossier_code: row.dossier_code.clone(),
        since: Timestamp::from_micros(row.since),
    }
}
