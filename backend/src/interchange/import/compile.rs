//! Expressions and `visible_when` of an imported form, turned into conditions and terms of the form language.
//! What has no counterpart is an error in words, never left out.

use motcua_shared::decimal::Decimal;
use motcua_shared::form::Term;
use motcua_shared::form::condition::{Condition, InRows, Unique};
use motcua_shared::form::term::{Count, Sum};
use motcua_shared::time::parse_iso_date;
use serde_json::Value;

use super::expression::Expression;

/// The fields that a condition can name: those beside it first, then those around it.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) beside: &'a [&'a Value],
    pub(super) around: &'a [&'a Value],
}

type Compiled<T> = Result<T, String>;

fn key(field: &Value) -> &str {
    field.get("key").and_then(Value::as_str).unwrap_or_default()
}

fn kind(field: &Value) -> &str {
    field
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The fields of a repeat group.
pub(super) fn row_fields(field: &Value) -> Vec<&Value> {
    let list = field.get("fields").and_then(Value::as_array);
    list.map(|list| list.iter().collect()).unwrap_or_default()
}

impl<'a> Names<'a> {
    pub(super) fn find(&self, name: &str) -> Option<&'a Value> {
        let all = self.beside.iter().chain(self.around);
        all.copied().find(|field| key(field) == name)
    }

    fn known(&self, name: &str) -> Compiled<&'a Value> {
        self.find(name)
            .ok_or_else(|| format!("there is no field {name}"))
    }

    fn rows(&self, name: &str) -> Compiled<&'a Value> {
        let field = self.known(name)?;
        if kind(field) == "repeat" {
            Ok(field)
        } else {
            Err(format!("{name} has no rows"))
        }
    }
}

/// A field is of a type that holds one code or text, so that it can be compared with one.
fn has_code(field: &Value) -> bool {
    !matches!(
        kind(field),
        "date"
            | "month"
            | "number"
            | "money"
            | "decimal"
            | "time"
            | "repeat"
            | "attachment"
            | "address"
    )
}

/// What an expression demands.
pub(super) fn condition(read: &Expression, names: &Names<'_>) -> Compiled<Condition> {
    Ok(match read {
        Expression::Not(part) => Condition::Not(Box::new(condition(part, names)?)),
        Expression::Pair("and", left, right) => {
            Condition::All(vec![condition(left, names)?, condition(right, names)?])
        }
        Expression::Pair("or", left, right) => {
            Condition::Any(vec![condition(left, names)?, condition(right, names)?])
        }
        Expression::Pair("=>", left, right) => Condition::Any(vec![
            Condition::Not(Box::new(condition(left, names)?)),
            condition(right, names)?,
        ]),
        Expression::Pair(sign, left, right) => compared(sign, left, right, names)?,
        Expression::Name(name) => match kind(names.known(name)?) {
            "boolean" => Condition::Checked(name.clone()),
            other => return Err(format!("{name} ({other}) is neither true nor false")),
        },
        Expression::Call(function, arguments, only) => {
            asked(function, arguments, only.as_deref(), names)?
        }
        other => return Err(format!("{} is neither true nor false", shown(other))),
    })
}

