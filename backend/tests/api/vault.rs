//! The vault: whose data reach whom, what was taken back, what expired, which agencies take each other's word.

use motcua_shared::api::{
    self, DocumentReuse, DraftChange, DraftView, NewDraft, Nothing, ProblemCode,
};
use motcua_shared::dossier::Command;
use motcua_shared::form::{Answer, Fault};
use motcua_shared::vault::{Fact, SourceKind, State};
use sea_orm::ConnectionTrait as _;

use crate::app::{
    ADMINISTRATOR, AGENCY, CITIZEN, CLERK, LEADER, OTHER_CITIZEN, OTHER_CLERK, SPECIALIST, TestApp,
    account_id, submission,
};
use crate::client::{Client, sample_pdf};
use crate::desk::{accept, act, add_result, forward};
use crate::journey::typed_by_the_mother;

const BIRTH: &str = "dang-ky-khai-sinh";
const DEATH: &str = "dang-ky-khai-tu";
const MARITAL_PATH: &str = "person.marital_status";
const MARITAL_STATUS: &str = "xac-nhan-tinh-trang-hon-nhan";
/// The father of [`typed_by_the_mother`]; he has an account of his own.
const FATHER: &str = "mau.nguyen";
const FATHER_NAME: &str = "Nguyễn Văn Mẫu";

async fn draft(citizen: &mut Client, procedure: &str) -> DraftView {
    let new = NewDraft {
        procedure: procedure.into(),
    };
    citizen.call::<api::CreateDraft>(&[], &new).await.unwrap()
}

async fn save(citizen: &mut Client, draft: &DraftView, change: DraftChange) -> i64 {
    let saved = citizen.call::<api::SaveDraft>(&[&draft.id], &change).await;
    saved.unwrap().version
}

/// The mother registers her child, and an officer approves it.
async fn registered(test: &TestApp, mother: &mut Client, father_born: &str) -> String {
    let draft = draft(mother, BIRTH).await;
    let mut change = typed_by_the_mother(test, &draft);
    change
        .answers
        .insert("father_date_of_birth".into(), father_born.into());
    let slot = "birth_certificate_file";
    let file = mother
        .upload(&draft.id, slot, "chung-sinh.pdf", &sample_pdf("chung sinh"))
        .await
        .unwrap();
    change
        .answers
        .insert(slot.into(), Answer::Files(vec![file.id]));
    let version = save(mother, &draft, change).await;
    let key = format!("key-{}", draft.id);
    let receipt = mother
        .submit(&draft.id, &submission(version), &key)
        .await
        .unwrap();
    approve(test, &receipt.dossier).await;
    receipt.code
}

/// From filed to approved.
async fn approve(test: &TestApp, dossier: &str) -> i64 {
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, dossier, accept()).await;
    act(&mut clerk, dossier, forward()).await;
    let note = || "Đủ điều kiện.".to_owned();
    let mut specialist = test.sign_in(SPECIALIST).await;
    act(&mut specialist, dossier, Command::Propose { note: note() }).await;
    let mut leader = test.sign_in(LEADER).await;
    let approved = act(&mut leader, dossier, Command::Approve { note: note() }).await;
    approved.version
}

fn verified<'a>(draft: &'a DraftView, path: &str) -> Option<&'a Fact> {
    let mut of_path = draft.facts.iter().filter(|fact| fact.path == path);
    of_path.find(|fact| fact.source.kind == SourceKind::Dossier)
}

