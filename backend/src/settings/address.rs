//! Addresses among the settings: the database, where to listen, where people reach the installation. Each is read or refused with
//! the words that go into the mistake.

use std::fmt;
use std::net::SocketAddr;

/// Address of the database. The password inside never shows in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// Wraps a URL as it is.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The URL with its password, for connecting only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The last `@` before the path ends the part with the password, even when the password holds an `@`.
        let Some((scheme, rest)) = self.0.split_once("://") else {
            return f.write_str(&self.0);
        };
        match rest.rsplit_once('@') {
            Some((user, host)) => {
                let name = user.split(':').next().unwrap_or_default();
                write!(
                    f,
                    "{scheme}://{name}:…@{}",
                    host.split('?').next().unwrap_or_default()
                )
            }
            None => write!(
                f,
                "{scheme}://{}",
                rest.split('?').next().unwrap_or_default()
            ),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Addresses to listen on, with commas between.
pub(super) fn listen(text: &str) -> Result<Vec<SocketAddr>, String> {
    let addresses: Result<Vec<SocketAddr>, String> = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.parse()
                .map_err(|_| format!("`{part}` is not an address with a port"))
        })
        .collect();
    addresses.and_then(|addresses| {
        if addresses.is_empty() {
            Err("no address is named".to_owned())
        } else {
            Ok(addresses)
        }
    })
}

/// The address of the database.
pub(super) fn database(text: &str) -> Result<DatabaseUrl, String> {
    let known = ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    // The value is not repeated: it may hold a password.
    if known {
        Ok(DatabaseUrl::new(text))
    } else {
        Err("starts with none of sqlite:, postgres://".to_owned())
    }
}

/// Where people reach this installation: scheme and host, nothing behind.
pub(super) fn public_url(text: &str) -> Result<String, String> {
    let url = text.trim_end_matches('/');
    let (scheme, host) = url.split_once("://").unwrap_or_default();
    let local = ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        host.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    });
    let plain = !host.is_empty()
        && !host.chars().any(|letter| {
            matches!(letter, '/' | '?' | '#' | '@' | '"' | '<' | '>') || letter.is_whitespace()
        });
    match scheme {
        _ if !plain => Err(format!("`{text}` is not an address without a path")),
        "https" => Ok(url.to_owned()),
        "http" if local => Ok(url.to_owned()),
        // Browsers keep the session cookie on encrypted connections only.
        "http" => Err("sign-in works over https only".to_owned()),
        _ => Err(format!("`{text}` starts with neither https:// nor http://")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses() {
        for (text, expected) in [
            (
                "https://dichvucong.example.org/",
                Some("https://dichvucong.example.org"),
            ),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://localhost.example.org", None),
            ("https://a/b", None),
            ("ftp://a", None),
            ("", None),
        ] {
            assert_eq!(public_url(text).ok().as_deref(), expected, "{text}");
        }
    }
}