fn compared(
    sign: &str,
    left: &Expression,
    right: &Expression,
    names: &Names<'_>,
) -> Compiled<Condition> {
    let not = |condition| Condition::Not(Box::new(condition));
    // The name stands left.
    let (left, right, sign) = match (left, right) {
        (Expression::Text(_) | Expression::Truth(_) | Expression::Nothing, Expression::Name(_)) => {
            (right, left, sign)
        }
        _ => (left, right, sign),
    };
    match (sign, left, right) {
        ("==" | "!=", Expression::Name(name), Expression::Truth(truth)) => {
            if kind(names.known(name)?) != "boolean" {
                return Err(format!("{name} is neither true nor false"));
            }
            let checked = Condition::Checked(name.clone());
            Ok(if (sign == "==") == *truth {
                checked
            } else {
                not(checked)
            })
        }
        ("==" | "!=", Expression::Name(name), Expression::Nothing) => {
            names.known(name)?;
            let filled = Condition::Filled(name.clone());
            Ok(if sign == "!=" { filled } else { not(filled) })
        }
        ("==" | "!=", Expression::Name(name), Expression::Text(text))
            if names.find(name).is_some_and(has_code) =>
        {
            let is = if kind(names.known(name)?) == "choices" {
                Condition::Contains(name.clone(), text.clone())
            } else {
                Condition::Is(name.clone(), text.clone())
            };
            Ok(if sign == "==" { is } else { not(is) })
        }
        ("in", Expression::Name(name), Expression::List(list)) => {
            names.known(name)?;
            let codes: Compiled<Vec<String>> = list
                .iter()
                .map(|one| match one {
                    Expression::Text(text) | Expression::Number(text) => Ok(text.clone()),
                    other => Err(format!("{} is no code", shown(other))),
                })
                .collect();
            Ok(Condition::In(name.clone(), codes?))
        }
        ("in", ..) => Err("“in” wants a field and a list of codes".to_owned()),
        _ => {
            let (left, right) = (term(left, names)?, term(right, names)?);
            Ok(match sign {
                "<=" => Condition::AtMost(left, right),
                ">=" => Condition::AtMost(right, left),
                "<" => Condition::LessThan(left, right),
                ">" => Condition::LessThan(right, left),
                "==" => Condition::Equal(left, right),
                "!=" => not(Condition::Equal(left, right)),
                other => return Err(format!("the operator {other} is not known")),
            })
        }
    }
}

fn asked(
    function: &str,
    arguments: &[Expression],
    only: Option<&Expression>,
    names: &Names<'_>,
) -> Compiled<Condition> {
    let one = match arguments {
        [Expression::Name(name)] => Some(name),
        _ => None,
    };
    match (function, one) {
        ("unique", Some(path)) if only.is_none() => {
            let (rows, field) = row_path(path, names)?;
            Ok(Condition::Unique(Unique { rows, field }))
        }
        ("filled" | "present" | "exists", Some(name)) => {
            names.known(name)?;
            Ok(Condition::Filled(name.clone()))
        }
        ("empty" | "missing", Some(name)) => {
            names.known(name)?;
            Ok(Condition::Not(Box::new(Condition::Filled(name.clone()))))
        }
        ("every" | "all" | "some" | "any", Some(name)) => {
            let only =
                only.ok_or_else(|| format!("{function}({name}) does not say “where” what holds"))?;
            let around: Vec<&Value> = names.beside.iter().chain(names.around).copied().collect();
            let beside = row_fields(names.rows(name)?);
            let inside = Names {
                beside: &beside,
                around: &around,
            };
            let part = InRows {
                rows: name.clone(),
                holds: Box::new(condition(only, &inside)?),
            };
            Ok(if matches!(function, "every" | "all") {
                Condition::Every(part)
            } else {
                Condition::Some(part)
            })
        }
        ("contains", _) => match arguments {
            [Expression::Name(name), Expression::Text(code)] => {
                names.known(name)?;
                Ok(Condition::Contains(name.clone(), code.clone()))
            }
            _ => Err("contains wants a field and a code".to_owned()),
        },
        _ => Err(format!(
            "the function {function} is not known as a condition"
        )),
    }
}

/// `rows.field` of a repeat group.
fn row_path(path: &str, names: &Names<'_>) -> Compiled<(String, String)> {
    let (rows, field) = path
        .rsplit_once('.')
        .ok_or_else(|| format!("{path} names no field of rows"))?;
    let (mut at, mut inner) = match rows.split_once('.') {
        None => (names.rows(rows)?, None),
        Some((outer, inner)) => (names.rows(outer)?, Some(inner)),
    };
    if let Some(name) = inner.take() {
        at = row_fields(at)
            .into_iter()
            .find(|row| key(row) == name && kind(row) == "repeat")
            .ok_or_else(|| format!("{rows} has no rows"))?;
    }
    if !row_fields(at).iter().any(|row| key(row) == field) {
        return Err(format!("the rows of {rows} have no field {field}"));
    }
    Ok((rows.to_owned(), field.to_owned()))
}

