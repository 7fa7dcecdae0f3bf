//! Who sends, proven to push services (RFC 8292): a key of this installation that signs who we are and for which service.
//! Browsers bind their subscription to the public half, so the key must stay the same for as long as people are to be reached.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::json;

/// Name of the file of the key in the data folder.
const FILE: &str = "push-key.p8";
/// A proof holds so long, seconds; a day is the most that the standard allows.
const HOLDS: i64 = 12 * 3_600;

/// The key.
pub struct VapidKey {
    pair: EcdsaKeyPair,
    public: String,
}

impl fmt::Debug for VapidKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VapidKey")
            .field("public", &self.public)
            .finish_non_exhaustive()
    }
}

impl VapidKey {
    /// Reads a key: PKCS#8, in base64url without padding.
    ///
    /// # Errors
    /// What is wrong, without repeating the key.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bytes = BASE64_URL_SAFE_NO_PAD
            .decode(text.trim())
            .map_err(|_| "this is no base64url".to_owned())?;
        Self::read(&bytes)
    }

    /// The key of a data folder; made when there is none.
    ///
    /// # Errors
    /// When it can be neither read nor made.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let path = folder.join(FILE);
        if !path.exists() {
            let made = EcdsaKeyPair::generate_pkcs8(
                &ECDSA_P256_SHA256_FIXED_SIGNING,
                &SystemRandom::new(),
            )
            .map_err(|_| io::Error::other("no key can be made"))?;
            fs::create_dir_all(folder)?;
            // Another process that starts at the same time may be quicker: its key stays.
            let file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path);
            match file {
                Ok(mut file) => {
                    file.write_all(made.as_ref())?;
                    file.sync_all()?;
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Self::read(&fs::read(&path)?)
            .map_err(|problem| io::Error::other(format!("{}: {problem}", path.display())))
    }

    fn read(pkcs8: &[u8]) -> Result<Self, String> {
        let pair = EcdsaKeyPair::from_pkcs8(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            pkcs8,
            &SystemRandom::new(),
        )
        .map_err(|_| "this is no P-256 key in PKCS#8".to_owned())?;
        let public = BASE64_URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok(Self { pair, public })
    }

    /// The public half, as browsers want it.
    #[must_use]
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The header `Authorization` for a push service. `now` is in seconds since 1970, `contact` a `mailto:` or `https:` address.
    pub(super) fn authorization(&self, origin: &str, contact: &str, now: i64) -> Option<String> {
        let part = |value: serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let claims = json!({ "aud": origin, "exp": now.saturating_add(HOLDS), "sub": contact });
        let signed = format!(
            "{}.{}",
            part(json!({ "typ": "JWT", "alg": "ES256" })),
            part(claims)
        );
        let signature = self
            .pair
            .sign(&SystemRandom::new(), signed.as_bytes())
            .ok()?;
        let signature = BASE64_URL_SAFE_NO_PAD.encode(signature.as_ref());
        Some(format!("vapid t={signed}.{signature}, k={}", self.public))
    }
}

#[cfg(test)]
mod tests {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;

    #[test]
    fn a_proof_names_service_and_contact_and_is_signed() {
        let folder = tempfile::tempdir().unwrap();
        let key = VapidKey::of_folder(folder.path()).unwrap();
        let header = key
            .authorization("https://push.example.org", "mailto:a@example.org", 1_000)
            .unwrap();
        let (token, public) = header
            .strip_prefix("vapid t=")
            .unwrap()
            .split_once(", k=")
            .unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let decode = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).unwrap();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decode(public))
            .verify(signed.as_bytes(), &decode(signature))
            .unwrap();
        let claims: serde_json::Value =
            serde_json::from_slice(&decode(signed.split_once('.').unwrap().1)).unwrap();
        assert_eq!(
            claims,
            json!({ "aud": "https://push.example.org", "exp": 44_200, "sub": "mailto:a@example.org" })
        );
    }

    #[test]
    fn a_folder_keeps_its_key_and_shows_it_to_nobody() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let first = VapidKey::of_folder(folder.path()).unwrap();
        let again = VapidKey::of_folder(folder.path()).unwrap();
        assert_eq!(first.public(), again.public());
        let file = folder.path().join(FILE);
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        let text = BASE64_URL_SAFE_NO_PAD.encode(fs::read(&file).unwrap());
        assert_eq!(VapidKey::parse(&text).unwrap().public(), first.public());
        assert!(VapidKey::parse("a b").is_err() && VapidKey::parse("AAAA").is_err());
        assert!(!format!("{first:?}").contains(&text));
    }
}
