//! Reads a form in the published shape (sections of fields, `visible_when`, `rule`, `cross_field_rules`) and makes the files
//! of a procedure folder. Everything that cannot be expressed is named with its field and the reason; nothing is
//! dropped silently, and nothing here knows a particular form.

mod compile;
mod expression;
mod field;
mod pages;
mod procedure;
mod rule;

use std::fmt;

use motcua_shared::form::lint::prove;
use motcua_shared::form::profile::is_role;
use motcua_shared::form::vectors::day_of_proof;
use motcua_shared::form::{Form, RoleBinding, Rule, Severity};
use motcua_shared::i18n::Bilingual;
use serde_json::{Map, Value, json};

use crate::reference::Reference;
use compile::Names;
use expression::Expression;
use field::{Place, bilingual};

/// Something of the source that the result does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The field, rule or member.
    pub place: String,
    /// Why it could not be expressed.
    pub reason: String,
}

impl fmt::Display for Lost {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.place, self.reason)
    }
}

/// A procedure folder to be written.
#[derive(Clone, Debug)]
pub struct ImportedFolder {
    /// Name of the folder.
    pub slug: String,
    /// File names with their text.
    pub files: Vec<(&'static str, String)>,
}

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// One folder for each procedure that files with this form.
    pub folders: Vec<ImportedFolder>,
    /// What could not be expressed.
    pub lost: Vec<Lost>,
    /// What somebody should decide before the folder is used: nothing of the form itself.
    pub notes: Vec<String>,
}

/// An import under way.
#[derive(Default)]
struct Import {
    rules: Vec<Rule>,
    lost: Vec<Lost>,
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value
        .get(member)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn list<'v>(value: &'v Value, member: &str) -> &'v [Value] {
    value
        .get(member)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// Imports a form.
///
/// # Errors
/// In words, when the text is no form at all; what is wrong in parts of a form is in [`Imported::lost`].
pub fn import(source: &str, reference: &Reference) -> Result<Imported, String> {
    let source: Value =
        serde_json::from_str(source).map_err(|error| format!("this is no JSON: {error}"))?;
    if !source.is_object() || list(&source, "sections").is_empty() {
        return Err("this is no form: it has no sections".to_owned());
    }
    let mut import = Import::default();
    let form = import.form(&source)?;
    // The proof is part of the import: a definition that nobody could fill is not expressed.
    for fault in prove(&form, day_of_proof()) {
        import.lost(&fault.place, format!("the imported form {}", fault.reason));
    }
    let mut notes = Vec::new();
    let folders = procedure::folders(&source, &form, reference, &mut notes)?;
    Ok(Imported {
        folders,
        lost: import.lost,
        notes,
    })
}

const MEMBERS: [&str; 12] = [
    "form_id",
    "title_vi",
    "title_en",
    "procedures",
    "official_form",
    "source",
    "stats",
    "role_bindings",
    "sections",
    "cross_field_rules",
    "declaration_vi",
    "declaration_en",
];

impl Import {
    fn lost(&mut self, place: &str, reason: impl Into<String>) {
        let one = Lost {
            place: place.to_owned(),
            reason: reason.into(),
        };
        if !self.lost.contains(&one) {
            self.lost.push(one);
        }
    }

    /// Names members that nobody reads.
    fn only(&mut self, place: &str, value: &Value, known: &[&str]) {
        for member in value.as_object().into_iter().flat_map(Map::keys) {
            if !known.contains(&member.as_str()) {
                self.lost(place, format!("the member {member} is not understood"));
            }
        }
    }

    fn form(&mut self, source: &Value) -> Result<Form, String> {
        self.only("form", source, &MEMBERS);
        let all: Vec<&Value> = list(source, "sections")
            .iter()
            .flat_map(|section| list(section, "fields"))
            .collect();
        let names = Names {
            beside: &all,
            around: &[],
        };
        let place = Place {
            names,
            rows: "",
            depth: 0,
        };
        let mut sections = Vec::new();
        for (number, section) in list(source, "sections").iter().enumerate() {
            let key = match text(section, "key") {
                "" => format!("section-{}", number + 1),
                key => key.to_owned(),
            };
            self.only(
                &key,
                section,
                &["key", "title_vi", "title_en", "fields", "verified"],
            );
            let fields: Vec<Value> = list(section, "fields")
                .iter()
                .filter_map(|field| self.field(field, place))
                .collect();
            if fields.is_empty() {
                self.lost(&key, "a section without any field that can be asked");
                continue;
            }
            let title = bilingual(text(section, "title_vi"), text(section, "title_en"));
            let groups = pages::groups(&key, &title, fields);
            sections.push(json!({ "key": key, "title": title, "groups": groups }));
        }
        for rule in list(source, "cross_field_rules") {
            self.cross(rule, &names);
        }
        let roles = self.roles(source, &names);
        let basis = source
            .get("official_form")
            .map_or_else(String::new, |official| {
                [text(official, "code"), text(official, "issued_with")]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ")
            });
        let form = json!({
            "id": text(source, "form_id"),
            "title": bilingual(text(source, "title_vi"), text(source, "title_en")),
            "basis": basis,
            "sections": sections,
            "declaration": bilingual(text(source, "declaration_vi"), text(source, "declaration_en")),
        });
        let mut form: Form =
            serde_json::from_value(form).map_err(|error| format!("this is no form: {error}"))?;
        // A rule can only stand at a field that is there.
        let (rules, rest): (Vec<Rule>, Vec<Rule>) = std::mem::take(&mut self.rules)
            .into_iter()
            .partition(|rule| form.field(&rule.field).is_some());
        for rule in rest {
            self.lost(
                &rule.id,
                format!("the field {} was not imported", rule.field),
            );
        }
        form.rules = rules;
        form.roles = roles;
        Ok(form)
    }