/// The value of an expression.
pub(super) fn term(read: &Expression, names: &Names<'_>) -> Compiled<Term> {
    let boxed = |part: &Expression| term(part, names).map(Box::new);
    Ok(match read {
        Expression::Number(text) => Term::Number(number(text)?),
        Expression::Text(text) => match parse_iso_date(text) {
            Some(date) => Term::Date(date),
            None => Term::Text(text.clone()),
        },
        Expression::Name(name) if ["today", "submitted_at", "now"].contains(&name.as_str()) => {
            Term::Today
        }
        Expression::Name(name) => {
            let field = names.known(name)?;
            if matches!(kind(field), "boolean" | "address") {
                return Err(format!("{name} has no value to compare"));
            }
            Term::Field(name.clone())
        }
        Expression::Pair("+", left, right) => Term::Add(vec![*boxed(left)?, *boxed(right)?]),
        Expression::Pair("-", left, right) => Term::Subtract(boxed(left)?, boxed(right)?),
        Expression::Pair("*", left, right) => Term::Multiply(vec![*boxed(left)?, *boxed(right)?]),
        Expression::Call(function, arguments, only) => {
            called(function, arguments, only.as_deref(), names)?
        }
        other => return Err(format!("{} has no value to compare", shown(other))),
    })
}

/// A decimal number.
pub(super) fn number(text: &str) -> Compiled<Decimal> {
    let plain = text
        .chars()
        .all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-'));
    // With a comma: a dot would be read as grouping, as people write it.
    Decimal::read(&text.replace('.', ","))
        .filter(|_| plain)
        .ok_or_else(|| format!("{text} is no number that can be kept exactly"))
}

fn called(
    function: &str,
    arguments: &[Expression],
    only: Option<&Expression>,
    names: &Names<'_>,
) -> Compiled<Term> {
    if let ("sum" | "count", [Expression::Name(path)]) = (function, arguments) {
        let (rows, field) = if function == "sum" {
            let (rows, field) = row_path(path, names)?;
            (rows, Some(field))
        } else {
            names.rows(path)?;
            (path.clone(), None)
        };
        let around: Vec<&Value> = names.beside.iter().chain(names.around).copied().collect();
        let beside = names.find(&rows).map(row_fields).unwrap_or_default();
        let inside = Names {
            beside: &beside,
            around: &around,
        };
        let only = only
            .map(|only| condition(only, &inside).map(Box::new))
            .transpose()?;
        return Ok(match field {
            Some(field) => Term::Sum(Sum { rows, field, only }),
            None => Term::Count(Count { rows, only }),
        });
    }
    if only.is_some() {
        return Err(format!("{function}(… where …) is not known"));
    }
    let parts: Vec<Term> = arguments
        .iter()
        .map(|part| term(part, names))
        .collect::<Compiled<_>>()?;
    let mut parts = parts.into_iter().map(Box::new);
    let (first, second, more) = (parts.next(), parts.next(), parts.next());
    if more.is_some() {
        return Err(format!("{function} has too many arguments"));
    }
    Ok(match (function, first, second) {
        ("abs", Some(a), None) => Term::Abs(a),
        ("years_between", Some(a), Some(b)) => Term::YearsBetween(a, b),
        ("months_between", Some(a), Some(b)) => Term::MonthsBetween(a, b),
        ("days_between", Some(a), Some(b)) => Term::DaysBetween(a, b),
        ("age", Some(a), None) => Term::YearsBetween(a, Box::new(Term::Today)),
        ("year" | "year_of", Some(a), None) => Term::YearOf(a),
        ("length" | "len", Some(a), None) => Term::Length(a),
        ("cid_gender" | "gender_of", Some(a), None) => Term::GenderOf(a),
        ("cid_birth_year" | "birth_year_of", Some(a), None) => Term::BirthYearOf(a),
        _ => {
            return Err(format!(
                "the function {function} is not known, or not with these arguments"
            ));
        }
    })
}

