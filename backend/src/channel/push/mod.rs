//! Web push (RFC 8030): a notice for a browser whose pages are closed, carried by the push service of its maker.
//!
//! The text is sealed for the browser (`seal`), the sender is proven (`vapid`), and only certain machines are called (`reach`).

mod reach;
mod seal;
mod vapid;

use async_trait::async_trait;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use bytes::Bytes;
use http_body_util::Full;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::OffsetDateTime;

pub use self::reach::OwnServices;
use self::reach::PublicOnly;
pub use self::vapid::VapidKey;
use super::{Channel, Message, SendError};
use motcua_shared::notice::SendFault;

/// A push service keeps a message for a device that is off so long, seconds.
const KEPT: &str = "259200";
/// Bytes of a browser's public key, uncompressed.
const PUBLIC_KEY: usize = 65;
/// Bytes of a browser's authentication secret.
const SECRET: usize = 16;

/// What a browser gave: where its push service takes messages, and what they are sealed with. As JSON it is where a
/// [`Message`] goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Address at the push service. Whoever knows it can knock at the device, so it is shown to nobody.
    pub endpoint: String,
    /// Public key of the browser, base64url.
    pub p256dh: String,
    /// Authentication secret of the browser, base64url.
    pub auth: String,
}

/// Web push.
pub struct PushChannel {
    client: Client<HttpsConnector<HttpConnector<PublicOnly>>, Full<Bytes>>,
    key: VapidKey,
    contact: String,
    own: OwnServices,
}

impl PushChannel {
    /// Pushes signed by `key`. `contact` is the `mailto:` or `https:` address that push services may turn to; `own` are services that
    /// may be called although they are not public. Nothing is connected yet.
    #[must_use]
    pub fn new(key: VapidKey, contact: &str, own: OwnServices) -> Self {
        let mut tcp = HttpConnector::new_with_resolver(PublicOnly(own.clone()));
        tcp.enforce_http(false);
        let connector = hyper_rustls::HttpsConnectorBuilder::new()
            .with_webpki_roots()
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            key,
            contact: contact.to_owned(),
            own,
        }
    }

    /// The public half of the key, which browsers subscribe with.
    #[must_use]
    pub fn public_key(&self) -> &str {
        self.key.public()
    }

    /// Whether messages can be sent to a subscription: its address may be called and its keys have their size.
    #[must_use]
    pub fn takes(&self, subscription: &Subscription) -> bool {
        self.own.address(&subscription.endpoint).is_some() && subscription.keys().is_some()
    }
}

impl Subscription {
    fn keys(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let bytes = |text: &str, length: usize| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(text.trim_end_matches('='));
            bytes.ok().filter(|bytes| bytes.len() == length)
        };
        Some((bytes(&self.p256dh, PUBLIC_KEY)?, bytes(&self.auth, SECRET)?))
    }
}

#[async_trait]
impl Channel for PushChannel {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let unusable = || SendError::Gone(SendFault::NoAddress);
        let to: Subscription = serde_json::from_str(&message.to).map_err(|_| unusable())?;
        let (uri, origin) = self.own.address(&to.endpoint).ok_or_else(unusable)?;
        let (public, secret) = to.keys().ok_or_else(unusable)?;
        let text = json!({ "id": message.id, "text": message.text, "link": message.link });
        let body =
            seal::sealed(text.to_string().as_bytes(), &public, &secret).map_err(|_| unusable())?;
        let unwritten = || SendError::Never(SendFault::Unwritable);
        let authorization = self
            .key
            .authorization(
                &origin,
                &self.contact,
                OffsetDateTime::now_utc().unix_timestamp(),
            )
            .ok_or_else(unwritten)?;
        // Two with the same topic are one at the service: a repeated try replaces the first as long as the device is off.
        let topic: String = message
            .id
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(32)
            .collect();
        let request = Request::post(uri)
            .header(header::AUTHORIZATION, authorization)
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header("ttl", KEPT)
            .header("urgency", "normal")
            .header("topic", topic)
            .body(Full::from(body))
            .map_err(|_| unwritten())?;
        let answer = self
            .client
            .request(request)
            .await
            .map_err(|_| SendError::Later(SendFault::Unreachable))?;
        judged(answer.status())
    }
}

/// RFC 8030, 5 and 7.3; the words of an answer are not looked at.
fn judged(status: StatusCode) -> Result<(), SendError> {
    let code = status.as_u16();
    match status {
        _ if status.is_success() => Ok(()),
        StatusCode::NOT_FOUND | StatusCode::GONE => Err(SendError::Gone(SendFault::DeviceGone)),
        StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE => {
            Err(SendError::Never(SendFault::Refused(code)))
        }
        _ => Err(SendError::Later(SendFault::Answered(code))),
    }
}
