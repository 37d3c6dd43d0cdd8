//! Signatures: Ed25519 over the bytes of `manifest.json`, keys as PEM (PKCS#8, SPKI), so that `openssl` reads them too.

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{
    DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, KeypairBytes,
};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// Why a key cannot be used or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The system gives no random bytes.
    Random(String),
    /// It is no Ed25519 key in PEM.
    Form(String),
}

impl std::fmt::Display for KeyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Random(why) => write!(f, "no random bytes: {why}"),
            Self::Form(why) => write!(f, "no Ed25519 key in PEM: {why}"),
        }
    }
}

impl std::error::Error for KeyError {}

/// A key that signs; kept outside the repository.
#[derive(Debug)]
pub struct SecretKey(SigningKey);

/// A key that checks signatures; may be given to everybody.
#[derive(Clone, Debug)]
pub struct PublicKey(VerifyingKey);

/// A new pair as PEM texts.
#[derive(Clone, Debug)]
pub struct KeyPair {
    pub secret: String,
    pub public: String,
}

impl KeyPair {
    /// Makes a pair out of the system's random bytes.
    ///
    /// # Errors
    /// [`KeyError::Random`].
    pub fn generate() -> Result<Self, KeyError> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| KeyError::Random(error.to_string()))?;
        let key = SigningKey::from_bytes(&seed);
        let form = |error: &dyn std::fmt::Display| KeyError::Form(error.to_string());
        // Without the public part: OpenSSL 3.0 does not read the later form that carries it.
        let bare = KeypairBytes { secret_key: seed, public_key: None };
        let secret = bare.to_pkcs8_pem(LineEnding::LF).map_err(|error| form(&error))?.to_string();
        let public = key.verifying_key().to_public_key_pem(LineEnding::LF).map_err(|error| form(&error))?;
        Ok(Self { secret, public })
    }
}

impl SecretKey {
    /// Reads a PEM text.
    ///
    /// # Errors
    /// [`KeyError::Form`].
    pub fn parse(pem: &str) -> Result<Self, KeyError> {
        SigningKey::from_pkcs8_pem(pem).map(Self).map_err(|error| KeyError::Form(error.to_string()))
    }

    /// The key that checks its signatures.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The signature of a manifest's bytes.
    pub fn sign(&self, text: &[u8]) -> Vec<u8> {
        self.0.sign(text).to_bytes().to_vec()
    }
}

impl PublicKey {
    /// Reads a PEM text.
    ///
    /// # Errors
    /// [`KeyError::Form`].
    pub fn parse(pem: &str) -> Result<Self, KeyError> {
        VerifyingKey::from_public_key_pem(pem).map(Self).map_err(|error| KeyError::Form(error.to_string()))
    }

    /// Whether the signature is this key's, of these bytes.
    pub fn holds(&self, text: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        self.0.verify_strict(text, &signature).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `openssl genpkey -algorithm ed25519` writes it, and as this program did before: with the public part.
    #[test]
    fn keys_are_read_in_both_forms() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let later = key.to_pkcs8_pem(LineEnding::LF).unwrap();
        let bare =
            KeypairBytes { secret_key: [7; 32], public_key: None }.to_pkcs8_pem(LineEnding::LF).unwrap();
        assert!(later.len() > bare.len());
        for pem in [later, bare] {
            assert_eq!(SecretKey::parse(&pem).unwrap().sign(b"manifest"), key.sign(b"manifest").to_bytes());
        }
        assert_eq!(KeyPair::generate().unwrap().secret.len(), 119, "the form that OpenSSL 3.0 reads");
    }

    #[test]
    fn a_signature_holds_for_its_text_and_its_key_only() {
        let (pair, other) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let signature = SecretKey::parse(&pair.secret).unwrap().sign(b"manifest");
        let public = PublicKey::parse(&pair.public).unwrap();
        assert_eq!(signature.len(), 64);
        assert!(public.holds(b"manifest", &signature));
        assert!(!public.holds(b"manifesT", &signature));
        assert!(!public.holds(b"manifest", &signature[1..]));
        assert!(!PublicKey::parse(&other.public).unwrap().holds(b"manifest", &signature));
        assert!(SecretKey::parse(&pair.public).is_err() && PublicKey::parse("no key").is_err());
    }
}
