//! Sealing a message for one browser (RFC 8291 with the content coding `aes128gcm` of RFC 8188): the push service that carries it
//! reads nothing. Nothing here knows where it goes.

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::{SecureRandom, SystemRandom};

/// Size of the one record that a message is.
const RECORD: u32 = 4_096;
/// Longest text: the record without header, mark of the end and tag.
pub(super) const TEXT_MAX: usize = 3_993;
/// Marks the last record (RFC 8188, 2).
const LAST: u8 = 2;

/// Seals a text. `browser` is the browser's public key (65 bytes, uncompressed), `secret` its authentication secret.
pub(super) fn sealed(text: &[u8], browser: &[u8], secret: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let random = SystemRandom::new();
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &random)?;
    let public = own.compute_public_key()?;
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let peer = UnparsedPublicKey::new(&ECDH_P256, browser);
    agree_ephemeral(own, &peer, |shared| {
        with_shared(text, shared, browser, public.as_ref(), secret, salt)
    })?
}

/// What follows from the secret that both sides have agreed on.
fn with_shared(
    text: &[u8],
    shared: &[u8],
    browser: &[u8],
    server: &[u8],
    secret: &[u8],
    salt: [u8; 16],
) -> Result<Vec<u8>, Unspecified> {
    if text.len() > TEXT_MAX {
        return Err(Unspecified);
    }
    let both = Salt::new(HKDF_SHA256, secret).extract(shared);
    let material: [u8; 32] = expanded(&both, &[b"WebPush: info\0", browser, server])?;
    let keys = Salt::new(HKDF_SHA256, &salt).extract(&material);
    let key: [u8; 16] = expanded(&keys, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; 12] = expanded(&keys, &[b"Content-Encoding: nonce\0"])?;
    let mut record = text.to_vec();
    record.push(LAST);
    LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?).seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::empty(),
        &mut record,
    )?;
    let mut message = salt.to_vec();
    message.extend(RECORD.to_be_bytes());
    message.push(u8::try_from(server.len()).map_err(|_| Unspecified)?);
    message.extend(server);
    message.extend(record);
    Ok(message)
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expanded<const N: usize>(from: &Prk, info: &[&[u8]]) -> Result<[u8; N], Unspecified> {
    let mut out = [0; N];
    from.expand(info, Length(N))?.fill(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;

    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    const BROWSER: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    #[test]
    fn the_example_of_the_standard_comes_out_byte_for_byte() {
        // RFC 8291, 5 and appendix A; the library gives out no key agreement with a given key, so it begins at the agreed secret.
        let sealed = with_shared(
            b"When I grow up, I want to be a watermelon",
            &bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs"),
            &bytes(BROWSER),
            &bytes(
                "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
            ),
            &bytes("BTBZMqHH6r4Tts7J_aSIgg"),
            bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap(),
        );
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(sealed.unwrap(), bytes(expected));
    }

    #[test]
    fn no_two_messages_are_alike_and_what_is_no_key_is_refused() {
        let seal = || sealed(b"a", &bytes(BROWSER), &[7; 16]);
        assert_ne!(seal().unwrap(), seal().unwrap());
        assert!(
            sealed(b"a", &[4; 65], &[7; 16]).is_err(),
            "not on the curve"
        );
        assert!(sealed(b"a", b"", &[7; 16]).is_err());
        assert!(sealed(&[b'a'; TEXT_MAX + 1], &bytes(BROWSER), &[7; 16]).is_err());
        assert_eq!(
            sealed(&[b'a'; TEXT_MAX], &bytes(BROWSER), &[7; 16])
                .unwrap()
                .len(),
            4_096
        );
    }
}
