//! Words of notices that leave the portal: `reference/notices/<language>.toml`.

use include_dir::Dir;
use motcua_shared::notice::Templates;
use motcua_shared::notice::template::OfLanguage;

/// Reads both languages; every fault is a line in `faults`.
pub(super) fn parse(dir: &Dir<'_>, faults: &mut Vec<String>) -> Templates {
    let mut language = |name: &str| -> OfLanguage {
        let text = dir
            .get_file(name)
            .and_then(include_dir::File::contents_utf8)
            .unwrap_or_default();
        // By way of JSON: there the names of occasions and channels may be keys.
        let read = text
            .parse::<toml::Table>()
            .map_err(|error| error.to_string())
            .and_then(|table| serde_json::to_value(table).map_err(|error| error.to_string()))
            .and_then(|value| serde_json::from_value(value).map_err(|error| error.to_string()));
        read.unwrap_or_else(|error| {
            faults.push(format!("{name}: {error}"));
            OfLanguage::default()
        })
    };
    let templates = Templates {
        vi: language("notices/vi.toml"),
        en: language("notices/en.toml"),
    };
    faults.extend(templates.faults());
    templates
}
