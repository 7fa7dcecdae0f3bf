//! Plays each demonstration dossier up to its state: the citizen files, the officers act, minute by minute.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream;
use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{
    ActionRequest, DraftChange, NewDraft, ResultQuery, Submission, UploadQuery,
};
use motcua_shared::dossier::{Command, SupplementItem};
use motcua_shared::form::{Answer, Answers, Form, Kind};
use motcua_shared::time::{Timestamp, iso_date, parse_iso_date};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{DemoDossier, sample};
use crate::app::{App, FixedClock};
use crate::db::entity::{account, dossier};
use crate::service::account::as_actor;
use crate::service::{Error, Result, attachment, dossier as dossiers, draft, procedure, staff};
use crate::store::sha256;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Between two acts on a dossier, in seconds.
const PAUSE: i64 = 9 * 60;

/// Makes all dossiers.
pub(super) async fn all(app: &App, demo: &[DemoDossier]) -> Result<()> {
    let now = app.now();
    for (index, wanted) in demo.iter().enumerate() {
        let nth = i64::try_from(index).unwrap_or(0);
        // What has ended lies days back, one under way is late, the rest came in during the last hours.
        let ago = match wanted.upto.as_str() {
            "returned" | "refused" | "stopped" => (3 + nth % 7) * DAY + nth * HOUR / 3,
            "proposed" => 4 * DAY,
            _ => 3 * HOUR + nth * HOUR / 2,
        };
        let clock = Arc::new(FixedClock::new(now.plus_seconds(-ago)));
        let stage = Stage {
            app: app.with_clock(clock.clone()),
            clock,
        };
        stage.play(index, wanted).await?;
    }
    Ok(())
}

struct Stage {
    app: App,
    clock: Arc<FixedClock>,
}

impl Stage {
    async fn play(&self, index: usize, wanted: &DemoDossier) -> Result<()> {
        let applicant = self.person(&wanted.applicant).await?;
        let id = self.file(index, wanted, &applicant).await?;
        let words = wanted.words.clone();
        let accept = Command::Accept {
            message: String::new(),
        };
        let forward = Command::Forward {
            officer: None,
            note: String::new(),
        };
        let propose = Command::Propose {
            note: "Hồ sơ đủ điều kiện, đề nghị giải quyết.".to_owned(),
        };
        let approve = Command::Approve {
            note: String::new(),
        };
        let items = wanted
            .items
            .iter()
            .map(|field| SupplementItem {
                field: field.clone(),
                reason: words.clone(),
            })
            .collect();
        let ask = Command::RequestSupplement {
            items,
            message: String::new(),
            basis: String::new(),
        };
        let withdraw = Command::RequestWithdrawal {
            reason: words.clone(),
        };
        let acts: Vec<(Option<Role>, Command)> = match wanted.upto.as_str() {
            "submitted" => vec![],
            "refused" => vec![(Some(Role::Clerk), Command::Refuse { reason: words })],
            "accepted" => vec![(Some(Role::Clerk), accept)],
            "processing" => vec![(Some(Role::Clerk), accept), (Some(Role::Clerk), forward)],
            "supplement" => vec![
                (Some(Role::Clerk), accept),
                (Some(Role::Clerk), forward),
                (Some(Role::Specialist), ask),
            ],
            "withdrawal" => vec![(Some(Role::Clerk), accept), (None, withdraw)],
            "stopped" => vec![
                (Some(Role::Clerk), accept),
                (None, withdraw),
                (
                    Some(Role::Clerk),
                    Command::ConfirmWithdrawal {
                        message: String::new(),
                    },
                ),
            ],
            "proposed" => vec![
                (Some(Role::Clerk), accept),
                (Some(Role::Clerk), forward),
                (Some(Role::Specialist), propose),
            ],
            "resolved" | "returned" => vec![
                (Some(Role::Clerk), accept),
                (Some(Role::Clerk), forward),
                (Some(Role::Specialist), propose),
                (Some(Role::Leader), approve),
            ],
            other => {
                return Err(Error::internal(format!(
                    "dossiers.json: unknown state {other}"
                )));
            }
        };
        for (role, command) in acts {
            self.act(&applicant, &id, role, command).await?;
        }
        if matches!(wanted.upto.as_str(), "resolved" | "returned") {
            self.add_result(&id).await?;
        }
        if wanted.upto == "returned" {
            self.act(
                &applicant,
                &id,
                Some(Role::Clerk),
                Command::HandOver {
                    message: String::new(),
                },
            )
            .await?;
        }
        Ok(())
    }

