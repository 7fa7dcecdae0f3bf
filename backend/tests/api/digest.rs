//! The mail of the morning: once a day, at opening, to officers who confirmed an address and want it, with what waits for them.

use std::sync::Arc;

use motcua_backend::channel::{Channels, MailChannel, MailServer as MailSetting};
use motcua_backend::job::digest;
use motcua_backend::service::delivery::round;
use motcua_shared::api::{
    self, AddressCode, AddressKind, CodeOutcome, NewAddress, NoticeSettingsChange, OccasionChoice,
};
use motcua_shared::i18n::Lang;
use motcua_shared::notice::{ChannelKind, Occasion};

use crate::app::{CITIZEN, CLERK, LEADER, SPECIALIST, TestApp};
use crate::desk::{accept, act, forward};
use crate::stand_in::MailServer;

const HOUR: i64 = 3_600;

/// Gives an officer a confirmed address.
async fn confirm(test: &TestApp, server: &mut MailServer, user: &str, address: &str) {
    let mut officer = test.sign_in(user).await;
    let (kind, typed) = (AddressKind::Email, address.to_owned());
    let new = NewAddress {
        kind,
        address: typed,
    };
    officer
        .call::<api::AskAddressCode>(&[], &new)
        .await
        .unwrap();
    round(&test.app, &|| 1.0).await.unwrap();
    let mut mail = server.next().await.ok().unwrap();
    while mail.to != address {
        mail = server.next().await.ok().unwrap();
    }
    let code = mail.code();
    let answer = officer
        .call::<api::ConfirmAddress>(&[], &AddressCode { kind, code })
        .await
        .unwrap();
    assert_eq!(answer.outcome, CodeOutcome::Confirmed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn officers_read_in_the_morning_what_waits_for_them() {
    let mut server = MailServer::start().await;
    let setting = MailSetting::new(&server.url, "motcua@example.org").unwrap();
    let channel = MailChannel::new(&setting).unwrap();
    let channels = Channels {
        site: "https://dichvucong.example.org".to_owned(),
        ..Channels::default()
    };
    let channels = channels.with(ChannelKind::Email, Arc::new(channel));
    let test = TestApp::start().await.sending(channels);
    confirm(&test, &mut server, SPECIALIST, "chuyen.vien@example.org").await;
    confirm(&test, &mut server, LEADER, "lanh.dao@example.org").await;
    assert_eq!(digest::round(&test.app).await.unwrap(), 0, "nothing waits");

    let mut citizen = test.sign_in(CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let filed = test.filed(&mut citizen, CITIZEN).await;
    act(&mut clerk, &filed.dossier, accept()).await;
    act(&mut clerk, &filed.dossier, forward()).await;
    assert_eq!(
        digest::round(&test.app).await.unwrap(),
        0,
        "today has had its look"
    );
    // From Friday, nine o'clock, to Saturday: nobody works.
    test.advance(24 * HOUR);
    assert_eq!(digest::round(&test.app).await.unwrap(), 0);
    // Monday, one minute before seven, and then seven; four processes look at once.
    test.advance(46 * HOUR - 60);
    assert_eq!(digest::round(&test.app).await.unwrap(), 0);
    test.advance(60);
    let rounds = [(); 4].map(|()| {
        let app = test.app.clone();
        tokio::spawn(async move { digest::round(&app).await.unwrap() })
    });
    let mut written = 0;
    for one in rounds {
        written += one.await.unwrap();
    }
    assert_eq!(
        written, 1,
        "the specialist's; nothing is late for the leader"
    );
    round(&test.app, &|| 1.0).await.unwrap();
    let mut mail = server.next().await.ok().unwrap();
    while mail.to != "chuyen.vien@example.org" {
        mail = server.next().await.ok().unwrap();
    }
    let text = mail.text();
    assert!(text.contains(&filed.code), "{text}");
    assert!(
        text.contains("https://dichvucong.example.org/can-bo"),
        "{text}"
    );

    // Friday of that week: it is late, and the leader hears of it; the specialist has switched the mail off.
    let mut specialist = test.sign_in(SPECIALIST).await;
    let off = NoticeSettingsChange {
        lang: Lang::Vi,
        occasions: vec![OccasionChoice {
            occasion: Occasion::Digest,
            channels: Vec::new(),
        }],
    };
    specialist
        .call::<api::SaveNoticeSettings>(&[], &off)
        .await
        .unwrap();
    test.advance(4 * 24 * HOUR);
    assert_eq!(digest::round(&test.app).await.unwrap(), 1);
    round(&test.app, &|| 1.0).await.unwrap();
    let mut mail = server.next().await.ok().unwrap();
    while mail.to != "lanh.dao@example.org" {
        mail = server.next().await.ok().unwrap();
    }
    assert!(mail.text().contains("quá hạn"), "{}", mail.text());
}
