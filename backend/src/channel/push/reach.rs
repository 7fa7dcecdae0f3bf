//! Whom this server calls for a push. The address comes from a person's browser, so it may be anything: only public machines are
//! called, by name and over https, whatever the name leads to at that moment; beside them the services that the operator named.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::http::Uri;
use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

/// Longest address of a subscription.
const ADDRESS_MAX: usize = 2_048;

/// Push services that may be called although they are not public, by origin: inside a closed network, or in tests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnServices(Arc<Vec<String>>);

impl OwnServices {
    /// Reads origins such as `http://push.example.internal:8080`, separated by commas.
    ///
    /// # Errors
    /// The first that is no origin.
    pub fn parse(text: &str) -> Result<Self, String> {
        let origins: Result<Vec<String>, String> = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| {
                let uri: Option<Uri> = part.parse().ok();
                uri.as_ref()
                    .and_then(origin)
                    .filter(|origin| origin == part)
                    .ok_or_else(|| format!("`{part}` is no origin"))
            })
            .collect();
        origins.map(|origins| Self(Arc::new(origins)))
    }

    /// The address of a subscription, if it may be called, with its origin.
    pub(super) fn address(&self, endpoint: &str) -> Option<(Uri, String)> {
        if endpoint.len() > ADDRESS_MAX || endpoint.contains(['@', '#']) {
            return None;
        }
        let uri: Uri = endpoint.parse().ok()?;
        let origin = origin(&uri)?;
        (self.0.contains(&origin) || is_named(&uri)).then_some((uri, origin))
    }

    fn has_host(&self, host: &str) -> bool {
        self.0.iter().any(|origin| {
            origin
                .parse::<Uri>()
                .is_ok_and(|uri| uri.host() == Some(host))
        })
    }
}

fn origin(uri: &Uri) -> Option<String> {
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    Some(format!("{scheme}://{}", authority.as_str()).to_lowercase())
}

/// https, the usual port, a name with a dot that is no number and none of those kept for inside.
fn is_named(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().to_lowercase();
    let last = host.rsplit('.').next().unwrap_or_default();
    uri.scheme_str() == Some("https")
        && uri.port_u16().is_none_or(|port| port == 443)
        && host.contains('.')
        && last.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && !["localhost", "local", "internal", "lan", "home", "arpa"].contains(&last)
}

/// Finds the machines behind a name, and leaves out those that are not public.
#[derive(Clone, Debug)]
pub(super) struct PublicOnly(pub(super) OwnServices);

impl Service<Name> for PublicOnly {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let own = self.0.has_host(name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = found
                .filter(|address| own || is_public(address.ip()))
                .collect();
            if found.is_empty() {
                return Err(io::Error::other("no public machine has this name"));
            }
            Ok(found.into_iter())
        })
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

/// RFC 6890, for the blocks that lead to one's own network or nowhere.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b)))
}

/// Only global unicast, without the ways back into IPv4.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    (0x2000..0x4000).contains(&first)
        && first != 0x2002
        && !(first == 0x2001 && (second == 0 || second == 0xdb8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_public_services_over_https_are_taken() {
        let none = OwnServices::default();
        for good in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
            "https://web.push.apple.com:443/QG",
        ] {
            assert!(none.address(good).is_some(), "{good}");
        }
        let long = format!("https://push.example.org/{}", "a".repeat(ADDRESS_MAX));
        for bad in [
            "http://push.example.org/a",
            "https://127.0.0.1/a",
            "https://[::1]/a",
            "https://2130706433/a",
            "https://0x7f.1/a",
            "https://localhost/a",
            "https://db/a",
            "https://db.internal/a",
            "https://a.localhost/",
            "https://push.example.org:8443/a",
            "https://push.example.org@10.0.0.1/a",
            "file:///etc/passwd",
            "/a",
            "",
            &long,
        ] {
            assert!(none.address(bad).is_none(), "{bad}");
        }
        let own = OwnServices::parse("http://127.0.0.1:9000, https://push.local").unwrap();
        assert!(own.address("http://127.0.0.1:9000/a").is_some());
        assert!(own.address("https://push.local/a").is_some());
        assert!(own.address("http://127.0.0.1:9001/a").is_none());
        assert!(own.address("http://127.0.0.1:90001/a").is_none());
        assert!(OwnServices::parse("push.local").is_err());
        assert!(OwnServices::parse("http://a/b").is_err());
    }

    #[test]
    fn a_name_that_leads_inside_is_not_followed() {
        for (text, public) in [
            ("8.8.8.8", true),
            ("142.250.1.1", true),
            ("2607:f8b0::1", true),
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("255.255.255.255", false),
            ("::1", false),
            ("::ffff:10.0.0.1", false),
            ("::ffff:8.8.8.8", true),
            ("fc00::1", false),
            ("fe80::1", false),
            ("2002:7f00:1::", false),
            ("64:ff9b::a00:1", false),
        ] {
            assert_eq!(is_public(text.parse().unwrap()), public, "{text}");
        }
    }
}
