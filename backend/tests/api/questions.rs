//! Pages of questions as the server writes them, to be typed into before the application runs: only the reader's own, only what is
//! asked now, everything escaped.

use motcua_shared::api::{self, CreateDraft, DraftChange, NewDraft, SaveDraft};
use motcua_shared::form::{Answer, Answers, DateParts};

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, TestApp};
use crate::client::Client;

const BIRTH: &str = "dang-ky-khai-sinh";

/// A new draft of the birth registration with these answers beside what it starts with.
async fn draft_with(citizen: &mut Client, given: &[(&str, Answer)]) -> String {
    let new = NewDraft {
        procedure: BIRTH.to_owned(),
    };
    let draft = citizen.call::<CreateDraft>(&[], &new).await.unwrap();
    let mut answers: Answers = draft.answers;
    answers.extend(
        given
            .iter()
            .map(|(key, answer)| ((*key).to_owned(), answer.clone())),
    );
    let change = DraftChange {
        version: draft.version,
        answers,
        reused: draft.reused,
    };
    citizen
        .call::<SaveDraft>(&[&draft.id], &change)
        .await
        .unwrap();
    draft.id
}

async fn page(client: &mut Client, address: &str) -> String {
    let answer = client.get(address).await;
    assert_eq!(answer.status, 200, "{address}");
    let text = answer.text();
    let (_, main) = text.split_once("<main").unwrap();
    main.split_once("</main>").unwrap().0.to_owned()
}

/// The element with this id, up to the end of its tag.
fn tag_of<'p>(page: &'p str, id: &str) -> Option<&'p str> {
    let mark = format!(" id=\"{id}\"");
    let at = page.find(&mark)?;
    let start = page[..at].rfind('<')?;
    let end = at + page[at..].find('>')?;
    Some(&page[start..=end])
}

fn has(page: &str, id: &str, part: &str) {
    let tag = tag_of(page, id).unwrap_or_else(|| panic!("{id} is missing"));
    assert!(tag.contains(part), "{part} is missing in {tag}");
}

#[tokio::test]
async fn an_own_page_shows_its_questions_with_their_answers() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let born = Answer::Date(DateParts {
        day: "5".to_owned(),
        month: "11".to_owned(),
        year: "2026".to_owned(),
    });
    let name = Answer::from("\"><script>alert('Võ')</script>");
    let id = draft_with(
        &mut citizen,
        &[
            ("child_full_name", name),
            ("child_date_of_birth", born),
            ("child_gender", Answer::from("female")),
        ],
    )
    .await;
    let address = format!("/to-khai/{id}/child");
    let vi = page(&mut citizen, &address).await;
    has(
        &vi,
        "f-child_full_name",
        "value=\"&quot;&gt;&lt;script&gt;alert(&#39;Võ&#39;)&lt;/script&gt;\"",
    );
    assert!(!vi.contains("<script"), "what was typed became markup");
    has(&vi, "f-child_full_name", "aria-required=\"true\"");
    has(&vi, "f-child_full_name", "autocapitalize=\"words\"");
    has(&vi, "f-child_date_of_birth.day", "value=\"5\"");
    has(&vi, "f-child_date_of_birth.month", "value=\"11\"");
    has(&vi, "f-child_date_of_birth.year", "inputmode=\"numeric\"");
    has(&vi, "f-child_gender-female", " checked");
    assert!(!tag_of(&vi, "f-child_gender").unwrap().contains(" checked"));
    // The computed words of the date, the place in the form, and a button that does not work yet.
    assert!(vi.contains("mười một"), "the date in words");
    assert!(vi.contains("class=\"form-page__step\">Phần 2 trên "));
    assert!(vi.contains("<button class=\"button\" type=\"submit\" disabled"));
    assert!(vi.contains(">Tiếp tục</button>"));
    let en = page(&mut citizen, &format!("{address}?lang=en")).await;
    assert!(en.contains(">Continue</button>") && !en.contains("Tiếp tục"));
    has(&en, "f-child_date_of_birth.day", "value=\"5\"");
}

