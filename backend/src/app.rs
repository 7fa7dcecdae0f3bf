//! The running application: what every use case needs, handed in once. Nothing in here decides anything.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use motcua_shared::time::{Date, Timestamp};
use time::OffsetDateTime;

use crate::channel::Channels;
use crate::db::Db;
use crate::reference::Reference;
use crate::service::calendar::CalendarStore;
use crate::service::form_version::FormVersions;
use crate::service::live::LiveBus;
use crate::service::place::Places;
use crate::source::Sources;
use crate::store::Store;

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<AppState>);

/// What the application is made of.
pub struct AppState {
    /// The database.
    pub db: Db,
    /// The files.
    pub store: Store,
    /// Catalogue, administrative units, procedure folders.
    pub reference: Arc<Reference>,
    /// Working days and office hours of every agency, as they hold now.
    pub calendars: Arc<CalendarStore>,
    /// Every form version of the database.
    pub forms: Arc<FormVersions>,
    /// The only source of "now".
    pub clock: Arc<dyn Clock>,
    /// Live events on their way to open streams.
    pub live: LiveBus,
    /// Ways out of the portal; none unless [`App::with_channels`] gave some.
    pub channels: Channels,
    /// Agencies that were asked for lately.
    pub places: Arc<Places>,
    /// Registers outside; none unless [`App::with_sources`] gave some.
    pub sources: Sources,
    /// A demonstration installation: its accounts are shown on the sign-in page.
    pub demo: bool,
}

/// Tells the time. Truncated to microseconds, which both databases keep exactly.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let micros = OffsetDateTime::now_utc().unix_timestamp_nanos() / 1000;
        Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still until it is moved: for tests and for making demonstration data.
#[derive(Debug)]
pub struct FixedClock(std::sync::atomic::AtomicI64);

impl FixedClock {
    /// Stands at `moment`.
    #[must_use]
    pub const fn new(moment: Timestamp) -> Self {
        Self(std::sync::atomic::AtomicI64::new(moment.micros()))
    }

    /// Moves to `moment`.
    pub fn set(&self, moment: Timestamp) {
        self.0
            .store(moment.micros(), std::sync::atomic::Ordering::SeqCst);
    }

    /// Moves on by whole seconds.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(
            seconds.saturating_mul(1_000_000),
            std::sync::atomic::Ordering::SeqCst,
        );
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(std::sync::atomic::Ordering::SeqCst))
    }
}

/// How to open the application.
pub struct OpenOptions {
    /// `sqlite:<path>` or `postgres://…`.
    pub database_url: String,
    /// Folder of the files; created when missing.
    pub data_dir: PathBuf,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Demonstration installation.
    pub demo: bool,
}

/// Why the application did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database cannot be reached or migrated.
    #[error("the database could not be opened or migrated")]
    Database(#[from] sea_orm::DbErr),
    /// The folder of the files cannot be used.
    #[error("the data folder {0} cannot be used")]
    Store(PathBuf, #[source] Box<dyn std::error::Error + Send + Sync>),
    /// The built-in catalogue, lists or procedure folders have faults (`motcua check` lists them).
    #[error("the built-in reference data has faults:\n  {}", .0.join("\n  "))]
    Reference(Vec<String>),
    /// A stored form version cannot be read.
    #[error("a stored form version cannot be read")]
    Forms(#[source] crate::service::Error),
    /// A stored change of the calendars cannot be read.
    #[error("a stored change of the calendars cannot be read")]
    Calendars(#[source] crate::service::Error),
}

impl App {
    /// Connects, migrates, loads the catalogue, and brings new form versions into the database.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open(options: OpenOptions) -> Result<Self, OpenError> {
        let db = Db::open(&options.database_url).await?;
        Self::open_on(db, options).await
    }

    /// [`App::open`] on a database that is already open.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open_on(db: Db, options: OpenOptions) -> Result<Self, OpenError> {
        let reference = Reference::load().map_err(OpenError::Reference)?;
        let store = Store::open(&options.data_dir)
            .map_err(|error| OpenError::Store(options.data_dir.clone(), Box::new(error)))?;
        let forms = FormVersions::load(&db, &reference, options.clock.now())
            .await
            .map_err(OpenError::Forms)?;
        let calendars = CalendarStore::load(&db, &reference.built_in_calendars)
            .await
            .map_err(OpenError::Calendars)?;
        let live = LiveBus::start(&db).await?;
        Ok(Self(Arc::new(AppState {
            db,
            store,
            reference: Arc::new(reference),
            calendars: Arc::new(calendars),
            forms: Arc::new(forms),
            clock: options.clock,
            live,
            channels: Channels::default(),
            places: Arc::default(),
            sources: Sources::default(),
            demo: options.demo,
        })))
    }

    /// The same application with another clock, for making demonstration data. Nothing leaves the portal from it.
    #[must_use]
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        self.with(clock, Channels::default(), Sources::default())
    }

    /// The same application with ways out of the portal.
    #[must_use]
    pub fn with_channels(&self, channels: Channels) -> Self {
        self.with(Arc::clone(&self.clock), channels, self.sources.clone())
    }

    /// The same application with registers outside.
    #[must_use]
    pub fn with_sources(&self, sources: Sources) -> Self {
        self.with(Arc::clone(&self.clock), self.channels.clone(), sources)
    }

    fn with(&self, clock: Arc<dyn Clock>, channels: Channels, sources: Sources) -> Self {
        Self(Arc::new(AppState {
            db: self.db.clone(),
            store: self.store.clone(),
            reference: Arc::clone(&self.reference),
            calendars: Arc::clone(&self.calendars),
            forms: Arc::clone(&self.forms),
            clock,
            live: self.live.clone(),
            channels,
            places: Arc::clone(&self.places),
            sources,
            demo: self.demo,
        }))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The day in Viet Nam.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now().local().date
    }

    /// A new id: UUID version 7 as text, so that newer rows sort after older ones.
    #[must_use]
    pub fn new_id(&self) -> String {
        uuid::Uuid::now_v7().to_string()
    }
}

impl Deref for App {
    type Target = AppState;

    fn deref(&self) -> &AppState {
        &self.0
    }
}
