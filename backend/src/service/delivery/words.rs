//! The words of a delivery: the built-in template or the one an administrator wrote instead, and what its places say.

use motcua_shared::i18n::{Bilingual, Lang};
use motcua_shared::notice::{ChannelKind, Occasion, Template, Words};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::app::App;
use crate::db::entity::{agency, dossier, notice_template};
use crate::service::dossier::row;
use crate::service::{Error, Result};

/// The template that holds now.
pub(super) async fn template<C: ConnectionTrait>(
    app: &App,
    db: &C,
    occasion: Occasion,
    channel: ChannelKind,
    lang: Lang,
) -> Result<Template> {
    let key = (
        occasion.key().to_owned(),
        channel.key().to_owned(),
        lang.tag().to_owned(),
    );
    if let Some(row) = notice_template::Entity::find_by_id(key).one(db).await? {
        return Ok(Template {
            subject: row.subject,
            text: row.text,
        });
    }
    let built_in = app.reference.notices.get(occasion, channel, lang);
    built_in
        .cloned()
        .ok_or_else(|| Error::internal(format!("no words for {}", occasion.key())))
}

/// What is known of a dossier, for the places of a template.
pub(super) async fn places<C: ConnectionTrait>(
    app: &App,
    db: &C,
    dossier: &dossier::Model,
    due: &str,
    lang: Lang,
) -> Result<Words> {
    let agency = agency::Entity::find_by_id(&dossier.agency).one(db).await?;
    let agency = agency.map_or_else(Bilingual::default, |row| Bilingual {
        vi: row.name_vi,
        en: row.name_en,
    });
    let procedure = row::procedure_name(app, &dossier.procedure_code);
    Ok(Words {
        code: dossier.code.clone(),
        due: due.to_owned(),
        link: format!("{}/ho-so/{}", app.channels.site, dossier.id),
        procedure: procedure.get(lang).to_owned(),
        agency: agency.get(lang).to_owned(),
    })
}
