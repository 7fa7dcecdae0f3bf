//! Raw values of the two sources, and how each becomes a setting or a mistake.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use motcua_shared::notice::QuietHours;

use super::{
    DatabaseUrl, Keep, LogFormat, Mistake, PREFIX, PushWay, Registers, Settings, Ways, address,
};
use crate::channel::{HttpProvider, MailServer, OwnServices, VapidKey};
use crate::source::HttpRegister;

/// The settings, as written in the file; `config` names the file itself and stands in the environment only.
pub(super) const NAMES: [&str; 32] = [
    "listen",
    "data",
    "database",
    "site",
    "public_url",
    "demo",
    "log",
    "log_format",
    "trusted_proxy_hops",
    "live_event_days",
    "idempotency_days",
    "unclaimed_file_hours",
    "mail_url",
    "mail_from",
    "sms_url",
    "sms_header",
    "sms_body",
    "sms_success",
    "sms_a_month",
    "zalo_url",
    "zalo_header",
    "zalo_body",
    "zalo_success",
    "quiet_hours",
    "push_contact",
    "push_key",
    "push_services",
    "population_url",
    "population_header",
    "civil_status_url",
    "civil_status_header",
    "source_budget_ms",
];

/// Longest time that anything is kept, days.
const KEEP_DAYS_MAX: i64 = 3_650;
/// The same in hours.
const KEEP_HOURS_MAX: i64 = KEEP_DAYS_MAX * 24;
/// Most short messages a month.
const SMS_A_MONTH_MAX: i64 = 100_000_000;

/// Longest time that a form waits for registers, milliseconds.
const SOURCE_BUDGET_MAX: i64 = 10_000;

/// A mistake and its mend.
pub(super) fn mistake(name: &str, problem: impl Into<String>, mend: impl Into<String>) -> Mistake {
    Mistake {
        name: name.to_owned(),
        problem: problem.into(),
        mend: mend.into(),
    }
}

/// Raw values by name, each with the name to blame.
pub(super) struct Values {
    known: BTreeMap<&'static str, (String, String)>,
    mistakes: Vec<Mistake>,
}

impl Values {
    /// No values yet; `mistakes` are those already known.
    pub(super) fn new(mistakes: Vec<Mistake>) -> Self {
        Self {
            known: BTreeMap::new(),
            mistakes,
        }
    }

