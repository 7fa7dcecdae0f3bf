//! `motcua serve`.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use motcua_shared::notice::ChannelKind;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::{Done, open, say};
use crate::app::App;
use crate::channel::{Channels, HttpChannel, MailChannel, PushChannel, VapidKey};
use crate::demo;
use crate::job;
use crate::settings::Settings;
use crate::source::{HttpSource, Sources};
use crate::web::assets::Site;
use crate::web::{self, WebOptions};

/// Requests under way get so long to end after a signal.
const FAREWELL: Duration = Duration::from_secs(2);

/// Serves until a signal comes.
pub async fn serve(settings: &Settings, seed_demo: bool) -> Done {
    // The addresses first: a second server must not touch the data of the first.
    let listeners = listen(&settings.listen).await?;
    let app = open(settings).await?;
    let app = app
        .with_channels(channels(settings)?)
        .with_sources(sources(settings));
    if seed_demo && demo::seed(&app).await? {
        say("Fictitious people and dossiers were added.")?;
    }
    let site = match &settings.site {
        Some(folder) => Some(Site::from_folder(folder)?),
        None => Site::embedded()?,
    };
    if site.is_none() {
        tracing::warn!(
            "no site: pages have no style and no application; name its folder in MOTCUA_SITE"
        );
    }
    let shutdown = CancellationToken::new();
    let options = WebOptions {
        site,
        public_url: settings.public_url.clone(),
        trusted_proxy_hops: settings.trusted_proxy_hops,
        shutdown: shutdown.clone(),
        ..WebOptions::default()
    };
    let router = web::router(app.clone(), options);
    let mut servers = JoinSet::new();
    for listener in listeners {
        say(&format!("Một Cửa is at http://{}", listener.local_addr()?))?;
        let service = router
            .clone()
            .into_make_service_with_connect_info::<SocketAddr>();
        let server = axum::serve(listener, service)
            .with_graceful_shutdown(shutdown.clone().cancelled_owned());
        servers.spawn(async move { server.await });
    }
    if settings.demo {
        show_accounts(&app).await?;
    }
    tokio::spawn(job::run(app.clone(), settings.keep, shutdown.clone()));
    tokio::spawn(job::deliver::run(app.clone(), shutdown.clone()));
    tokio::spawn(job::digest::run(app.clone(), shutdown.clone()));
    wait_for_signal().await?;
    tracing::info!("ending");
    shutdown.cancel();
    let ended = tokio::time::timeout(FAREWELL, async {
        while servers.join_next().await.is_some() {}
    })
    .await;
    if ended.is_err() {
        tracing::warn!("some requests were cut off");
    }
    // Folds the write-ahead log into the file; a crash instead would lose nothing either.
    if let Ok(Err(error)) = tokio::time::timeout(FAREWELL / 4, app.db.clone().close()).await {
        tracing::warn!(%error, "the database did not close well");
    }
    Ok(())
}

/// The ways out of the portal that are set up.
fn channels(settings: &Settings) -> Result<Channels, Box<dyn Error + Send + Sync>> {
    let ways = &settings.ways;
    let mut channels = Channels {
        site: settings.public_url.clone().unwrap_or_default(),
        quiet: ways.quiet,
        sms_a_month: ways.sms_a_month,
        ..Channels::default()
    };
    if let Some(server) = &ways.mail {
        channels = channels.with(ChannelKind::Email, Arc::new(MailChannel::new(server)?));
    }
    for (kind, provider) in [
        (ChannelKind::Sms, &ways.sms),
        (ChannelKind::Zalo, &ways.zalo),
    ] {
        if let Some(provider) = provider {
            channels = channels.with(kind, Arc::new(HttpChannel::new(provider.clone())));
        }
    }
    if let Some(push) = &ways.push {
        let key = match &push.key {
            Some(text) => VapidKey::parse(text)?,
            None => VapidKey::of_folder(&settings.data)?,
        };
        channels = channels.with_push(PushChannel::new(key, &push.contact, push.services.clone()));
    }
    Ok(channels)
}

/// The registers that are set up.
fn sources(settings: &Settings) -> Sources {
    let registers = &settings.registers;
    let named = [
        ("Cơ sở dữ liệu quốc gia về dân cư", &registers.population),
        ("Cơ sở dữ liệu hộ tịch điện tử", &registers.civil_status),
    ];
    let set_up = named
        .into_iter()
        .filter_map(|(name, register)| Some((name, register.clone()?)));
    set_up.fold(
        Sources::default().within(registers.budget),
        |sources, (name, register)| sources.with(Box::new(HttpSource::new(name, register))),
    )
}

/// Opens all addresses. A machine without IPv6 (or IPv4) does with the others.
async fn listen(addresses: &[SocketAddr]) -> Result<Vec<TcpListener>, String> {
    let mut listeners = Vec::new();
    let mut faults = Vec::new();
    for address in addresses {
        match TcpListener::bind(address).await {
            Ok(listener) => listeners.push(listener),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::AddrNotAvailable | io::ErrorKind::Unsupported
                ) =>
            {
                faults.push(format!("{address}: this machine has no such address"));
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                return Err(format!(
                    "{address} is in use; end the other program or name another address in MOTCUA_LISTEN"
                ));
            }
            Err(error) => {
                return Err(format!(
                    "{address} cannot be opened: {error}; check MOTCUA_LISTEN"
                ));
            }
        }
    }
    if listeners.is_empty() {
        return Err(format!(
            "no address can be opened; check MOTCUA_LISTEN: {}",
            faults.join(", ")
        ));
    }
    for fault in faults {
        tracing::warn!("{fault}");
    }
    Ok(listeners)
}

async fn wait_for_signal() -> io::Result<()> {
    let (mut interrupt, mut terminate) = (
        signal(SignalKind::interrupt())?,
        signal(SignalKind::terminate())?,
    );
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}

/// The accounts of the demonstration by role, as a table.
async fn show_accounts(app: &App) -> Done {
    let accounts = demo::accounts(app).await;
    if accounts.is_empty() {
        return Ok(());
    }
    let rows: Vec<[String; 4]> = accounts
        .into_iter()
        .map(|demo| {
            [
                demo.account.role.key().to_owned(),
                demo.username,
                demo.password,
                demo.account.name,
            ]
        })
        .collect();
    let head = ["role", "user name", "password", "name"].map(str::to_owned);
    let width = |column: fn(&[String; 4]) -> &String| {
        rows.iter()
            .chain([&head])
            .map(|row| column(row).chars().count())
            .max()
            .unwrap_or_default()
    };
    let (role, user, password) = (
        width(|row| &row[0]),
        width(|row| &row[1]),
        width(|row| &row[2]),
    );
    say("")?;
    for [a, b, c, d] in [&head].into_iter().chain(&rows) {
        say(&format!("  {a:<role$}  {b:<user$}  {c:<password$}  {d}"))?;
    }
    Ok(())
}
