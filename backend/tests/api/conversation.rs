//! What applicant and officers write to each other: seen by both, told without its words, nobody else's.

use motcua_shared::access::Role;
use motcua_shared::api::{
    self, Conversation, MessagesRead, NewMessage, Nothing, ProblemCode, Turn,
};
use motcua_shared::event::LiveKind;

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, OTHER_CLERK, TestApp};
use crate::client::Client;

const QUESTION: &str = "Tôi gửi nhầm ảnh giấy chứng sinh, tôi gửi lại được không?";

async fn write(citizen: &mut Client, dossier: &str, text: &str) -> Conversation {
    let new = NewMessage {
        text: text.to_owned(),
    };
    citizen
        .call::<api::WriteMessage>(&[dossier], &new)
        .await
        .unwrap()
}

async fn seen_by_office(clerk: &mut Client, dossier: &str) -> Conversation {
    clerk
        .call::<api::GetStaffConversation>(&[dossier], &Nothing {})
        .await
        .unwrap()
}

#[tokio::test]
async fn both_sides_write_see_whose_turn_it_is_and_what_was_read() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let id = test.filed(&mut citizen, CITIZEN).await.dossier;
    let empty = citizen
        .call::<api::GetConversation>(&[&id], &Nothing {})
        .await
        .unwrap();
    assert_eq!((empty.turn, empty.messages.len()), (Turn::Nobody, 0));

    let cursor = clerk.cursor().await;
    let asked = write(&mut citizen, &id, &format!("  {QUESTION}  ")).await;
    assert_eq!(asked.turn, Turn::Office);
    assert_eq!(asked.messages[0].text, QUESTION);
    assert!(!asked.messages[0].from_office && asked.messages[0].read_at.is_none());
    // The open workspace hears of it, without the words.
    let mut stream = clerk.events(&format!("?after={cursor}"), None).await;
    let event = stream.next().await.unwrap();
    assert_eq!((event.dossier.as_str(), event.notice), (id.as_str(), true));
    assert!(!event.vi.contains("chứng sinh"));
    assert_eq!(stream.next().await.unwrap().kind, LiveKind::Queue);

    test.advance(60);
    assert_eq!(
        seen_by_office(&mut clerk, &id).await,
        asked,
        "looking marks nothing"
    );
    let dossier = citizen
        .call::<api::GetDossier>(&[&id], &Nothing {})
        .await
        .unwrap();
    let readers: Vec<Role> = dossier.readers.iter().map(|one| one.role).collect();
    assert_eq!(readers, [Role::Clerk], "an officer's reading is logged");
    let until = asked.messages[0].at;
    let read = clerk
        .call::<api::ReadStaffConversation>(&[&id], &MessagesRead { until })
        .await
        .unwrap();
    assert_eq!(read.messages[0].read_at, Some(test.now()));
    test.advance(60);
    let answer = NewMessage {
        text: "Bạn gửi lại được.\nTôi sẽ gửi yêu cầu bổ sung.".to_owned(),
    };
    let answered = clerk
        .call::<api::WriteStaffMessage>(&[&id], &answer)
        .await
        .unwrap();
    assert_eq!(answered.turn, Turn::Applicant);
    assert_eq!(
        answered.messages[0].read_at, read.messages[0].read_at,
        "the first reading counts"
    );
    let notices = citizen
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(notices.notices[0].text.vi.contains("lời nhắn mới"));
    assert!(!notices.notices[0].text.vi.contains("gửi lại"));
    // Answering is reading.
    let thanks = write(&mut citizen, &id, "Cảm ơn bạn.").await;
    assert_eq!(thanks.messages[1].read_at, Some(test.now()));
    assert_eq!(seen_by_office(&mut clerk, &id).await, thanks);
}

#[tokio::test]
async fn nobody_else_reads_or_writes_and_empty_or_endless_words_are_refused() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let id = test.filed(&mut citizen, CITIZEN).await.dossier;
    let before = write(&mut citizen, &id, QUESTION).await;
    for text in [String::new(), " \n ".to_owned(), "a".repeat(2_001)] {
        let problem = citizen
            .call::<api::WriteMessage>(&[&id], &NewMessage { text })
            .await
            .unwrap_err();
        assert_eq!(problem.code, ProblemCode::Invalid);
    }
    let new = NewMessage {
        text: "Xin chào".to_owned(),
    };
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let problem = other
        .call::<api::WriteMessage>(&[&id], &new)
        .await
        .unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    let mut foreign = test.sign_in(OTHER_CLERK).await;
    let problem = foreign
        .call::<api::WriteStaffMessage>(&[&id], &new)
        .await
        .unwrap_err();
    assert_eq!(problem.code, ProblemCode::NotFound);
    let after = citizen
        .call::<api::GetConversation>(&[&id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(after, before);
}
