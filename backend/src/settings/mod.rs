//! What an operator can set: environment variables `MOTCUA_…` or the same names in a TOML file. The environment wins.
//!
//! Everything is checked at start; all mistakes are reported together, each with how to mend it. No other module reads
//! the environment.

mod address;
mod values;

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use motcua_shared::notice::QuietHours;

pub use self::address::DatabaseUrl;
use self::values::{Values, mistake};
use crate::channel::{HttpProvider, MailServer, OwnServices};
use crate::source::HttpRegister;

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// How long the server keeps what it removes by itself ([`crate::job`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Live events, days. Who was away longer loads the page anew.
    pub live_event_days: i64,
    /// Receipts by idempotency key, days. A filed draft keeps its own.
    pub idempotency_days: i64,
    /// Stored files without a row, hours: longer than any upload takes.
    pub unclaimed_file_hours: i64,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            live_event_days: 30,
            idempotency_days: 30,
            unclaimed_file_hours: 24,
        }
    }
}

/// Web push. The key never shows.
#[derive(Clone, PartialEq, Eq)]
pub struct PushWay {
    /// Where push services may turn to: `mailto:` or `https:`.
    pub contact: String,
    /// The key that signs, PKCS#8 in base64url; one in the data folder when absent.
    pub key: Option<String>,
    /// Push services that may be called although they are not public.
    pub services: OwnServices,
}

impl fmt::Debug for PushWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PushWay")
            .field("contact", &self.contact)
            .finish_non_exhaustive()
    }
}

/// What leaves the portal, and how. Nothing does unless it is set up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// Mail server.
    pub mail: Option<MailServer>,
    /// Provider of short messages.
    pub sms: Option<HttpProvider>,
    /// Provider for Zalo.
    pub zalo: Option<HttpProvider>,
    /// Web push.
    pub push: Option<PushWay>,
    /// Short messages a month; no end when absent.
    pub sms_a_month: Option<u64>,
    /// When nothing may ring.
    pub quiet: Option<QuietHours>,
}

/// Registers outside. None is asked unless it is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registers {
    /// Population database.
    pub population: Option<HttpRegister>,
    /// Civil-status database.
    pub civil_status: Option<HttpRegister>,
    /// Longest time that a form waits for them.
    pub budget: Duration,
}

impl Default for Registers {
    fn default() -> Self {
        Self {
            population: None,
            civil_status: None,
            budget: crate::source::BUDGET,
        }
    }
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
    /// How long rows and files without use are kept.
    pub keep: Keep,
    /// What leaves the portal, and how.
    pub ways: Ways,
    /// Registers outside.
    pub registers: Registers,
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
            writeln!(
                f,
                "  {}: {}\n    → {}",
                mistake.name, mistake.problem, mistake.mend
            )?;
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}

/// Begins the name of every variable of ours.
const PREFIX: &str = "MOTCUA_";
impl Settings {
    /// Reads the environment and the file it names.
    ///
    /// # Errors
    /// All mistakes found.
    pub fn load() -> Result<Self, Mistakes> {
        let environment: BTreeMap<String, String> = std::env::vars()
            .filter(|(name, _)| name.starts_with(PREFIX))
            .collect();
        let mut mistakes = Vec::new();
        let mut file = None;
        if let Some(path) = environment
            .get("MOTCUA_CONFIG")
            .filter(|path| !path.is_empty())
        {
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
        let mut values = Values::new(mistakes);
        if let Some(text) = file {
            values.add_file(text);
        }
        values.add_environment(environment);
        let settings = values.settings();
        let mistakes = values.into_mistakes();
        if mistakes.is_empty() {
            Ok(settings)
        } else {
            Err(Mistakes(mistakes))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)], file: Option<&str>) -> Result<Settings, Mistakes> {
        let environment = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Settings::from_sources(&environment, file, Vec::new())
    }

    #[test]
    fn nothing_set_gives_a_local_server_on_a_file() {
        let settings = read(&[], None).unwrap();
        assert_eq!(
            settings
                .listen
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
            ["127.0.0.1:8080", "[::1]:8080"]
        );
        assert_eq!(
            settings.database.expose(),
            "sqlite://data/motcua.sqlite?mode=rwc"
        );
        assert!(!settings.demo);
        assert_eq!(settings.trusted_proxy_hops, 0);
        assert_eq!(settings.keep, Keep::default());
    }

    #[test]
    fn every_setting_is_documented() {
        let guide = include_str!("../../../docs/settings.md");
        for name in values::NAMES {
            let row = format!("| `{PREFIX}{}` |", name.to_ascii_uppercase());
            assert!(guide.contains(&row), "docs/settings.md lacks {row}");
        }
    }

    #[test]
    fn what_is_kept_has_a_lower_and_an_upper_end() {
        let file = "live_event_days = 7\nidempotency_days = 1\nunclaimed_file_hours = 48\n";
        let keep = Keep {
            live_event_days: 7,
            idempotency_days: 1,
            unclaimed_file_hours: 48,
        };
        assert_eq!(read(&[], Some(file)).unwrap().keep, keep);
        for (name, value) in [
            ("MOTCUA_LIVE_EVENT_DAYS", "0"),
            ("MOTCUA_IDEMPOTENCY_DAYS", "9999999"),
            ("MOTCUA_UNCLAIMED_FILE_HOURS", "a day"),
        ] {
            let Mistakes(mistakes) = read(&[(name, value)], None).unwrap_err();
            assert_eq!(mistakes.len(), 1);
            assert!(mistakes[0].name == name && mistakes[0].mend.contains("from 1 to"));
        }
    }

