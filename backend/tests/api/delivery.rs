//! What leaves the portal: written with the change, sent after it, once for the person whatever the provider does, in the words
//! and over the channels that people chose; what cannot be sent is seen and sent again.

use std::sync::Arc;
use std::time::Duration;

use motcua_backend::channel::{
    Channels, HttpChannel, HttpProvider, MailChannel, MailServer as MailSetting,
};
use motcua_backend::service::delivery::{Round, round};
use motcua_shared::api::{
    self, DeliveryReport, DeliveryState, DeliveryView, Nothing, NoticePreviewRequest,
    NoticeSettings, NoticeSettingsChange, NoticeTemplateChange, OccasionChoice, ProblemCode,
};
use motcua_shared::i18n::Lang;
use motcua_shared::notice::template::TemplateFault;
use motcua_shared::notice::{ChannelKind, Occasion, QuietHours, Template};

use crate::app::{ADMINISTRATOR, CITIZEN, CLERK, TestApp};
use crate::client::Client;
use crate::desk::{accept, act, ask_for};
use crate::my_data::{PERSON, approved, ask, decide, held, verified};
use crate::stand_in::{Does, MailServer, Provider};

const SITE: &str = "https://dichvucong.example.org";
const HOUR: i64 = 3_600;

/// Short messages through a provider; a good answer says so.
async fn sms() -> (Channels, Provider) {
    let (provider, url) = Provider::start().await;
    let setting = HttpProvider::new(
        &url,
        "Authorization: Bearer of-the-test",
        r#"{"phone": "{to}", "content": "{text}", "reference": "{id}"}"#,
        "/status=ok",
    )
    .unwrap();
    let channels = Channels {
        site: SITE.to_owned(),
        patience: Some(Duration::from_millis(200)),
        ..Channels::default()
    };
    let channels = channels.with(ChannelKind::Sms, Arc::new(HttpChannel::new(setting)));
    (channels, provider)
}

async fn mail(channels: Channels) -> (Channels, MailServer) {
    let server = MailServer::start().await;
    let setting = MailSetting::new(&server.url, "Một Cửa <motcua@example.org>").unwrap();
    let channel = MailChannel::new(&setting).unwrap();
    let channels = Channels {
        site: SITE.to_owned(),
        ..channels
    };
    (channels.with(ChannelKind::Email, Arc::new(channel)), server)
}

/// A round whose pauses are the longest there can be.
async fn send(test: &TestApp) -> Round {
    round(&test.app, &|| 1.0).await.unwrap()
}

const fn sent(sent: u64) -> Round {
    Round {
        sent,
        failed: 0,
        dead: 0,
        gone: 0,
    }
}

const FAILED: Round = Round {
    sent: 0,
    failed: 1,
    dead: 0,
    gone: 0,
};

async fn log(client: &mut Client, dossier: &str) -> Vec<DeliveryView> {
    client
        .call::<api::ListDeliveries>(&[dossier], &Nothing {})
        .await
        .unwrap()
}

async fn report(test: &TestApp) -> DeliveryReport {
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    administrator
        .call::<api::GetDeliveryReport>(&[], &Nothing {})
        .await
        .unwrap()
}

#[tokio::test]
async fn a_change_goes_out_by_mail_and_message_once_and_is_in_the_log() {
    let (channels, provider) = sms().await;
    let (channels, mut server) = mail(channels).await;
    // A debug build on a busy machine may need longer than the stand-in's patience to greet.
    let channels = Channels {
        patience: None,
        ..channels
    };
    let test = TestApp::start().await.sending(channels);
    let mut citizen = test.sign_in(CITIZEN).await;
    let filed = test.filed(&mut citizen, CITIZEN).await;
    assert!(
        provider.asked().is_empty(),
        "nothing is sent inside the change"
    );
    let waiting = log(&mut citizen, &filed.dossier).await;
    assert!(
        waiting
            .iter()
            .all(|one| one.state == DeliveryState::Waiting)
    );

    assert_eq!(send(&test).await, sent(2));
    assert_eq!(send(&test).await, Round::default(), "once");
    let arrived = server.next().await.ok().unwrap();
    let entries = log(&mut citizen, &filed.dossier).await;
    let by_mail = entries
        .iter()
        .find(|one| one.channel == ChannelKind::Email)
        .unwrap();
    assert_eq!(
        arrived.header("Message-ID"),
        format!("<{}@example.org>", by_mail.id)
    );
    assert!(by_mail.to.ends_with("@example.org") && by_mail.to.contains('•'));
    assert!(arrived.to.ends_with("@example.org"));
    assert!(arrived.header("Content-Type").starts_with("text/plain"));
    assert!(!arrived.source.contains("Subject: \r\n"));

    let message = &provider.delivered()[0];
    let by_message = entries
        .iter()
        .find(|one| one.channel == ChannelKind::Sms)
        .unwrap();
    assert_eq!(message.key, by_message.id);
    assert_eq!(message.body["reference"], by_message.id.as_str());
    assert_eq!(message.authorization, "Bearer of-the-test");
    let text = message.body["content"].as_str().unwrap();
    assert!(text.contains(&filed.code), "{text}");
    for entry in &entries {
        assert_eq!((entry.state, entry.attempts), (DeliveryState::Sent, 1));
        assert_eq!(entry.occasion, Occasion::Submitted);
        assert_eq!(entry.sent_at, Some(test.now()));
    }
    let mut clerk = test.sign_in(CLERK).await;
    let seen = clerk
        .call::<api::ListStaffDeliveries>(&[&filed.dossier], &Nothing {})
        .await
        .unwrap();
    assert_eq!(seen, entries);
}

