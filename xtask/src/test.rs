//! `cargo xtask test`: every check there is, in order, or the parts named. The first failure ends the run;
//! nothing is skipped silently. Continuous integration runs exactly this.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::ahead::Ahead;
use crate::fingerprint::files_in;
use crate::postgres::Cluster;
use crate::site::{self, Mode};
use crate::{backend, engine, npm, process, system, workspace};

/// What may be downloaded before a citizen can type in a form, brotli, in bytes, by the design.
const TYPING_LOAD_BUDGET: u64 = 200_000;
/// What it may be today, beside the page itself, which the server writes.
const TYPING_LOAD_CEILING: u64 = 60_000;
/// What a form with all its parts may be today, with the store of drafts: to be lowered (ARCHITECTURE.md, “Known distance from the
/// budgets”). Six kilobytes say what became of a filing that waited, and of a device that keeps nothing.
const FORM_LOAD_CEILING: u64 = 614_500;
/// What every first visit may download today, with the search that runs in the browser (6 kB) and the style sheet of the officers' desk;
/// to be lowered, too.
const FIRST_LOAD_CEILING: u64 = 251_500;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Format,
    Clippy,
    Documentation,
    Unit,
    Check,
    Engine,
    Api,
    Site,
    EndToEnd,
}

impl Part {
    /// In the order they run: soonest answer first.
    const ALL: [Self; 9] = [
        Self::Format,
        Self::Clippy,
        Self::Documentation,
        Self::Unit,
        Self::Check,
        Self::Engine,
        Self::Api,
        Self::Site,
        Self::EndToEnd,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Format => "fmt",
            Self::Clippy => "clippy",
            Self::Documentation => "doc",
            Self::Unit => "unit",
            Self::Check => "check",
            Self::Engine => "engine",
            Self::Api => "api",
            Self::Site => "site",
            Self::EndToEnd => "e2e",
        }
    }
}

/// What the parts share.
struct Run {
    /// Started by the first part that needs it.
    postgres: Option<Cluster>,
    /// The site, when it is built beside the parts before it.
    site: Option<Ahead>,
    /// For the test program of the one part that was named.
    extra: Vec<String>,
}

/// Runs the parts named, all when none is.
pub fn test(arguments: &[String]) -> Result<()> {
    let (parts, extra) = parse(arguments)?;
    let mut run = Run {
        postgres: None,
        site: None,
        extra,
    };
    if parts.contains(&Part::Clippy) && parts.contains(&Part::Site) {
        // Before both: two programs that add it at once get in each other's way.
        site::ensure_target()?;
        run.site = Some(Ahead::start(Part::Site.name())?);
    }
    let mut times = Vec::new();
    let mut outcome = Ok(());
    for part in parts {
        println!("\n=== {} ===", part.name());
        let started = Instant::now();
        outcome = run
            .part(part)
            .with_context(|| format!("part `{}` failed", part.name()));
        times.push((part, started.elapsed()));
        if outcome.is_err() {
            break;
        }
    }
    summarise(&times, outcome.is_ok());
    outcome
}

fn parse(arguments: &[String]) -> Result<(Vec<Part>, Vec<String>)> {
    let mut words = arguments.iter();
    let named: Vec<&String> = words.by_ref().take_while(|word| *word != "--").collect();
    let extra: Vec<String> = words.cloned().collect();
    for name in &named {
        if Part::ALL.iter().all(|part| part.name() != name.as_str()) {
            let known: Vec<_> = Part::ALL.iter().map(|part| part.name()).collect();
            bail!(
                "there is no part `{name}`; the parts are: {}",
                known.join(" ")
            );
        }
    }
    let chosen: Vec<Part> = Part::ALL
        .into_iter()
        .filter(|part| named.is_empty() || named.iter().any(|name| part.name() == name.as_str()))
        .collect();
    let takes_extra = matches!(chosen.as_slice(), [Part::Unit | Part::Api | Part::EndToEnd]);
    if !extra.is_empty() && !takes_extra {
        bail!("arguments after -- need exactly one of the parts unit, api, e2e");
    }
    Ok((chosen, extra))
}

