//! The rules of one field of an imported form: limits, patterns, files, values that stop the request.

use motcua_shared::form::field::pattern::Pattern;
use motcua_shared::form::term::Term;
use motcua_shared::form::{Condition, Rule};
use motcua_shared::time::parse_iso_date;
use serde_json::{Map, Value, json};

use super::field::{FILE_TYPES, Place, bilingual, string};
use super::{Import, compile, text};

/// A name pattern: letters, marks, and the signs that names have.
const NAME_PATTERN: &str = "^[\\p{L}][\\p{L}\\p{M}'’ .-]{1,99}$";

impl Import {
    pub(super) fn rule(
        &mut self,
        source: &Value,
        name: &str,
        place: Place<'_>,
        field: &mut Map<String, Value>,
    ) {
        let rules: Vec<&Value> = match source.get("rule").or_else(|| source.get("rules")) {
            None | Some(Value::Null) => return,
            Some(Value::Array(list)) => list.iter().collect(),
            Some(one) => vec![one],
        };
        for rule in rules {
            let found = self.one_rule(rule, source, name, place, field);
            if let Err(reason) = found {
                self.lost(name, format!("rule: {reason}"));
            }
        }
    }

    fn one_rule(
        &mut self,
        rule: &Value,
        source: &Value,
        name: &str,
        place: Place<'_>,
        field: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let kind = text(rule, "kind");
        let of = text(source, "type");
        let known: &[&str] = match kind {
            "citizen_id" | "email" => &[],
            "pattern" => &["pattern", "flags", "example"],
            "range" => &["min", "max"],
            "date_range" => &["min", "max"],
            "age_min" | "age_max" => &["years"],
            "derived" => &["from", "function"],
            "forbidden_values" => &["values"],
            "file" => &["accept", "max_mb", "max_files"],
            other => return Err(format!("the kind {other} is not known")),
        };
        for member in rule.as_object().into_iter().flat_map(Map::keys) {
            let usual = ["kind", "message_vi", "message_en"].contains(&member.as_str());
            if !usual && !known.contains(&member.as_str()) {
                self.lost(
                    name,
                    format!("rule {kind}: the member {member} is not understood"),
                );
            }
        }
        let message = (!text(rule, "message_vi").is_empty())
            .then(|| bilingual(text(rule, "message_vi"), text(rule, "message_en")));
        let misfit = || Err(format!("{kind} does not fit the type {of}"));
        match kind {
            "citizen_id" if of == "citizen_id" => {}
            "email" if of == "email" => {}
            "pattern" => return pattern(rule, of, message, field),
            "range" => match of {
                "number" | "money" | "decimal" => {
                    for member in ["min", "max"] {
                        if let Some(limit) = rule.get(member).filter(|limit| !limit.is_null()) {
                            field.insert(member.to_owned(), limit_of(limit)?);
                        }
                    }
                }
                _ => return misfit(),
            },
            "date_range" if matches!(of, "date" | "month") => {
                return self.date_range(rule, source, message, name, place, field);
            }
            "age_min" | "age_max" if of == "date" => {
                let years = rule
                    .get("years")
                    .and_then(Value::as_u64)
                    .ok_or("years is no whole number")?;
                field.insert(kind.to_owned(), json!(years));
                field.insert("not_future".to_owned(), json!(true));
                if let Some(message) = message {
                    field.insert("message".to_owned(), message);
                }
            }
            "derived" => {
                let function = match text(rule, "function") {
                    "money_in_words_vi" | "number_in_words_vi" => "number_in_words",
                    "date_in_words_vi" => "date_in_words",
                    other => return Err(format!("the function {other} is not known")),
                };
                let from = text(rule, "from");
                if place.names.find(from).is_none() {
                    return Err(format!("there is no field {from}"));
                }
                field.insert("type".to_owned(), json!("computed"));
                field.insert("from".to_owned(), json!(from));
                field.insert("function".to_owned(), json!(function));
            }
            "forbidden_values" => {
                return self.forbidden(rule, source, message, name, place, field);
            }
            "file" if of == "attachment" => {
                let accept = rule.get("accept").and_then(Value::as_array);
                let (good, bad): (Vec<&Value>, Vec<&Value>) = accept
                    .into_iter()
                    .flatten()
                    .partition(|kind| FILE_TYPES.contains(&string(kind)));
                for kind in bad {
                    self.lost(name, format!("files of the type {kind} are not taken"));
                }
                if !good.is_empty() {
                    field.insert("accept".to_owned(), json!(good));
                }
                for member in ["max_mb", "max_files"] {
                    match rule.get(member) {
                        None => {}
                        Some(number) if number.as_u64().is_some_and(|number| number > 0) => {
                            field.insert(member.to_owned(), number.clone());
                        }
                        Some(other) => return Err(format!("{member} {other} is no whole number")),
                    }
                }
            }
            _ => return misfit(),
        }
        Ok(())
    }

