//! The catalogue over HTTP: sectors with their counts, and where a draft leads back to.

use motcua_shared::api::{self, NewDraft, Nothing, ProcedureQuery};

use crate::app::{CITIZEN, TestApp};

#[tokio::test]
async fn sectors_add_up_to_the_catalogue() {
    let test = TestApp::start().await;
    let mut reader = test.anonymous();
    let sectors = reader
        .call::<api::ListSectors>(&[], &Nothing {})
        .await
        .unwrap();
    let all = reader.get("/api/procedures").await;
    let all: api::Page<api::ProcedureSummary> = serde_json::from_slice(&all.body).unwrap();
    assert!(sectors.len() > 1);
    assert_eq!(
        sectors.iter().map(|one| one.procedures).sum::<u64>(),
        all.total
    );
    let first = &sectors[0];
    let query = ProcedureQuery {
        sector: first.sector.code.clone(),
        ..ProcedureQuery::default()
    };
    let (name, value) = &query.pairs()[0];
    let of_first = reader.get(&format!("/api/procedures?{name}={value}")).await;
    let of_first: api::Page<api::ProcedureSummary> =
        serde_json::from_slice(&of_first.body).unwrap();
    assert_eq!(of_first.total, first.procedures);
}

#[tokio::test]
async fn a_draft_in_the_list_names_its_procedure() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let started = "dang-ky-khai-sinh";
    let new = NewDraft {
        procedure: started.to_owned(),
    };
    let draft = citizen.call::<api::CreateDraft>(&[], &new).await.unwrap();
    let drafts = citizen
        .call::<api::ListDrafts>(&[], &Nothing {})
        .await
        .unwrap();
    let named: Vec<_> = drafts
        .iter()
        .map(|draft| (draft.id.as_str(), draft.procedure.as_str()))
        .collect();
    assert_eq!(named, [(draft.id.as_str(), started)]);
}
