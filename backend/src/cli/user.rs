//! `motcua user …`.

use std::io::{self, IsTerminal as _, Write as _};

use clap::Subcommand;
use motcua_shared::access::Role;
use rand::RngExt as _;

use super::{Done, say};
use crate::app::App;
use crate::service::Error;
use crate::service::account::{self, NewUser};

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum Command {
    /// Add an account. The password is read from standard input, one line, unless one is generated.
    Add {
        /// User name to sign in with: lower-case letters, digits, `.`, `-`, `_`.
        #[arg(long)]
        username: String,
        /// Name for people.
        #[arg(long)]
        name: String,
        /// citizen, clerk, specialist, leader or administrator.
        #[arg(long, value_parser = role)]
        role: Role,
        /// Agency code; for officers.
        #[arg(long)]
        agency: Option<String>,
        /// Unit of the agency; for officers.
        #[arg(long)]
        unit: Option<String>,
        /// Personal identification number; for citizens. Whoever was added at a counter under it keeps their dossiers.
        #[arg(long)]
        citizen_id: Option<String>,
        /// Make up a password and print it.
        #[arg(long)]
        generate: bool,
    },
}

fn role(text: &str) -> Result<Role, String> {
    let known = || Role::ALL.map(Role::key).join(", ");
    Role::from_key(text).ok_or_else(|| format!("there is no role `{text}`; there are {}", known()))
}

/// Does it.
pub async fn run(app: &App, command: Command) -> Done {
    let Command::Add {
        username,
        name,
        role,
        agency,
        unit,
        citizen_id,
        generate,
    } = command;
    if role.is_officer() && (agency.is_none() || unit.is_none()) {
        return Err("an officer needs --agency and --unit".into());
    }
    let password = if generate { generated() } else { typed()? };
    let new = NewUser {
        username: username.clone(),
        password: password.clone(),
        name,
        role,
        agency,
        unit,
        citizen_id,
    };
    account::add_user(app, new)
        .await
        .map_err(|error| match error {
            Error::BadRequest(reason) => Box::from(reason),
            Error::Conflict { .. } => format!("there is an account `{username}` already").into(),
            other => Box::<dyn std::error::Error + Send + Sync>::from(other),
        })?;
    say(&format!("The account `{username}` was added."))?;
    if generate {
        say(&format!("Password: {password}"))
    } else {
        Ok(())
    }
}

/// One line of standard input.
fn typed() -> io::Result<String> {
    if io::stdin().is_terminal() {
        write!(io::stderr(), "Password (shown while you type): ")?;
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Four groups of five letters and digits that nobody mixes up: about 98 bits.
fn generated() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    let mut letter = || {
        LETTERS
            .get(random.random_range(0..LETTERS.len()))
            .copied()
            .map_or('a', char::from)
    };
    let groups: Vec<String> = (0..4).map(|_| (0..5).map(|_| letter()).collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_passwords_are_long_and_differ() {
        let (one, other) = (generated(), generated());
        assert_eq!(one.len(), 23);
        assert_ne!(one, other);
    }

    #[test]
    fn roles_are_named_as_in_the_database() {
        assert_eq!(role("leader"), Ok(Role::Leader));
        assert!(role("king").unwrap_err().contains("administrator"));
    }
}