    fn date_range(
        &mut self,
        rule: &Value,
        source: &Value,
        message: Option<Value>,
        name: &str,
        place: Place<'_>,
        field: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let of = text(source, "type");
        let (min, max) = (text(rule, "min"), text(rule, "max"));
        for member in ["min", "max"] {
            if rule
                .get(member)
                .is_some_and(|limit| !limit.is_string() && !limit.is_null())
            {
                return Err(format!("{member} is no date"));
            }
        }
        if of == "date" && min.is_empty() && max == "today" {
            // The engine has its own words for this one.
            field.insert("not_future".to_owned(), json!(true));
            return Ok(());
        }
        for (member, limit) in [("min", min), ("max", max)] {
            if limit.is_empty() {
                continue;
            }
            if is_day_limit(limit) {
                field.insert(member.to_owned(), json!(limit));
            } else if place.rows.is_empty() && place.names.find(limit).is_some() {
                // A limit that is another question is a rule between the two.
                let (this, other) = (
                    Term::Field(text(source, "key").to_owned()),
                    Term::Field(limit.to_owned()),
                );
                let require = if member == "min" {
                    Condition::AtMost(other, this)
                } else {
                    Condition::AtMost(this, other)
                };
                self.between(name, member, require, message.clone());
            } else {
                return Err(format!(
                    "the limit {limit} is neither a day nor a field beside it"
                ));
            }
        }
        if let (Some(message), true) = (message, of == "date") {
            field.insert("message".to_owned(), message);
        }
        Ok(())
    }

    fn forbidden(
        &mut self,
        rule: &Value,
        source: &Value,
        message: Option<Value>,
        name: &str,
        place: Place<'_>,
        field: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let values = rule
            .get("values")
            .and_then(Value::as_array)
            .ok_or("values is no list")?;
        match text(source, "type") {
            "boolean" if *values == [json!(false)] => {
                field.insert("must_accept".to_owned(), json!(true));
            }
            "enum" => {
                let message = message.ok_or("forbidden_values without a message_vi")?;
                field.insert(
                    "forbidden".to_owned(),
                    json!({ "values": values, "message": message }),
                );
            }
            "text" | "country" | "ethnicity" | "province" | "ward" if place.rows.is_empty() => {
                let codes: Vec<String> = values
                    .iter()
                    .map(|value| string(value).to_owned())
                    .collect();
                let require = Condition::Not(Box::new(Condition::In(
                    text(source, "key").to_owned(),
                    codes,
                )));
                self.between(name, "values", require, message);
            }
            other => {
                return Err(format!(
                    "forbidden_values does not fit the type {other} here"
                ));
            }
        }
        Ok(())
    }

    /// Adds a rule between fields.
    fn between(&mut self, name: &str, about: &str, require: Condition, message: Option<Value>) {
        let message = message
            .and_then(|message| serde_json::from_value(message).ok())
            .unwrap_or_default();
        self.rules.push(Rule {
            id: format!("{name}-{about}"),
            require,
            severity: motcua_shared::form::Severity::Error,
            message,
            field: name.to_owned(),
        });
    }
}

fn pattern(
    rule: &Value,
    of: &str,
    message: Option<Value>,
    field: &mut Map<String, Value>,
) -> Result<(), String> {
    let source = text(rule, "pattern");
    let flags = text(rule, "flags");
    if !flags.chars().all(|flag| flag == 'u') {
        return Err(format!("the flags {flags} of a pattern are not understood"));
    }
    match of {
        // The type checks it, and more.
        "phone" | "email" | "citizen_id" | "vsic" | "url" => return Ok(()),
        "text" => {}
        other => return Err(format!("pattern does not fit the type {other}")),
    }
    if source == NAME_PATTERN {
        field.insert("format".to_owned(), json!("person_name"));
        field.insert("max_length".to_owned(), json!(100));
        return Ok(());
    }
    // Ours always mean the whole text.
    let begin = source.strip_prefix('^');
    let inner = begin.unwrap_or(source);
    let end = inner
        .strip_suffix('$')
        .filter(|inner| !inner.ends_with('\\'));
    let inner = end.unwrap_or(inner);
    let whole = |open: bool| if open { "" } else { ".*" };
    let body = if begin.is_some() && end.is_some() {
        inner.to_owned()
    } else {
        format!(
            "{}(?:{inner}){}",
            whole(begin.is_some()),
            whole(end.is_some())
        )
    };
    if body.contains(['^', '$']) && !body.contains("[^") {
        return Err(format!(
            "the pattern {source} has ^ or $ inside, which is not understood"
        ));
    }
    let ours = Pattern::new(&body);
    if !ours.is_sound() {
        return Err(format!("the pattern {source} is not understood"));
    }
    field.insert("pattern".to_owned(), json!(body));
    let example = text(rule, "example");
    if !example.is_empty() {
        if !ours.matches(example) {
            return Err(format!(
                "the pattern {source} rejects its example {example}"
            ));
        }
        field.insert("example".to_owned(), json!(example));
    }
    match message {
        Some(message) => {
            field.insert("message".to_owned(), message);
        }
        None if example.is_empty() => {
            return Err("a pattern without message_vi: nobody could say what is wrong".to_owned());
        }
        None => {}
    }
    Ok(())
}

/// A limit of a number: whole, or text with its decimals.
fn limit_of(limit: &Value) -> Result<Value, String> {
    match limit {
        Value::Number(number) if number.as_i64().is_some() => Ok(limit.clone()),
        Value::Number(number) => serde_json::to_value(compile::number(&number.to_string())?)
            .map_err(|error| error.to_string()),
        other => Err(format!("the limit {other} is no number")),
    }
}

/// `2025-07-01`, `today`, `today+2y`, `today-6m`, `today+10d`.
fn is_day_limit(limit: &str) -> bool {
    if let Some(moved) = limit.strip_prefix("today") {
        let Some(count) = moved.strip_prefix(['+', '-']) else {
            return moved.is_empty();
        };
        let digits = count.strip_suffix(['y', 'm', 'd']).unwrap_or_default();
        return !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
    }
    parse_iso_date(limit).is_some()
}
