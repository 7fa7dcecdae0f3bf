//! A whole installation for one test: own database, own folder, fixed clock, the people of `backend/demo`.

use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use axum::Router;
use motcua_backend::app::{App, Clock as _, FixedClock, OpenOptions};
use motcua_backend::channel::Channels;
use motcua_backend::db::{Db, dump};
use motcua_backend::source::Sources;
use motcua_backend::web::{self, WebOptions};
use motcua_shared::api::{self, DraftChange, NewDraft, Receipt, Submission};
use motcua_shared::form::Answers;
use motcua_shared::time::Timestamp;
use sea_orm::{ConnectionTrait as _, DbErr};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::client::{Client, sample_pdf};

/// The password of everybody.
pub const PASSWORD: &str = "motcua-demo-2026";
/// A citizen who lives in the ward of [`AGENCY`].
pub const CITIZEN: &str = "lap.vo";
/// Another citizen.
pub const OTHER_CITIZEN: &str = "thu.tran";
/// Officers of [`AGENCY`].
pub const CLERK: &str = "motcua.caugiay";
pub const SPECIALIST: &str = "hotich.caugiay";
pub const LEADER: &str = "lanhdao.caugiay";
/// A clerk of another agency.
pub const OTHER_CLERK: &str = "motcua.badinh";
pub const ADMINISTRATOR: &str = "quantri";
/// The agency that dossiers are filed at.
pub const AGENCY: &str = "000.00.91.H26";

/// A hash that costs nothing: the tests are not about argon2.
static CHEAP_HASH: LazyLock<String> = LazyLock::new(|| {
    let argon = Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(8, 1, 1, None).unwrap(),
    );
    argon
        .hash_password(PASSWORD.as_bytes())
        .unwrap()
        .to_string()
});

/// The installation.
pub struct TestApp {
    pub app: App,
    pub router: Router,
    pub clock: Arc<FixedClock>,
    pub data: TempDir,
    pub database: Database,
    /// SQL statements since somebody last looked.
    pub statements: Arc<Mutex<Vec<String>>>,
    shutdown: CancellationToken,
}

impl TestApp {
    /// A fresh installation with the demo's agencies, officers and citizens, without dossiers.
    pub async fn start() -> Self {
        let test = Self::empty().await;
        test.app
            .db
            .write(async |tx| -> Result<(), dump::DumpError> { load_people(tx).await })
            .await
            .unwrap();
        test
    }

    /// A fresh installation that nobody uses yet.
    pub async fn empty() -> Self {
        let data = tempfile::tempdir().unwrap();
        let database = Database::create(data.path()).await;
        // A Friday, nine in the morning in Viet Nam.
        let clock = Arc::new(FixedClock::new(
            Timestamp::parse("2026-11-20T02:00:00Z").unwrap(),
        ));
        Self::open(data, database, clock).await
    }

