//! Reading one answer whose kind is not known yet: by the shape of its JSON. Decides nothing about right and wrong.
//!
//! By hand, not derived: serde would read a list of three ids as the three boxes of a date, and would keep everything it
//! reads in a form that brings a whole JSON library to the browser.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::answers::{Address, Answer, Answers, Chosen, DateParts, Row, Signature};

/// What the JSON holds.
enum Shape {
    Flag(bool),
    Text(String),
    List(Vec<Shape>),
    Members(BTreeMap<String, Shape>),
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an answer: a text, true or false, a list, or the parts of a date, an address, a choice or a signature")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Shape, E> {
        Ok(Shape::Flag(flag))
    }

    fn visit_str<E>(self, text: &str) -> Result<Shape, E> {
        Ok(Shape::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Shape, E> {
        Ok(Shape::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Shape::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Shape, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = entries.next_entry()? {
            members.insert(name, value);
        }
        Ok(Shape::Members(members))
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        answer(Shape::deserialize(deserializer)?)
            .ok_or_else(|| D::Error::custom("these members are no answer of any kind"))
    }
}

fn answer(shape: Shape) -> Option<Answer> {
    Some(match shape {
        Shape::Flag(flag) => Answer::Flag(flag),
        Shape::Text(text) => Answer::Text(text),
        Shape::List(items) => match items.first() {
            Some(Shape::Members(_)) => {
                Answer::Rows(items.into_iter().map(row).collect::<Option<_>>()?)
            }
            _ => Answer::Files(texts(items)?),
        },
        Shape::Members(mut members) => {
            let answer = if members.contains_key("day") {
                Answer::Date(DateParts {
                    day: text(&mut members, "day")?,
                    month: text(&mut members, "month")?,
                    year: text(&mut members, "year")?,
                })
            } else if let Some(chosen) = members.remove("chosen") {
                let Shape::List(items) = chosen else {
                    return None;
                };
                Answer::Chosen(Chosen {
                    chosen: texts(items)?,
                })
            } else if members.contains_key("drawn") {
                Answer::Signature(Signature {
                    drawn: text(&mut members, "drawn")?,
                    typed_name: text_if_any(&mut members, "typed_name")?,
                    agreed: match members.remove("agreed") {
                        None => false,
                        Some(Shape::Flag(agreed)) => agreed,
                        Some(_) => return None,
                    },
                })
            } else {
                Answer::Address(Address {
                    province: text(&mut members, "province")?,
                    commune: text(&mut members, "commune")?,
                    detail: text(&mut members, "detail")?,
                    province_name: text_if_any(&mut members, "province_name")?,
                    commune_name: text_if_any(&mut members, "commune_name")?,
                    old_text: text_if_any(&mut members, "old_text")?,
                    old_date: text_if_any(&mut members, "old_date")?,
                })
            };
            // What is left has no place: better refused than dropped unseen.
            return members.is_empty().then_some(answer);
        }
    })
}

fn row(shape: Shape) -> Option<Row> {
    let Shape::Members(mut members) = shape else {
        return None;
    };
    let id = text(&mut members, "id")?;
    let Shape::Members(answers) = members.remove("answers")? else {
        return None;
    };
    let answers: Answers = answers
        .into_iter()
        .map(|(key, shape)| Some((key, answer(shape)?)))
        .collect::<Option<_>>()?;
    members.is_empty().then_some(Row { id, answers })
}

fn texts(items: Vec<Shape>) -> Option<Vec<String>> {
    let text = |item| match item {
        Shape::Text(text) => Some(text),
        _ => None,
    };
    items.into_iter().map(text).collect()
}

/// Takes a text that must be there.
fn text(members: &mut BTreeMap<String, Shape>, name: &str) -> Option<String> {
    match members.remove(name)? {
        Shape::Text(text) => Some(text),
        _ => None,
    }
}

/// Takes a text that may be missing.
fn text_if_any(members: &mut BTreeMap<String, Shape>, name: &str) -> Option<String> {
    if members.contains_key(name) {
        text(members, name)
    } else {
        Some(String::new())
    }
}