fn shown(read: &Expression) -> String {
    match read {
        Expression::Number(text) | Expression::Name(text) => text.clone(),
        Expression::Text(text) => format!("“{text}”"),
        Expression::Truth(truth) => truth.to_string(),
        Expression::Nothing => "null".to_owned(),
        Expression::List(_) => "a list".to_owned(),
        Expression::Call(function, ..) => format!("{function}(…)"),
        Expression::Not(_) => "not …".to_owned(),
        Expression::Pair(sign, ..) => format!("… {sign} …"),
    }
}

/// A `visible_when`: `{"field", "op", "value", "fn"?}`, also several under `all` / `any` / `not`.
pub(super) fn when(value: &Value, names: &Names<'_>) -> Compiled<Condition> {
    let Some(object) = value.as_object() else {
        return Err("the condition is no object".to_owned());
    };
    let parts = |list: &Value| -> Compiled<Vec<Condition>> {
        let list = list
            .as_array()
            .filter(|list| !list.is_empty())
            .ok_or("all / any wants a list of conditions")?;
        list.iter().map(|part| when(part, names)).collect()
    };
    if let (1, Some((member, inside))) = (object.len(), object.iter().next()) {
        match member.as_str() {
            "all" | "and" => return Ok(Condition::All(parts(inside)?)),
            "any" | "or" => return Ok(Condition::Any(parts(inside)?)),
            "not" => return Ok(Condition::Not(Box::new(when(inside, names)?))),
            _ => {}
        }
    }
    if let Some(other) = object
        .keys()
        .find(|member| !["field", "op", "value", "fn"].contains(&member.as_str()))
    {
        return Err(format!("the member {other} of the condition is not known"));
    }
    let text = |member: &str| object.get(member).and_then(Value::as_str);
    let field = text("field").ok_or("the condition names no field")?;
    let op = text("op").ok_or("the condition has no op")?;
    if text("fn").is_none() && object.contains_key("fn") {
        return Err("the fn of the condition is no text".to_owned());
    }
    let wanted = object.get("value").unwrap_or(&Value::Null);
    let left = match text("fn") {
        None => Expression::Name(field.to_owned()),
        Some(function) => Expression::Call(
            function.to_owned(),
            vec![Expression::Name(field.to_owned())],
            None,
        ),
    };
    let sign = match op {
        "eq" => "==",
        "ne" => "!=",
        "lt" => "<",
        "lte" | "le" => "<=",
        "gt" => ">",
        "gte" | "ge" => ">=",
        "in" | "not_in" => "in",
        "filled" | "not_empty" | "exists" => {
            return condition(
                &Expression::Call("filled".to_owned(), vec![left], None),
                names,
            );
        }
        "empty" | "not_exists" => {
            return condition(
                &Expression::Call("empty".to_owned(), vec![left], None),
                names,
            );
        }
        "contains" => {
            return condition(
                &Expression::Call("contains".to_owned(), vec![left, literal(wanted)?], None),
                names,
            );
        }
        other => return Err(format!("the operator {other} is not known")),
    };
    let read = compared(sign, &left, &literal(wanted)?, names)?;
    Ok(if op == "not_in" {
        Condition::Not(Box::new(read))
    } else {
        read
    })
}

fn literal(value: &Value) -> Compiled<Expression> {
    Ok(match value {
        Value::String(text) => Expression::Text(text.clone()),
        Value::Bool(truth) => Expression::Truth(*truth),
        Value::Number(number) => Expression::Number(number.to_string()),
        Value::Null => Expression::Nothing,
        Value::Array(list) => Expression::List(list.iter().map(literal).collect::<Compiled<_>>()?),
        Value::Object(_) => return Err("the value of the condition is an object".to_owned()),
    })
}
