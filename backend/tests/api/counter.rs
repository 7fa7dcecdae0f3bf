//! The counter: finding and adding people, scanning, and papers between units. Receiving is in `reception`.

use motcua_backend::service::dossier::timeline;
use motcua_shared::api::{
    self, NewPerson, Nothing, PersonFound, PersonSearch, Problem, ProblemCode, ReadingPurpose,
    ScannedText,
};
use motcua_shared::dossier::{Action, Command};
use serde_json::Value;

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, OTHER_CLERK, SPECIALIST, TestApp, account_id};
use crate::client::Client;
use crate::desk::{act, ask_for, try_act};

fn person_of(username: &str) -> Value {
    let people: Vec<Value> = serde_json::from_str(include_str!("../../demo/people.json")).unwrap();
    people
        .into_iter()
        .find(|person| person["username"] == username)
        .unwrap()
}

fn card_of(username: &str) -> String {
    let person = person_of(username);
    let fact = |path: &str| person["facts"][path].as_str().unwrap().to_owned();
    let born: Vec<String> = fact("person.date_of_birth")
        .split('-')
        .rev()
        .map(str::to_owned)
        .collect();
    let gender = match fact("person.gender").as_str() {
        "male" => "Nam",
        _ => "Nữ",
    };
    format!(
        "{}||{}|{}|{gender}|Số 1, phố Giả Định|10052021",
        fact("person.citizen_id"),
        fact("person.full_name"),
        born.concat()
    )
}

async fn find(clerk: &mut Client, search: PersonSearch) -> Result<Vec<PersonFound>, Problem> {
    clerk.call::<api::FindPerson>(&[], &search).await
}

/// Somebody whom nobody knows.
pub fn newcomer() -> NewPerson {
    NewPerson {
        citizen_id: "001190999988".into(),
        name: "Lê Thị Mẫu".into(),
        born: "1990-01-02".into(),
        gender: "female".into(),
        phone: "0912 345 678".into(),
    }
}

#[tokio::test]
async fn a_person_is_found_in_every_way_and_sees_who_looked() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let facts = person_of(CITIZEN)["facts"].clone();
    let text = |path: &str| facts[path].as_str().unwrap().to_owned();
    let name = motcua_shared::text::fold(&text("person.full_name"));
    for search in [
        PersonSearch::Card {
            text: card_of(CITIZEN),
        },
        PersonSearch::CitizenId {
            number: text("person.citizen_id"),
        },
        PersonSearch::Phone {
            number: text("person.phone"),
        },
        PersonSearch::Name {
            name,
            born: text("person.date_of_birth"),
        },
    ] {
        let found = find(&mut clerk, search.clone()).await.unwrap();
        assert_eq!(found.len(), 1, "{search:?}");
        assert_eq!(found[0].id, account_id(CITIZEN));
        assert_eq!(found[0].born, text("person.date_of_birth"));
        assert!(found[0].signs_in);
        let shown = serde_json::to_string(&found).unwrap();
        for hidden in [text("person.citizen_id"), text("person.phone")] {
            assert!(!shown.contains(&hidden), "{shown}");
        }
    }
    let nobody = find(
        &mut clerk,
        PersonSearch::Phone {
            number: "0399999999".into(),
        },
    );
    assert!(nobody.await.unwrap().is_empty());
    let mut citizen = test.sign_in(CITIZEN).await;
    let readings = citizen
        .call::<api::ListPersonReadings>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(readings.len(), 4);
    assert!(readings.iter().all(|reading| {
        reading.purpose == ReadingPurpose::Find && reading.agency.vi.contains("Cầu Giấy")
    }));
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let none = other
        .call::<api::ListPersonReadings>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn what_cannot_be_looked_for_is_said_clearly() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    for (text, words) in [
        ("000.00.91.H26-261120-0001", "không phải nội dung mã QR"),
        ("", "không phải nội dung mã QR"),
        (
            "012345678||A|01011990|Nam|x|01012020",
            "chứng minh nhân dân cũ",
        ),
        ("001190999901||Lê Mẫu|31021990|Nam|x|01012020", "Ngày sinh"),
    ] {
        let search = PersonSearch::Card { text: text.into() };
        let problem = find(&mut clerk, search).await.unwrap_err();
        assert_eq!((problem.code, problem.status), (ProblemCode::Invalid, 422));
        assert!(problem.detail.contains(words), "{}", problem.detail);
    }
    for (search, part) in [
        (
            PersonSearch::CitizenId {
                number: "123".into(),
            },
            "number",
        ),
        (PersonSearch::Phone { number: "1".into() }, "number"),
        (
            PersonSearch::Name {
                name: "Lê Mẫu".into(),
                born: "02/01/1990".into(),
            },
            "born",
        ),
        (
            PersonSearch::Name {
                name: " ".into(),
                born: "1990-01-02".into(),
            },
            "name",
        ),
    ] {
        let problem = find(&mut clerk, search).await.unwrap_err();
        assert_eq!(problem.issues[0].path, part);
    }
    let phone = || PersonSearch::Phone {
        number: "0399999999".into(),
    };
    let mut specialist = test.sign_in(SPECIALIST).await;
    let refused = find(&mut specialist, phone()).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::Forbidden);
    // Nobody at a counter looks for so many people in a minute.
    for _ in 0..30 {
        find(&mut clerk, phone()).await.unwrap();
    }
    let slow = find(&mut clerk, phone()).await.unwrap_err();
    assert_eq!(slow.code, ProblemCode::RateLimited);
    test.advance(61);
    find(&mut clerk, phone()).await.unwrap();
}

