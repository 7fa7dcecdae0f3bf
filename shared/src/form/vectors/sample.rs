//! Sample values of each type: fictitious, deterministic, and with those that conditions of the form wait for.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use time::{Date, Duration};

use crate::decimal::Decimal;
use crate::form::answers::{Address, Answer, Chosen, Signature};
use crate::form::definition::{Field, Form};
use crate::form::field::Kind;
use crate::form::field::day_limit::DayLimit;
use crate::form::field::text::{Text, TextFormat};
use crate::time::iso_date;

/// Phường Cầu Giấy, Hà Nội: a real unit, for fictitious people.
const PROVINCE: &str = "01";
const COMMUNE: &str = "00166";

/// What samples are made of.
pub(in crate::form) struct Samples {
    today: Date,
    /// Numbers that some condition of the form compares with.
    numbers: BTreeSet<Decimal>,
}

impl Samples {
    pub(in crate::form) fn new(form: &Form, today: Date) -> Self {
        let mut numbers = BTreeSet::new();
        if let Ok(json) = serde_json::to_value(form) {
            collect(&json, &mut numbers);
        }
        Self { today, numbers }
    }

    /// Values for a field, the plainest first. Not all of them need be allowed.
    pub(in crate::form) fn of(&self, field: &Field, path: &str) -> Vec<Answer> {
        let texts = |list: &[&str]| list.iter().map(|text| Answer::from(*text)).collect();
        match &field.kind {
            Kind::Text(kind) => self.text(kind, path),
            Kind::LongText(_) => texts(&["Nội dung mẫu để thử biểu mẫu."]),
            Kind::Number(kind) => self.numbers(kind.min, kind.max, 1),
            Kind::Money(kind) => self.numbers(kind.min, kind.max, 1_000_000),
            Kind::Decimal(kind) => self.decimals(kind.min, kind.max),
            Kind::Date(kind) => self.dates(
                kind.min,
                kind.max,
                [kind.age_min, kind.age_max],
                kind.not_future,
            ),
            Kind::Month(_) => [-400_i64, 0, 400]
                .iter()
                .map(|days| {
                    let day = iso_date(self.day(*days));
                    Answer::from(day.get(..7).unwrap_or_default())
                })
                .collect(),
            Kind::Time => texts(&["08:30", "20:00"]),
            Kind::Choice(kind) => {
                let forbidden = |code: &String| {
                    let list = kind
                        .forbidden
                        .iter()
                        .flat_map(|forbidden| &forbidden.values);
                    list.into_iter().any(|other| other == code)
                };
                let codes = kind.options.iter().map(|option| &option.value);
                codes
                    .filter(|code| !forbidden(code))
                    .map(|code| Answer::from(code.as_str()))
                    .collect()
            }
            Kind::Choices(kind) => {
                let codes: Vec<String> = kind
                    .options
                    .iter()
                    .map(|option| option.value.clone())
                    .collect();
                let least = kind.min.unwrap_or(1).max(1) as usize;
                let some = codes.iter().take(least).cloned().collect();
                let chosen = |chosen| Answer::Chosen(Chosen { chosen });
                let mut all = vec![chosen(some)];
                all.extend(codes.iter().map(|code| chosen(vec![code.clone()])));
                all
            }
            Kind::Check(_) => vec![Answer::Flag(true), Answer::Flag(false)],
            Kind::Ethnicity => texts(&["01", "02"]),
            Kind::Country => texts(&["VN", "LA"]),
            Kind::Province => texts(&[PROVINCE]),
            Kind::Commune(_) => texts(&[COMMUNE]),
            Kind::Agency => texts(&["000.00.91.H26"]),
            Kind::BusinessLine => {
                let lines = ["4711", "5610", "9621"];
                let first = order(path) % lines.len();
                let turned = lines.iter().cycle().skip(first).take(lines.len());
                turned.map(|line| Answer::from(*line)).collect()
            }
            Kind::Phone => texts(&["+84900000001"]),
            Kind::Email => texts(&["cong.dan@example.org"]),
            Kind::Url => texts(&["https://example.org"]),
            Kind::CitizenId(_) => self.citizen_ids(path),
            Kind::TaxCode => texts(&["0100109106"]),
            Kind::Passport => texts(&["C1234567"]),
            Kind::BankAccount => texts(&["0011001234567"]),
            Kind::Address(_) => vec![Answer::Address(Address {
                province: PROVINCE.to_owned(),
                commune: COMMUNE.to_owned(),
                detail: "Số 1, phố Ví Dụ".to_owned(),
                ..Address::default()
            })],
            Kind::File(_) => vec![Answer::Files(vec![field.key.clone()])],
            Kind::Signature(_) => vec![Answer::Signature(Signature {
                typed_name: "Nguyễn Văn Mẫu".to_owned(),
                agreed: true,
                ..Signature::default()
            })],
            Kind::Repeat(_) | Kind::Computed(_) | Kind::Note(_) => Vec::new(),
        }
    }

