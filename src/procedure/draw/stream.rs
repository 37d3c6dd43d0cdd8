//! The stream of numbers a group is drawn with.

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use sha2::{Digest, Sha256};

use crate::model::Seed;

/// Stands between the parts of what is hashed; neither a seed nor a name holds a control character.
const BETWEEN: u8 = 0x1f;
/// Bytes of a block of ChaCha20.
const BLOCK: usize = 64;

/// ChaCha20 (RFC 8439) as a source of 32-bit words: nonce 0, counter from 0, words little-endian.
pub struct Stream {
    cipher: ChaCha20,
    block: [u8; BLOCK],
    /// Bytes of the block that were given.
    given: usize,
}

impl Stream {
    /// The stream of a group: the key is SHA-256 of the seed and the group's names, 0x1F before each name.
    pub fn new(seed: &Seed, of: &[String]) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.as_str().as_bytes());
        for name in of {
            hash.update([BETWEEN]);
            hash.update(name.as_bytes());
        }
        Self::with_key(&hash.finalize().into())
    }

    /// The stream of a key.
    pub fn with_key(key: &[u8; 32]) -> Self {
        let cipher = ChaCha20::new(key.into(), &[0; 12].into());
        Self { cipher, block: [0; BLOCK], given: BLOCK }
    }

    /// The next word.
    pub fn word(&mut self) -> u32 {
        if self.given == BLOCK {
            self.block = [0; BLOCK];
            // The keystream lasts for 2^32 blocks; a frame of 2^20 units takes 2^16 of them, rejected words and all.
            self.cipher.apply_keystream(&mut self.block);
            self.given = 0;
        }
        let bytes = &self.block[self.given..self.given + 4];
        self.given += 4;
        u32::from_le_bytes(bytes.try_into().expect("four bytes are four bytes"))
    }

    /// A number below `n`, each as likely as the others: words from the largest multiple of `n` on are passed over.
    ///
    /// # Panics
    /// When `n` is 0.
    pub fn below(&mut self, n: u32) -> u32 {
        let all = 1u64 << 32;
        let limit = all - all % u64::from(n);
        loop {
            let word = self.word();
            if u64::from(word) < limit {
                return word % n;
            }
        }
    }
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("given", &self.given).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of `n` numbers fall on each, by `words` given in turn.
    #[test]
    fn no_number_below_n_has_more_words_than_another() {
        // What `below` keeps is a whole multiple of n: every remainder has the same number of words.
        for n in [1u64, 2, 3, 7, 10, 1_000, 65_537, (1 << 31) - 1, 1 << 31, (1 << 31) + 1, (1 << 32) - 1] {
            let limit = (1u64 << 32) - (1u64 << 32) % n;
            assert_eq!(limit % n, 0, "{n}");
            assert!((1u64 << 32) - limit < n, "no more words are passed over than must be: {n}");
        }
    }

    #[test]
    fn words_that_would_favour_the_first_numbers_are_passed_over() {
        // For n = 2^31 + 1 nearly every other word is at or beyond the limit.
        let n = (1u32 << 31) + 1;
        let (mut words, mut numbers) = (Stream::with_key(&[7; 32]), Stream::with_key(&[7; 32]));
        let kept: Vec<u32> =
            std::iter::repeat_with(|| words.word()).filter(|word| *word < n).take(100).collect();
        let given: Vec<u32> = (0..100).map(|_| numbers.below(n)).collect();
        assert_eq!(given, kept);
        assert_ne!(words.given, 100 * 4 % BLOCK, "some words were passed over");
    }
}