    /// The citizen fills and files.
    async fn file(&self, index: usize, wanted: &DemoDossier, applicant: &Actor) -> Result<String> {
        let app = &self.app;
        let procedure = app
            .reference
            .catalogue
            .by_code(&wanted.procedure)
            .ok_or(Error::NotFound)?;
        let begun = draft::create(
            app,
            applicant,
            &NewDraft {
                procedure: procedure.slug.clone(),
            },
        )
        .await?;
        let form = procedure::form(app, &begun.form).await?;
        let mut answers = wanted.answers.clone();
        not_after(&form, &mut answers, app.now());
        for field in &wanted.files {
            let slot = form
                .field(field)
                .ok_or_else(|| Error::internal(format!("dossiers.json: no slot {field}")))?;
            let (name, content) = sample::file(slot);
            let query = UploadQuery {
                field: field.clone(),
                name,
                sha256: sha256(&content),
            };
            let file =
                attachment::upload(app, applicant, &begun.id, &query, whole(content), None).await?;
            answers.insert(field.clone(), Answer::Files(vec![file.id]));
        }
        let change = DraftChange {
            version: begun.version,
            answers,
            reused: begun.reused,
        };
        let saved = draft::save(app, applicant, &begun.id, &change).await?;
        self.clock.advance(PAUSE);
        let submission = Submission {
            version: saved.version,
            declared: true,
            agency: String::new(),
        };
        let receipt = draft::submit(
            app,
            applicant,
            &begun.id,
            &submission,
            &format!("demo-{index}"),
        )
        .await?;
        Ok(receipt.dossier)
    }

    async fn act(
        &self,
        applicant: &Actor,
        id: &str,
        role: Option<Role>,
        command: Command,
    ) -> Result<()> {
        self.clock.advance(PAUSE);
        let row = self.dossier(id).await?;
        let request = ActionRequest {
            version: row.version,
            command,
        };
        match role {
            None => dossiers::act(&self.app, applicant, id, &request)
                .await
                .map(|_| ()),
            Some(role) => {
                let officer = self.officer(&row, role).await?;
                staff::act(&self.app, &officer, id, &request)
                    .await
                    .map(|_| ())
            }
        }
    }

    async fn add_result(&self, id: &str) -> Result<()> {
        self.clock.advance(PAUSE);
        let row = self.dossier(id).await?;
        let clerk = self.officer(&row, Role::Clerk).await?;
        let content = sample::pdf(&format!("ket qua ho so {}", row.code));
        let query = ResultQuery {
            name: "Kết quả.pdf".to_owned(),
            sha256: sha256(&content),
            version: row.version,
            number: String::new(),
            issued_on: String::new(),
        };
        staff::result::upload(&self.app, &clerk, id, &query, whole(content), None)
            .await
            .map(|_| ())
    }

    async fn dossier(&self, id: &str) -> Result<dossier::Model> {
        dossier::Entity::find_by_id(id)
            .one(self.app.db.read())
            .await?
            .ok_or(Error::NotFound)
    }

    async fn person(&self, username: &str) -> Result<Actor> {
        let found = account::Entity::find().filter(account::Column::Username.eq(username));
        let row = found.one(self.app.db.read()).await?;
        as_actor(
            row.ok_or_else(|| Error::internal(format!("dossiers.json: no applicant {username}")))?,
        )
    }

    /// An officer of this role in the unit that has the dossier.
    async fn officer(&self, dossier: &dossier::Model, role: Role) -> Result<Actor> {
        let found = account::Entity::find()
            .filter(account::Column::Agency.eq(&dossier.agency))
            .filter(account::Column::Unit.eq(&dossier.unit_id))
            .filter(account::Column::Role.eq(role.key()));
        let row = found.one(self.app.db.read()).await?;
        as_actor(row.ok_or_else(|| {
            Error::internal(format!(
                "officers.json: no {} in {}",
                role.key(),
                dossier.unit_id
            ))
        })?)
    }
}

fn whole(
    content: Vec<u8>,
) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> + Send + Unpin {
    stream::iter([Ok(Bytes::from(content))])
}

/// Dates after the day of filing become that day: the file is written for one day, the demonstration runs on any.
fn not_after(form: &Form, answers: &mut Answers, moment: Timestamp) {
    let day = moment.local().date;
    for field in form
        .fields()
        .filter(|field| matches!(field.kind, Kind::Date(_)))
    {
        if let Some(Answer::Text(text)) = answers.get_mut(&field.key)
            && parse_iso_date(text).is_some_and(|date| date > day)
        {
            *text = iso_date(day);
        }
    }
}
