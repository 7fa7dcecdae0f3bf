//! What applicant and officers write to each other: seen by both, told without its words, nobody else's.

use axum::body::Body;
use motcua_backend::service::dossier::timeline;
use motcua_shared::access::Role;
use motcua_shared::api::{
    self, Conversation, MessagesRead, NewMessage, Nothing, ProblemCode, Turn,
};
use motcua_shared::event::LiveKind;

use sea_orm::{ConnectionTrait as _, DbErr};

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, OTHER_CLERK, TestApp};
use crate::client::{Client, sample_pdf};
use crate::desk::{accept, act};

const QUESTION: &str = "Tôi gửi nhầm ảnh giấy chứng sinh, tôi gửi lại được không?";

async fn write(citizen: &mut Client, dossier: &str, text: &str) -> Conversation {
    let new = NewMessage {
        text: text.to_owned(),
        files: Vec::new(),
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
    let mut phone = citizen.events("", None).await;
    let read = clerk
        .call::<api::ReadStaffConversation>(&[&id], &MessagesRead { until })
        .await
        .unwrap();
    assert_eq!(read.messages[0].read_at, Some(test.now()));
    // The receipt is seen at once, and calls nobody away.
    let receipt = phone.next().await.unwrap();
    assert_eq!(
        (receipt.kind, receipt.action, receipt.notice, receipt.vi),
        (LiveKind::Dossier, None, false, String::new())
    );
    assert_eq!(receipt.dossier, id);
    // Once: reading again is no news.
    let cursor = citizen.cursor().await;
    clerk
        .call::<api::ReadStaffConversation>(&[&id], &MessagesRead { until })
        .await
        .unwrap();
    assert_eq!(citizen.cursor().await, cursor);
    test.advance(60);
    let answer = NewMessage {
        text: "Bạn gửi lại được.\nTôi sẽ gửi yêu cầu bổ sung.".to_owned(),
        files: Vec::new(),
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
    // The other way the screens of the agency hear of it, and not its queues.
    let mut desk = clerk.events("", None).await;
    let until = answered.messages[1].at;
    citizen
        .call::<api::ReadConversation>(&[&id], &MessagesRead { until })
        .await
        .unwrap();
    let receipt = desk.next().await.unwrap();
    assert_eq!(
        (receipt.kind, receipt.action, receipt.dossier.as_str()),
        (LiveKind::Aside, None, id.as_str())
    );
    let read_at = Some(test.now());
    test.advance(60);
    let thanks = write(&mut citizen, &id, "Cảm ơn bạn.").await;
    assert_eq!(thanks.messages[1].read_at, read_at, "it stays as it was");
    assert_eq!(seen_by_office(&mut clerk, &id).await, thanks);
    // Answering is reading.
    let answered = clerk
        .call::<api::WriteStaffMessage>(&[&id], &answer)
        .await
        .unwrap();
    assert_eq!(answered.messages[2].read_at, Some(test.now()));
}

#[tokio::test]
async fn nobody_else_reads_or_writes_and_empty_or_endless_words_are_refused() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let id = test.filed(&mut citizen, CITIZEN).await.dossier;
    let before = write(&mut citizen, &id, QUESTION).await;
    for text in [String::new(), " \n ".to_owned(), "a".repeat(2_001)] {
        let problem = citizen
            .call::<api::WriteMessage>(
                &[&id],
                &NewMessage {
                    text,
                    files: Vec::new(),
                },
            )
            .await
            .unwrap_err();
        assert_eq!(problem.code, ProblemCode::Invalid);
    }
    let new = NewMessage {
        text: "Xin chào".to_owned(),
        files: Vec::new(),
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

async fn take(
    client: &mut Client,
    path: &str,
    name: &str,
    bytes: Vec<u8>,
) -> crate::client::Answer {
    let hash = motcua_backend::store::sha256(&bytes);
    let request = client.request("POST", &format!("{path}?name={name}&sha256={hash}"));
    client.send(request.body(Body::from(bytes)).unwrap()).await
}

#[tokio::test]
async fn files_go_with_messages_and_both_are_part_of_the_history() {
    let test = TestApp::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let id = test.filed(&mut citizen, CITIZEN).await.dossier;
    let before = citizen
        .call::<api::GetDossier>(&[&id], &Nothing {})
        .await
        .unwrap();
    let path = api::MESSAGE_FILE_PATH.replace("{id}", &id);
    let bad = take(&mut citizen, &path, "a.exe", b"MZ not a paper".to_vec()).await;
    assert_eq!(bad.problem().code, ProblemCode::UnsupportedFile);
    let taken = take(&mut citizen, &path, "anh.pdf", sample_pdf("a")).await;
    let file: api::MessageFile = serde_json::from_slice(&taken.body).unwrap();
    let content = format!("/api/message-files/{}/content", file.id);
    assert_eq!(clerk.get(&content).await.status, 404, "not sent yet");
    let new = NewMessage {
        text: String::new(),
        files: vec![file.id.clone()],
    };
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let foreign = test.filed(&mut other, OTHER_CITIZEN).await.dossier;
    let stolen = other.call::<api::WriteMessage>(&[&foreign], &new).await;
    assert_eq!(stolen.unwrap_err().code, ProblemCode::Invalid);
    let written = citizen
        .call::<api::WriteMessage>(&[&id], &new)
        .await
        .unwrap();
    assert_eq!(written.messages[0].files, std::slice::from_ref(&file));
    let twice = citizen.call::<api::WriteMessage>(&[&id], &new).await;
    assert_eq!(twice.unwrap_err().code, ProblemCode::Invalid);
    assert_eq!(seen_by_office(&mut clerk, &id).await, written);
    let answer = clerk.get(&content).await;
    assert_eq!(answer.body, sample_pdf("a"));
    for stranger in [&mut other, &mut test.sign_in(OTHER_CLERK).await] {
        assert_eq!(stranger.get(&content).await.status, 404);
    }
    // The officer's way.
    let path = api::STAFF_MESSAGE_FILE_PATH.replace("{id}", &id);
    let taken = take(&mut clerk, &path, "mau.pdf", sample_pdf("b")).await;
    let file: api::MessageFile = serde_json::from_slice(&taken.body).unwrap();
    let new = NewMessage {
        text: "Bạn xem mẫu này.".to_owned(),
        files: vec![file.id.clone()],
    };
    clerk
        .call::<api::WriteStaffMessage>(&[&id], &new)
        .await
        .unwrap();
    let content = format!("/api/message-files/{}/content", file.id);
    assert_eq!(citizen.get(&content).await.body, sample_pdf("b"));

    // The history proves both messages, says none of them, and nobody who works on the dossier is disturbed.
    let after = citizen
        .call::<api::GetDossier>(&[&id], &Nothing {})
        .await
        .unwrap();
    assert_eq!(after.timeline, before.timeline);
    assert_eq!(after.version, before.version);
    let whole = || timeline::is_whole(test.app.db.read(), &id);
    assert!(whole().await.unwrap());
    act(&mut clerk, &id, accept()).await;
    assert!(whole().await.unwrap(), "the chain goes on");
    for change in [
        "UPDATE message SET text = 'khác' WHERE from_office",
        "UPDATE message_file SET sha256 = '00'",
        "DELETE FROM message_file",
    ] {
        let undone: Result<(), DbErr> = test
            .app
            .db
            .write(async |tx| {
                tx.execute_unprepared(change).await?;
                assert!(!timeline::is_whole(tx, &id).await.unwrap(), "{change}");
                Err(DbErr::Custom("undo".to_owned()))
            })
            .await;
        undone.unwrap_err();
    }
}