#[tokio::test]
async fn what_a_dossier_proves_about_others_reaches_them_and_nobody_else() {
    let test = TestApp::start().await;
    let mut mother = test.sign_in(OTHER_CITIZEN).await;
    let code = registered(&test, &mut mother, "1990-03-15").await;

    // He has it from the agency; not the code of her dossier.
    let mut father = test.sign_in(FATHER).await;
    let his = draft(&mut father, MARITAL_STATUS).await;
    let name = verified(&his, "person.full_name").expect("the agency verified it");
    assert_eq!(name.source.by, "UBND phường Cầu Giấy");
    assert_eq!(name.source.dossier_code, None);
    assert!(!serde_json::to_string(&his).unwrap().contains(&code));
    assert!(his.people.is_empty(), "he has declared nobody");
    assert!(verified(&his, "person.phone").is_none());

    // She is offered what she declared: him and the child, by name, from her own dossier.
    let hers = draft(&mut mother, DEATH).await;
    let names: Vec<&str> = hers.people.iter().map(|one| one.name.as_str()).collect();
    assert!(
        names.contains(&FATHER_NAME) && names.contains(&"Nguyễn An Nhiên Mẫu"),
        "{names:?}"
    );
    assert!(!names.contains(&"Trần Thị Thử"), "she is nobody else");
    let known = hers
        .people
        .iter()
        .find(|one| one.name == FATHER_NAME)
        .unwrap();
    let code_of = |fact: &Fact| fact.source.dossier_code.clone();
    assert!(
        known
            .facts
            .iter()
            .all(|fact| code_of(fact).as_deref() == Some(code.as_str()))
    );
    assert!(
        !hers.answers.contains_key("deceased_full_name"),
        "nothing about others is filled in by itself"
    );
    // Reused for the deceased, and marked for the clerk.
    let mut answers = hers.answers.clone();
    let mut reused = hers.reused.clone();
    let fact = |path: &str| known.facts.iter().find(|fact| fact.path == path).unwrap();
    for (key, path) in [
        ("deceased_full_name", "person.full_name"),
        ("deceased_citizen_id", "person.citizen_id"),
    ] {
        answers.insert(key.into(), fact(path).value.clone());
        reused.insert(key.into(), fact(path).id.clone());
    }
    let change = DraftChange {
        version: hers.version,
        answers,
        reused,
    };
    save(&mut mother, &hers, change).await;
    let again = mother
        .call::<api::GetDraft>(&[&hers.id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(
        again.reused["deceased_full_name"],
        fact("person.full_name").id
    );

    // Somebody else who types his number learns nothing.
    let mut stranger = test.sign_in(CITIZEN).await;
    let theirs = draft(&mut stranger, DEATH).await;
    let mut answers = theirs.answers.clone();
    answers.insert("deceased_citizen_id".into(), "001090999901".into());
    let change = DraftChange {
        version: theirs.version,
        answers,
        reused: theirs.reused.clone(),
    };
    save(&mut stranger, &theirs, change).await;
    let seen = everything_in(&mut stranger, &theirs.id).await;
    assert!(
        !seen.contains(FATHER_NAME) && !seen.contains("Trần Thị Thử"),
        "{seen}"
    );
}

/// Everything that a draft shows, as text.
async fn everything_in(client: &mut Client, draft: &str) -> String {
    let path = format!("/api/drafts/{draft}");
    client.get(&path).await.text().to_owned()
}

#[tokio::test]
async fn a_number_with_another_date_of_birth_writes_nothing_into_that_vault() {
    let test = TestApp::start().await;
    let mut mother = test.sign_in(OTHER_CITIZEN).await;
    registered(&test, &mut mother, "1990-03-16").await;
    let mut father = test.sign_in(FATHER).await;
    let his = draft(&mut father, MARITAL_STATUS).await;
    assert!(
        his.facts
            .iter()
            .all(|fact| fact.source.kind == SourceKind::Account)
    );
}

#[tokio::test]
async fn a_corrected_result_takes_back_what_it_proved_until_it_is_handed_over_again() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let filed = test.filed(&mut citizen, CITIZEN).await.dossier;
    let version = approve(&test, &filed).await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut leader = test.sign_in(LEADER).await;
    add_result(&mut clerk, &filed, version).await;
    let hand_over = || Command::HandOver {
        message: String::new(),
    };
    act(&mut clerk, &filed, hand_over()).await;
    let before = draft(&mut citizen, MARITAL_STATUS).await;
    assert!(verified(&before, "person.full_name").is_some());
    let result = |draft: &DraftView| {
        let mut certificates = draft.documents.iter();
        certificates
            .find(|one| one.kind == "marital_status_certificate")
            .map(|one| one.id.clone())
    };
    assert!(result(&before).is_some());

    test.advance(60);
    let reason = "Sai ngày sinh.".into();
    let open = act(&mut leader, &filed, Command::CorrectResult { reason }).await;
    let during = draft(&mut citizen, MARITAL_STATUS).await;
    assert!(verified(&during, "person.full_name").is_none());
    assert_eq!(result(&during), None);
    assert_eq!(
        during.answers["requester_full_name"], before.answers["requester_full_name"],
        "what the account says counts again"
    );

    test.advance(60);
    // The same bytes as before would be the wrong paper: another file.
    let content = sample_pdf("ket qua dung");
    let path = format!(
        "{}?name=dung.pdf&sha256={}&version={}&number=12%2F2026&issued_on=2026-11-19",
        api::RESULT_PATH.replace("{id}", &filed),
        motcua_backend::store::sha256(&content),
        open.version
    );
    let answer = clerk
        .send(
            clerk
                .request("POST", &path)
                .body(content.clone().into())
                .unwrap(),
        )
        .await;
    assert!(answer.status.is_success(), "{}", answer.text());
    act(&mut clerk, &filed, hand_over()).await;
    let after = draft(&mut citizen, MARITAL_STATUS).await;
    assert!(verified(&after, "person.full_name").is_some());
    let certificates: Vec<&str> = after
        .documents
        .iter()
        .filter(|one| one.kind == "marital_status_certificate")
        .map(|one| one.sha256.as_str())
        .collect();
    assert_eq!(
        certificates,
        [motcua_backend::store::sha256(&content)],
        "only the mended one"
    );
    let held = citizen
        .call::<api::GetMyData>(&[], &Nothing {})
        .await
        .unwrap();
    let paper = held.documents.iter().find(|one| one.number == "12/2026");
    let paper = paper.expect("with the number that the clerk read from it");
    assert_eq!(paper.issued_on, "2026-11-19");
    assert_eq!(
        paper.valid_until.unwrap().to_rfc3339(),
        "2027-05-18T17:00:00.000Z",
        "counted from the day on the paper"
    );
}

#[tokio::test]
async fn a_document_expires_and_is_asked_for_again() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let filed = test.filed(&mut citizen, CITIZEN).await.dossier;
    let version = approve(&test, &filed).await;
    let mut clerk = test.sign_in(CLERK).await;
    add_result(&mut clerk, &filed, version).await;
    act(
        &mut clerk,
        &filed,
        Command::HandOver {
            message: String::new(),
        },
    )
    .await;

    // Put into a form while it counts.
    let (next, _) = test.filled_draft(&mut citizen, CITIZEN).await;
    let slot = "previous_certificate_file";
    let seen = citizen
        .call::<api::GetDraft>(&[&next], &Nothing {})
        .await
        .unwrap();
    let certificate = seen
        .documents
        .iter()
        .find(|one| one.kind == "marital_status_certificate")
        .unwrap();
    assert_eq!(certificate.state, State::InForce);
    assert!(verified(&seen, MARITAL_PATH).is_some());
    assert_eq!(
        certificate.valid_until.unwrap().to_rfc3339(),
        "2027-05-20T02:00:00.000Z"
    );
    let reuse = DocumentReuse {
        document: certificate.id.clone(),
        field: slot.into(),
    };
    let file = citizen
        .call::<api::ReuseDocument>(&[&next], &reuse)
        .await
        .unwrap();
    let mut answers = seen.answers.clone();
    answers.insert(slot.into(), Answer::Files(vec![file.id]));
    let change = DraftChange {
        version: seen.version,
        answers,
        reused: seen.reused.clone(),
    };
    let version = save(&mut citizen, &seen, change).await;

    // Six months later it does not: it is shown with its date, not given, and not filed.
    test.advance(182 * 86_400);
    let mut citizen = test.sign_in(CITIZEN).await;
    let seen = citizen
        .call::<api::GetDraft>(&[&next], &Nothing {})
        .await
        .unwrap();
    let expired = seen
        .documents
        .iter()
        .find(|one| one.kind == "marital_status_certificate")
        .expect("it is shown");
    assert_eq!(expired.state, State::Expired);
    assert!(verified(&seen, MARITAL_PATH).is_none(), "nor is the fact");
    // What the account says counts again; without it, the person sees that the value has expired.
    let mut standing = async || {
        let held = citizen
            .call::<api::GetMyData>(&[], &Nothing {})
            .await
            .unwrap();
        let mut facts = held.facts.into_iter();
        let fact = facts.find(|fact| fact.label.vi.contains("hôn nhân"));
        let fact = fact.unwrap();
        (fact.source.kind, fact.standing, fact.valid_until.is_some())
    };
    let account = (SourceKind::Account, api::Standing::Offered, false);
    assert_eq!(standing().await, account);
    let forget = format!("DELETE FROM fact WHERE kind = 'account' AND path = '{MARITAL_PATH}'");
    test.app
        .db
        .write::<_, sea_orm::DbErr, _>(async |tx| tx.execute_unprepared(&forget).await)
        .await
        .unwrap();
    let ended = (SourceKind::Dossier, api::Standing::Expired, true);
    assert_eq!(standing().await, ended);
    let refused = citizen.call::<api::ReuseDocument>(&[&next], &reuse).await;
    assert_eq!(refused.unwrap_err().status, 404);
    let refused = citizen
        .submit(&next, &submission(version), "key-expired")
        .await
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::Invalid);
    let fault = Fault::PaperExpired {
        until: "20/05/2027".into(),
    };
    assert!(
        refused
            .issues
            .iter()
            .any(|issue| issue.path == slot && issue.fault == fault),
        "{:?}",
        refused.issues
    );
}

