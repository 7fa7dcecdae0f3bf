//! Slips of many dossiers at once: what there is to print, one file of all, each counted as if it were printed alone.

use axum::body::Body;
use motcua_shared::api::{self, ProblemCode, Receipt, SlipChoice, SlipChoices};
use motcua_shared::dossier::SlipKind;

use crate::app::{CITIZEN, CLERK, OTHER_CLERK, TestApp};
use crate::client::{Answer, Client};
use crate::desk::{accept, act};

async fn choose(
    clerk: &mut Client,
    dossiers: &[&Receipt],
    kind: SlipKind,
) -> Result<Vec<SlipChoice>, api::Problem> {
    let dossiers = dossiers.iter().map(|filed| filed.dossier.clone());
    let wanted = SlipChoices {
        dossiers: dossiers.collect(),
        kind,
    };
    clerk.call::<api::ChooseSlips>(&[], &wanted).await
}

async fn print(clerk: &mut Client, ids: &[String]) -> Answer {
    let path = format!("{}?ids={}", api::PRINT_SLIPS_PATH, ids.join(","));
    let request = clerk.request("POST", &path).body(Body::empty()).unwrap();
    clerk.send(request).await
}

fn printed(choices: &[SlipChoice]) -> Vec<Option<u32>> {
    let slips = choices.iter().map(|choice| choice.slip.as_ref());
    slips.map(|slip| slip.map(|slip| slip.printed)).collect()
}

/// Three dossiers, of which the first and the last are accepted.
async fn three(test: &TestApp, clerk: &mut Client) -> [Receipt; 3] {
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut filed = Vec::new();
    for _ in 0..3 {
        filed.push(test.filed(&mut citizen, CITIZEN).await);
    }
    for receipt in [&filed[0], &filed[2]] {
        act(clerk, &receipt.dossier, accept()).await;
    }
    filed.try_into().unwrap()
}

#[tokio::test]
async fn each_dossier_says_what_there_is_to_print_in_the_order_chosen() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let [first, second, third] = three(&test, &mut clerk).await;
    let wanted = [&third, &second, &first];
    let found = choose(&mut clerk, &wanted, SlipKind::Receipt)
        .await
        .unwrap();
    let codes: Vec<&str> = found.iter().map(|choice| choice.code.as_str()).collect();
    assert_eq!(codes, [&third.code, &second.code, &first.code]);
    assert_eq!(printed(&found), [Some(0), None, Some(0)]);
    let none = choose(&mut clerk, &wanted, SlipKind::Apology)
        .await
        .unwrap();
    assert_eq!(printed(&none), [None, None, None]);
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    let nothing = choose(&mut foreign, &wanted, SlipKind::Receipt).await;
    assert_eq!(nothing.unwrap(), []);
    let empty = choose(&mut clerk, &[], SlipKind::Receipt).await;
    assert_eq!(empty.unwrap_err().code, ProblemCode::BadRequest);
}

#[tokio::test]
async fn one_foreign_slip_stops_all_and_nothing_is_counted() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let [first, _, third] = three(&test, &mut clerk).await;
    let wanted = [&first, &third];
    let found = choose(&mut clerk, &wanted, SlipKind::Receipt)
        .await
        .unwrap();
    let mut ids: Vec<String> = found
        .iter()
        .filter_map(|choice| Some(choice.slip.as_ref()?.id.clone()))
        .collect();
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    assert_eq!(
        print(&mut foreign, &ids).await.problem().code,
        ProblemCode::NotFound
    );
    ids.push("018f0000-0000-7000-8000-000000000000".to_owned());
    assert_eq!(
        print(&mut clerk, &ids).await.problem().code,
        ProblemCode::NotFound
    );
    assert_eq!(
        print(&mut clerk, &[]).await.problem().code,
        ProblemCode::BadRequest
    );
    let after = choose(&mut clerk, &wanted, SlipKind::Receipt)
        .await
        .unwrap();
    assert_eq!(printed(&after), [Some(0), Some(0)]);
}

#[cfg(feature = "pdf")]
#[tokio::test]
async fn one_file_holds_every_slip_with_pages_of_its_own_and_each_is_counted() {
    use crate::poppler;

    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let [first, _, third] = three(&test, &mut clerk).await;
    let wanted = [&third, &first];
    let found = choose(&mut clerk, &wanted, SlipKind::Receipt)
        .await
        .unwrap();
    let slips: Vec<_> = found
        .iter()
        .filter_map(|choice| choice.slip.clone())
        .collect();
    let ids: Vec<String> = slips.iter().map(|slip| slip.id.clone()).collect();
    // One of them was printed before: only that one says so.
    let alone = api::PRINT_SLIP_PATH.replace("{id}", &ids[1]);
    let request = clerk.request("POST", &alone).body(Body::empty()).unwrap();
    assert_eq!(clerk.send(request).await.status, 200);

    let answer = print(&mut clerk, &ids).await;
    assert_eq!(answer.status, 200, "{:?}", answer.body);
    assert_eq!(answer.header("content-type"), "application/pdf");
    let text = poppler::text(&answer.body);
    let place = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words}: {text}"))
    };
    assert!(
        place(&third.code) < place(&first.code),
        "in the order chosen"
    );
    assert_eq!(text.matches("Bản in lại lần 1").count(), 1);
    assert!(place(&third.code) < place("Bản in lại lần 1"));
    let single = text.matches("Trang 1/1").count();
    let double = text.matches("Trang 1/2").count();
    assert_eq!(single + double, 2, "each counts its own pages: {text}");
    let info = poppler::info(&answer.body, &[]);
    let yes = |name: &str| {
        info.lines()
            .any(|line| line.starts_with(name) && line.ends_with("yes"))
    };
    assert!(yes("Tagged:"), "{info}");
    let after = choose(&mut clerk, &wanted, SlipKind::Receipt)
        .await
        .unwrap();
    assert_eq!(printed(&after), [Some(1), Some(2)]);
}