    fn cross(&mut self, source: &Value, names: &Names<'_>) {
        let id = text(source, "id");
        self.only(
            id,
            source,
            &[
                "id",
                "rule",
                "severity",
                "message_vi",
                "message_en",
                "verified",
                "note",
            ],
        );
        match rule(source, names) {
            Ok(rule) => self.rules.push(rule),
            Err(reason) => self.lost(id, format!("{}: {reason}", text(source, "rule"))),
        }
    }

    fn roles(&mut self, source: &Value, names: &Names<'_>) -> Vec<RoleBinding> {
        let mut roles = Vec::new();
        for binding in list(source, "role_bindings") {
            self.only("role_bindings", binding, &["when", "bind"]);
            let bind = binding.get("bind").and_then(Value::as_object);
            let person = [
                json!({ "key": "person.gender", "type": "enum" }),
                json!({ "key": "person.marital_status", "type": "enum" }),
            ];
            let around: Vec<&Value> = person.iter().collect();
            let names = Names {
                beside: names.beside,
                around: &around,
            };
            let when = compile::when(binding.get("when").unwrap_or(&Value::Null), &names);
            for (role, who) in bind.into_iter().flatten() {
                match &when {
                    Err(reason) => self.lost(role, format!("role_bindings: {reason}")),
                    Ok(_) if who != "person" => {
                        self.lost(
                            role,
                            format!(
                                "role_bindings: it can be bound to the person only, not to {who}"
                            ),
                        );
                    }
                    Ok(_) if !is_role(role) => {
                        self.lost(role, "role_bindings: the role is not known")
                    }
                    Ok(when) => roles.push(RoleBinding {
                        when: when.clone(),
                        role: role.clone(),
                    }),
                }
            }
            if bind.is_none_or(Map::is_empty) {
                self.lost("role_bindings", "a binding without bind");
            }
        }
        roles
    }
}

/// A cross-field rule. `a => label` with a severity that does not block only tells about `a`.
fn rule(source: &Value, names: &Names<'_>) -> Result<Rule, String> {
    let severity = match text(source, "severity") {
        "" | "error" => Severity::Error,
        "warning" => Severity::Warning,
        "info" | "note" => Severity::Note,
        other => return Err(format!("the severity {other} is not known")),
    };
    let read = expression::read(text(source, "rule"))?;
    let mut fields = Vec::new();
    names_in(&read, &mut fields);
    let require = match &read {
        Expression::Pair("=>", left, right) if matches!(&**right, Expression::Name(label) if names.find(label).is_none()) =>
        {
            if severity == Severity::Error {
                return Err("what follows from it is no field of this form".to_owned());
            }
            let told = compile::condition(left, names)?;
            motcua_shared::form::Condition::Not(Box::new(told))
        }
        read => compile::condition(read, names)?,
    };
    let message = Bilingual {
        vi: text(source, "message_vi").to_owned(),
        en: text(source, "message_en").to_owned(),
    };
    if message.vi.is_empty() {
        return Err("it has no message_vi".to_owned());
    }
    // It stands at the question answered last: only then can it be seen to fail.
    let field = names
        .beside
        .iter()
        .map(|field| text(field, "key"))
        .rfind(|key| {
            fields
                .iter()
                .any(|name| name.split('.').next() == Some(*key))
        });
    Ok(Rule {
        id: text(source, "id").to_owned(),
        require,
        severity,
        message,
        field: field.ok_or("it names no field of this form")?.to_owned(),
    })
}

fn names_in(read: &Expression, names: &mut Vec<String>) {
    match read {
        Expression::Name(name) => names.push(name.clone()),
        Expression::List(parts) => parts.iter().for_each(|part| names_in(part, names)),
        Expression::Call(_, parts, only) => {
            parts.iter().for_each(|part| names_in(part, names));
            if let Some(only) = only {
                names_in(only, names);
            }
        }
        Expression::Not(part) => names_in(part, names),
        Expression::Pair(_, left, right) => {
            names_in(left, names);
            names_in(right, names);
        }
        Expression::Number(_)
        | Expression::Text(_)
        | Expression::Truth(_)
        | Expression::Nothing => {}
    }
}