#[tokio::test]
async fn a_message_says_nothing_about_the_person_or_the_matter() {
    let (channels, provider) = sms().await;
    let test = TestApp::start().await.sending(channels);
    let mut citizen = test.sign_in(CITIZEN).await;
    let filed = test.filed(&mut citizen, CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    let dossier = citizen
        .call::<api::GetDossier>(&[&filed.dossier], &Nothing {})
        .await
        .unwrap();
    let field = dossier.answers.keys().next().unwrap().clone();
    act(&mut clerk, &filed.dossier, ask_for(&field)).await;
    assert_eq!(send(&test).await, sent(2));
    let name = citizen
        .call::<api::GetSession>(&[], &Nothing {})
        .await
        .unwrap()
        .account
        .unwrap()
        .name;
    let typed = serde_json::to_value(&dossier.answers).unwrap();
    let mut secrets = vec![
        name,
        dossier.summary.procedure_name.vi.clone(),
        dossier.agency.vi.clone(),
        "Bạn xem lại giúp".to_owned(),
    ];
    // Everything that was typed, down to single words of names; dates and codes shorter than that prove nothing.
    let texts = typed
        .as_object()
        .unwrap()
        .values()
        .filter_map(|value| value.as_str());
    secrets.extend(texts.filter(|text| text.len() > 4).map(str::to_owned));
    assert!(secrets.len() > 8);
    for message in provider.delivered() {
        let text = message.body["content"].as_str().unwrap();
        assert!(text.contains(&filed.code), "{text}");
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{text} tells {secret}");
        }
    }
}

#[tokio::test]
async fn whatever_the_provider_does_the_person_gets_it_once() {
    let (channels, provider) = sms().await;
    let test = TestApp::start().await.sending(channels);
    let mut citizen = test.sign_in(CITIZEN).await;
    let filed = test.filed(&mut citizen, CITIZEN).await;
    let bad = [
        Does::Answer(503),
        Does::Hang,
        Does::Nonsense,
        Does::TakeAndBreak,
        Does::Answer(429),
    ];
    provider.then(&bad);
    for (number, does) in bad.iter().enumerate() {
        assert_eq!(send(&test).await, FAILED, "{does:?}");
        // Pauses double; before the end of one nothing is tried.
        let pause = 60 << number;
        test.advance(pause - 1);
        assert_eq!(send(&test).await, Round::default(), "{does:?}");
        test.advance(1);
    }
    assert_eq!(send(&test).await, sent(1));
    let asked = provider.asked();
    assert_eq!(asked.len(), bad.len() + 1);
    assert!(asked.iter().all(|one| one.key == asked[0].key));
    assert_eq!(provider.delivered().len(), 1);
    let entry = &log(&mut citizen, &filed.dossier).await[0];
    assert_eq!((entry.state, entry.attempts), (DeliveryState::Sent, 6));
}

