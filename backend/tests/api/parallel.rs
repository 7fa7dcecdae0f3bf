//! Many at once: codes stay unique and consecutive, one draft makes one dossier, the second officer is told.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use motcua_backend::service::account::{NewUser, add_user};
use motcua_shared::access::Role;
use motcua_shared::api::{self, ActionRequest, Nothing, ProblemCode};
use motcua_shared::dossier::Command;

use crate::app::{AGENCY, CITIZEN, CLERK, TestApp, submission};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_submits_at_once_get_a_hundred_consecutive_codes() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut drafts = Vec::new();
    for _ in 0..100 {
        drafts.push(test.filled_draft(&mut citizen, CITIZEN).await);
    }
    let submits = drafts.into_iter().map(|(draft, version)| {
        let mut client = citizen.clone();
        tokio::spawn(async move {
            client
                .submit(&draft, &submission(version), &format!("key-{draft}"))
                .await
                .unwrap()
                .code
        })
    });
    let codes: BTreeSet<String> = join_all(submits)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let wanted: BTreeSet<String> = (1..=100)
        .map(|number| format!("{AGENCY}-261120-{number:04}"))
        .collect();
    assert_eq!(codes, wanted);

    // The next day counts from one again.
    test.advance(24 * 3600);
    let mut later = test.sign_in(CITIZEN).await;
    assert_eq!(
        test.filed(&mut later, CITIZEN).await.code,
        format!("{AGENCY}-261121-0001")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stream_gets_every_event_once_and_in_order_also_when_it_falls_behind() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut drafts = Vec::new();
    for _ in 0..60 {
        drafts.push(test.filled_draft(&mut citizen, CITIZEN).await);
    }
    let mut live = clerk.events("", None).await;
    let submits = drafts.into_iter().map(|(draft, version)| {
        let mut client = citizen.clone();
        tokio::spawn(async move {
            client
                .submit(&draft, &submission(version), &format!("key-{draft}"))
                .await
                .unwrap()
                .code
        })
    });
    let codes: BTreeSet<String> = join_all(submits)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    // Nothing was read so far: more waits than the stream's queue holds.
    let mut events = Vec::new();
    for _ in 0..codes.len() {
        events.push(live.next().await.unwrap());
    }
    assert!(events.is_sorted_by_key(|event| event.id));
    assert_eq!(
        events
            .iter()
            .map(|event| event.code.clone())
            .collect::<BTreeSet<_>>(),
        codes
    );
    // One more: what comes next is new, nothing comes twice.
    let last = test.filed(&mut citizen, CITIZEN).await;
    assert_eq!(live.next().await.unwrap().code, last.code);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_draft_makes_one_dossier_however_often_it_is_sent() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let (draft, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let tries = (0..12).map(|number| {
        let (mut client, draft) = (citizen.clone(), draft.clone());
        // Half with the same key, half each with its own.
        let key = if number % 2 == 0 {
            "the-same-key".to_owned()
        } else {
            format!("my-own-key-{number}")
        };
        tokio::spawn(async move {
            client
                .submit(&draft, &submission(version), &key)
                .await
                .unwrap()
        })
    });
    let receipts: Vec<_> = join_all(tries)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]));
    assert_eq!(
        citizen
            .call::<api::ListDossiers>(&[], &Nothing {})
            .await
            .unwrap()
            .len(),
        1
    );
    let again = citizen
        .submit(&draft, &submission(version), "later-key")
        .await
        .unwrap();
    assert_eq!(again, receipts[0], "also later");

    let (one, version_one) = test.filled_draft(&mut citizen, CITIZEN).await;
    citizen
        .submit(&one, &submission(version_one), "the-first-key")
        .await
        .unwrap();
    let (other, version) = test.filled_draft(&mut citizen, CITIZEN).await;
    let stolen = citizen
        .submit(&other, &submission(version), "the-first-key")
        .await
        .unwrap_err();
    assert_eq!(
        stolen.code,
        ProblemCode::BadRequest,
        "a key belongs to one draft"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_officers_at_once_the_second_is_told_what_is_stored() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let receipt = test.filed(&mut citizen, CITIZEN).await;
    let second = NewUser {
        username: "motcua2.caugiay".into(),
        password: "mat-khau-thu-hai".into(),
        name: "Hoàng Thị Thử Nghiệm".into(),
        role: Role::Clerk,
        agency: Some(AGENCY.into()),
        unit: Some("one_stop".into()),
        citizen_id: None,
    };
    add_user(&test.app, second).await.unwrap();
    let one = test.sign_in(CLERK).await;
    let mut two = test.anonymous();
    two.sign_in("motcua2.caugiay", "mat-khau-thu-hai")
        .await
        .unwrap();
    let acts = [
        (
            one,
            Command::Accept {
                message: String::new(),
            },
        ),
        (
            two.clone(),
            Command::Refuse {
                reason: "Thiếu giấy tờ.".into(),
            },
        ),
    ];
    let outcomes = join_all(acts.map(|(mut client, command)| {
        let id = receipt.dossier.clone();
        tokio::spawn(async move {
            client
                .call::<api::ActAsOfficer>(
                    &[&id],
                    &ActionRequest {
                        version: 1,
                        command,
                    },
                )
                .await
        })
    }))
    .await;
    let (done, told): (Vec<_>, Vec<_>) = outcomes
        .into_iter()
        .map(Result::unwrap)
        .partition(Result::is_ok);
    assert_eq!((done.len(), told.len()), (1, 1));
    let problem = told.into_iter().next().unwrap().unwrap_err();
    assert_eq!(
        (problem.code, problem.current_version),
        (ProblemCode::Conflict, Some(2))
    );
    let seen = two
        .call::<api::GetStaffDossier>(&[&receipt.dossier], &Nothing {})
        .await
        .unwrap();
    assert_eq!(
        (seen.version, seen.timeline.len()),
        (2, 2),
        "one act, nothing lost"
    );
}
