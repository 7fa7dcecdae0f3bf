//! Pushes to devices: sealed for the browser, signed, to nobody inside the own network, once, silent about the person; a device that is
//! gone or signed out is forgotten.

use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use motcua_backend::channel::{
    Channels, MailChannel, MailServer, OwnServices, PushChannel, VapidKey,
};
use motcua_backend::service::delivery::{Round, round};
use motcua_shared::api::{
    self, DeliveryState, DeliveryView, NewPushDevice, Nothing, ProblemCode, PushSetup,
};
use motcua_shared::notice::{ChannelKind, Occasion, QuietHours};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::app::{CITIZEN, CLERK, OTHER_CITIZEN, TestApp};
use crate::client::{Client, PATIENCE};
use crate::desk::{accept, act};

/// A key that is one, of a browser that does not exist: the example of RFC 8291.
pub const SOME_KEY: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
/// Its authentication secret.
pub const SOME_SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

/// Ways out where nothing is ever sent to: for tests that only need them to be set up.
pub fn silent_ways() -> Channels {
    let mail = MailServer::new("smtp://127.0.0.1:1", "motcua@example.org").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let key = VapidKey::of_folder(folder.path()).unwrap();
    Channels::default()
        .with(
            ChannelKind::Email,
            Arc::new(MailChannel::new(&mail).unwrap()),
        )
        .with_push(PushChannel::new(
            key,
            "mailto:a@example.org",
            OwnServices::default(),
        ))
}

/// What the push service was asked.
#[derive(Clone)]
struct Carried {
    headers: HeaderMap,
    body: Bytes,
}

/// A push service that answers with the next status, 201 when there is none.
#[derive(Clone, Default)]
struct PushService {
    orders: Arc<Mutex<Vec<u16>>>,
    carried: Arc<Mutex<Vec<Carried>>>,
}

impl PushService {
    async fn start() -> (Self, String) {
        let service = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/to/{device}", post(carry))
            .with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (service, origin)
    }

    fn carried(&self) -> Vec<Carried> {
        self.carried.lock().unwrap().clone()
    }
}

async fn carry(State(service): State<PushService>, headers: HeaderMap, body: Bytes) -> StatusCode {
    service
        .carried
        .lock()
        .unwrap()
        .push(Carried { headers, body });
    let order = service.orders.lock().unwrap().pop();
    StatusCode::from_u16(order.unwrap_or(201)).unwrap()
}

/// A browser in a process of its own, written on another library than the server.
struct Browser {
    keys: Value,
    lines: Lines<BufReader<ChildStdout>>,
    stdin: ChildStdin,
    _process: Child,
}