#[tokio::test]
async fn what_cannot_be_sent_is_given_up_seen_and_sent_again() {
    let (channels, provider) = sms().await;
    let test = TestApp::start().await.sending(channels);
    let mut citizen = test.sign_in(CITIZEN).await;
    let refused = test.filed(&mut citizen, CITIZEN).await;
    provider.then(&[Does::Answer(400)]);
    assert_eq!(send(&test).await.dead, 1, "refused for good");
    let failing = test.filed(&mut citizen, CITIZEN).await;
    provider.then(&[Does::Answer(500); 10]);
    for _ in 0..9 {
        assert_eq!(send(&test).await, FAILED);
        test.advance(6 * HOUR);
    }
    assert_eq!(send(&test).await.dead, 1, "given up after ten tries");
    test.advance(30 * 24 * HOUR);
    assert_eq!(send(&test).await, Round::default());

    let seen = report(&test).await;
    assert_eq!(
        (seen.waiting, seen.channels.as_slice()),
        (0, [ChannelKind::Sms].as_slice())
    );
    let dead: Vec<(&str, u32, &str)> = seen
        .dead
        .iter()
        .map(|letter| {
            (
                letter.code.as_str(),
                letter.delivery.attempts,
                letter.reason.as_str(),
            )
        })
        .collect();
    assert_eq!(
        dead,
        [
            (failing.code.as_str(), 10, "answered 500"),
            (refused.code.as_str(), 1, "refused 400"),
        ]
    );
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    for letter in &seen.dead {
        administrator
            .call::<api::ResendDelivery>(&[&letter.delivery.id], &Nothing {})
            .await
            .unwrap();
        let again = administrator
            .call::<api::ResendDelivery>(&[&letter.delivery.id], &Nothing {})
            .await;
        assert_eq!(
            again.unwrap_err().code,
            ProblemCode::NotFound,
            "it waits already"
        );
    }
    provider.then(&[Does::Answer(500)]);
    let mixed = Round {
        sent: 1,
        failed: 1,
        dead: 0,
        gone: 0,
    };
    assert_eq!(send(&test).await, mixed, "it has its tries again");
    test.advance(60);
    assert_eq!(
        send(&test).await,
        sent(1),
        "and waits as if it were the first"
    );
    assert!(report(&test).await.dead.is_empty());
}

#[tokio::test]
async fn a_mail_server_that_refuses_for_now_is_asked_again_and_for_good_is_not() {
    let (channels, mut server) = mail(Channels::default()).await;
    let test = TestApp::start().await.sending(channels);
    let mut citizen = test.sign_in(CITIZEN).await;
    test.filed(&mut citizen, CITIZEN).await;
    server.refuse_next(451).await;
    assert_eq!(send(&test).await, FAILED);
    assert_eq!(server.next().await.err(), Some(451));
    test.advance(60);
    assert_eq!(send(&test).await, sent(1));
    assert!(server.next().await.is_ok());
    test.filed(&mut citizen, CITIZEN).await;
    server.refuse_next(550).await;
    assert_eq!(send(&test).await.dead, 1);
    let dead = report(&test).await.dead;
    assert_eq!(dead[0].reason, "refused 550");
}