#[tokio::test]
async fn own_uploads_are_offered_as_unverified_until_an_agency_verifies_them() {
    let test = TestApp::start().await;
    let mut mother = test.sign_in(OTHER_CITIZEN).await;
    let begun = draft(&mut mother, BIRTH).await;
    let mut change = typed_by_the_mother(&test, &begun);
    let slot = "birth_certificate_file";
    let file = mother
        .upload(&begun.id, slot, "chung-sinh.pdf", &sample_pdf("chung sinh"))
        .await
        .unwrap();
    let files = Answer::Files(vec![file.id.clone()]);
    change.answers.insert(slot.into(), files);
    let version = save(&mut mother, &begun, change).await;
    assert!(
        draft(&mut mother, BIRTH).await.documents.is_empty(),
        "not filed yet"
    );
    let receipt = mother
        .submit(&begun.id, &submission(version), "key-own")
        .await
        .unwrap();
    let offered = draft(&mut mother, BIRTH).await.documents;
    assert_eq!(offered.len(), 1);
    assert_eq!(offered[0].source.kind, SourceKind::Own);
    let again = draft(&mut mother, BIRTH).await;
    let reuse = DocumentReuse {
        document: offered[0].id.clone(),
        field: slot.into(),
    };
    let reused = mother
        .call::<api::ReuseDocument>(&[&again.id], &reuse)
        .await
        .unwrap();
    assert_eq!(reused.reused.unwrap().kind, SourceKind::Own);
    approve(&test, &receipt.dossier).await;
    let offered = draft(&mut mother, BIRTH).await.documents;
    let kinds: Vec<SourceKind> = offered.iter().map(|one| one.source.kind).collect();
    assert_eq!(kinds, [SourceKind::Dossier], "once, as verified");
    let mut stranger = test.sign_in(CITIZEN).await;
    let begun = draft(&mut stranger, BIRTH).await;
    let refused = stranger
        .call::<api::ReuseDocument>(&[&begun.id], &reuse)
        .await;
    assert_eq!(refused.unwrap_err().status, 404);
}

