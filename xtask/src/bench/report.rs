//! The kept figures: `docs/benchmarks.json` for programs, `docs/benchmarks.md` for readers.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::{process, workspace};

const DATA: &str = "docs/benchmarks.json";
const PAGE: &str = "docs/benchmarks.md";

/// One measured value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    name: String,
    value: f64,
    unit: String,
}

impl Figure {
    /// A value with its unit, such as `kB` or `ms`; an empty unit for a ratio.
    pub fn new(name: &str, value: f64, unit: &str) -> Self {
        Self {
            name: name.to_owned(),
            value,
            unit: unit.to_owned(),
        }
    }

    /// Reads a `name = value unit` line; anything else a script prints is no figure.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, rest) = line.split_once(" = ")?;
        let name = name.trim();
        if name.is_empty() || name.contains(char::is_whitespace) {
            return None;
        }
        let (value, unit) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        let value: f64 = value.parse().ok()?;
        value
            .is_finite()
            .then(|| Self::new(name, value, unit.trim()))
    }

    /// Three digits are as many as such a measurement is good for; large values stay whole.
    fn value_text(&self) -> String {
        let digits = match self.value.abs() {
            size if size >= 1000.0 => 0,
            size if size >= 1.0 => 1,
            _ => 3,
        };
        format!("{:.digits$}", self.value)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} = {} {}", self.name, self.value_text(), self.unit)
    }
}

/// The figures of all groups, each group as it was measured last.
#[derive(Default, Serialize, Deserialize)]
pub struct Report(BTreeMap<String, Group>);

#[derive(Serialize, Deserialize)]
struct Group {
    date: String,
    machine: String,
    figures: Vec<Figure>,
}

impl Report {
    /// What was measured before, nothing on the first run.
    pub fn read() -> Result<Self> {
        match fs::read(workspace::path(DATA)) {
            Ok(text) => serde_json::from_slice(&text)
                .with_context(|| format!("{DATA} cannot be understood")),
            Err(_) => Ok(Self::default()),
        }
    }

    /// Puts new figures in the place of a group's old ones.
    pub fn replace(&mut self, group: &str, figures: Vec<Figure>) {
        let measured = Group {
            date: today(),
            machine: machine(),
            figures,
        };
        self.0.insert(group.to_owned(), measured);
    }

    /// Writes both files.
    pub fn write(&self) -> Result<()> {
        fs::create_dir_all(workspace::path("docs"))?;
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        fs::write(workspace::path(DATA), text).with_context(|| format!("cannot write {DATA}"))?;
        fs::write(workspace::path(PAGE), self.page()?)
            .with_context(|| format!("cannot write {PAGE}"))?;
        println!("[bench] kept in {DATA} and {PAGE}");
        Ok(())
    }

    fn page(&self) -> Result<String> {
        let mut page = String::from(
            "# Benchmarks\n\nWritten by `cargo xtask bench`; the next run replaces this page. \
             Times depend on the machine: compare figures of one run only.\n",
        );
        for (name, group) in &self.0 {
            write!(
                page,
                "\n## {name}\n\n{}, on {}.\n\n",
                group.date, group.machine
            )?;
            page.push_str("| Figure | Value | Unit |\n|---|---:|---|\n");
            for figure in &group.figures {
                writeln!(
                    page,
                    "| `{}` | {} | {} |",
                    figure.name,
                    figure.value_text(),
                    figure.unit
                )?;
            }
        }
        Ok(page)
    }
}

/// Today in UTC, as 2026-11-21.
fn today() -> String {
    process::output(Command::new("date").args(["-u", "+%Y-%m-%d"]))
        .map_or_else(|_| "date unknown".to_owned(), |date| date.trim().to_owned())
}

/// Processor, cores, memory and system, as far as this machine tells.
fn machine() -> String {
    let value_of = |file: &str, key: &str, separator: char| -> Option<String> {
        let text = fs::read_to_string(file).ok()?;
        let line = text.lines().find(|line| line.starts_with(key))?;
        Some(
            line.split_once(separator)?
                .1
                .trim()
                .trim_matches('"')
                .to_owned(),
        )
    };
    let processor = value_of("/proc/cpuinfo", "model name", ':')
        .unwrap_or_else(|| "unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = value_of("/proc/meminfo", "MemTotal", ':')
        .and_then(|text| text.trim_end_matches(" kB").parse::<f64>().ok())
        .map_or_else(
            || "memory unknown".to_owned(),
            |kibibytes| format!("{:.0} GiB", kibibytes / 1_048_576.0),
        );
    let system = value_of("/etc/os-release", "PRETTY_NAME", '=')
        .unwrap_or_else(|| std::env::consts::OS.to_owned());
    format!("{processor}, {cores} cores, {memory}, {system}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_figure_is_read_back() {
        let figure = Figure::new("first_load_brotli", 187.2, "kB");
        assert_eq!(figure.to_string(), "first_load_brotli = 187.2 kB");
        assert_eq!(Figure::parse(&figure.to_string()), Some(figure));
    }

    #[test]
    fn other_lines_are_no_figures() {
        for line in [
            "",
            "starting",
            "let a = b",
            "two words = 3 ms",
            "x = NaN ms",
        ] {
            assert_eq!(Figure::parse(line), None, "{line}");
        }
    }

    #[test]
    fn a_ratio_needs_no_unit() {
        assert_eq!(
            Figure::parse("keystroke_ratio = 1.06"),
            Some(Figure::new("keystroke_ratio", 1.06, ""))
        );
    }

    #[test]
    fn measuring_a_group_again_replaces_it_and_leaves_the_others() {
        let mut report = Report::default();
        report.replace("size", vec![Figure::new("a", 1.0, "kB")]);
        report.replace("client", vec![Figure::new("b", 2.0, "ms")]);
        report.replace("size", vec![Figure::new("c", 3.0, "kB")]);
        let page = report.page().unwrap();
        assert!(page.contains("`c`") && page.contains("`b`") && !page.contains("`a`"));
    }
}