    async fn open(data: TempDir, database: Database, clock: Arc<FixedClock>) -> Self {
        let options = OpenOptions {
            database_url: database.url.clone(),
            data_dir: data.path().to_owned(),
            clock: clock.clone(),
            demo: false,
        };
        let statements = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&statements);
        let mut db = Db::open(&options.database_url).await.unwrap();
        db.watch(move |sql| seen.lock().unwrap().push(sql.to_owned()));
        let app = App::open_on(db, options).await.unwrap();
        let shutdown = CancellationToken::new();
        let options = WebOptions {
            session_check: Duration::from_millis(20),
            shutdown: shutdown.clone(),
            ..WebOptions::default()
        };
        let router = web::router(app.clone(), options);
        Self {
            app,
            router,
            clock,
            data,
            database,
            statements,
            shutdown,
        }
    }

    /// Ends this server and starts another on the same data.
    pub async fn restart(self) -> Self {
        let Self {
            app,
            router,
            clock,
            data,
            database,
            statements: _,
            shutdown,
        } = self;
        shutdown.cancel();
        drop(router);
        app.db.clone().close().await.unwrap();
        drop(app);
        Self::open(data, database, clock).await
    }

    /// The same installation with ways out of the portal.
    pub fn sending(mut self, channels: Channels) -> Self {
        self.app = self.app.with_channels(channels);
        self.router = self.router_with(WebOptions {
            shutdown: self.shutdown.clone(),
            ..WebOptions::default()
        });
        self
    }

    /// The same installation with registers outside.
    pub fn asking(mut self, sources: Sources) -> Self {
        self.app = self.app.with_sources(sources);
        self.router = self.router_with(WebOptions {
            shutdown: self.shutdown.clone(),
            ..WebOptions::default()
        });
        self
    }

    /// The same installation with other settings of the web side.
    pub fn router_with(&self, options: WebOptions) -> Router {
        web::router(self.app.clone(), options)
    }

    /// Ends open event streams, as a signal does.
    pub fn shut_down(&self) {
        self.shutdown.cancel();
    }

    /// Somebody who is not signed in.
    pub fn anonymous(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Somebody signed in.
    pub async fn sign_in(&self, username: &str) -> Client {
        let mut client = self.anonymous();
        client
            .sign_in(username, PASSWORD)
            .await
            .unwrap_or_else(|problem| panic!("{username} cannot sign in: {problem:?}"));
        client
    }

    /// A draft whose answers are complete, with its files; taken from the demo's dossiers.
    pub async fn filled_draft(&self, citizen: &mut Client, username: &str) -> (String, i64) {
        let dossiers: Vec<Value> =
            serde_json::from_str(include_str!("../../demo/dossiers.json")).unwrap();
        let example = dossiers
            .iter()
            .find(|dossier| dossier["applicant"] == username)
            .expect("the demo has a dossier of this person");
        let procedure = self
            .app
            .reference
            .catalogue
            .by_code(example["procedure"].as_str().unwrap())
            .unwrap();
        let draft = citizen
            .call::<api::CreateDraft>(
                &[],
                &NewDraft {
                    procedure: procedure.slug.clone(),
                },
            )
            .await
            .unwrap();
        let mut answers: Answers = serde_json::from_value(example["answers"].clone()).unwrap();
        for field in example["files"].as_array().into_iter().flatten() {
            let field = field.as_str().unwrap();
            let file = citizen
                .upload(&draft.id, field, "giay-to.pdf", &sample_pdf(field))
                .await
                .unwrap();
            answers.insert(
                field.to_owned(),
                serde_json::from_value(json!([file.id])).unwrap(),
            );
        }
        let change = DraftChange {
            version: draft.version,
            answers,
            reused: draft.reused,
        };
        let saved = citizen
            .call::<api::SaveDraft>(&[&draft.id], &change)
            .await
            .unwrap();
        (draft.id, saved.version)
    }

    /// A dossier filed at [`AGENCY`].
    pub async fn filed(&self, citizen: &mut Client, username: &str) -> Receipt {
        let (draft, version) = self.filled_draft(citizen, username).await;
        citizen
            .submit(&draft, &submission(version), &format!("key-{draft}"))
            .await
            .unwrap()
    }
}

/// Filing at [`AGENCY`], declared.
pub fn submission(version: i64) -> Submission {
    Submission {
        version,
        declared: true,
        agency: AGENCY.to_owned(),
    }
}

/// The database of one test; PostgreSQL databases are removed at the end.
pub struct Database {
    pub url: String,
    server: Option<(String, String)>,
}

impl Database {
    /// An empty database of the kind under test.
    pub async fn create(folder: &Path) -> Self {
        match std::env::var("MOTCUA_TEST_DATABASE").as_deref() {
            Ok("sqlite") | Err(_) => Self::sqlite(folder),
            Ok(server) => {
                let name = format!("motcua_test_{:032x}", rand::random::<u128>());
                run(server, &format!("CREATE DATABASE {name}"))
                    .await
                    .unwrap();
                let (base, query) = server
                    .split_once('?')
                    .map_or((server, None), |(base, query)| (base, Some(query)));
                let (base, _) = base.rsplit_once('/').unwrap();
                let query = query.map_or(String::new(), |query| format!("?{query}"));
                Self {
                    url: format!("{base}/{name}{query}"),
                    server: Some((server.to_owned(), name)),
                }
            }
        }
    }