impl Browser {
    async fn start() -> Self {
        let mut process = Command::new("node")
            .arg(crate::stand_in::folder().join("fixtures/push-browser.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node is there: the site is built with it");
        let stdin = process.stdin.take().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self {
            keys: said(&mut lines).await,
            lines,
            stdin,
            _process: process,
        }
    }

    /// What was inside a message.
    async fn open(&mut self, body: &[u8]) -> Value {
        let line = format!("{}\n", BASE64_STANDARD.encode(body));
        self.stdin.write_all(line.as_bytes()).await.unwrap();
        let said = said(&mut self.lines).await;
        let text = said["text"].as_str();
        serde_json::from_str(text.unwrap_or_else(|| panic!("{said}"))).unwrap()
    }

    fn subscription(&self, origin: &str) -> NewPushDevice {
        NewPushDevice {
            endpoint: format!("{origin}/to/a-phone"),
            p256dh: self.keys["p256dh"].as_str().unwrap().to_owned(),
            auth: self.keys["auth"].as_str().unwrap().to_owned(),
            name: "Chrome · Android".to_owned(),
        }
    }
}

async fn said(lines: &mut Lines<BufReader<ChildStdout>>) -> Value {
    let line = tokio::time::timeout(PATIENCE, lines.next_line())
        .await
        .expect("the browser says something");
    serde_json::from_str(&line.unwrap().expect("the browser runs")).unwrap()
}

/// An installation that pushes over a service of the test.
async fn pushing(quiet: Option<QuietHours>) -> (TestApp, PushService, String) {
    let (service, origin) = PushService::start().await;
    let test = TestApp::start().await;
    let key = VapidKey::of_folder(test.data.path()).unwrap();
    let own = OwnServices::parse(&origin).unwrap();
    let channels = Channels {
        quiet,
        patience: Some(Duration::from_secs(20)),
        ..Channels::default()
    }
    .with_push(PushChannel::new(key, "mailto:motcua@example.org", own));
    (test.sending(channels), service, origin)
}

async fn add(client: &mut Client, device: &NewPushDevice) -> PushSetup {
    client
        .call::<api::AddPushDevice>(&[], device)
        .await
        .unwrap()
}

async fn devices(client: &mut Client) -> usize {
    let setup = client.call::<api::GetPush>(&[], &Nothing {}).await.unwrap();
    setup.devices.len()
}

async fn log(client: &mut Client, dossier: &str) -> Vec<DeliveryView> {
    client
        .call::<api::ListDeliveries>(&[dossier], &Nothing {})
        .await
        .unwrap()
}

async fn send(test: &TestApp) -> Round {
    round(&test.app, &|| 1.0).await.unwrap()
}

#[tokio::test]
async fn a_push_is_sealed_signed_and_says_no_more_than_it_must() {
    let (test, service, origin) = pushing(None).await;
    let mut browser = Browser::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let device = browser.subscription(&origin);
    let setup = add(&mut citizen, &device).await;
    assert_eq!(setup.devices[0].name, "Chrome · Android");
    // Switched on once more, it is still one device.
    assert_eq!(add(&mut citizen, &device).await.devices.len(), 1);
    let filed = test.filed(&mut citizen, CITIZEN).await;
    assert!(
        service.carried().is_empty(),
        "nothing is sent inside the change"
    );
    assert_eq!(send(&test).await.sent, 1);
    assert_eq!(send(&test).await, Round::default(), "once");

    let carried = &service.carried()[0];
    let header = |name: &str| carried.headers[name].to_str().unwrap();
    assert_eq!(header("content-encoding"), "aes128gcm");
    assert!(header("ttl").parse::<u32>().unwrap() > 0);
    let entry = &log(&mut citizen, &filed.dossier).await[0];
    assert_eq!(header("topic"), entry.id.replace('-', ""));
    assert_eq!(
        (entry.channel, entry.state, entry.to.as_str()),
        (ChannelKind::Push, DeliveryState::Sent, "Chrome · Android")
    );
    // Signed by the key that the browser subscribed with, for this service.
    let (token, key) = header("authorization")
        .strip_prefix("vapid t=")
        .unwrap()
        .split_once(", k=")
        .unwrap();
    assert_eq!(Some(key), setup.key.as_deref());
    let bytes = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes(key))
        .verify(signed.as_bytes(), &bytes(signature))
        .unwrap();
    let claims: Value = serde_json::from_slice(&bytes(signed.split_once('.').unwrap().1)).unwrap();
    assert_eq!(claims["aud"], origin.as_str());

    let message = browser.open(&carried.body).await;
    assert_eq!(message["link"], format!("/ho-so/{}", filed.dossier));
    assert_eq!(message["id"], entry.id.as_str());
    let text = message["text"].as_str().unwrap();
    assert!(text.contains(&filed.code), "{text}");
    let dossier = citizen
        .call::<api::GetDossier>(&[&filed.dossier], &Nothing {})
        .await
        .unwrap();
    for secret in [&dossier.summary.procedure_name.vi, &dossier.agency.vi] {
        assert!(!text.contains(secret.as_str()), "{text}");
    }
}

