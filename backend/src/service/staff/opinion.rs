//! Files of opinions: taken while the unit writes its answer, bound to the event of the answer, and named with their hashes in its
//! words, so that the history covers them. Read by the officers of the agency that asked, never by the applicant.

use std::io;

use bytes::Bytes;
use futures_util::Stream;
use motcua_shared::access::Actor;
use motcua_shared::api::{GivenOpinion, MessageFile, MessageFileQuery};
use motcua_shared::dossier::Action;
use motcua_shared::i18n::{Bilingual, Lang, t::dossier as say};
use motcua_shared::time::Timestamp;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::acting::Acting;
use super::reach::reach;
use crate::app::App;
use crate::db::entity::{dossier, dossier_event};
use crate::service::Result;
use crate::service::conversation::{self, FileOf, Sender};
use crate::service::dossier::timeline::Happened;

/// Takes a file for the answer of the officer's unit.
///
/// # Errors
/// Those of an upload; [`crate::service::Error::NotFound`] for a dossier that the officer does not reach,
/// [`crate::service::Error::Refused`] when nobody asks the unit.
pub async fn upload<S>(
    app: &App,
    actor: &Actor,
    id: &str,
    query: &MessageFileQuery,
    body: S,
    declared_len: Option<u64>,
) -> Result<MessageFile>
where
    S: Stream<Item = io::Result<Bytes>> + Send + Unpin,
{
    let reached = reach(app, actor, id).await?;
    // Before the bytes arrive: nobody uploads for nothing.
    let acting = Acting::on(app, actor, &reached, Action::AnswerConsultation).await?;
    acting.may(&reached.row)?;
    let sender = Sender {
        dossier: &reached.row.id,
        account: &actor.id,
    };
    conversation::upload(app, sender, query, body, declared_len).await
}

/// Binds the files of an answer to the event that comes next, and names them in it.
pub(super) async fn bind(
    tx: &DatabaseTransaction,
    actor: &Actor,
    row: &dossier::Model,
    ids: &[String],
    happened: &mut Happened,
) -> Result<()> {
    let sender = Sender {
        dossier: &row.id,
        account: &actor.id,
    };
    let event = row.last_seq + 1;
    for file in conversation::bind(tx, sender, &FileOf::Opinion(event), ids).await? {
        // The timeline is in the language of the office.
        let line = say::opinion_file(Lang::Vi, &file.name, &file.sha256);
        happened.words.push('\n');
        happened.words.push_str(&line);
    }
    Ok(())
}

/// The opinions that a dossier has, oldest first.
pub(super) async fn given<C: ConnectionTrait>(
    db: &C,
    events: &[dossier_event::Model],
) -> Result<Vec<GivenOpinion>> {
    let answers = || {
        let answer = Action::AnswerConsultation.key();
        events.iter().filter(move |event| event.action == answer)
    };
    let Some(first) = answers().next() else {
        return Ok(Vec::new());
    };
    let all = conversation::opinion_files(db, &first.dossier).await?;
    Ok(answers()
        .map(|event| {
            let own = all.iter().filter(|(of, _)| *of == event.seq);
            let files: Vec<MessageFile> = own.map(|(_, file)| file.clone()).collect();
            // The last lines name the files, which are shown by themselves.
            let lines: Vec<&str> = event.words.lines().collect();
            let said = lines.len().saturating_sub(files.len());
            GivenOpinion {
                at: Timestamp::from_micros(event.at),
                unit: Bilingual {
                    vi: event.unit_vi.clone(),
                    en: event.unit_en.clone(),
                },
                by: event.name.clone(),
                words: lines.into_iter().take(said).collect::<Vec<_>>().join("\n"),
                files,
            }
        })
        .collect())
}
