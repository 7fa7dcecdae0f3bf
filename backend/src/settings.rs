//! What an operator can set: environment variables `MOTCUA_…` or the same names in a TOML file. The environment wins.
//!
//! Everything is checked at start; all mistakes are reported together, each with how to mend it. No other module reads
//! the environment.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

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
        let Some((scheme, rest)) = self.0.split_once("://") else { return f.write_str(&self.0) };
        match rest.rsplit_once('@') {
            Some((user, host)) => {
                let name = user.split(':').next().unwrap_or_default();
                write!(f, "{scheme}://{name}:…@{}", host.split('?').next().unwrap_or_default())
            }
            None => write!(f, "{scheme}://{}", rest.split('?').next().unwrap_or_default()),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// The checked settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Addresses to serve on.
    pub listen: Vec<SocketAddr>,
    /// Folder of database and files.
    pub data: PathBuf,
    /// Database.
    pub database: DatabaseUrl,
    /// Folder of the built site; the embedded one, if any, when absent.
    pub site: Option<PathBuf>,
    /// Address people type, without a slash at the end; for canonical links. From the request when absent.
    pub public_url: Option<String>,
    /// A demonstration: fictitious data, accounts shown on the sign-in page.
    pub demo: bool,
    /// Filter of log lines, e.g. `info,motcua_backend=debug`.
    pub log: String,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Number of reverse proxies in front whose `X-Forwarded-For` is believed.
    pub trusted_proxy_hops: usize,
}

/// One mistake and its mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Name of the setting.
    pub name: String,
    /// What is wrong.
    pub problem: String,
    /// What to write instead.
    pub mend: String,
}

/// Every mistake found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "The settings have mistakes ({}):", self.0.len())?;
        for mistake in &self.0 {
            writeln!(f, "  {}: {}\n    → {}", mistake.name, mistake.problem, mistake.mend)?;
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}

const PREFIX: &str = "MOTCUA_";
/// The settings, as written in the file; `config` names the file itself and stands in the environment only.
const NAMES: [&str; 9] =
    ["listen", "data", "database", "site", "public_url", "demo", "log", "log_format", "trusted_proxy_hops"];

impl Settings {
    /// Reads the environment and the file it names.
    ///
    /// # Errors
    /// All mistakes found.
    pub fn load() -> Result<Self, Mistakes> {
        let environment: BTreeMap<String, String> =
            std::env::vars().filter(|(name, _)| name.starts_with(PREFIX)).collect();
        let mut mistakes = Vec::new();
        let mut file = None;
        if let Some(path) = environment.get("MOTCUA_CONFIG").filter(|path| !path.is_empty()) {
            match std::fs::read_to_string(path) {
                Ok(text) => file = Some(text),
                Err(error) => mistakes.push(mistake(
                    "MOTCUA_CONFIG",
                    format!("{path} cannot be read: {error}"),
                    "name a TOML file that this user may read, or leave the variable out",
                )),
            }
        }
        Self::from_sources(&environment, file.as_deref(), mistakes)
    }

    /// The settings from given sources; `mistakes` are those already known.
    ///
    /// # Errors
    /// All mistakes found.
    pub fn from_sources(
        environment: &BTreeMap<String, String>,
        file: Option<&str>,
        mistakes: Vec<Mistake>,
    ) -> Result<Self, Mistakes> {
        let mut values = Values { known: BTreeMap::new(), mistakes };
        if let Some(text) = file {
            values.add_file(text);
        }
        values.add_environment(environment);
        let settings = values.settings();
        if values.mistakes.is_empty() { Ok(settings) } else { Err(Mistakes(values.mistakes)) }
    }
}

fn mistake(name: &str, problem: impl Into<String>, mend: impl Into<String>) -> Mistake {
    Mistake { name: name.to_owned(), problem: problem.into(), mend: mend.into() }
}

/// Raw values by name, each with the name to blame.
struct Values {
    known: BTreeMap<&'static str, (String, String)>,
    mistakes: Vec<Mistake>,
}