#[tokio::test]
async fn a_newcomer_is_added_once_and_cannot_be_signed_in_as() {
    let test = TestApp::start().await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut other = test.sign_in(OTHER_CLERK).await;
    let new = newcomer();
    let (one, two) = tokio::join!(
        clerk.call::<api::AddPerson>(&[], &new),
        other.call::<api::AddPerson>(&[], &new)
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.id, two.id, "one person, one account");
    assert!(!one.signs_in);
    let card = PersonSearch::Card {
        text: "001190999988||Lê Thị Mẫu|02011990|Nữ|x|10052021".into(),
    };
    assert_eq!(find(&mut clerk, card).await.unwrap()[0].id, one.id);
    for password in ["", "motcua-demo-2026"] {
        let name = format!("@{}", one.id);
        let refused = test.anonymous().sign_in(&name, password).await;
        assert_eq!(refused.unwrap_err().code, ProblemCode::WrongCredentials);
    }
    let wrong = NewPerson {
        citizen_id: "1".into(),
        phone: "1".into(),
        ..newcomer()
    };
    let problem = clerk.call::<api::AddPerson>(&[], &wrong).await.unwrap_err();
    let parts: Vec<&str> = problem.issues.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(parts, ["citizen_id", "phone"]);
}

#[tokio::test]
async fn a_scanned_code_names_a_dossier_of_the_own_agency_only() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let receipt = test.filed(&mut citizen, CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    for text in [
        receipt.code.clone(),
        format!(" {}\n", receipt.code.to_lowercase()),
        format!("https://motcua.example.org/ho-so/{}", receipt.dossier),
    ] {
        let scanned = ScannedText { text };
        let found = clerk.call::<api::FindDossier>(&[], &scanned).await.unwrap();
        assert_eq!(found.id, receipt.dossier);
        let refused = foreign.call::<api::FindDossier>(&[], &scanned).await;
        assert_eq!(refused.unwrap_err().code, ProblemCode::NotFound);
    }
    for text in ["", "000.00.91.H26-261120-9999", "hồ sơ"] {
        let scanned = ScannedText { text: text.into() };
        let refused = clerk.call::<api::FindDossier>(&[], &scanned).await;
        assert_eq!(refused.unwrap_err().code, ProblemCode::NotFound, "{text}");
    }
}

#[tokio::test]
async fn papers_given_are_confirmed_by_the_unit_that_gets_them() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let mut specialist = test.sign_in(SPECIALIST).await;
    let receipt = test.filed(&mut citizen, CITIZEN).await;
    let id = receipt.dossier.as_str();
    let unit = specialist
        .call::<api::GetSession>(&[], &Nothing {})
        .await
        .unwrap()
        .account
        .unwrap()
        .unit
        .unwrap();
    let give = |unit: &str| Command::GivePapers {
        unit: unit.into(),
        papers: "Giấy chứng sinh: 1 bản chính\nTờ khai: 1 bản".into(),
    };
    let nowhere = try_act(&mut clerk, id, give("nowhere")).await.unwrap_err();
    assert_eq!(nowhere.code, ProblemCode::BadRequest);
    let given = act(&mut clerk, id, give(&unit)).await;
    assert!(given.papers_to.is_some());
    let waiting = specialist
        .call::<api::ListHandOvers>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].code, receipt.code);
    assert!(waiting[0].papers.contains("Giấy chứng sinh") && waiting[0].taken_at.is_none());
    let notices = specialist
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(notices.notices[0].text.vi.contains("Giấy tờ"));
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    let none = foreign
        .call::<api::ListHandOvers>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(none.is_empty());
    let take = || Command::TakePapers {
        note: "Đủ.".into()
    };
    let own = try_act(&mut clerk, id, take()).await.unwrap_err();
    assert_eq!(own.code, ProblemCode::ActionRefused);
    let taken = act(&mut specialist, id, take()).await;
    assert!(taken.papers_to.is_none());
    let kinds: Vec<Action> = taken.timeline.iter().map(|event| event.action).collect();
    assert!(kinds.ends_with(&[Action::GivePapers, Action::TakePapers]));
    let done = clerk
        .call::<api::ListHandOvers>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(done[0].taken_at.is_some() && done[0].note == "Đủ." && !done[0].taken_by.is_empty());
    let page = citizen
        .call::<api::GetDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(page.timeline.len(), 1, "what moves inside stays inside");
    assert!(timeline::is_whole(test.app.db.read(), id).await.unwrap());
}

#[tokio::test]
async fn a_supplement_may_be_brought_to_the_counter() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let receipt = test.filed(&mut citizen, CITIZEN).await;
    let id = receipt.dossier.as_str();
    let form = clerk
        .call::<api::GetStaffDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    let field = form.answers.keys().next().unwrap();
    act(&mut clerk, id, ask_for(field)).await;
    let take = Command::TakeSupplement {
        papers: "Giấy uỷ quyền: 1 bản chính".into(),
    };
    let taken = act(&mut clerk, id, take).await;
    assert!(taken.actions.contains(&Action::Accept) && taken.open_items.is_empty());
    let page = citizen
        .call::<api::GetDossier>(&[id], &Nothing {})
        .await
        .unwrap();
    assert!(page.supplement.is_none());
    let last = page.timeline.last().unwrap();
    assert_eq!(last.action, Action::TakeSupplement);
    assert!(last.words.contains("Giấy uỷ quyền"));
    assert!(timeline::is_whole(test.app.db.read(), id).await.unwrap());
}
