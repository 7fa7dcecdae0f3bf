//! The published contract is the one the code has.

use crate::app::TestApp;

#[test]
fn the_published_contract_is_up_to_date() {
    let published = include_str!("../../../docs/openapi.json");
    assert!(
        published == motcua_backend::web::openapi::text(),
        "the contract changed: write it anew with `cargo run -p motcua-backend -- openapi > docs/openapi.json` and look at the difference"
    );
}

#[tokio::test]
async fn the_server_hands_it_out_and_every_reference_leads_somewhere() {
    let test = TestApp::empty().await;
    let answer = test.anonymous().get("/api/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    let document: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
    let operations = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .count();
    assert_eq!(
        operations,
        motcua_shared::api::ENDPOINTS.len() + motcua_shared::api::STREAMS.len()
    );
}

fn collect(value: &serde_json::Value, references: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            for (name, member) in members {
                match member {
                    serde_json::Value::String(text) if name == "$ref" => {
                        references.push(text.clone())
                    }
                    other => collect(other, references),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}