impl Values {
    fn add_file(&mut self, text: &str) {
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                let message = error.to_string().lines().next().unwrap_or_default().to_owned();
                self.mistakes.push(mistake("MOTCUA_CONFIG", format!("the file is not TOML: {message}"), "write lines such as `demo = true`"));
                return;
            }
        };
        for (key, value) in table {
            let Some(name) = NAMES.into_iter().find(|name| *name == key) else {
                let mend = match nearest(&key) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("known names: {}", NAMES.join(", ")),
                };
                self.mistakes.push(mistake(&key, "there is no such setting", mend));
                continue;
            };
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Boolean(yes) => yes.to_string(),
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Array(items) if items.iter().all(toml::Value::is_str) => {
                    items.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>().join(",")
                }
                _ => {
                    self.mistakes.push(mistake(name, "is neither a text, a number, nor yes or no", "write it between quotes"));
                    continue;
                }
            };
            self.known.insert(name, (name.to_owned(), text));
        }
    }

    fn add_environment(&mut self, environment: &BTreeMap<String, String>) {
        for (variable, value) in environment {
            let key = variable.trim_start_matches(PREFIX).to_ascii_lowercase();
            match NAMES.into_iter().find(|name| *name == key) {
                Some(_) if value.is_empty() => {}
                Some(name) => {
                    self.known.insert(name, (variable.clone(), value.clone()));
                }
                // Other tools may have variables with this prefix: only what looks like a slip of the pen is a mistake.
                None => {
                    if let Some(name) = nearest(&key).filter(|_| key != "config") {
                        let mend = format!("did you mean {PREFIX}{}?", name.to_ascii_uppercase());
                        self.mistakes.push(mistake(variable, "there is no such setting", mend));
                    }
                }
            }
        }
    }

    /// Reads one value; a mistake gives the default.
    fn read<T>(&mut self, name: &'static str, default: T, mend: &str, parse: impl FnOnce(&str) -> Result<T, String>) -> T {
        let Some((source, text)) = self.known.get(name) else { return default };
        match parse(text.trim()) {
            Ok(value) => value,
            Err(problem) => {
                self.mistakes.push(mistake(source, problem, mend));
                default
            }
        }
    }

    fn settings(&mut self) -> Settings {
        let data = self.read("data", PathBuf::from("data"), "name a folder", |text| Ok(PathBuf::from(text)));
        let default_database = DatabaseUrl(format!("sqlite://{}?mode=rwc", data.join("motcua.sqlite").display()));
        Settings {
            listen: self.read(
                "listen",
                vec![SocketAddr::from(([127, 0, 0, 1], 8080)), SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], 8080))],
                "write addresses with ports, separated by commas, such as 127.0.0.1:8080,[::1]:8080",
                parse_listen,
            ),
            database: self.read(
                "database",
                default_database,
                "write sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST/NAME, or leave it out for a file in the data folder",
                parse_database,
            ),
            site: self.read("site", None, "run `cargo xtask build` or name the folder that holds assets.json", |text| {
                let folder = PathBuf::from(text);
                if folder.join("assets.json").is_file() { Ok(Some(folder)) } else { Err(format!("{text} has no assets.json")) }
            }),
            public_url: self.read(
                "public_url",
                None,
                "write the address people type, such as https://dichvucong.example.org; http:// is possible on localhost only",
                |text| parse_public_url(text).map(Some),
            ),
            demo: self.read("demo", false, "write true or false", |text| match text {
                "true" | "1" | "yes" => Ok(true),
                "false" | "0" | "no" => Ok(false),
                _ => Err(format!("`{text}` is neither yes nor no")),
            }),
            log: self.read("log", "info".to_owned(), "write a level (error, warn, info, debug) or a list such as info,motcua_backend=debug", |text| {
                text.parse::<tracing_subscriber::filter::Targets>().map(|_| text.to_owned()).map_err(|_| format!("`{text}` is not a log filter"))
            }),
            log_format: self.read("log_format", LogFormat::Text, "write text or json", |text| match text {
                "text" => Ok(LogFormat::Text),
                "json" => Ok(LogFormat::Json),
                _ => Err(format!("there is no log format `{text}`")),
            }),
            trusted_proxy_hops: self.read("trusted_proxy_hops", 0, "write how many proxies stand in front, 0 to 5", |text| {
                text.parse::<usize>().ok().filter(|hops| *hops <= 5).ok_or_else(|| format!("`{text}` is not a number from 0 to 5"))
            }),
            data,
        }
    }
}

fn parse_listen(text: &str) -> Result<Vec<SocketAddr>, String> {
    let addresses: Result<Vec<SocketAddr>, String> = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().map_err(|_| format!("`{part}` is not an address with a port")))
        .collect();
    addresses.and_then(|addresses| if addresses.is_empty() { Err("no address is named".to_owned()) } else { Ok(addresses) })
}

fn parse_database(text: &str) -> Result<DatabaseUrl, String> {
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
    // The value is not repeated: it may hold a password.
    if known { Ok(DatabaseUrl::new(text)) } else { Err("starts with none of sqlite:, postgres://".to_owned()) }
}

fn parse_public_url(text: &str) -> Result<String, String> {
    let url = text.trim_end_matches('/');
    let (scheme, host) = url.split_once("://").unwrap_or_default();
    let local = ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| host.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(':')));
    let plain = !host.is_empty() && !host.chars().any(|letter| matches!(letter, '/' | '?' | '#' | '@' | '"' | '<' | '>') || letter.is_whitespace());
    match scheme {
        _ if !plain => Err(format!("`{text}` is not an address without a path")),
        "https" => Ok(url.to_owned()),
        "http" if local => Ok(url.to_owned()),
        // Browsers keep the session cookie on encrypted connections only.
        "http" => Err("sign-in works over https only".to_owned()),
        _ => Err(format!("`{text}` starts with neither https:// nor http://")),
    }
}

