//! Reads what a register answers. The shape is checked here, each value later by the validator of forms.

use std::collections::BTreeMap;

use motcua_shared::form::Answer;
use motcua_shared::time::{LocalTime, Timestamp, parse_iso_date};
use serde::Deserialize;

use super::{Known, Question, SourceError};

/// What a register answers; members that we do not know are left alone.
#[derive(Deserialize)]
struct Reply {
    citizen_id: String,
    #[serde(default)]
    as_of: Option<String>,
    values: BTreeMap<String, serde_json::Value>,
}

/// Reads an answer. Values that no form could hold are left out; an answer about another number is no answer.
pub(super) fn read(body: &[u8], question: &Question) -> Result<Option<Known>, SourceError> {
    let nonsense = |why: &str| SourceError::Nonsense(why.to_owned());
    let reply: Reply =
        serde_json::from_slice(body).map_err(|_| nonsense("its answer is not the agreed JSON"))?;
    if reply.citizen_id != question.citizen_id {
        return Err(nonsense("its answer is about another number"));
    }
    let as_of = match reply.as_of.as_deref() {
        None => None,
        Some(text) => {
            let date = parse_iso_date(text).filter(|date| *date <= question.today);
            let date = date.ok_or_else(|| nonsense("its answer is of a day that cannot be"))?;
            Some(Timestamp::from_local(LocalTime { date, minute: 0 }))
        }
    };
    let about_a_person = |path: &str| path.starts_with("person.") || path.starts_with("marriage.");
    let values = reply.values.into_iter().filter_map(|(path, value)| {
        let answer: Answer = serde_json::from_value(value).ok()?;
        (about_a_person(&path) && !answer.is_empty()).then_some((path, answer))
    });
    Ok(Some(Known {
        as_of,
        values: values.collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(body: &str) -> Result<Option<Known>, SourceError> {
        let question = Question {
            citizen_id: "036192999902".to_owned(),
            purpose: "1.001193".to_owned(),
            id: "q".to_owned(),
            today: motcua_shared::time::date(2026, 11, 22).unwrap(),
        };
        read(body.as_bytes(), &question)
    }

    #[test]
    fn values_are_read_and_what_is_none_is_left_out() {
        let known = ask(
            r#"{"citizen_id": "036192999902", "as_of": "2026-11-01", "extra": 1,
                "values": {"person.full_name": "Trần Thị Thử", "person.gender": 7, "person.email": "", "land.area_m2": "9"}}"#,
        );
        let known = known.unwrap().unwrap();
        assert_eq!(
            known.values,
            [("person.full_name".to_owned(), Answer::from("Trần Thị Thử"))]
        );
        assert_eq!(
            known.as_of.map(|moment| moment.to_rfc3339()).as_deref(),
            Some("2026-10-31T17:00:00.000Z")
        );
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        for body in [
            "",
            "<html>OK</html>",
            "[]",
            r#"{"citizen_id": "036192999902"}"#,
            r#"{"citizen_id": "001090999901", "values": {}}"#,
            r#"{"citizen_id": "036192999902", "as_of": "2027-01-01", "values": {}}"#,
            r#"{"citizen_id": "036192999902", "as_of": "soon", "values": {}}"#,
        ] {
            assert!(matches!(ask(body), Err(SourceError::Nonsense(_))), "{body}");
        }
    }
}