#[tokio::test]
async fn a_server_that_ends_between_commit_and_answer_loses_nothing() {
    let (channels, provider) = sms().await;
    let channels = Channels {
        patience: Some(Duration::from_secs(30)),
        ..channels
    };
    let test = TestApp::start().await.sending(channels.clone());
    let mut citizen = test.sign_in(CITIZEN).await;
    test.filed(&mut citizen, CITIZEN).await;
    // Ends before anything was sent.
    let test = test.restart().await.sending(channels.clone());
    // Ends while the provider thinks: the message has arrived there.
    provider.then(&[Does::Hang]);
    let app = test.app.clone();
    let cut_off = tokio::spawn(async move { round(&app, &|| 1.0).await });
    while provider.asked().is_empty() {
        tokio::task::yield_now().await;
    }
    cut_off.abort();
    let _ = cut_off.await;
    let test = test.restart().await.sending(channels);
    assert_eq!(send(&test).await, Round::default(), "its claim still holds");
    test.advance(90);
    assert_eq!(send(&test).await, sent(1));
    let asked = provider.asked();
    assert_eq!((asked.len(), provider.delivered().len()), (2, 1));
    assert_eq!(asked[0].key, asked[1].key);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_processes_send_each_message_once() {
    let (channels, provider) = sms().await;
    let channels = Channels {
        patience: Some(Duration::from_secs(30)),
        ..channels
    };
    let test = TestApp::start().await.sending(channels);
    let mut citizen = test.sign_in(CITIZEN).await;
    for _ in 0..5 {
        test.filed(&mut citizen, CITIZEN).await;
    }
    let rounds = [(); 4].map(|()| {
        let app = test.app.clone();
        tokio::spawn(async move { round(&app, &|| 1.0).await.unwrap().sent })
    });
    let mut sent = 0;
    for one in rounds {
        sent += one.await.unwrap();
    }
    assert_eq!((sent, provider.asked().len()), (5, 5));
}

#[tokio::test]
async fn people_choose_channels_and_language() {
    let (channels, provider) = sms().await;
    let test = TestApp::start().await.sending(channels);
    let mut citizen = test.sign_in(CITIZEN).await;
    let usual = citizen
        .call::<api::GetNoticeSettings>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(usual.lang, Lang::Vi);
    assert_eq!(usual.channels.len(), 1);
    assert!(usual.channels[0].to.as_deref().unwrap().starts_with("•••"));
    assert_eq!(chosen(&usual, Occasion::Accepted), [ChannelKind::Sms]);
    assert_eq!(chosen(&usual, Occasion::Progress), []);
    let change = NoticeSettingsChange {
        lang: Lang::En,
        occasions: vec![OccasionChoice {
            occasion: Occasion::Accepted,
            channels: Vec::new(),
        }],
    };
    let saved = citizen
        .call::<api::SaveNoticeSettings>(&[], &change)
        .await
        .unwrap();
    assert_eq!(chosen(&saved, Occasion::Accepted), []);
    assert_eq!(chosen(&saved, Occasion::Submitted), [ChannelKind::Sms]);
    let filed = test.filed(&mut citizen, CITIZEN).await;
    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &filed.dossier, accept()).await;
    assert_eq!(send(&test).await, sent(1), "only that it was filed");
    let text = provider.delivered()[0].body["content"].to_string();
    assert!(text.contains("was filed"), "{text}");
    let notices = citizen
        .call::<api::ListNotices>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(notices.notices.len(), 2, "the portal has everything");
    // Officers have no confirmed address, so nothing could be sent to them.
    let of_clerk = clerk
        .call::<api::GetNoticeSettings>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(of_clerk.channels[0].to, None);
}

fn chosen(settings: &NoticeSettings, occasion: Occasion) -> &[ChannelKind] {
    let found = settings
        .occasions
        .iter()
        .find(|choice| choice.occasion == occasion);
    &found.unwrap().channels
}

#[tokio::test]
async fn nothing_rings_at_night_and_a_month_has_so_many_messages() {
    let (channels, provider) = sms().await;
    let channels = Channels {
        quiet: QuietHours::parse("21:00-07:00"),
        sms_a_month: Some(1),
        ..channels
    };
    let test = TestApp::start().await.sending(channels);
    // From nine in the morning to ten at night.
    test.advance(13 * HOUR);
    let mut citizen = test.sign_in(CITIZEN).await;
    let first = test.filed(&mut citizen, CITIZEN).await;
    let second = test.filed(&mut citizen, CITIZEN).await;
    assert_eq!(send(&test).await, Round::default());
    test.advance(9 * HOUR - 1);
    assert_eq!(send(&test).await, Round::default());
    test.advance(1);
    assert_eq!(send(&test).await, sent(1));
    let text = provider.delivered()[0].body["content"].to_string();
    assert!(text.contains(&first.code), "{text}");
    let mut citizen = test.sign_in(CITIZEN).await;
    let entries = log(&mut citizen, &second.dossier).await;
    assert_eq!(entries[0].state, DeliveryState::Withheld);
    let seen = report(&test).await;
    assert_eq!(
        (seen.sms_this_month, seen.sms_a_month, seen.withheld),
        (1, Some(1), 1)
    );
    // December has messages of its own.
    test.advance(20 * 24 * HOUR);
    let mut citizen = test.sign_in(CITIZEN).await;
    test.filed(&mut citizen, CITIZEN).await;
    assert_eq!(send(&test).await, sent(1));
    assert_eq!(report(&test).await.withheld, 0);
}