#[tokio::test]
async fn agencies_that_were_separated_ask_again() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let filed = test.filed(&mut citizen, CITIZEN).await.dossier;
    approve(&test, &filed).await;
    let before = draft(&mut citizen, MARITAL_STATUS).await;
    assert!(verified(&before, "person.full_name").is_some());
    // Every agency of the province is separated from the one that verified; that one alone still takes its own word.
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    let separation = api::VaultLinkChange {
        one: "H26".into(),
        other: AGENCY.into(),
        connected: false,
        purpose: "Rà soát dữ liệu hộ tịch".into(),
    };
    let decided = administrator
        .call::<api::SaveVaultLink>(&[], &separation)
        .await
        .unwrap();
    let own = draft(&mut citizen, MARITAL_STATUS).await;
    assert!(
        verified(&own, "person.full_name").is_some(),
        "the same agency may receive it"
    );
    let mut clerk = test.sign_in(OTHER_CLERK).await;
    let mut marks = async |key: &str| {
        let (id, version) = test.filled_draft(&mut citizen, CITIZEN).await;
        let elsewhere = api::Submission {
            agency: "000.00.92.H26".into(),
            ..submission(version)
        };
        let receipt = citizen.submit(&id, &elsewhere, key).await.unwrap();
        let seen = clerk
            .call::<api::GetStaffDossier>(&[&receipt.dossier], &Nothing {})
            .await
            .unwrap();
        let mut kinds = seen.marks.values().map(|mark| mark.source.kind);
        kinds.any(|kind| kind == SourceKind::Dossier)
    };
    assert!(!marks("key-elsewhere").await, "there it counts as typed");
    let reason = api::VaultLinkEnd {
        reason: "Đã rà soát xong".into(),
    };
    administrator
        .call::<api::EndVaultLink>(&[&decided.links[0].id], &reason)
        .await
        .unwrap();
    assert!(marks("key-again").await, "the usual rule holds again");
}

