//! Splits the fields of a section into pages that a phone shows well: three to six questions, a repeat group alone,
//! a question together with those that it makes appear.

use serde_json::{Value, json};

use super::text;

/// Most questions of a page.
const MOST: usize = 6;
/// A page that ends with questions of one chain may be this long.
const WITH_CHAIN: usize = 8;

/// The groups of a section.
pub(super) fn groups(section: &str, title: &Value, fields: Vec<Value>) -> Vec<Value> {
    let pages = split(fields);
    let count = pages.len();
    pages
        .into_iter()
        .enumerate()
        .map(|(number, fields)| {
            let number = number + 1;
            let (key, heading) = if count == 1 {
                (section.to_owned(), title.clone())
            } else {
                (
                    format!("{section}-{number}"),
                    titled(title, &fields, number, count),
                )
            };
            json!({ "key": key, "title": heading, "fields": fields })
        })
        .collect()
}

/// A repeat group gives the page its name; other pages are counted.
fn titled(title: &Value, fields: &[Value], number: usize, count: usize) -> Value {
    if let [only] = fields
        && text(only, "type") == "repeat"
    {
        return only.get("label").cloned().unwrap_or_default();
    }
    let mut heading =
        json!({ "vi": format!("{} (phần {number} trên {count})", text(title, "vi")) });
    if let (Some(object), english @ 1..) = (heading.as_object_mut(), text(title, "en").len()) {
        let english = text(title, "en").get(..english).unwrap_or_default();
        object.insert(
            "en".to_owned(),
            json!(format!("{english} (part {number} of {count})")),
        );
    }
    heading
}

fn split(fields: Vec<Value>) -> Vec<Vec<Value>> {
    let mut pages: Vec<Vec<Value>> = Vec::new();
    let mut run: Vec<Value> = Vec::new();
    for field in fields {
        if text(&field, "type") == "repeat" {
            pages.extend(even(std::mem::take(&mut run)));
            pages.push(vec![field]);
        } else {
            run.push(field);
        }
    }
    pages.extend(even(run));
    // One question alone belongs to the page before it, unless that is a repeat group.
    let mut whole: Vec<Vec<Value>> = Vec::new();
    for page in pages {
        match whole.last_mut() {
            Some(last)
                if page.len() == 1
                    && last.len() < MOST
                    && !last
                        .iter()
                        .chain(&page)
                        .any(|field| text(field, "type") == "repeat") =>
            {
                last.extend(page);
            }
            _ => whole.push(page),
        }
    }
    whole
}

/// Pages of nearly the same length.
fn even(fields: Vec<Value>) -> Vec<Vec<Value>> {
    if fields.is_empty() {
        return Vec::new();
    }
    let size = fields.len().div_ceil(fields.len().div_ceil(MOST));
    let mut pages: Vec<Vec<Value>> = vec![Vec::new()];
    for field in fields {
        let full = pages.last().is_some_and(|page| {
            page.len() >= WITH_CHAIN || page.len() >= size && !follows(&field, page)
        });
        if full {
            pages.push(Vec::new());
        }
        if let Some(page) = pages.last_mut() {
            page.push(field);
        }
    }
    pages
}

/// Whether this question appears because of one on the page.
fn follows(field: &Value, page: &[Value]) -> bool {
    let Some(condition) = field.get("visible_if").map(Value::to_string) else {
        return false;
    };
    page.iter()
        .any(|other| condition.contains(&format!("\"{}\"", text(other, "key"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(key: &str) -> Value {
        json!({ "key": key, "type": "text" })
    }

    fn keys(pages: &[Vec<Value>]) -> Vec<String> {
        let page = |page: &Vec<Value>| page.iter().map(|field| text(field, "key")).collect();
        pages.iter().map(page).collect()
    }

    #[test]
    fn pages_have_three_to_six_questions() {
        let letters = |count: usize| "abcdefghijklmnopq".chars().take(count);
        for (count, wanted) in [
            (5, vec![5]),
            (7, vec![4, 3]),
            (11, vec![6, 5]),
            (13, vec![5, 5, 3]),
        ] {
            let fields = letters(count).map(|key| field(&key.to_string())).collect();
            let lengths: Vec<usize> = split(fields).iter().map(Vec::len).collect();
            assert_eq!(lengths, wanted, "{count}");
        }
    }

    #[test]
    fn rows_stand_alone_and_chains_stay_together() {
        let mut fields: Vec<Value> = ["a", "b", "c", "d"].map(field).to_vec();
        fields.push(json!({ "key": "e", "type": "text", "visible_if": { "checked": "d" } }));
        fields.extend(["f", "g"].map(field));
        fields.push(json!({ "key": "r", "type": "repeat" }));
        assert_eq!(keys(&split(fields)), ["abcde", "fg", "r"]);
    }
}
