//! The catalogue over HTTP: sectors with their counts, and where a draft leads back to.

use motcua_shared::api::{self, NewDraft, Nothing, ProcedureQuery};
use motcua_shared::catalogue::search::{Searchable, Wanted, ranked};

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

/// Suggestions while somebody types come from the browser's own search, results from the server's.
#[tokio::test]
async fn the_browser_finds_the_same_in_the_same_order() {
    let test = TestApp::start().await;
    let mut reader = test.anonymous();
    let all = reader
        .call::<api::ListProcedures>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(all.iter().any(|one| one.online) && all.iter().any(|one| !one.online));
    let prepared: Vec<Searchable> = all
        .iter()
        .map(|one| Searchable::new(&one.code, &one.name, &one.sector))
        .collect();
    let mut compared = 0;
    for words in [
        "khai sinh",
        "Đăng ký khai sinh",
        "dang ky",
        "đăng ký",
        "cap",
        "CẤP",
        "ket hon",
        "Thủ tục",
        "birth",
        "ho tich",
        "G15-TP07",
        "1.001193",
        "1.00",
        "th",
        "khong co thu tuc nay",
        "zzz",
        "–",
        "a b c",
    ] {
        let wanted = Wanted::new(words);
        let hits = prepared
            .iter()
            .zip(&all)
            .filter_map(|(prepared, one)| Some((wanted.rank(prepared, one.online)?, one)));
        let here = ranked(hits.collect());
        let mut there = Vec::new();
        for page in 1.. {
            let query = ProcedureQuery {
                q: words.to_owned(),
                page,
                ..ProcedureQuery::default()
            };
            let pairs: Vec<String> = query
                .pairs()
                .into_iter()
                .map(|(name, value)| format!("{name}={}", encoded(&value)))
                .collect();
            let answer = reader
                .get(&format!("/api/procedures?{}", pairs.join("&")))
                .await;
            let answer: api::Page<api::ProcedureSummary> =
                serde_json::from_slice(&answer.body).unwrap();
            let total = answer.total;
            there.extend(answer.items);
            if there.len() as u64 == total {
                break;
            }
        }
        compared += there.len();
        assert!(here.into_iter().eq(&there), "{words}");
    }
    assert!(compared > 100, "{compared} hits are too few to compare");
}

fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
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
