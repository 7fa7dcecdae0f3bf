//! `cargo xtask bench`: measures against the design budgets, prints `name = value unit` lines and keeps them.
//! Sizes are measured here; times by the scripts in `end2end/bench`, against a release build of the server.

mod report;

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::postgres::Cluster;
use crate::site::{self, Mode, kilobytes};
use crate::{backend, npm, process, system, workspace};

use report::{Figure, Report};

/// What can be measured by itself.
const GROUPS: [&str; 4] = ["size", "client", "server", "live"];

/// How long the server may take to start on an empty data folder: it loads the catalogue and the demo people.
const START_PATIENCE: Duration = Duration::from_secs(120);

/// Measures one group, all when none is named.
pub fn bench(arguments: &[String]) -> Result<()> {
    for name in arguments {
        if !GROUPS.contains(&name.as_str()) {
            bail!(
                "there is no group `{name}`; the groups are: {}",
                GROUPS.join(" ")
            );
        }
    }
    let chosen = |group: &str| arguments.is_empty() || arguments.iter().any(|name| name == group);
    let mut report = Report::read()?;
    for group in GROUPS.into_iter().filter(|group| chosen(group)) {
        let figures = match group {
            "size" => sizes()?,
            script => measured_by_script(script)?,
        };
        report.replace(group, figures);
        // After each group: a later failure does not lose what was measured.
        report.write()?;
    }
    Ok(())
}

fn sizes() -> Result<Vec<Figure>> {
    let site = site::build(Mode::Release)?;
    let kilo = |name: &str, bytes: u64| Figure::new(name, kilobytes(bytes), "kB");
    let mut figures = vec![
        kilo("first_load_brotli", site.first_load()?),
        kilo("typing_load_brotli", site.typing_load()?),
        kilo("form_load_brotli", site.form_load()?),
        kilo("app_wasm_brotli", site.transferred(&site.wasm)?),
        kilo("glue_brotli", site.transferred(&site.js)?),
        kilo("css_brotli", site.transferred(&site.css)?),
    ];
    for area in site.areas.keys() {
        figures.push(kilo(&format!("area_{area}_brotli"), site.area(area)?));
    }
    if let Ok(metadata) = fs::metadata(backend::release_binary()) {
        figures.push(Figure::new(
            "release_binary",
            kilobytes(metadata.len()) / 1000.0,
            "MB",
        ));
    }
    for figure in &figures {
        println!("{figure}");
    }
    Ok(figures)
}

/// Runs `end2end/bench/<group>.mjs` against a fresh server and collects what it prints.
fn measured_by_script(group: &str) -> Result<Vec<Figure>> {
    let folder = workspace::path(npm::BROWSER_TESTS);
    let script = folder.join(format!("bench/{group}.mjs"));
    if !script.is_file() {
        bail!("there is no end2end/bench/{group}.mjs: nothing measures the group `{group}` yet");
    }
    npm::ensure(npm::BROWSER_TESTS)?;
    system::ensure_chromium()?;
    if group == "server" {
        system::ensure_sqlite()?;
        system::ensure_wrk()?;
    }
    let server = Server::start(None)?;
    // Two more processes on one database, to see how soon one hears of what was done at the other.
    let pair = (group == "live").then(Pair::start).transpose()?;
    let mut command = Command::new("node");
    command
        .arg(&script)
        .env("MOTCUA_URL", &server.url)
        .env("MOTCUA_DATABASE_FILE", server.database_file())
        .current_dir(&folder)
        .stdout(Stdio::piped());
    if let Some(pair) = &pair {
        command
            .env("MOTCUA_FIRST_URL", &pair.first.url)
            .env("MOTCUA_SECOND_URL", &pair.second.url);
    }
    let mut child = process::Guard(process::spawn(&mut command)?);
    let mut figures = Vec::new();
    if let Some(output) = child.0.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            figures.extend(Figure::parse(&line));
        }
    }
    let status = child.0.wait()?;
    if !status.success() {
        bail!("end2end/bench/{group}.mjs ended with {status}");
    }
    if figures.is_empty() {
        bail!("end2end/bench/{group}.mjs printed no `name = value unit` line");
    }
    Ok(figures)
}

/// The deployable binary with demo data in a temporary folder; both go when this goes out of scope.
struct Server {
    url: String,
    /// Before the folder, so that it is stopped first.
    _process: process::Guard,
    data: TemporaryFolder,
}

/// Two servers on one PostgreSQL. In the order in which they are to be ended.
struct Pair {
    second: Server,
    first: Server,
    _cluster: Cluster,
}

impl Pair {
    fn start() -> Result<Self> {
        let cluster = Cluster::start()?;
        let url = cluster.url();
        // One after the other: the first fills the database.
        let first = Server::start(Some(&url))?;
        let second = Server::start(Some(&url))?;
        Ok(Self {
            second,
            first,
            _cluster: cluster,
        })
    }
}

struct TemporaryFolder(std::path::PathBuf);

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        if let Err(problem) = fs::remove_dir_all(&self.0) {
            eprintln!("warning: {} was not removed: {problem}", self.0.display());
        }
    }
}

/// Servers of this program so far, so that each has a folder of its own.
static STARTED: AtomicU32 = AtomicU32::new(0);

impl Server {
    /// On a file of its own, or on the database that is named.
    fn start(database: Option<&str>) -> Result<Self> {
        let binary = backend::build_release()?;
        let folder = std::env::temp_dir().join(format!(
            "motcua-bench-{}-{}",
            std::process::id(),
            STARTED.fetch_add(1, Ordering::Relaxed)
        ));
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let data = TemporaryFolder(folder);
        let port = process::free_port()?;
        let address = format!("127.0.0.1:{port}");
        // Ten thousand streams are as many open files: as many as the machine allows.
        let mut command = Command::new("sh");
        command
            .args(["-c", "ulimit -n \"$(ulimit -Hn)\"; exec \"$0\" \"$@\""])
            .arg(binary)
            .args(["serve", "--seed-demo"])
            .env("MOTCUA_DATA", &data.0)
            .env("MOTCUA_LISTEN", &address)
            // A line a request would be measured with the terminal that shows it.
            .env("MOTCUA_LOG", "warn")
            .env_remove("MOTCUA_DATABASE")
            .env_remove("MOTCUA_SITE")
            .current_dir(&data.0)
            .stdout(Stdio::null());
        if let Some(database) = database {
            command.env("MOTCUA_DATABASE", database);
        }
        let mut process = process::Guard(process::spawn(&mut command)?);
        let end = Instant::now() + START_PATIENCE;
        while TcpStream::connect(&address).is_err() {
            if let Some(status) = process.0.try_wait()? {
                bail!("the server ended with {status} before it answered");
            }
            if Instant::now() > end {
                bail!(
                    "the server does not answer on {address} after {} s",
                    START_PATIENCE.as_secs()
                );
            }
            process::pause(Duration::from_millis(50))?;
        }
        Ok(Self {
            url: format!("http://{address}"),
            _process: process,
            data,
        })
    }

    /// The file of its database, when it is not PostgreSQL's.
    fn database_file(&self) -> std::path::PathBuf {
        self.data.0.join("motcua.sqlite")
    }
}
