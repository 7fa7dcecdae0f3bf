//! The procedures that are filed online, as an administrator checks them: version, limits, agencies, the picture of the flow, and
//! what is wrong with the definition.

use std::collections::BTreeMap;
use std::sync::Arc;

use motcua_shared::api::{
    OnlineProcedure, ProcedureFlow, ProcedureVersion, SetLimit, SetLimitKind,
};
use motcua_shared::dossier::Workflow;
use motcua_shared::form::lint::lint;
use motcua_shared::i18n::Bilingual;
use sea_orm::{EntityTrait, QueryOrder};

use crate::app::App;
use crate::db::entity::{agency, unit};
use crate::service::dossier::row;
use crate::service::form_version::FormVersion;
use crate::service::{Error, Result};

/// Agencies with the kinds of their units, and a name for each kind.
struct Offices {
    /// Name and kinds of units.
    agencies: Vec<(Bilingual, Vec<String>)>,
    /// By kind: the name that the first agency gives such a unit.
    kinds: BTreeMap<String, Bilingual>,
}

impl Offices {
    async fn read(app: &App) -> Result<Self> {
        let units = unit::Entity::find()
            .order_by_asc(unit::Column::Id)
            .all(app.db.read())
            .await?;
        let agencies = agency::Entity::find()
            .order_by_asc(agency::Column::Code)
            .all(app.db.read())
            .await?;
        let of = |code: &str| {
            let own = units.iter().filter(|unit| unit.agency == code);
            own.map(|unit| unit.kind.clone()).collect()
        };
        let agencies = agencies.into_iter().map(|row| {
            let kinds = of(&row.code);
            let name = Bilingual {
                vi: row.name_vi,
                en: row.name_en,
            };
            (name, kinds)
        });
        let agencies = agencies.collect();
        let mut kinds = BTreeMap::new();
        for unit in units {
            kinds.entry(unit.kind).or_insert(Bilingual {
                vi: unit.name_vi,
                en: unit.name_en,
            });
        }
        Ok(Self { agencies, kinds })
    }

    /// Agencies that have every unit of the steps.
    fn receiving(&self, workflow: &Workflow) -> Vec<Bilingual> {
        let has_all = |kinds: &[String]| {
            let mut wanted = workflow.unit_kinds();
            wanted.all(|kind| kinds.iter().any(|own| own == kind))
        };
        let found = self.agencies.iter().filter(|(_, kinds)| has_all(kinds));
        found.map(|(name, _)| name.clone()).collect()
    }
}

/// All procedures that are filed online today, by code.
///
/// # Errors
/// Those of the database.
pub async fn list(app: &App) -> Result<Vec<OnlineProcedure>> {
    let offices = Offices::read(app).await?;
    let lines = app.reference.online.iter().filter_map(|folder| {
        let version = app.forms.current(&folder.service.code, app.today())?;
        Some(line(app, version, &offices))
    });
    let mut lines: Vec<OnlineProcedure> = lines.collect();
    lines.sort_by(|left, right| left.code.cmp(&right.code));
    Ok(lines)
}

/// One procedure with its flow.
///
/// # Errors
/// [`Error::NotFound`] for one that is not filed online.
pub async fn flow(app: &App, slug: &str) -> Result<ProcedureFlow> {
    let catalogue = &app.reference.catalogue;
    let procedure = catalogue.by_slug(slug).ok_or(Error::NotFound)?;
    let versions = app.forms.of(&procedure.code);
    let current = app.forms.current(&procedure.code, app.today());
    let version = current.ok_or(Error::NotFound)?;
    let offices = Offices::read(app).await?;
    let workflow = &version.workflow;
    let mut units: Vec<(String, Bilingual)> = Vec::new();
    for wanted in workflow.unit_kinds() {
        if let Some(name) = offices.kinds.get(wanted)
            && !units.iter().any(|(kind, _)| kind == wanted)
        {
            units.push((wanted.to_owned(), name.clone()));
        }
    }
    let asked = version.form.fields().filter(|field| field.kind.is_asked());
    Ok(ProcedureFlow {
        procedure: line(app, version, &offices),
        basis: row::limit_basis(app, &procedure.code),
        result: version.service.result.name.clone(),
        questions: count(asked.count()),
        versions: versions
            .into_iter()
            .map(|one| ProcedureVersion {
                version: one.hash.clone(),
                effective_from: one.effective_from,
                added_at: one.added_at,
                current: one.hash == version.hash,
            })
            .collect(),
        agencies: offices.receiving(workflow),
        units,
        picture: workflow.picture(version.service.limit),
        limits: limits(workflow),
        faults: faults(version),
    })
}

fn line(app: &App, version: &Arc<FormVersion>, offices: &Offices) -> OnlineProcedure {
    let code = &version.service.code;
    OnlineProcedure {
        slug: row::procedure_slug(app, code),
        code: code.clone(),
        name: row::procedure_name(app, code),
        version: version.hash.clone(),
        effective_from: version.effective_from,
        limit: version.service.limit,
        steps: count(version.workflow.steps.len()),
        agencies: count(offices.receiving(&version.workflow).len()),
        faults: count(faults(version).len()),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The quick part of `motcua check`.
fn faults(version: &FormVersion) -> Vec<String> {
    let workflow = &version.workflow;
    let of_flow = workflow.lint().into_iter();
    let of_times = workflow.lint_times(version.service.limit);
    let of_form = lint(&version.form)
        .into_iter()
        .map(|fault| format!("{}: {}", fault.place, fault.reason));
    of_flow.chain(of_times).chain(of_form).collect()
}

fn limits(workflow: &Workflow) -> Vec<SetLimit> {
    let sources = workflow.limit_sources.as_ref();
    let own = |what, limit, source| SetLimit {
        what,
        limit,
        source,
    };
    vec![
        own(
            SetLimitKind::Reception,
            workflow.reception_limit,
            sources.map(|sources| sources.reception.clone()),
        ),
        own(SetLimitKind::Transfer, workflow.transfer_limit, None),
        own(
            SetLimitKind::Supplement,
            workflow.supplement_limit,
            sources.map(|sources| sources.supplement.clone()),
        ),
        own(
            SetLimitKind::Collection,
            workflow.collection_limit,
            sources.map(|sources| sources.collection.clone()),
        ),
    ]
}
