//! How people want to be reached outside the portal: channels by occasion, and the language.

use std::collections::BTreeMap;

use motcua_shared::access::{Actor, Role};
use motcua_shared::api::{NoticeSettings, NoticeSettingsChange, OccasionChoice, ReachView};
use motcua_shared::i18n::Lang;
use motcua_shared::notice::{ChannelKind, Occasion};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::outbox::reach;
use crate::app::App;
use crate::db::entity::{notice_choice, notice_language};
use crate::service::{Error, Result};

/// What somebody chose.
pub(crate) struct Choices {
    /// Language of what is sent.
    pub lang: Lang,
    chosen: BTreeMap<(String, String), bool>,
}

impl Choices {
    /// Whether a notice goes over a channel: as chosen, else as usual.
    pub(crate) fn wants(&self, occasion: Occasion, channel: ChannelKind) -> bool {
        if !occasion.fits(channel) {
            return false;
        }
        let key = (occasion.key().to_owned(), channel.key().to_owned());
        self.chosen
            .get(&key)
            .copied()
            .unwrap_or_else(|| occasion.usual(channel))
    }
}

/// What an account chose.
pub(crate) async fn of<C: ConnectionTrait>(db: &C, account: &str) -> Result<Choices> {
    let rows = notice_choice::Entity::find()
        .filter(notice_choice::Column::Account.eq(account))
        .all(db)
        .await?;
    let lang = notice_language::Entity::find_by_id(account).one(db).await?;
    Ok(Choices {
        lang: lang.map_or(Lang::Vi, |row| Lang::from_tag(&row.lang)),
        chosen: rows
            .into_iter()
            .map(|row| ((row.occasion, row.channel), row.wanted))
            .collect(),
    })
}

/// The settings of the actor.
///
/// # Errors
/// Those of the database.
pub async fn settings(app: &App, actor: &Actor) -> Result<NoticeSettings> {
    let known = reach(app.db.read(), &actor.id).await?;
    let choices = of(app.db.read(), &actor.id).await?;
    let channels: Vec<ChannelKind> = app.channels.kinds().collect();
    let reach_of = |channel: ChannelKind| {
        let shown: Vec<String> = known
            .iter()
            .filter(|(way, _)| *way == channel)
            .map(|(_, address)| channel.masked(address))
            .collect();
        (!shown.is_empty()).then(|| shown.join(", "))
    };
    Ok(NoticeSettings {
        lang: choices.lang,
        occasions: occasions(actor)
            .iter()
            .map(|occasion| OccasionChoice {
                occasion: *occasion,
                channels: channels
                    .iter()
                    .copied()
                    .filter(|channel| choices.wants(*occasion, *channel))
                    .collect(),
            })
            .collect(),
        channels: channels
            .iter()
            .map(|channel| ReachView {
                channel: *channel,
                to: reach_of(*channel),
            })
            .collect(),
    })
}

/// What somebody can choose channels for: people for their dossiers, officers for their work.
fn occasions(actor: &Actor) -> &'static [Occasion] {
    match actor.role {
        Role::Citizen => &Occasion::OF_APPLICANTS,
        Role::Clerk | Role::Specialist | Role::Leader => &[Occasion::Digest],
        Role::Administrator => &[],
    }
}

/// Keeps a choice: every channel of this installation, for each occasion that is named.
///
/// # Errors
/// Those of the database.
pub async fn save_settings(
    app: &App,
    actor: &Actor,
    change: &NoticeSettingsChange,
) -> Result<NoticeSettings> {
    // Named twice, the last one holds.
    let wanted: BTreeMap<Occasion, &[ChannelKind]> = change
        .occasions
        .iter()
        .map(|choice| (choice.occasion, choice.channels.as_slice()))
        .collect();
    let rows: Vec<notice_choice::ActiveModel> = wanted
        .iter()
        .flat_map(|(occasion, chosen)| {
            app.channels
                .kinds()
                .map(move |channel| notice_choice::ActiveModel {
                    account: Set(actor.id.clone()),
                    occasion: Set(occasion.key().to_owned()),
                    channel: Set(channel.key().to_owned()),
                    wanted: Set(chosen.contains(&channel)),
                })
        })
        .collect();
    let language = notice_language::ActiveModel {
        account: Set(actor.id.clone()),
        lang: Set(change.lang.tag().to_owned()),
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            if !rows.is_empty() {
                let again = OnConflict::columns([
                    notice_choice::Column::Account,
                    notice_choice::Column::Occasion,
                    notice_choice::Column::Channel,
                ])
                .update_column(notice_choice::Column::Wanted)
                .to_owned();
                notice_choice::Entity::insert_many(rows)
                    .on_conflict(again)
                    .exec_without_returning(tx)
                    .await?;
            }
            let again = OnConflict::column(notice_language::Column::Account)
                .update_column(notice_language::Column::Lang)
                .to_owned();
            notice_language::Entity::insert_many([language])
                .on_conflict(again)
                .exec_without_returning(tx)
                .await?;
            Ok(())
        })
        .await?;
    settings(app, actor).await
}
