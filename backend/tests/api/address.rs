//! Confirming addresses: a code goes to the address, holds ten minutes and five tries, and only then anything else goes there; the
//! address before is told.

use std::sync::Arc;

use motcua_backend::channel::{Channels, MailChannel, MailServer as MailSetting};
use motcua_backend::service::delivery::round;
use motcua_shared::api::{
    self, AddressCode, AddressKind, CodeOutcome, NewAddress, Nothing, ProblemCode,
};
use motcua_shared::notice::ChannelKind;

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, TestApp};
use crate::client::Client;
use crate::stand_in::{Mail, MailServer};

const NEW: &str = "dia.chi.moi@example.org";

async fn installation() -> (TestApp, MailServer) {
    let server = MailServer::start().await;
    let setting = MailSetting::new(&server.url, "motcua@example.org").unwrap();
    let channel = MailChannel::new(&setting).unwrap();
    let channels = Channels::default().with(ChannelKind::Email, Arc::new(channel));
    (TestApp::start().await.sending(channels), server)
}

async fn ask(client: &mut Client, address: &str) -> Result<api::CodeSent, api::Problem> {
    let new = NewAddress {
        kind: AddressKind::Email,
        address: address.to_owned(),
    };
    client.call::<api::AskAddressCode>(&[], &new).await
}

async fn say(client: &mut Client, code: &str) -> api::CodeAnswer {
    let code = AddressCode {
        kind: AddressKind::Email,
        code: code.to_owned(),
    };
    client
        .call::<api::ConfirmAddress>(&[], &code)
        .await
        .unwrap()
}

async fn arrived(test: &TestApp, server: &mut MailServer) -> Mail {
    assert_eq!(round(&test.app, &|| 1.0).await.unwrap().sent, 1);
    server.next().await.ok().unwrap()
}

fn other_than(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

fn to_of(settings: &api::NoticeSettings) -> Option<&str> {
    settings.channels[0].to.as_deref()
}

#[tokio::test]
async fn a_code_confirms_an_address_and_the_old_one_is_told() {
    let (test, mut server) = installation().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let before = citizen
        .call::<api::GetNoticeSettings>(&[], &Nothing {})
        .await
        .unwrap();
    let sent = ask(&mut citizen, NEW).await.unwrap();
    assert_eq!(sent.to, "d•••@example.org");
    let mail = arrived(&test, &mut server).await;
    assert_eq!(mail.to, NEW);
    let code = mail.code();
    // Until it is confirmed everything goes where it went.
    test.filed(&mut citizen, CITIZEN).await;
    assert_ne!(arrived(&test, &mut server).await.to, NEW);
    assert_eq!(
        say(&mut citizen, other_than(&code)).await.outcome,
        CodeOutcome::Wrong { left: 4 }
    );
    // Somebody else's code is none.
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    assert_eq!(say(&mut other, &code).await.outcome, CodeOutcome::Over);
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let answer = say(&mut citizen, &spaced).await;
    assert_eq!(answer.outcome, CodeOutcome::Confirmed);
    assert_ne!(to_of(&answer.settings), to_of(&before));
    let told = arrived(&test, &mut server).await;
    assert_ne!(told.to, NEW, "the old address is told");
    assert_eq!(say(&mut citizen, &code).await.outcome, CodeOutcome::Over);
    test.filed(&mut citizen, CITIZEN).await;
    assert_eq!(arrived(&test, &mut server).await.to, NEW);
}

#[tokio::test]
async fn a_code_holds_ten_minutes_and_five_tries_and_an_hour_has_five() {
    let (test, mut server) = installation().await;
    // An officer has no address to begin with.
    let mut clerk = test.sign_in(CLERK).await;
    let no_address = ask(&mut clerk, "khong phai dia chi").await;
    assert_eq!(no_address.unwrap_err().code, ProblemCode::Invalid);
    ask(&mut clerk, NEW).await.unwrap();
    let code = arrived(&test, &mut server).await.code();
    for left in [4, 3, 2, 1] {
        let outcome = say(&mut clerk, other_than(&code)).await.outcome;
        assert_eq!(outcome, CodeOutcome::Wrong { left });
    }
    for wrong_or_right in [other_than(&code), &code] {
        let outcome = say(&mut clerk, wrong_or_right).await.outcome;
        assert_eq!(outcome, CodeOutcome::Over, "tried too often");
    }
    ask(&mut clerk, NEW).await.unwrap();
    let code = arrived(&test, &mut server).await.code();
    test.advance(api::CODE_SECONDS);
    assert_eq!(say(&mut clerk, &code).await.outcome, CodeOutcome::Over);
    for _ in 0..3 {
        ask(&mut clerk, NEW).await.unwrap();
    }
    let too_many = ask(&mut clerk, NEW).await;
    assert_eq!(too_many.unwrap_err().code, ProblemCode::RateLimited);
    // Nor from another account: the address belongs to somebody who may want none of them.
    let mut citizen = test.sign_in(CITIZEN).await;
    let flooded = ask(&mut citizen, NEW).await;
    assert_eq!(flooded.unwrap_err().code, ProblemCode::RateLimited);
    test.advance(3_600);
    let mut clerk = test.sign_in(CLERK).await;
    ask(&mut clerk, NEW).await.unwrap();
}