#[tokio::test]
async fn an_administrator_writes_other_words_sees_them_on_a_dossier_and_tries_them() {
    let (channels, provider) = sms().await;
    let test = TestApp::start().await.sending(channels);
    let mut citizen = test.sign_in(CITIZEN).await;
    let filed = test.filed(&mut citizen, CITIZEN).await;
    let mut administrator = test.sign_in(ADMINISTRATOR).await;
    let words = |text: &str| Template {
        subject: String::new(),
        text: text.to_owned(),
    };
    let request = |text: &str, to: &str| NoticePreviewRequest {
        channel: ChannelKind::Sms,
        lang: Lang::Vi,
        template: words(text),
        code: filed.code.clone(),
        to: to.to_owned(),
    };
    let bad = administrator
        .call::<api::PreviewNotice>(&[], &request("{code} {procedure}", "+84900000099"))
        .await
        .unwrap();
    assert_eq!(bad.faults, [TemplateFault::Place("procedure".to_owned())]);
    assert!(!bad.sent && provider.asked().is_empty(), "not with a fault");
    let good = administrator
        .call::<api::PreviewNotice>(&[], &request("Chào bạn, hồ sơ {code}", "+84900000099"))
        .await
        .unwrap();
    assert_eq!(good.text, format!("Chào bạn, hồ sơ {}", filed.code));
    assert!(good.sent && good.faults.is_empty());
    assert_eq!(provider.delivered()[0].body["phone"], "+84900000099");

    let change = |text: &str| NoticeTemplateChange {
        occasion: Occasion::Submitted,
        channel: ChannelKind::Sms,
        lang: Lang::Vi,
        template: words(text),
    };
    let refused = administrator
        .call::<api::SaveNoticeTemplate>(&[], &change("{name}"))
        .await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::BadRequest);
    for (text, changed, begins) in [
        ("Chào bạn: {code}", true, "Chào bạn: "),
        ("", false, "Đã gửi hồ sơ "),
    ] {
        let saved = administrator
            .call::<api::SaveNoticeTemplate>(&[], &change(text))
            .await
            .unwrap();
        assert_eq!(saved.changed, changed);
        let all = administrator
            .call::<api::ListNoticeTemplates>(&[], &Nothing {})
            .await
            .unwrap();
        assert_eq!(all.len(), Occasion::ALL.len() * 8, "channels, languages");
        assert_eq!(
            all.iter().filter(|one| one.changed).count(),
            usize::from(changed)
        );
        let code = test.filed(&mut citizen, CITIZEN).await.code;
        send(&test).await;
        // By the code: several leave at once, in any order.
        let delivered = provider.delivered();
        let sent: Vec<&str> = delivered
            .iter()
            .filter_map(|one| one.body["content"].as_str())
            .filter(|words| words.contains(&code))
            .collect();
        assert!(!sent.is_empty());
        assert!(
            sent.iter().all(|words| words.starts_with(begins)),
            "{sent:?}"
        );
    }
}

#[tokio::test]
async fn the_answer_to_a_correction_goes_out_without_what_it_is_about() {
    let (channels, provider) = sms().await;
    let test = TestApp::start().await.sending(channels);
    let mut citizen = test.sign_in(PERSON).await;
    let receipt = approved(&test, &mut citizen).await;
    send(&test).await;
    let before = provider.delivered().len();
    let data = held(&mut citizen).await;
    let fact = verified(&data, &receipt.code).clone();
    let asked = ask(&mut citizen, &fact, "Giàng Thị Đúng").await.unwrap();
    let mut clerk = test.sign_in(CLERK).await;
    decide(&mut clerk, &asked.corrections[0].id, true, "")
        .await
        .unwrap();
    assert_eq!(send(&test).await, sent(1));
    let delivered = provider.delivered();
    let text = delivered[before].body["content"].as_str().unwrap();
    assert!(text.contains("/du-lieu-cua-toi"), "{text}");
    assert!(
        !text.contains("Giàng") && !text.contains(&fact.label.vi),
        "{text}"
    );
    // Who does not want it gets it in the portal only.
    let settings = citizen
        .call::<api::GetNoticeSettings>(&[], &Nothing {})
        .await
        .unwrap();
    assert_eq!(chosen(&settings, Occasion::Correction), [ChannelKind::Sms]);
    let quiet = NoticeSettingsChange {
        lang: Lang::Vi,
        occasions: vec![OccasionChoice {
            occasion: Occasion::Correction,
            channels: Vec::new(),
        }],
    };
    citizen
        .call::<api::SaveNoticeSettings>(&[], &quiet)
        .await
        .unwrap();
    let data = held(&mut citizen).await;
    let fact = data
        .facts
        .iter()
        .find(|one| one.value.vi == "Giàng Thị Đúng");
    let asked = ask(&mut citizen, fact.unwrap(), "Giàng Thị Đúng Hơn")
        .await
        .unwrap();
    decide(&mut clerk, &asked.corrections[0].id, false, "Giữ nguyên.")
        .await
        .unwrap();
    assert_eq!(send(&test).await, Round::default());
}
