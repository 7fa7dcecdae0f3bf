//! The program itself: serving and ending, accounts, backup and restore.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use motcua_backend::app::{App, Clock as _, OpenOptions, SystemClock};
use motcua_backend::db::dump;
use motcua_backend::service;
use motcua_shared::access::Role;
use motcua_shared::api::{self, ActionRequest, Credentials, Nothing};
use motcua_shared::dossier::Command as Act;
use serde_json::json;

use crate::app::{CLERK, Database, TestApp};
use crate::client::Client;

fn motcua(data: &Path, database: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MOTCUA_")) {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .env("MOTCUA_DATA", data)
        .env("MOTCUA_DATABASE", database)
        .env("MOTCUA_LISTEN", "127.0.0.1:0");
    command
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

async fn open(data: &Path, database: &str) -> App {
    let options = OpenOptions {
        database_url: database.to_owned(),
        data_dir: data.to_owned(),
        clock: Arc::new(SystemClock),
        demo: false,
    };
    App::open(options).await.unwrap()
}

#[tokio::test]
async fn a_backup_restores_everything_on_a_fresh_database() {
    let owner = "mau.giang";
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(owner).await;
    let receipt = test.filed(&mut citizen, owner).await;
    let before = citizen
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("backup.tar");
    let backup = || {
        motcua(
            test.data.path(),
            &test.database.url,
            &["backup", file.to_str().unwrap()],
        )
        .output()
        .unwrap()
    };
    let made = backup();
    assert!(made.status.success(), "{}", text(&made));
    assert!(!backup().status.success(), "a backup is never overwritten");

    // A backup fits both kinds of databases.
    for on_file in [true, false] {
        let target = tempfile::tempdir().unwrap();
        let database = if on_file {
            Database::sqlite(target.path())
        } else {
            Database::create(target.path()).await
        };
        restores(target.path(), &database, &file, &receipt, &before).await;
    }
}

/// Damaged: refused. Whole: everything is there, once, and goes on from there.
async fn restores(
    target: &Path,
    database: &Database,
    file: &Path,
    receipt: &api::Receipt,
    before: &api::DossierView,
) {
    let owner = "mau.giang";
    let restore = |file: &Path| {
        motcua(target, &database.url, &["restore", file.to_str().unwrap()])
            .output()
            .unwrap()
    };

    let mut damaged = std::fs::read(file).unwrap();
    let place_of_code = damaged
        .windows(receipt.code.len())
        .position(|window| window == receipt.code.as_bytes())
        .unwrap();
    damaged[place_of_code] ^= 1;
    let broken = target.join("broken.tar");
    std::fs::write(&broken, damaged).unwrap();
    let refused = restore(&broken);
    assert!(
        !refused.status.success() && text(&refused).contains("damaged"),
        "{}",
        text(&refused)
    );

    let restored = restore(file);
    assert!(restored.status.success(), "{}", text(&restored));
    let again = restore(file);
    assert!(
        !again.status.success() && text(&again).contains("in use"),
        "{}",
        text(&again)
    );

    let app = open(target, &database.url).await;
    let router = motcua_backend::web::router(app.clone(), Default::default());
    let mut client = Client::new(router.clone());
    client.sign_in(owner, crate::app::PASSWORD).await.unwrap();
    let after = client
        .call::<api::GetDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    assert_eq!(after, *before);
    let content = client
        .get(&api::CONTENT_PATH.replace("{id}", &after.files[0].id))
        .await;
    assert_eq!(
        motcua_backend::store::sha256(&content.body),
        after.files[0].sha256
    );
    // Work goes on: a change gets an event after the restored ones.
    let mut clerk = Client::new(router);
    clerk.sign_in(CLERK, crate::app::PASSWORD).await.unwrap();
    let cursor = service::live::cursor(&app).await.unwrap();
    let version = clerk
        .call::<api::GetStaffDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap()
        .version;
    let command = Act::Accept {
        message: String::new(),
    };
    clerk
        .call::<api::ActAsOfficer>(&[&receipt.dossier], &ActionRequest { version, command })
        .await
        .unwrap();
    assert!(service::live::cursor(&app).await.unwrap() > cursor && cursor > 0);
    drop((client, clerk));
    app.db.clone().close().await.unwrap();
}

#[tokio::test]
async fn a_backup_from_before_a_new_column_fits() {
    let test = TestApp::empty().await;
    let old = json!({
        "id": 7, "topic": "account:x", "kind": "dossier", "dossier": "d", "code": "c", "text_vi": "v", "text_en": "e", "at": 1,
    });
    let load = async |line: String| {
        test.app
            .db
            .write(async |tx| dump::load(tx, "live_event", &mut line.as_bytes()).await)
            .await
    };
    assert_eq!(load(format!("{old}\n")).await.unwrap(), 1);
    let mut broken = old.clone();
    broken["id"] = json!(8);
    broken.as_object_mut().unwrap().remove("topic");
    assert!(
        load(broken.to_string()).await.is_err(),
        "no default: refused"
    );
    assert_eq!(service::live::cursor(&test.app).await.unwrap(), 7);
}

#[test]
fn procedure_folders_are_checked_with_one_fault_a_line() {
    let place = tempfile::tempdir().unwrap();
    let check = |arguments: &[&str]| {
        motcua(place.path(), "sqlite:unused", arguments)
            .output()
            .unwrap()
    };
    let own = check(&["check"]);
    assert!(own.status.success(), "{}", text(&own));
    let folder = place.path().join("khong-dung");
    std::fs::create_dir(&folder).unwrap();
    for name in ["procedure.json", "form.json", "workflow.json"] {
        std::fs::write(folder.join(name), "{").unwrap();
    }
    let faulty = check(&["check", place.path().to_str().unwrap()]);
    assert!(!faulty.status.success());
    let report = text(&faulty);
    for name in ["procedure.json", "form.json", "workflow.json"] {
        assert!(
            report
                .lines()
                .any(|line| line.contains("khong-dung") && line.contains(name)),
            "{name}: {report}"
        );
    }
}

#[tokio::test]
async fn accounts_are_added_from_the_command_line() {
    let test = TestApp::start().await;
    let add = |arguments: &[&str], password: &str| {
        let arguments = [&["user", "add"], arguments].concat();
        let mut child = motcua(test.data.path(), &test.database.url, &arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses at once may not read at all.
        let _ = child.stdin.take().unwrap().write_all(password.as_bytes());
        child.wait_with_output().unwrap()
    };
    let clerk = [
        "--username",
        "moi.clerk",
        "--name",
        "Cán Bộ Mới",
        "--role",
        "clerk",
        "--agency",
        crate::app::AGENCY,
        "--unit",
        "one_stop",
    ];
    let added = add(&clerk, "a long password\n");
    assert!(added.status.success(), "{}", text(&added));
    let credentials = Credentials {
        username: "moi.clerk".to_owned(),
        password: "a long password".to_owned(),
    };
    let actor = service::account::sign_in(&test.app, &credentials)
        .await
        .unwrap();
    assert_eq!(
        (actor.role, actor.agency.as_deref()),
        (Role::Clerk, Some(crate::app::AGENCY))
    );

    let twice = add(&clerk, "a long password\n");
    assert!(
        !twice.status.success() && text(&twice).contains("taken"),
        "{}",
        text(&twice)
    );
    let homeless = add(
        &["--username", "x", "--name", "X", "--role", "leader"],
        "a long password\n",
    );
    assert!(
        !homeless.status.success() && text(&homeless).contains("--agency"),
        "{}",
        text(&homeless)
    );
    let short = add(
        &["--username", "x", "--name", "X", "--role", "citizen"],
        "short\n",
    );
    assert!(
        !short.status.success() && text(&short).contains("8 characters"),
        "{}",
        text(&short)
    );

    let generated = add(
        &[
            "--username",
            "dan.moi",
            "--name",
            "Người Dân Mới",
            "--role",
            "citizen",
            "--generate",
        ],
        "",
    );
    let lines = text(&generated);
    let password = lines
        .lines()
        .find_map(|line| line.strip_prefix("Password: "))
        .unwrap();
    let credentials = Credentials {
        username: "dan.moi".to_owned(),
        password: password.to_owned(),
    };
    service::account::sign_in(&test.app, &credentials)
        .await
        .unwrap();
}

#[test]
fn mistakes_in_the_settings_are_all_named_before_anything_happens() {
    let place = tempfile::tempdir().unwrap();
    let mut command = motcua(&place.path().join("data"), "mysql://x", &["serve"]);
    let config = place.path().join("motcua.toml");
    std::fs::write(&config, "live_event_days = 0\ncolour = \"red\"\n").unwrap();
    let output = command
        .env("MOTCUA_CONFIG", &config)
        .env("MOTCUA_LISTEN", "here")
        .env("MOTCUA_DEMO", "perhaps")
        .env("MOTCUA_DATABSE", "sqlite:x")
        .output()
        .unwrap();
    assert!(!output.status.success());
    let report = text(&output);
    let lines: Vec<&str> = report.lines().map(str::trim).collect();
    let wrong = [
        "MOTCUA_DATABASE:",
        "MOTCUA_LISTEN:",
        "MOTCUA_DEMO:",
        "MOTCUA_DATABSE:",
        "live_event_days:",
        "colour:",
    ];
    for name in wrong {
        let at = lines.iter().position(|line| line.starts_with(name));
        let at = at.unwrap_or_else(|| panic!("{name} is not reported: {report}"));
        assert!(
            lines[at + 1].starts_with("→ "),
            "{name} has no mend: {report}"
        );
    }
    assert!(lines[0].contains(&format!("({})", wrong.len())), "{report}");
    assert!(!place.path().join("data").exists());
}

/// Ended with the test, also when it fails.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn serving_ends_quickly_even_with_an_open_stream() {
    let test = TestApp::start().await;
    // The program has the real clock: a session by the test's clock would have ended long ago, or not begun.
    test.clock.set(SystemClock.now());
    let clerk = test.sign_in(CLERK).await;
    let cookie = format!("__Host-motcua={}", clerk.cookies["__Host-motcua"]);
    let child = motcua(test.data.path(), &test.database.url, &["serve"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut server = Server(child);
    let mut lines = BufReader::new(server.0.stdout.take().unwrap()).lines();
    let address = loop {
        let line = lines.next().expect("the address is printed").unwrap();
        if let Some((_, address)) = line.split_once("http://") {
            break address.trim().to_owned();
        }
    };
    let mut stream = TcpStream::connect(&address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    write!(
        stream,
        "GET /api/events HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n"
    )
    .unwrap();
    let mut seen = String::new();
    let mut buffer = [0_u8; 1024];
    while !seen.contains("retry") {
        let read = stream.read(&mut buffer).unwrap();
        assert!(read > 0, "the stream ended: {seen}");
        seen.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
    assert!(seen.starts_with("HTTP/1.1 200"), "{seen}");
    let signalled = Instant::now();
    let kill = Command::new("kill")
        .args(["-TERM", &server.0.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    let status = server.0.wait().unwrap();
    assert!(status.success(), "{status}");
    assert!(
        signalled.elapsed() < Duration::from_secs(4),
        "{:?}",
        signalled.elapsed()
    );
}