#[tokio::test]
async fn a_service_that_fails_is_asked_again_and_a_device_that_is_gone_is_forgotten() {
    let (test, service, origin) = pushing(None).await;
    let browser = Browser::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    add(&mut citizen, &browser.subscription(&origin)).await;
    let filed = test.filed(&mut citizen, CITIZEN).await;
    service.orders.lock().unwrap().extend([429, 503]);
    for pause in [60, 120] {
        assert_eq!(send(&test).await.failed, 1);
        test.advance(pause - 1);
        assert_eq!(send(&test).await, Round::default());
        test.advance(1);
    }
    assert_eq!(send(&test).await.sent, 1);
    assert_eq!(log(&mut citizen, &filed.dossier).await[0].attempts, 3);

    let mut clerk = test.sign_in(CLERK).await;
    act(&mut clerk, &filed.dossier, accept()).await;
    service.orders.lock().unwrap().push(410);
    assert_eq!(send(&test).await.gone, 1);
    assert_eq!(devices(&mut citizen).await, 0);
    let entry = &log(&mut citizen, &filed.dossier).await[0];
    assert_eq!(
        (entry.occasion, entry.state),
        (Occasion::Accepted, DeliveryState::Gone)
    );
    let report = test
        .sign_in(crate::app::ADMINISTRATOR)
        .await
        .call::<api::GetDeliveryReport>(&[], &Nothing {})
        .await
        .unwrap();
    assert!(report.dead.is_empty(), "nobody has to do anything about it");
}

#[tokio::test]
async fn only_devices_of_the_person_and_only_public_services() {
    let (test, service, origin) = pushing(QuietHours::parse("21:00-07:00")).await;
    let browser = Browser::start().await;
    let mut citizen = test.sign_in(CITIZEN).await;
    let good = browser.subscription(&origin);
    for (endpoint, p256dh, auth) in [
        ("http://127.0.0.1:9/a", &good.p256dh, &good.auth),
        ("https://169.254.169.254/latest", &good.p256dh, &good.auth),
        (&good.endpoint, &"AAAA".to_owned(), &good.auth),
        (&good.endpoint, &good.p256dh, &String::new()),
    ] {
        let bad = NewPushDevice {
            endpoint: endpoint.to_owned(),
            p256dh: p256dh.clone(),
            auth: auth.clone(),
            name: String::new(),
        };
        let refused = citizen.call::<api::AddPushDevice>(&[], &bad).await;
        assert_eq!(
            refused.unwrap_err().code,
            ProblemCode::BadRequest,
            "{endpoint}"
        );
    }
    let id = add(&mut citizen, &good).await.devices[0].id.clone();
    let mut other = test.sign_in(OTHER_CITIZEN).await;
    let foreign = other
        .call::<api::RemovePushDevice>(&[&id], &Nothing {})
        .await;
    assert_eq!(foreign.unwrap_err().code, ProblemCode::NotFound);
    test.filed(&mut citizen, CITIZEN).await;
    // Somebody else signs in on the same browser and switches pushes on: it is theirs now, also for what waits.
    add(&mut other, &good).await;
    assert_eq!(devices(&mut citizen).await, 0);
    assert_eq!(send(&test).await.gone, 1);
    assert!(service.carried().is_empty());
    // Signing out forgets the device.
    other.call::<api::SignOut>(&[], &Nothing {}).await.unwrap();
    let mut again = test.sign_in(OTHER_CITIZEN).await;
    assert_eq!(devices(&mut again).await, 0);
    // At night it waits.
    add(&mut again, &good).await;
    test.advance(13 * 3_600);
    let mut again = test.sign_in(OTHER_CITIZEN).await;
    test.filed(&mut again, OTHER_CITIZEN).await;
    assert_eq!(send(&test).await, Round::default());
    test.advance(9 * 3_600);
    assert_eq!(send(&test).await.sent, 1);
}