    #[test]
    fn what_leaves_the_portal_is_set_up_whole_or_not_at_all() {
        let none = read(&[], None).unwrap().ways;
        assert!(none.mail.is_none() && none.sms.is_none() && none.zalo.is_none());
        assert_eq!(none.quiet, QuietHours::parse("21:00-07:00"));
        let file = r#"
            public_url = "https://dichvucong.example.org"
            quiet_hours = "none"
            [mail]
            url = "smtps://motcua:hidden@mail.example.org"
            from = "Một Cửa <motcua@example.org>"
            [sms]
            url = "https://sms.example.org/send"
            header = "Authorization: Bearer hidden"
            body = '{"to": "{to}", "text": "{text}", "ref": "{id}"}'
            success = "/status=ok"
            a_month = 5000
        "#;
        let settings = read(&[], Some(file)).unwrap();
        assert!(settings.ways.mail.is_some() && settings.ways.sms.is_some());
        assert_eq!(
            (settings.ways.sms_a_month, settings.ways.quiet),
            (Some(5000), None)
        );
        assert!(!format!("{settings:?}").contains("hidden"));
        let Mistakes(mistakes) = read(
            &[
                ("MOTCUA_MAIL_FROM", "motcua"),
                ("MOTCUA_SMS_URL", "http://sms.example.org"),
                (
                    "MOTCUA_SMS_BODY",
                    "{\"to\": \"{to}\", \"text\": \"{text}\"}",
                ),
                ("MOTCUA_ZALO_URL", "https://zalo.example.org"),
                (
                    "MOTCUA_ZALO_BODY",
                    "{\"to\": \"{to}\", \"text\": \"{text}\"}",
                ),
                ("MOTCUA_SMS_A_MONTH", "0"),
                ("MOTCUA_QUIET_HOURS", "night"),
            ],
            None,
        )
        .unwrap_err();
        let names: Vec<&str> = mistakes.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "MOTCUA_MAIL_URL",
                "MOTCUA_SMS_URL",
                "MOTCUA_PUBLIC_URL",
                "MOTCUA_SMS_A_MONTH",
                "MOTCUA_QUIET_HOURS",
            ]
        );
        assert!(mistakes.iter().all(|mistake| !mistake.mend.is_empty()));
    }

    #[test]
    fn registers_are_set_up_one_by_one() {
        assert_eq!(read(&[], None).unwrap().registers, Registers::default());
        let file = r#"
            source_budget_ms = 800
            [population]
            url = "https://dancu.example.org/ask"
            header = "Authorization: Bearer hidden"
        "#;
        let settings = read(&[], Some(file)).unwrap();
        assert!(settings.registers.population.is_some());
        assert!(settings.registers.civil_status.is_none());
        assert_eq!(settings.registers.budget.as_millis(), 800);
        assert!(!format!("{settings:?}").contains("hidden"));
        let Mistakes(mistakes) = read(
            &[
                ("MOTCUA_POPULATION_HEADER", "Authorization: Bearer hidden"),
                ("MOTCUA_CIVIL_STATUS_URL", "https://hotich.example.org"),
                ("MOTCUA_CIVIL_STATUS_HEADER", "hidden"),
                ("MOTCUA_SOURCE_BUDGET_MS", "0"),
            ],
            None,
        )
        .unwrap_err();
        let names: Vec<&str> = mistakes.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "MOTCUA_SOURCE_BUDGET_MS",
                "MOTCUA_POPULATION_URL",
                "MOTCUA_CIVIL_STATUS_HEADER",
            ]
        );
        assert!(!Mistakes(mistakes).to_string().contains("hidden"));
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = "data = \"/srv/motcua\"\ndemo = true\nlisten = [\"127.0.0.1:1\", \"127.0.0.1:2\"]\ntrusted_proxy_hops = 1\n";
        let settings = read(&[("MOTCUA_DEMO", "false"), ("MOTCUA_LOG", "")], Some(file)).unwrap();
        assert!(!settings.demo);
        assert_eq!(settings.listen.len(), 2);
        assert_eq!(settings.trusted_proxy_hops, 1);
        assert_eq!(settings.log, "info");
        assert_eq!(
            settings.database.expose(),
            "sqlite:///srv/motcua/motcua.sqlite?mode=rwc"
        );
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
        let names: Vec<&str> = mistakes
            .iter()
            .map(|mistake| mistake.name.as_str())
            .collect();
        for name in [
            "MOTCUA_LISTEN",
            "MOTCUA_DATABASE",
            "MOTCUA_PUBLIC_URL",
            "MOTCUA_DEMO",
            "MOTCUA_LOG_FORMAT",
            "MOTCUA_TRUSTED_PROXY_HOPS",
            "MOTCUA_SITE",
            "MOTCUA_LOG",
            "MOTCUA_DATBASE",
            "dta",
            "colour",
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
        assert!(
            read(
                &[
                    ("MOTCUA_BIN", "x"),
                    ("MOTCUA_TEST_DATABASE", "sqlite"),
                    ("MOTCUA_SITE_EMBED", "y")
                ],
                None
            )
            .is_ok()
        );
    }

    #[test]
    fn the_password_of_the_database_never_shows() {
        let url =
            DatabaseUrl::new("postgres://motcua:p@ss:w@db.example.org/motcua?sslmode=require");
        assert_eq!(
            format!("{url:?} {url}"),
            "postgres://motcua:…@db.example.org/motcua postgres://motcua:…@db.example.org/motcua"
        );
        let settings = read(
            &[("MOTCUA_DATABASE", "postgres://motcua:hidden@db/motcua")],
            None,
        )
        .unwrap();
        assert!(!format!("{settings:?}").contains("hidden"));
    }
}
