//! A procedure folder for other systems: the form itself in its one way of writing, and what its answers look like.

use motcua_shared::form::Form;
use motcua_shared::form::schema::answers_schema;
use serde::Serialize;

/// The form in its one way of writing, ready to stand as `form.json`: blocks written out, members in the order of the
/// definition, two spaces. Two versions of a form differ in the lines that mean something else, and only there.
///
/// # Errors
/// Those of writing JSON; none for a form that was read.
pub fn canonical_form(form: &Form) -> serde_json::Result<String> {
    pretty(form)
}

/// JSON Schema 2020-12 of the canonical answers.
///
/// # Errors
/// Those of writing JSON; none for a form that was read.
pub fn answers(form: &Form) -> serde_json::Result<String> {
    pretty(&answers_schema(form))
}

fn pretty(value: &impl Serialize) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use boon::{Compiler, Schemas};
    use motcua_shared::form::vectors::Vectors;
    use motcua_shared::form::{Context, validate};
    use motcua_shared::time::parse_iso_date;

    use super::*;
    use crate::reference::{Reference, built_in_folders, folder};

    #[test]
    fn the_canonical_form_is_the_same_version() {
        let reference = Reference::load().unwrap();
        for text in built_in_folders() {
            let before = reference.online.iter().find(|one| one.slug == text.slug);
            let before = before.unwrap();
            let canonical = canonical_form(&before.form).unwrap();
            let again = folder::FolderText {
                form: Some(canonical.clone()),
                ..text
            };
            let (folders, faults) = folder::read_all(&[again], &reference.catalogue);
            assert_eq!(faults, Vec::<String>::new());
            assert_eq!(folders[0].hash, before.hash, "{}", before.slug);
            assert_eq!(canonical_form(&folders[0].form).unwrap(), canonical);
        }
    }

    #[test]
    fn filed_vectors_keep_the_exported_schema() {
        let reference = Reference::load().unwrap();
        let mut seen = 0;
        for folder in &reference.online {
            let schema: serde_json::Value =
                serde_json::from_str(&answers(&folder.form).unwrap()).unwrap();
            let mut compiler = Compiler::new();
            compiler.add_resource("urn:answers", schema).unwrap();
            let mut schemas = Schemas::new();
            let schema = compiler.compile("urn:answers", &mut schemas).unwrap();
            let file = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("procedures")
                .join(&folder.slug)
                .join("vectors.json");
            let vectors: Vectors =
                serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
            let context = Context {
                today: parse_iso_date(&vectors.today).unwrap(),
                directory: &reference.directory,
            };
            for typed in &vectors.answers {
                let filed = validate(&folder.form, typed, context).answers;
                let filed = serde_json::to_value(filed).unwrap();
                if let Err(error) = schemas.validate(&filed, schema) {
                    panic!("{}: {error:#}", folder.slug);
                }
                // Without its answers it is refused: each of these forms demands something.
                let nothing = serde_json::json!({});
                assert!(
                    schemas.validate(&nothing, schema).is_err(),
                    "{}",
                    folder.slug
                );
                seen += 1;
            }
        }
        assert!(seen > 12, "{seen}");
    }
}
