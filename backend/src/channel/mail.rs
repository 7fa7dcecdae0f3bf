//! E-mail over SMTP: plain text, one connection a message.

use std::fmt;

use async_trait::async_trait;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::{Channel, Message, PATIENCE, SendError};
use motcua_shared::notice::SendFault;

/// Where mail is handed over. The password inside the address never shows.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    url: String,
    from: Mailbox,
}

impl MailServer {
    /// `url` is `smtps://USER:PASSWORD@HOST:PORT` (TLS), `smtp://…?tls=required` (STARTTLS) or `smtp://HOST:PORT` (none);
    /// `from` is the sender, with or without a name.
    ///
    /// # Errors
    /// What is wrong, without repeating what may be a password.
    pub fn new(url: &str, from: &str) -> Result<Self, String> {
        let from: Mailbox = from
            .parse()
            .map_err(|_| format!("`{from}` is no sender's address"))?;
        transport(url).map_err(|_| "this is no address of a mail server".to_owned())?;
        Ok(Self {
            url: url.to_owned(),
            from,
        })
    }
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailServer")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

fn transport(url: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, SmtpError> {
    Ok(AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?
        .timeout(Some(PATIENCE))
        .build())
}

/// E-mail.
pub struct MailChannel {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl MailChannel {
    /// Mail through a server. Nothing is connected yet.
    ///
    /// # Errors
    /// When the address of the server is none; [`MailServer::new`] has checked it.
    pub fn new(server: &MailServer) -> Result<Self, SmtpError> {
        Ok(Self {
            transport: transport(&server.url)?,
            from: server.from.clone(),
        })
    }
}

#[async_trait]
impl Channel for MailChannel {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let to: Address = message
            .to
            .parse()
            .map_err(|_| SendError::Never(SendFault::NoAddress))?;
        // The same id for every try: mail servers and readers keep one of them.
        let id = format!("<{}@{}>", message.id, self.from.email.domain());
        let mail = lettre::Message::builder()
            .message_id(Some(id))
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&message.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())
            .map_err(|_| SendError::Never(SendFault::Unwritable))?;
        match self.transport.send(mail).await {
            Ok(_) => Ok(()),
            Err(error) => Err(judged(&error)),
        }
    }
}

/// The answer's code only: its words may repeat the address.
fn judged(error: &SmtpError) -> SendError {
    match error.status().map(u16::from) {
        Some(code) if error.is_permanent() => SendError::Never(SendFault::Refused(code)),
        Some(code) => SendError::Later(SendFault::Answered(code)),
        None if error.is_timeout() => SendError::Later(SendFault::Silent),
        None if error.is_tls() => SendError::Later(SendFault::NoTls),
        None => SendError::Later(SendFault::Unreachable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_checked_and_its_password_never_shows() {
        let server = MailServer::new(
            "smtps://motcua:hidden@mail.example.org:465",
            "Một Cửa <motcua@example.org>",
        )
        .unwrap();
        assert!(!format!("{server:?}").contains("hidden"));
        for (url, from) in [
            ("mail.example.org", "motcua@example.org"),
            ("https://u:hidden@mail.example.org", "motcua@example.org"),
            ("smtp://mail.example.org", "motcua"),
        ] {
            let problem = MailServer::new(url, from).unwrap_err();
            assert!(!problem.contains("hidden"), "{problem}");
        }
    }
}
