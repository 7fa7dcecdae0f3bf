//! What a form is: sections, groups of questions (one group a page), fields, cross-field rules. Pure data.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::answers::Answer;
use super::condition::Condition;
use super::field::Kind;
use super::issue::Severity;
use crate::i18n::Bilingual;

/// One e-form, as `backend/procedures/<slug>/form.json` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Stable key of the form, e.g. `birth-registration`.
    pub id: String,
    /// Official name of the declaration.
    pub title: Bilingual,
    /// The official form and the circular that issued it.
    pub basis: String,
    /// Sections in the order of the official form.
    pub sections: Vec<Section>,
    /// Rules between fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Who the signed-in person is in this form, so that known facts reach the right fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleBinding>,
    /// The sentence the applicant declares before filing.
    pub declaration: Bilingual,
}

/// A part of the official form with its own heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Unique in the form.
    pub key: String,
    /// Heading.
    pub title: Bilingual,
    /// Groups of questions; each is one page for citizens.
    pub groups: Vec<Group>,
}

/// Questions that belong together: one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Unique in the form; part of the page's address.
    pub key: String,
    /// Heading of the page.
    pub title: Bilingual,
    /// One or two sentences above the questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<Bilingual>,
    /// The questions.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// Unique in the form (inside a repeat group: in the group).
    pub key: String,
    /// The label of the official form.
    pub label: Bilingual,
    /// A short hint between label and input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Bilingual>,
    /// Why this is asked: what the agency needs it for. Shown when the person opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Bilingual>,
    /// Where the answer is found: on which paper, in which line. Shown when the person opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub find: Option<Bilingual>,
    /// The type and its parameters; JSON: `"type": "text", …` beside the other members.
    #[cfg_attr(not(tags_by_reader), serde(flatten))]
    pub kind: Kind,
    /// Must be answered whenever it is visible.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Must be answered when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_if: Option<Condition>,
    /// Shows its answer (a default, a known fact) and lets nobody change it when this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only_if: Option<Condition>,
    /// Exists only when this holds: hidden means absent (design §4, invariant 3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_if: Option<Condition>,
    /// Path of the fact this answer is, e.g. `person.full_name` or `child.father.full_name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// `autocomplete` token, only for data about the person who types (WCAG 1.3.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// Answer a new draft starts with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Answer>,
}

/// A rule between fields, checked when all its fields are visible and answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Unique in the form, e.g. `MS1`.
    pub id: String,
    /// Must hold.
    pub require: Condition,
    /// Errors block filing; warnings and notes are shown to applicant and clerk.
    #[serde(default)]
    pub severity: Severity,
    /// Said when the rule does not hold.
    pub message: Bilingual,
    /// The field that the message stands at.
    pub field: String,
}

/// When `when` holds, the role `role` (such as `child.father`) is the signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RoleBinding {
    /// Condition on the answers.
    pub when: Condition,
    /// Profile prefix that is then the person.
    pub role: String,
}

impl Form {
    /// Whether the official form numbers its sections itself, as in “1. Chủ đầu tư” or “II. …”: then nobody else does.
    #[must_use]
    pub fn numbers_sections(&self) -> bool {
        self.sections.iter().any(|section| {
            let number = section
                .title
                .vi
                .split_once('.')
                .map_or("", |(number, _)| number);
            !number.is_empty()
                && (number.bytes().all(|byte| byte.is_ascii_digit())
                    || number
                        .bytes()
                        .all(|byte| matches!(byte, b'I' | b'V' | b'X')))
        })
    }

    /// Every top-level field with its group, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections
            .iter()
            .flat_map(|section| &section.groups)
            .flat_map(|group| &group.fields)
    }

    /// The top-level field with this key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields().find(|field| field.key == key)
    }

    /// The field at a path, also inside rows: `key`, `group[row].key`, `group[row].inner[row].key`.
    #[must_use]
    pub fn field_at(&self, path: &str) -> Option<&Field> {
        let (key, mut rest) = path.split_once('[').unwrap_or((path, ""));
        let mut field = self.field(key)?;
        while !rest.is_empty() {
            let (_, inside) = rest.split_once("].")?;
            let (key, further) = inside.split_once('[').unwrap_or((inside, ""));
            field = field
                .kind
                .row_fields()
                .iter()
                .find(|field| field.key == key)?;
            rest = further;
        }
        Some(field)
    }

    /// Every page with its section, in order.
    pub fn pages(&self) -> impl Iterator<Item = (&Section, &Group)> {
        self.sections
            .iter()
            .flat_map(|section| section.groups.iter().map(move |group| (section, group)))
    }

    /// Keys that some condition, role or computed value looks at: only a change there can show, hide or compute anything.
    #[must_use]
    pub fn watched(&self) -> HashSet<&str> {
        let mut keys = HashSet::new();
        let mut waiting: Vec<&Field> = self.fields().collect();
        while let Some(field) = waiting.pop() {
            for condition in [&field.visible_if, &field.required_if, &field.read_only_if]
                .into_iter()
                .flatten()
            {
                condition.reads(&[], &mut |_, key| {
                    keys.insert(key);
                });
            }
            if let Kind::Computed(computed) = &field.kind {
                computed.reads(&mut |_, key| {
                    keys.insert(key);
                });
            }
            waiting.extend(field.kind.row_fields());
        }
        for role in &self.roles {
            keys.extend(role.when.fields());
        }
        keys
    }

    /// What a new draft starts with.
    #[must_use]
    pub fn initial_answers(&self) -> super::Answers {
        self.fields()
            .filter_map(|field| Some((field.key.clone(), field.default.clone()?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str) -> Form {
        let words = serde_json::json!({ "vi": title, "en": title });
        serde_json::from_value(serde_json::json!({
            "id": "f", "title": words, "basis": "b", "declaration": words,
            "sections": [{ "key": "s", "title": words, "groups": [] }],
        }))
        .unwrap()
    }

    #[test]
    fn a_form_that_numbers_its_sections_is_known_by_their_titles() {
        for (title, expected) in [
            ("1. Chủ đầu tư", true),
            ("11. Thành viên", true),
            ("II. Người khai thay", true),
            ("Người yêu cầu", false),
            ("Vào ngày 1. 5", false),
            (". ", false),
        ] {
            assert_eq!(titled(title).numbers_sections(), expected, "{title}");
        }
    }
}