fn summarise(times: &[(Part, Duration)], passed: bool) {
    println!("\npart      result      time");
    for (index, (part, time)) in times.iter().enumerate() {
        let result = if passed || index + 1 < times.len() {
            "passed"
        } else {
            "FAILED"
        };
        println!(
            "{:<9} {result:<8} {:>6.1} s",
            part.name(),
            time.as_secs_f64()
        );
    }
    let together: Duration = times.iter().map(|(_, time)| *time).sum();
    println!(
        "{:<9} {:<8} {:>6.1} s",
        "together",
        "",
        together.as_secs_f64()
    );
}

impl Run {
    fn part(&mut self, part: Part) -> Result<()> {
        match part {
            Part::Format => process::run(process::cargo().args(["fmt", "--all", "--check"])),
            Part::Clippy => clippy(),
            Part::Documentation => documentation(),
            Part::Unit => self.unit(),
            Part::Check => process::run(
                Command::new(backend::build_with_tests()?)
                    .arg("check")
                    .current_dir(workspace::root()),
            ),
            Part::Engine => engine_in_browser(),
            Part::Api => self.api(),
            Part::Site => self
                .site
                .take()
                .map_or_else(site_within_budget, Ahead::finish),
            Part::EndToEnd => self.end_to_end(),
        }
    }

    /// Everything that needs neither a database nor a browser.
    fn unit(&self) -> Result<()> {
        let with_products = || {
            let mut cargo = process::cargo();
            // Always both: alone, the shared crate would be built once more with fewer features.
            cargo.args(["test", "--package", "motcua-shared"]);
            cargo.args(["--package", "motcua-backend"]);
            cargo.args(backend::COMPLETE);
            cargo
        };
        let mut modules = with_products();
        modules.args(["--lib", "--bins"]);
        for target in test_targets("shared/tests")? {
            modules.args(["--test", &target]);
        }
        process::run(modules.arg("--").args(&self.extra))?;
        process::run(with_products().arg("--doc").arg("--").args(&self.extra))?;
        process::run(
            process::cargo()
                .args(["test", "--package", "xtask", "--bins"])
                .arg("--")
                .args(&self.extra),
        )
    }

    /// The same tests against the real router, once on each kind of database.
    fn api(&mut self) -> Result<()> {
        let targets = test_targets("backend/tests")?;
        if targets.is_empty() {
            bail!("there are no tests in backend/tests");
        }
        system::ensure_poppler()?;
        // The mail server of the tests runs in Node.js.
        npm::ensure(npm::BROWSER_TESTS)?;
        let postgres = self.postgres()?;
        for (name, database) in [("SQLite", "sqlite"), ("PostgreSQL", postgres.as_str())] {
            println!("[api] on {name}");
            let mut cargo = process::cargo();
            cargo.args(["test", "--package", "motcua-shared"]);
            cargo.args(["--package", "motcua-backend"]);
            cargo.args(backend::COMPLETE);
            for target in &targets {
                cargo.args(["--test", target]);
            }
            cargo.arg("--").args(&self.extra);
            cargo.env("MOTCUA_TEST_DATABASE", database);
            process::run(&mut cargo).with_context(|| format!("on {name}"))?;
        }
        Ok(())
    }

    fn end_to_end(&mut self) -> Result<()> {
        npm::ensure(npm::BROWSER_TESTS)?;
        system::ensure_chromium()?;
        site::build(Mode::Release)?;
        let binary = backend::build_with_tests()?;
        let postgres = self.postgres()?;
        let folder = workspace::path(npm::BROWSER_TESTS);
        let program = |name: &str| {
            let mut command = Command::new(folder.join("node_modules/.bin").join(name));
            command.current_dir(&folder);
            command
        };
        // Playwright drops the types without looking at them.
        process::run(program("tsc").arg("--noEmit"))?;
        process::run(
            program("playwright")
                .arg("test")
                .args(&self.extra)
                .env("MOTCUA_BIN", binary)
                .env("MOTCUA_SITE", workspace::site())
                .env("MOTCUA_TEST_POSTGRES", postgres),
        )
    }

    /// The address of the cluster, started now if it is not running.
    fn postgres(&mut self) -> Result<String> {
        let cluster = match self.postgres.take() {
            Some(cluster) => cluster,
            None => Cluster::start()?,
        };
        Ok(self.postgres.insert(cluster).url())
    }
}

