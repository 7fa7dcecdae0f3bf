//! Other words for notices: an administrator writes them, sees them on a dossier, and sends one to try. Built-in words come
//! back when there are none.

use motcua_shared::access::Actor;
use motcua_shared::api::{
    NoticePreview, NoticePreviewRequest, NoticeTemplateChange, NoticeTemplateView,
};
use motcua_shared::i18n::Lang;
use motcua_shared::notice::{ChannelKind, Occasion, SendFault, Template};
use motcua_shared::text::{clean, clean_lines};
use motcua_shared::time::{Timestamp, show_moment};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::{device, words};
use crate::app::App;
use crate::channel::{Message, PATIENCE};
use crate::db::entity::{dossier, notice_template};
use crate::service::{Error, Result};

/// All templates as they hold now, in the order of a dossier's life.
///
/// # Errors
/// Those of the database.
pub async fn templates(app: &App) -> Result<Vec<NoticeTemplateView>> {
    let changed = notice_template::Entity::find().all(app.db.read()).await?;
    let mut all = Vec::new();
    for occasion in Occasion::ALL {
        for channel in ChannelKind::ALL {
            for lang in [Lang::Vi, Lang::En] {
                let own = changed.iter().find(|row| {
                    (
                        row.occasion.as_str(),
                        row.channel.as_str(),
                        row.lang.as_str(),
                    ) == (occasion.key(), channel.key(), lang.tag())
                });
                let template = own.map_or_else(
                    || {
                        let built_in = app.reference.notices.get(occasion, channel, lang);
                        built_in.cloned().unwrap_or_default()
                    },
                    |row| Template {
                        subject: row.subject.clone(),
                        text: row.text.clone(),
                    },
                );
                all.push(NoticeTemplateView {
                    occasion,
                    channel,
                    lang,
                    template,
                    changed: own.is_some(),
                });
            }
        }
    }
    Ok(all)
}

/// Keeps other words, or brings the built-in ones back.
///
/// # Errors
/// [`Error::BadRequest`] for words with a fault; [`preview`] says which.
pub async fn save(
    app: &App,
    actor: &Actor,
    change: &NoticeTemplateChange,
) -> Result<NoticeTemplateView> {
    let (occasion, channel, lang) = (change.occasion, change.channel, change.lang);
    let template = cleaned(&change.template);
    let back = template.text.is_empty();
    if !back && let Some(fault) = template.faults(channel).first() {
        return Err(Error::BadRequest(format!("words of a notice: {fault}")));
    }
    let row = notice_template::Model {
        occasion: occasion.key().to_owned(),
        channel: channel.key().to_owned(),
        lang: lang.tag().to_owned(),
        subject: template.subject,
        text: template.text,
        changed_by: actor.id.clone(),
        changed_at: app.now().micros(),
    };
    app.db
        .write::<_, Error, _>(async |tx| {
            use notice_template::Column;
            if back {
                notice_template::Entity::delete_many()
                    .filter(Column::Occasion.eq(&row.occasion))
                    .filter(Column::Channel.eq(&row.channel))
                    .filter(Column::Lang.eq(&row.lang))
                    .exec(tx)
                    .await?;
            } else {
                let again = OnConflict::columns([Column::Occasion, Column::Channel, Column::Lang])
                    .update_columns([
                        Column::Subject,
                        Column::Text,
                        Column::ChangedBy,
                        Column::ChangedAt,
                    ])
                    .to_owned();
                notice_template::Entity::insert_many([row.into_active_model()])
                    .on_conflict(again)
                    .exec_without_returning(tx)
                    .await?;
            }
            Ok(())
        })
        .await?;
    Ok(NoticeTemplateView {
        occasion,
        channel,
        lang,
        template: words::template(app, app.db.read(), occasion, channel, lang).await?,
        changed: !back,
    })
}

/// What words would say about a dossier; sent to one address to try, when one is named and the words have no fault. A push goes to
/// the devices of the actor, whatever is named.
///
/// # Errors
/// [`Error::NotFound`] for an unknown code.
pub async fn preview(
    app: &App,
    actor: &Actor,
    request: &NoticePreviewRequest,
) -> Result<NoticePreview> {
    let row = dossier::Entity::find()
        .filter(dossier::Column::Code.eq(request.code.trim()))
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound)?;
    let due = row.legal_due_at.or(row.due_at).map(Timestamp::from_micros);
    let due = due.map(show_moment).unwrap_or_default();
    let places = words::places(app, app.db.read(), &row, &due, request.lang).await?;
    let template = cleaned(&request.template);
    let (subject, text) = template.filled(request.channel, &places);
    let faults = template.faults(request.channel);
    let to = request.to.trim();
    let mut preview = NoticePreview {
        subject,
        text,
        faults,
        sent: false,
        reason: String::new(),
    };
    if !to.is_empty() && preview.faults.is_empty() {
        match try_out(app, actor, request.channel, to, &preview).await? {
            Ok(()) => preview.sent = true,
            Err(fault) => preview.reason = fault.to_string(),
        }
    }
    Ok(preview)
}

/// Sends one at once, beside the outbox: somebody waits for the answer, and it belongs to no dossier.
async fn try_out(
    app: &App,
    actor: &Actor,
    channel: ChannelKind,
    to: &str,
    preview: &NoticePreview,
) -> Result<std::result::Result<(), SendFault>> {
    let Some(way) = app.channels.get(channel) else {
        return Ok(Err(SendFault::NotSetUp));
    };
    let addresses = if channel == ChannelKind::Push {
        device::of(app.db.read(), &actor.id)
            .await?
            .iter()
            .map(device::subscription)
            .collect()
    } else {
        vec![to.to_owned()]
    };
    if addresses.is_empty() {
        return Ok(Err(SendFault::DeviceGone));
    }
    let patience = app.channels.patience.unwrap_or(PATIENCE);
    for to in addresses {
        let message = Message {
            id: app.new_id(),
            to,
            subject: preview.subject.clone(),
            text: preview.text.clone(),
            link: "/".to_owned(),
        };
        match tokio::time::timeout(patience, way.send(&message)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Ok(Err(error.fault())),
            Err(_) => return Ok(Err(SendFault::Silent)),
        }
    }
    Ok(Ok(()))
}

fn cleaned(template: &Template) -> Template {
    Template {
        subject: clean(&template.subject),
        text: clean_lines(&template.text),
    }
}