    /// Every mistake found.
    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        self.mistakes
    }

    pub(super) fn add_file(&mut self, text: &str) {
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                let message = error
                    .to_string()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                self.mistakes.push(mistake(
                    "MOTCUA_CONFIG",
                    format!("the file is not TOML: {message}"),
                    "write lines such as `demo = true`",
                ));
                return;
            }
        };
        for (key, value) in flat(table) {
            let Some(name) = NAMES.into_iter().find(|name| *name == key) else {
                let mend = match nearest(&key) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("known names: {}", NAMES.join(", ")),
                };
                self.mistakes
                    .push(mistake(&key, "there is no such setting", mend));
                continue;
            };
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Boolean(yes) => yes.to_string(),
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Array(items) if items.iter().all(toml::Value::is_str) => items
                    .iter()
                    .filter_map(toml::Value::as_str)
                    .collect::<Vec<_>>()
                    .join(","),
                _ => {
                    self.mistakes.push(mistake(
                        name,
                        "is neither a text, a number, nor yes or no",
                        "write it between quotes",
                    ));
                    continue;
                }
            };
            self.known.insert(name, (name.to_owned(), text));
        }
    }

    pub(super) fn add_environment(&mut self, environment: &BTreeMap<String, String>) {
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
                        self.mistakes
                            .push(mistake(variable, "there is no such setting", mend));
                    }
                }
            }
        }
    }

    /// Reads one value; a mistake gives the default.
    fn read<T>(
        &mut self,
        name: &'static str,
        default: T,
        mend: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> T {
        let Some((source, text)) = self.known.get(name) else {
            return default;
        };
        match parse(text.trim()) {
            Ok(value) => value,
            Err(problem) => {
                self.mistakes.push(mistake(source, problem, mend));
                default
            }
        }
    }

    pub(super) fn settings(&mut self) -> Settings {
        let data = self.read("data", PathBuf::from("data"), "name a folder", |text| {
            Ok(PathBuf::from(text))
        });
        let default_database = DatabaseUrl::new(format!(
            "sqlite://{}?mode=rwc",
            data.join("motcua.sqlite").display()
        ));
        Settings {
            listen: self.read(
                "listen",
                vec![SocketAddr::from(([127, 0, 0, 1], 8080)), SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], 8080))],
                "write addresses with ports, separated by commas, such as 127.0.0.1:8080,[::1]:8080",
                address::listen,
            ),
            database: self.read(
                "database",
                default_database,
                "write sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST/NAME, or leave it out for a file in the data folder",
                address::database,
            ),
            site: self.read("site", None, "run `cargo xtask build` or name the folder that holds assets.json", |text| {
                let folder = PathBuf::from(text);
                if folder.join("assets.json").is_file() { Ok(Some(folder)) } else { Err(format!("{text} has no assets.json")) }
            }),
            public_url: self.read(
                "public_url",
                None,
                "write the address people type, such as https://dichvucong.example.org; http:// is possible on localhost only",
                |text| address::public_url(text).map(Some),
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
            keep: {
                let default = Keep::default();
                Keep {
                    live_event_days: self.number(
                        "live_event_days",
                        default.live_event_days,
                        KEEP_DAYS_MAX,
                    ),
                    idempotency_days: self.number(
                        "idempotency_days",
                        default.idempotency_days,
                        KEEP_DAYS_MAX,
                    ),
                    unclaimed_file_hours: self.number(
                        "unclaimed_file_hours",
                        default.unclaimed_file_hours,
                        KEEP_HOURS_MAX,
                    ),
                }
            },
            ways: self.ways(),
            registers: self.registers(),
            data,
        }
    }

    /// What leaves the portal. A part that is begun must be whole.
    fn ways(&mut self) -> Ways {
        let mail = self.mail();
        let sms = self.provider(["sms_url", "sms_header", "sms_body", "sms_success"]);
        let zalo = self.provider(["zalo_url", "zalo_header", "zalo_body", "zalo_success"]);
        let any = mail.is_some() || sms.is_some() || zalo.is_some();
        if any && !self.known.contains_key("public_url") {
            self.mistakes.push(mistake(
                "MOTCUA_PUBLIC_URL",
                "is missing: what is sent holds links to the portal",
                "write the address people type, such as https://dichvucong.example.org",
            ));
        }
        Ways {
            mail,
            sms,
            zalo,
            push: self.push(),
            sms_a_month: self.known.contains_key("sms_a_month").then(|| {
                let most = self.number("sms_a_month", 1, SMS_A_MONTH_MAX);
                u64::try_from(most).unwrap_or_default()
            }),
            quiet: self.read(
                "quiet_hours",
                QuietHours::parse("21:00-07:00"),
                "write two times such as 21:00-07:00, or none",
                |text| match text {
                    "none" => Ok(None),
                    text => QuietHours::parse(text)
                        .map(Some)
                        .ok_or_else(|| format!("`{text}` is not from one time to another")),
                },
            ),
        }
    }

    /// Web push, as soon as push services have somebody to turn to: the contact, or the portal's own address.
    fn push(&mut self) -> Option<PushWay> {
        let portal = self
            .known
            .get("public_url")
            .and_then(|(_, text)| address::public_url(text.trim()).ok())
            .filter(|url| url.starts_with("https://"));
        let contact = self.read(
            "push_contact",
            portal,
            "write an address that push services may turn to, such as mailto:motcua@example.org",
            |text| {
                let known = text.starts_with("mailto:") || text.starts_with("https://");
                if known {
                    Ok(Some(text.to_owned()))
                } else {
                    Err(format!("`{text}` starts with neither mailto: nor https://"))
                }
            },
        );
        let key = self.read(
            "push_key",
            None,
            "write a P-256 key in PKCS#8 as base64url, or leave it out for one in the data folder",
            |text| VapidKey::parse(text).map(|_| Some(text.to_owned())),
        );
        let services = self.read(
            "push_services",
            OwnServices::default(),
            "write origins such as https://push.example.internal, separated by commas",
            OwnServices::parse,
        );
        contact.map(|contact| PushWay {
            contact,
            key,
            services,
        })
    }

    /// Registers outside that are asked when a form is begun.
    fn registers(&mut self) -> Registers {
        let usual = Registers::default();
        let default = i64::try_from(usual.budget.as_millis()).unwrap_or(SOURCE_BUDGET_MAX);
        let budget = self.number("source_budget_ms", default, SOURCE_BUDGET_MAX);
        Registers {
            population: self.register(["population_url", "population_header"]),
            civil_status: self.register(["civil_status_url", "civil_status_header"]),
            budget: Duration::from_millis(budget.unsigned_abs()),
        }
    }

    /// `names` are those of address and header.
    fn register(&mut self, names: [&'static str; 2]) -> Option<HttpRegister> {
        let [url, header] = names.map(|name| {
            let known = self.known.get(name);
            known.map_or_else(String::new, |(_, text)| text.trim().to_owned())
        });
        if url.is_empty() && header.is_empty() {
            return None;
        }
        HttpRegister::new(&url, &header)
            .map_err(|(part, problem)| {
                let [of_url, of_header] = names;
                let (name, mend) = if part == "url" {
                    (
                        of_url,
                        "write the https:// address at which the register takes questions",
                    )
                } else {
                    (of_header, "write one line such as Authorization: Bearer …")
                };
                let source = format!("{PREFIX}{}", name.to_ascii_uppercase());
                self.mistakes.push(mistake(&source, problem, mend));
            })
            .ok()
    }

    fn mail(&mut self) -> Option<MailServer> {
        let [url, from] = self.all_or_none(["mail_url", "mail_from"])?;
        MailServer::new(&url, &from)
            .map_err(|problem| {
                let mend = "write smtps://USER:PASSWORD@HOST:465, smtp://USER:PASSWORD@HOST:587?tls=required or smtp://HOST:25, \
                    and a sender such as Một Cửa <motcua@example.org>";
                self.mistakes.push(mistake("MOTCUA_MAIL_URL, MOTCUA_MAIL_FROM", problem, mend));
            })
            .ok()
    }

    /// `names` are those of address, header, body and success.
    fn provider(&mut self, names: [&'static str; 4]) -> Option<HttpProvider> {
        let [url, header, body, success] = names;
        let [address, template] = self.all_or_none([url, body])?;
        let text = |values: &Self, name| {
            values
                .known
                .get(name)
                .map_or_else(String::new, |(_, text)| text.trim().to_owned())
        };
        let (line, rule) = (text(self, header), text(self, success));
        HttpProvider::new(&address, &line, &template, &rule)
            .map_err(|(part, problem)| {
                let (name, mend) = match part {
                    "url" => (
                        url,
                        "write the https:// address the provider takes messages at",
                    ),
                    "header" => (header, "write one line such as Authorization: Bearer …"),
                    "body" => (
                        body,
                        "write the provider's JSON with {to}, {text} and {id} in it",
                    ),
                    _ => (success, "write what a good answer says, such as /status=ok"),
                };
                let source = self
                    .known
                    .get(name)
                    .map_or(name, |(source, _)| source.as_str());
                let found = mistake(source, problem, mend);
                self.mistakes.push(found);
            })
            .ok()
    }

    /// The values of names that go together; one without the others is a mistake.
    fn all_or_none<const N: usize>(&mut self, names: [&'static str; N]) -> Option<[String; N]> {
        let missing: Vec<&str> = names
            .into_iter()
            .filter(|name| !self.known.contains_key(name))
            .collect();
        if !missing.is_empty() {
            if missing.len() < N {
                for name in missing {
                    self.mistakes.push(mistake(
                        &format!("{PREFIX}{}", name.to_ascii_uppercase()),
                        "is missing",
                        format!("set all of {}, or none", names.join(", ")),
                    ));
                }
            }
            return None;
        }
        Some(names.map(|name| {
            self.known
                .get(name)
                .map_or_else(String::new, |(_, text)| text.trim().to_owned())
        }))
    }

    /// A whole number from 1.
    fn number(&mut self, name: &'static str, default: i64, most: i64) -> i64 {
        let mend = format!("write a whole number from 1 to {most}");
        self.read(name, default, &mend, |text| {
            text.parse::<i64>()
                .ok()
                .filter(|number| (1..=most).contains(number))
                .ok_or_else(|| format!("`{text}` is not a whole number from 1 to {most}"))
        })
    }
}

/// `[mail] url = "…"` is `mail_url = "…"`.
fn flat(table: toml::Table) -> Vec<(String, toml::Value)> {
    let mut out = Vec::new();
    for (key, value) in table {
        match value {
            toml::Value::Table(inner) => {
                let named = inner
                    .into_iter()
                    .map(|(name, value)| (format!("{key}_{name}"), value));
                out.extend(named);
            }
            value => out.push((key, value)),
        }
    }
    out
}

/// The known name that differs by at most two letters.
fn nearest(key: &str) -> Option<&'static str> {
    NAMES
        .into_iter()
        .map(|name| (distance(key, name), name))
        .min()
        .filter(|(distance, _)| *distance <= 2)
        .map(|(_, name)| name)
}

/// Number of letters to add, drop or change.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, candidate) in other.iter().enumerate() {
            let at =
                |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&row, j) + usize::from(letter != *candidate);
            next.push(changed.min(at(&row, j + 1) + 1).min(at(&next, j) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