#[tokio::test]
async fn what_is_known_is_filled_in_with_its_source() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let id = draft_with(&mut citizen, &[]).await;
    let requester = page(&mut citizen, &format!("/to-khai/{id}/requester")).await;
    let draft = citizen
        .call::<api::GetDraft>(&[&id], &api::Nothing {})
        .await
        .unwrap();
    let name = draft.answers.get("requester_full_name").unwrap().text();
    assert!(!name.is_empty());
    has(
        &requester,
        "f-requester_full_name",
        &format!("value=\"{name}\""),
    );
    has(
        &requester,
        "f-requester_full_name",
        "f-requester_full_name-source\"",
    );
    assert!(tag_of(&requester, "f-requester_full_name-source").is_some());
    // What needs the application has its place and its answer, and takes no letters.
    has(&requester, "f-requester_residence.commune", " readonly");
    has(&requester, "f-requester_residence.province", " disabled");
    assert!(
        !tag_of(&requester, "f-requester_residence.detail")
            .unwrap()
            .contains("readonly")
    );
}

#[tokio::test]
async fn hidden_questions_are_not_there() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let given = [
        ("mother_unknown", Answer::Flag(true)),
        ("mother_full_name", Answer::from("Tên Không Ai Thấy")),
    ];
    let id = draft_with(&mut citizen, &given).await;
    let hidden = page(&mut citizen, &format!("/to-khai/{id}/mother")).await;
    has(&hidden, "f-mother_unknown", " checked");
    assert!(!hidden.contains("f-mother_full_name") && !hidden.contains("Tên Không Ai Thấy"));
    // A page on which nothing is asked is left to the application, which leads on.
    let nothing = page(&mut citizen, &format!("/to-khai/{id}/mother-residence")).await;
    assert!(!nothing.contains("<form"));
}

#[tokio::test]
async fn nobody_else_sees_a_question() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let secret = ("child_full_name", Answer::from("Võ Bí Mật"));
    let id = draft_with(&mut citizen, &[secret]).await;
    let address = format!("/to-khai/{id}/child");
    assert!(page(&mut citizen, &address).await.contains("Võ Bí Mật"));
    let mut others = [
        test.sign_in(OTHER_CITIZEN).await,
        test.sign_in(CLERK).await,
        test.anonymous(),
    ];
    for other in &mut others {
        let seen = page(other, &address).await;
        assert!(!seen.contains("Võ Bí Mật") && !seen.contains("f-child_full_name"));
    }
    for elsewhere in ["child-nobody-has", "xem-lai"] {
        let seen = page(&mut citizen, &format!("/to-khai/{id}/{elsewhere}")).await;
        assert!(!seen.contains("<form"), "{elsewhere}");
    }
}

#[tokio::test]
async fn the_forms_that_are_measured_can_be_typed_into() {
    let test = TestApp::start().await;
    let mut anybody = test.anonymous();
    let sixty = page(&mut anybody, "/gallery/form-60").await;
    has(&sixty, "f-q1_1", "type=\"text\"");
    has(&sixty, "f-rows1[r2].q1_101", "type=\"text\"");
    assert!(
        tag_of(&sixty, "f-q1_36").is_none(),
        "opened by a box that is not ticked"
    );
    let long = page(&mut anybody, "/gallery/form-300").await;
    assert!(long.contains("class=\"fields fields--long\""));
    has(&long, "f-q5_1", "type=\"text\"");
    // Many rows are folded, as the application folds them.
    let rows = page(&mut anybody, "/gallery/rows-200").await;
    assert!(rows.contains("data-row=\"r200\"") && !rows.contains("f-rows1[r2].q1_101"));
    assert!(!page(&mut anybody, "/gallery/text").await.contains("<form"));
}