    fn text(&self, kind: &Text, path: &str) -> Vec<Answer> {
        let mut list = Vec::new();
        if !kind.example.is_empty() {
            list.push(kind.example.clone());
        }
        if let Some(pattern) = &kind.pattern {
            // Digits, with capitals before them: what numbers of papers look like.
            let usual = (1..=16).flat_map(|count| {
                ["", "A", "AB", "ABC"].map(|letters| {
                    format!(
                        "{letters}{}",
                        "123456789012345678".get(..count).unwrap_or_default()
                    )
                })
            });
            let words = [
                "Mẫu",
                "Nguyễn Văn Mẫu",
                "MAU",
                "mau",
                "a",
                "A",
                "1/2026",
                "01-2026",
            ];
            let words = words.iter().map(|word| (*word).to_owned());
            list.extend(
                usual
                    .chain(words)
                    .filter(|text| pattern.matches(text))
                    .take(3),
            );
        }
        match kind.format {
            TextFormat::PersonName => {
                let names = ["Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Ví Dụ"];
                let first = order(path) % names.len();
                list.extend(
                    names
                        .iter()
                        .cycle()
                        .skip(first)
                        .take(2)
                        .map(|name| (*name).to_owned()),
                );
            }
            TextFormat::PaperNumber => list.push("15/2026".to_owned()),
            TextFormat::Any => list.push("Mẫu thử".to_owned()),
        }
        list.into_iter().map(Answer::Text).collect()
    }

    fn numbers(&self, min: Option<i64>, max: Option<i64>, usual: i64) -> Vec<Answer> {
        let within = |number: i64| {
            min.is_none_or(|min| min <= number) && max.is_none_or(|max| number <= max)
        };
        let mut list = vec![usual, min.unwrap_or(usual), max.unwrap_or(usual)];
        for number in &self.numbers {
            if let Ok(whole) = number.show().replace('.', "").parse::<i64>() {
                list.extend([whole, whole.saturating_add(1), whole.saturating_sub(1)]);
            }
        }
        unique(list.into_iter().filter(|number| within(*number)))
            .map(|number| Answer::Text(number.to_string()))
            .collect()
    }

    fn decimals(&self, min: Option<Decimal>, max: Option<Decimal>) -> Vec<Answer> {
        let within = |number: Decimal| {
            min.is_none_or(|min| min <= number) && max.is_none_or(|max| number <= max)
        };
        let one = Decimal::whole(1);
        let usual = Decimal::whole(50);
        let mut list = vec![usual, min.unwrap_or(usual), max.unwrap_or(usual), one];
        for number in &self.numbers {
            list.extend([*number, number.plus(one), number.minus(one)]);
        }
        unique(list.into_iter().filter(|number| within(*number)))
            .map(|number| Answer::Text(number.show()))
            .collect()
    }

    fn day(&self, days: i64) -> Date {
        let moved = self.today.checked_add(Duration::days(days));
        moved.unwrap_or(self.today)
    }

    /// This many years ago, `more` days later; the 29th of February becomes the 28th.
    fn years_ago(&self, years: i64, more: i64) -> Date {
        let year = i32::try_from(i64::from(self.today.year()) - years).unwrap_or(2000);
        let then = self.today.replace_year(year).or_else(|_| {
            let before = self.today.previous_day().unwrap_or(self.today);
            before.replace_year(year)
        });
        let then = then.unwrap_or(self.today);
        then.checked_add(Duration::days(more)).unwrap_or(then)
    }

    fn dates(
        &self,
        min: Option<DayLimit>,
        max: Option<DayLimit>,
        ages: [Option<u32>; 2],
        not_future: bool,
    ) -> Vec<Answer> {
        let mut list = vec![self.years_ago(30, 0)];
        for limit in [min, max].into_iter().flatten() {
            list.extend(limit.day(self.today));
        }
        for age in ages.into_iter().flatten() {
            list.extend([
                self.years_ago(i64::from(age), 0),
                self.years_ago(i64::from(age) + 1, 1),
            ]);
        }
        list.extend([
            self.today,
            self.day(-10),
            self.day(-40),
            self.years_ago(5, 0),
            self.years_ago(60, 0),
            self.years_ago(90, 0),
        ]);
        for number in &self.numbers {
            let Ok(whole) = number.show().replace('.', "").parse::<i64>() else {
                continue;
            };
            if (1..120).contains(&whole) {
                list.extend([self.years_ago(whole, 0), self.years_ago(whole, 1)]);
            }
            if (1..20_000).contains(&whole) {
                list.extend([self.day(-whole), self.day(-whole - 1)]);
            }
        }
        if !not_future {
            list.extend([self.day(30), self.years_ago(-1, 0)]);
        }
        unique(list.into_iter())
            .map(|date| Answer::Text(iso_date(date)))
            .collect()
    }

    /// Fictitious numbers of people born 30 years ago, a man's and a woman's; each question has its own.
    fn citizen_ids(&self, path: &str) -> Vec<Answer> {
        let year = self.years_ago(30, 0).year();
        let century = (year / 100 - 19) * 2;
        let number = |sex: i32, last: usize| {
            format!("001{}{:02}9999{:02}", century + sex, year % 100, last % 100)
        };
        let own = order(path);
        let list = [
            number(0, own),
            number(1, own),
            number(0, 0),
            number(1, 0),
            number(0, own + 1),
        ];
        list.into_iter().map(Answer::Text).collect()
    }
}

/// A number that differs between the rows and most questions of a form.
fn order(path: &str) -> usize {
    path.bytes()
        .fold(7_usize, |sum, byte| (sum * 31 + usize::from(byte)) % 97)
}

fn unique<T: Ord + Copy>(list: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    let mut seen = BTreeSet::new();
    list.filter(move |one| seen.insert(*one))
}

/// Every `{"number": …}` of the definition.
fn collect(json: &Json, numbers: &mut BTreeSet<Decimal>) {
    match json {
        Json::Object(members) => {
            if let (1, Some(number)) = (members.len(), members.get("number"))
                && let Ok(number) = serde_json::from_value(number.clone())
            {
                numbers.insert(number);
            }
            members.values().for_each(|value| collect(value, numbers));
        }
        Json::Array(list) => list.iter().for_each(|value| collect(value, numbers)),
        _ => {}
    }
}