/// The known name that differs by at most two letters.
fn nearest(key: &str) -> Option<&'static str> {
    NAMES.into_iter().map(|name| (distance(key, name), name)).min().filter(|(distance, _)| *distance <= 2).map(|(_, name)| name)
}

/// Number of letters to add, drop or change.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, candidate) in other.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&row, j) + usize::from(letter != *candidate);
            next.push(changed.min(at(&row, j + 1) + 1).min(at(&next, j) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)], file: Option<&str>) -> Result<Settings, Mistakes> {
        let environment = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Settings::from_sources(&environment, file, Vec::new())
    }

    #[test]
    fn nothing_set_gives_a_local_server_on_a_file() {
        let settings = read(&[], None).unwrap();
        assert_eq!(settings.listen.iter().map(ToString::to_string).collect::<Vec<_>>(), ["127.0.0.1:8080", "[::1]:8080"]);
        assert_eq!(settings.database.expose(), "sqlite://data/motcua.sqlite?mode=rwc");
        assert!(!settings.demo);
        assert_eq!(settings.trusted_proxy_hops, 0);
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = "data = \"/srv/motcua\"\ndemo = true\nlisten = [\"127.0.0.1:1\", \"127.0.0.1:2\"]\ntrusted_proxy_hops = 1\n";
        let settings = read(&[("MOTCUA_DEMO", "false"), ("MOTCUA_LOG", "")], Some(file)).unwrap();
        assert!(!settings.demo);
        assert_eq!(settings.listen.len(), 2);
        assert_eq!(settings.trusted_proxy_hops, 1);
        assert_eq!(settings.log, "info");
        assert_eq!(settings.database.expose(), "sqlite:///srv/motcua/motcua.sqlite?mode=rwc");
    }

    #[test]
    fn all_mistakes_come_at_once_each_with_its_mend() {
        let Mistakes(mistakes) = read(
            &[
                ("MOTCUA_LISTEN", "localhost"),
                ("MOTCUA_DATABASE", "mysql://root:secret@db/x"),
                ("MOTCUA_PUBLIC_URL", "http://dichvucong.example.org"),
                ("MOTCUA_DEMO", "maybe"),
                ("MOTCUA_LOG_FORMAT", "xml"),
                ("MOTCUA_TRUSTED_PROXY_HOPS", "-1"),
                ("MOTCUA_SITE", "/nowhere"),
                ("MOTCUA_LOG", "motcua=loud"),
                ("MOTCUA_DATBASE", "sqlite:x"),
            ],
            Some("dta = \"x\"\ncolour = 1\n"),
        )
        .unwrap_err();
        let names: Vec<&str> = mistakes.iter().map(|mistake| mistake.name.as_str()).collect();
        for name in [
            "MOTCUA_LISTEN", "MOTCUA_DATABASE", "MOTCUA_PUBLIC_URL", "MOTCUA_DEMO", "MOTCUA_LOG_FORMAT",
            "MOTCUA_TRUSTED_PROXY_HOPS", "MOTCUA_SITE", "MOTCUA_LOG", "MOTCUA_DATBASE", "dta", "colour",
        ] {
            assert!(names.contains(&name), "{name} is not reported: {names:?}");
        }
        assert_eq!(names.len(), 11);
        assert!(mistakes.iter().all(|mistake| !mistake.mend.is_empty()));
        let report = Mistakes(mistakes).to_string();
        assert!(report.contains("did you mean MOTCUA_DATABASE?"), "{report}");
        assert!(report.contains("did you mean `data`?"), "{report}");
        assert!(!report.contains("secret"), "{report}");
    }

    #[test]
    fn variables_of_other_tools_are_left_alone() {
        assert!(read(&[("MOTCUA_BIN", "x"), ("MOTCUA_TEST_DATABASE", "sqlite"), ("MOTCUA_SITE_EMBED", "y")], None).is_ok());
    }

    #[test]
    fn the_password_of_the_database_never_shows() {
        let url = DatabaseUrl::new("postgres://motcua:p@ss:w@db.example.org/motcua?sslmode=require");
        assert_eq!(format!("{url:?} {url}"), "postgres://motcua:…@db.example.org/motcua postgres://motcua:…@db.example.org/motcua");
        let settings = read(&[("MOTCUA_DATABASE", "postgres://motcua:hidden@db/motcua")], None).unwrap();
        assert!(!format!("{settings:?}").contains("hidden"));
    }

    #[test]
    fn public_addresses() {
        for (text, expected) in [
            ("https://dichvucong.example.org/", Some("https://dichvucong.example.org")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://localhost.example.org", None),
            ("https://a/b", None),
            ("ftp://a", None),
            ("", None),
        ] {
            assert_eq!(parse_public_url(text).ok().as_deref(), expected, "{text}");
        }
    }
}