#[tokio::test]
async fn a_clerk_sees_what_the_form_needs_and_each_look_is_written_down() {
    let test = TestApp::start().await;
    let mut mother = test.sign_in(OTHER_CITIZEN).await;
    registered(&test, &mut mother, "1990-03-15").await;
    let mut clerk = test.sign_in(CLERK).await;
    let new = api::NewCounterDraft {
        person: account_id(OTHER_CITIZEN),
        procedure: DEATH.into(),
    };
    let begun = clerk
        .call::<api::CreateCounterDraft>(&[], &new)
        .await
        .unwrap();
    let readings = async |mother: &mut Client| {
        let all = mother
            .call::<api::ListPersonReadings>(&[], &Nothing {})
            .await;
        let all = all.unwrap();
        all.iter()
            .filter(|reading| reading.purpose == api::ReadingPurpose::Fill)
            .count()
    };
    let first = readings(&mut mother).await;
    assert_eq!(first, 1);
    test.advance(1_200);
    let seen = clerk
        .call::<api::GetDraft>(&[&begun.id], &Nothing {})
        .await
        .unwrap();
    assert!(
        seen.people.is_empty(),
        "whom she has declared is not the clerk's business"
    );
    assert!(
        seen.facts
            .iter()
            .all(|fact| fact.path != "person.occupation")
    );
    assert_eq!(readings(&mut mother).await, 2);
}

#[tokio::test]
async fn administrators_connect_and_separate_agencies() {
    let test = TestApp::start().await;
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    let change = |one: &str, other: &str, connected, purpose: &str| api::VaultLinkChange {
        one: one.into(),
        other: other.into(),
        connected,
        purpose: purpose.into(),
    };
    for (other, purpose) in [
        ("", "a"),
        ("H2", "a"),
        ("h26", "a"),
        ("H2x", "a"),
        ("000.00.00.X99", "a"),
        (AGENCY, "a"),
        ("G15", " "),
    ] {
        let refused = administrator
            .call::<api::SaveVaultLink>(&[], &change(AGENCY, other, true, purpose))
            .await;
        assert_eq!(
            refused.unwrap_err().code,
            ProblemCode::BadRequest,
            "{other} {purpose}"
        );
    }
    let mut all = None;
    for (one, other, connected, purpose) in [
        ("H26", "G15", true, "Kế hoạch số 1"),
        ("G15", "H26", false, "Kế hoạch số 2"),
        (AGENCY, "G15", true, "Kế hoạch số 3"),
    ] {
        test.advance(60);
        all = Some(
            administrator
                .call::<api::SaveVaultLink>(&[], &change(one, other, connected, purpose))
                .await
                .unwrap(),
        );
    }
    let all = all.unwrap();
    let sides: Vec<(&str, &str, bool, bool)> = all
        .links
        .iter()
        .map(|link| {
            let (one, other) = (link.one.as_str(), link.other.as_str());
            (one, other, link.connected, link.ended.is_none())
        })
        .collect();
    assert_eq!(
        sides,
        [
            (AGENCY, "G15", true, true),
            ("G15", "H26", false, true),
            ("G15", "H26", true, false)
        ],
        "two sides have one decision in force; the one before stays"
    );
    let replaced = all.links[2].ended.as_ref().unwrap();
    assert_eq!(replaced.reason, "Kế hoạch số 2");
    assert!(!replaced.by.is_empty() && all.links[0].purpose == "Kế hoạch số 3");
    let named = |sides: &[api::VaultSide], code: &str| sides.iter().any(|side| side.code == code);
    assert!(named(&all.agencies, AGENCY) && named(&all.groups, "G15"));
    assert!(!named(&all.groups, AGENCY));

    let id = all.links[1].id.as_str();
    let reason = |reason: &str| api::VaultLinkEnd {
        reason: reason.into(),
    };
    let silent = administrator
        .call::<api::EndVaultLink>(&[id], &reason(""))
        .await;
    assert_eq!(silent.unwrap_err().code, ProblemCode::BadRequest);
    let left = administrator
        .call::<api::EndVaultLink>(&[id], &reason("Hết kế hoạch"))
        .await
        .unwrap();
    let in_force = left.links.iter().filter(|link| link.ended.is_none());
    assert_eq!(in_force.count(), 1, "ended");
    let ended = left.links.iter().find(|link| link.id == id).unwrap();
    assert_eq!(ended.ended.as_ref().unwrap().reason, "Hết kế hoạch");
    let twice = administrator
        .call::<api::EndVaultLink>(&[id], &reason("Hết kế hoạch"))
        .await;
    assert_eq!(twice.unwrap_err().code, ProblemCode::Conflict);
    let listed = administrator
        .call::<api::ListVaultLinks>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(listed, left);
}
