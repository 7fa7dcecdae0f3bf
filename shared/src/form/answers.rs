//! What was typed, kept as typed: an answer may be wrong or half finished and still survives every save.
//!
//! Canonical answers (what [`super::validate()`] returns) use the same types with clean values: dates as ISO text,
//! numbers as plain digits, phones in E.164.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Answers by field key, or by key inside one row of a repeat group.
pub type Answers = BTreeMap<String, Answer>;

/// One answer. JSON is untagged: the field's kind says how to read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Answer {
    /// A check box.
    Flag(bool),
    /// Everything typed as text: also numbers, money, ids, and codes of choices.
    Text(String),
    /// A date as typed in its three boxes.
    Date(DateParts),
    /// An address on the two-level tree.
    Address(Address),
    /// Ids of the attachments in a file slot.
    Files(Vec<String>),
    /// Several codes of a choice of many.
    Chosen(Chosen),
    /// A signature, drawn or declared.
    Signature(Signature),
    /// The rows of a repeat group.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    Rows(Vec<Row>),
}

/// The three boxes of a date, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DateParts {
    /// Day of the month.
    pub day: String,
    /// Month, 1 to 12.
    pub month: String,
    /// Year with four digits.
    pub year: String,
}

/// The codes chosen of many: `{"chosen": ["a", "b"]}`, so that they are never taken for a list of files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// Codes in the order they were ticked; canonical answers have the order of the form.
    pub chosen: Vec<String>,
}

/// A signature: a drawing, or, for the keyboard, the full name and a tick.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Id of the attachment with the drawing (PNG), or empty.
    pub drawn: String,
    /// Full name typed instead of drawing, or empty.
    #[serde(default)]
    pub typed_name: String,
    /// The box “this is my signature” beside the typed name.
    #[serde(default)]
    pub agreed: bool,
}

/// Province → commune → detail. Names are kept beside the codes because units change their names (R-GEO).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Two-digit province code, or empty.
    pub province: String,
    /// Five-digit commune code, or empty.
    pub commune: String,
    /// House, street, hamlet.
    pub detail: String,
    /// Full name of the province when it was chosen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub province_name: String,
    /// Full name of the commune when it was chosen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub commune_name: String,
    /// An address as an old paper says it, with its district: kept as it is beside the unit proposed for today.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub old_text: String,
    /// The day the old address was right (ISO text, before 2025-07-01), or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub old_date: String,
}

/// One row of a repeat group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Stable for the life of the row, so that errors and files keep their place when rows move.
    pub id: String,
    /// The row's answers.
    #[cfg_attr(feature = "openapi", schema(no_recursion))]
    pub answers: Answers,
}

impl Answer {
    /// Whether nothing was answered. An unticked box counts as answered "no" and is not empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Flag(_) => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::Date(parts) => [&parts.day, &parts.month, &parts.year]
                .iter()
                .all(|part| part.trim().is_empty()),
            Self::Address(address) => {
                address.province.is_empty()
                    && address.commune.is_empty()
                    && address.detail.trim().is_empty()
                    && address.old_text.trim().is_empty()
            }
            Self::Files(files) => files.is_empty(),
            Self::Chosen(chosen) => chosen.chosen.is_empty(),
            Self::Signature(signature) => {
                signature.drawn.is_empty() && signature.typed_name.trim().is_empty()
            }
            Self::Rows(rows) => rows.is_empty(),
        }
    }

    /// The text of a text answer; empty for every other kind.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// The attachment ids of a file answer or a drawn signature.
    #[must_use]
    pub fn files(&self) -> &[String] {
        match self {
            Self::Files(files) => files,
            Self::Signature(signature) if !signature.drawn.is_empty() => {
                std::slice::from_ref(&signature.drawn)
            }
            _ => &[],
        }
    }

    /// The codes chosen of many.
    #[must_use]
    pub fn chosen(&self) -> &[String] {
        match self {
            Self::Chosen(chosen) => &chosen.chosen,
            _ => &[],
        }
    }

    /// The rows of a repeat group.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        match self {
            Self::Rows(rows) => rows,
            _ => &[],
        }
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// `group[row].key`; `group` is a path itself inside a row.
#[must_use]
pub fn path_in_row(group: &str, row: &str, key: &str) -> String {
    format!("{group}[{row}].{key}")
}

/// Every attachment id that the answers mention, in any depth.
#[must_use]
pub fn attachment_ids(answers: &Answers) -> Vec<&str> {
    answers
        .values()
        .flat_map(|answer| match answer {
            Answer::Rows(rows) => rows
                .iter()
                .flat_map(|row| attachment_ids(&row.answers))
                .collect(),
            answer => answer
                .files()
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_each_shape_apart() {
        let json = r#"{"a":"x","b":true,"c":{"day":"31","month":"2","year":""},"d":{"province":"01","commune":"","detail":""},"e":["f1"],"f":{"chosen":["f2"]},"g":[{"id":"r1","answers":{"h":"1"}}],"s":{"drawn":"f3","typed_name":"","agreed":false}}"#;
        let answers: Answers = serde_json::from_str(json).unwrap();
        assert!(matches!(answers["c"], Answer::Date(_)));
        assert!(matches!(answers["d"], Answer::Address(_)));
        assert!(matches!(answers["e"], Answer::Files(_)));
        assert!(matches!(answers["g"], Answer::Rows(_)));
        assert_eq!(serde_json::to_string(&answers).unwrap(), json);
        assert_eq!(attachment_ids(&answers), ["f1", "f3"]);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for wrong in [
            r#"{"x":"1"}"#,
            "1",
            "null",
            r#"{"day":"1","month":"2"}"#,
            r#"{"day":"1","month":"2","year":"2020","hour":"3"}"#,
            r#"{"province":"01","commune":"","detail":true}"#,
            r#"["f1",{"id":"r1","answers":{}}]"#,
            r#"[{"id":"r1"}]"#,
            r#"{"drawn":"","agreed":"yes"}"#,
            r#"{"chosen":"a"}"#,
        ] {
            assert!(serde_json::from_str::<Answer>(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            serde_json::from_str::<Answer>("[]").unwrap(),
            Answer::Files(Vec::new())
        );
        let drawn = serde_json::from_str::<Answer>(r#"{"drawn":"f1"}"#).unwrap();
        assert_eq!(drawn.files(), ["f1"]);
    }
}