/// The names of a crate's integration tests: all of them, so that a new file cannot be forgotten here.
fn test_targets(folder: &str) -> Result<Vec<String>> {
    let mut targets = Vec::new();
    let folder = workspace::path(folder);
    for file in files_in(&folder)? {
        let target = match file
            .strip_prefix(&folder)?
            .iter()
            .collect::<Vec<_>>()
            .as_slice()
        {
            [_] if file.extension().is_some_and(|extension| extension == "rs") => file.file_stem(),
            [name, main] if *main == "main.rs" => Some(*name),
            _ => None,
        };
        targets.extend(target.map(|name| name.to_string_lossy().into_owned()));
    }
    Ok(targets)
}

fn clippy() -> Result<()> {
    let deny = ["--", "-D", "warnings"];
    process::run(
        process::cargo()
            .args([
                "clippy",
                "--workspace",
                "--exclude",
                "motcua-frontend",
                "--all-targets",
            ])
            .args(backend::COMPLETE)
            .args(deny),
    )?;
    site::ensure_target()?;
    process::run(
        process::cargo()
            .args([
                "clippy",
                "--package",
                "motcua-frontend",
                "--target",
                site::TARGET,
            ])
            .args(deny)
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                site::flags(),
            ),
    )
}

/// Browser and server decide alike: the form engine alone, without server and site.
fn engine_in_browser() -> Result<()> {
    npm::ensure(npm::BROWSER_TESTS)?;
    system::ensure_chromium()?;
    let engine = engine::build()?;
    let folder = workspace::path(npm::BROWSER_TESTS);
    process::run(
        Command::new(folder.join("node_modules/.bin/playwright"))
            .current_dir(&folder)
            .args(["test", "--config", "engine/playwright.config.ts"])
            .env("MOTCUA_ENGINE", engine),
    )
}

fn documentation() -> Result<()> {
    process::run(
        process::cargo()
            .args(["doc", "--no-deps", "--document-private-items"])
            .args([
                "--package",
                "motcua-shared",
                "--package",
                "motcua-backend",
                "--package",
                "xtask",
            ])
            .args(backend::COMPLETE)
            .env("RUSTDOCFLAGS", "-Dwarnings"),
    )
}

fn site_within_budget() -> Result<()> {
    let site = site::build(Mode::Release)?;
    for (what, size, ceiling) in [
        ("first load", site.first_load()?, FIRST_LOAD_CEILING),
        (
            "until one types in a form",
            site.typing_load()?,
            TYPING_LOAD_CEILING,
        ),
        (
            "a form with all its parts",
            site.form_load()?,
            FORM_LOAD_CEILING,
        ),
    ] {
        let [kilobytes, most] = [size, ceiling].map(site::kilobytes);
        println!("[site] {what}: {kilobytes:.1} kB, ceiling {most:.1} kB");
        if size > ceiling {
            bail!("{what}: {size} bytes, the ceiling is {ceiling}");
        }
    }
    println!(
        "[site] design budget until one types: {:.1} kB",
        site::kilobytes(TYPING_LOAD_BUDGET)
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Result<Vec<&'static str>> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Ok(parse(&words)?.0.into_iter().map(Part::name).collect())
    }

    #[test]
    fn every_integration_test_of_the_shared_crate_is_found() {
        let found = test_targets("shared/tests").unwrap();
        let files = std::fs::read_dir(workspace::path("shared/tests")).unwrap();
        let expected = files
            .map(|file| file.unwrap().path())
            .filter(|path| {
                path.extension().is_some_and(|kind| kind == "rs") || path.join("main.rs").is_file()
            })
            .count();
        assert!(expected > 0);
        assert_eq!(found.len(), expected);
    }

    #[test]
    fn no_name_means_everything() {
        assert_eq!(names("").unwrap().len(), Part::ALL.len());
    }

    #[test]
    fn parts_run_in_their_own_order() {
        assert_eq!(names("e2e fmt").unwrap(), ["fmt", "e2e"]);
    }

    #[test]
    fn a_part_that_does_not_exist_is_an_error_and_not_nothing() {
        assert!(names("unti").is_err());
    }

    #[test]
    fn arguments_go_to_one_part_only() {
        assert!(names("e2e -- -g birth").is_ok());
        assert!(names("fmt -- --all").is_err());
        assert!(names("-- -g birth").is_err());
    }
}
