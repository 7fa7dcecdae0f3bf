//! The program `motcua`. Everything it does is in [`motcua_backend::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    motcua_backend::cli::run()
}
