//! The front door of the repository: `cargo xtask run | dev | test | build | bench`.
//!
//! It knows how to install what is missing, build the two halves, start them and check them. It must not know
//! anything about procedures, dossiers or people, and nothing of the product depends on it.
//! Works on Linux and macOS; on Windows, inside WSL.

mod ahead;
mod backend;
mod bench;
mod dev;
mod engine;
mod fingerprint;
mod npm;
mod postgres;
mod process;
mod run;
mod site;
mod system;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
Usage: cargo xtask <command>

  run   [--listen ADDR]… [--database URL]   build what changed, serve with demo data (http://127.0.0.1:8080)
  dev   [--listen ADDR]… [--database URL]   the same with a quick build, again after every change
  test  [PART]… [-- ARGS]                   all checks, or the parts named: fmt clippy doc unit check engine api site e2e
                                            (ARGS go to the test program of the one part named: unit, api or e2e)
  build                                     the deployable binary, site embedded
  bench [size|client|server|live]           measure, and write docs/benchmarks.json and docs/benchmarks.md
";

fn main() -> ExitCode {
    if let Err(problem) = process::watch_for_interrupt() {
        eprintln!("error: {problem:#}");
        return ExitCode::FAILURE;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        // 128 + SIGINT, what a shell expects of a program that was interrupted.
        Err(_) if process::interrupted() => ExitCode::from(130),
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{USAGE}");
        bail!("name a command");
    };
    match command.as_str() {
        "run" => run::run(rest),
        "dev" => dev::dev(rest),
        "test" => test::test(rest),
        "build" => backend::build_deployable(rest),
        "bench" => bench::bench(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => {
            print!("{USAGE}");
            bail!("there is no command `{other}`");
        }
    }
}