    /// A file in a folder, whatever the environment says.
    pub fn sqlite(folder: &Path) -> Self {
        Self {
            url: format!("sqlite://{}", folder.join("test.sqlite").display()),
            server: None,
        }
    }
}

async fn run(server: &str, sql: &str) -> Result<(), DbErr> {
    let db = Db::connect(server).await?;
    db.raw().execute_unprepared(sql).await?;
    db.close().await
}

impl Drop for Database {
    fn drop(&mut self) {
        let Some((server, name)) = self.server.take() else {
            return;
        };
        // A runtime of its own: the test's may be gone.
        let removed = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(run(&server, &format!("DROP DATABASE {name} WITH (FORCE)")))
        });
        let _ = removed.join();
    }
}

/// Agencies, units, accounts and account facts of `backend/demo`, as rows.
async fn load_people(tx: &sea_orm::DatabaseTransaction) -> Result<(), dump::DumpError> {
    let read = |text: &str| -> Vec<Value> { serde_json::from_str(text).unwrap() };
    let since = Timestamp::parse("2026-01-05T01:00:00Z").unwrap().micros();
    let (mut agencies, mut units, mut accounts, mut facts) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for agency in read(include_str!("../../demo/agencies.json")) {
        let code = agency["code"].as_str().unwrap();
        agencies.push(json!({
            "code": code, "name_vi": agency["name"], "name_en": agency["name_en"], "commune": agency["commune_code"], "address": agency["address"],
        }));
        for unit in agency["units"].as_array().unwrap() {
            let kind = unit["kind"].as_str().unwrap();
            units.push(json!({ "id": format!("{code}-{kind}"), "agency": code, "kind": kind, "name_vi": unit["name"], "name_en": unit["name_en"] }));
        }
    }
    let account = |username: &Value, name: &Value, role: &Value, agency: Value, unit: Value| {
        json!({
            "id": account_id(username.as_str().unwrap()), "username": username, "password_hash": *CHEAP_HASH, "name": name, "role": role,
            "agency": agency, "unit": unit, "created_at": since,
        })
    };
    for officer in read(include_str!("../../demo/officers.json")) {
        let unit = officer["unit"]
            .as_str()
            .map(|unit| format!("{}-{unit}", officer["agency"].as_str().unwrap()));
        accounts.push(account(
            &officer["username"],
            &officer["name"],
            &officer["role"],
            officer["agency"].clone(),
            json!(unit),
        ));
    }
    for person in read(include_str!("../../demo/people.json")) {
        let mut citizen = account(
            &person["username"],
            &person["name"],
            &json!("citizen"),
            Value::Null,
            Value::Null,
        );
        citizen["citizen_id"] = person["facts"]["person.citizen_id"].clone();
        accounts.push(citizen);
        for (path, value) in person["facts"].as_object().unwrap() {
            facts.push(json!({
                "id": format!("fact-{}-{path}", person["username"].as_str().unwrap()), "account": account_id(person["username"].as_str().unwrap()),
                "path": path, "value": value.to_string(), "kind": "account", "vouched_by": "Cơ sở dữ liệu mẫu", "dossier_code": null,
                "since": since, "superseded_at": null,
            }));
        }
    }
    for (table, rows) in [
        ("agency", agencies),
        ("unit", units),
        ("account", accounts),
        ("fact", facts),
    ] {
        let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
        dump::load(tx, table, &mut lines.as_bytes()).await?;
    }
    Ok(())
}

/// The account id of a demo person in tests.
pub fn account_id(username: &str) -> String {
    format!("account-{username}")
}

impl TestApp {
    /// Moves the clock on.
    pub fn advance(&self, seconds: i64) {
        self.clock.advance(seconds);
    }

    /// Now, as the server sees it.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
