//! The program `motcua`. Everything it does is in [`motcua_backend::cli`].

use std::process::ExitCode;

/// Quicker than the system's where many small answers are made, and gives back at once what a sign-in needed for a moment.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(unix)]
    set_up_allocator();
    motcua_backend::cli::run()
}

/// The allocator reads its settings before `main` begins, so the program puts itself in its own place once, with them set: 45 MB
/// instead of 85 after two sign-ins. Whoever sets them differently is left alone; where it does not work, nothing is lost.
#[cfg(unix)]
fn set_up_allocator() {
    use std::os::unix::process::CommandExt;

    const PURGE: &str = "MIMALLOC_PURGE_DELAY";
    if std::env::var_os(PURGE).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let problem = std::process::Command::new(program)
            .args(std::env::args_os().skip(1))
            .env(PURGE, "0")
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .exec();
        eprintln!("warning: the program could not start itself anew: {problem}");
    }
}
