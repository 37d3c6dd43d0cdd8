//! Random numbers that are the same on every machine: SplitMix64, started from a hash of a key.
//!
//! Every quantity has a key of its own (`2019/eastwest-cities/guangzhou/cadres`), so changing one leaves all others as
//! they are. Integers only: floating point may differ in the last digit between machines.

/// A stream of numbers.
pub struct Dice(u64);

impl Dice {
    /// The stream of a key under a seed (FNV-1a over the key's bytes).
    pub fn of(seed: u64, key: &str) -> Self {
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64 ^ seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(hash)
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).expect("low is not above high");
        low + i64::try_from(self.next() % span).expect("a remainder of a small span")
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let last = i64::try_from(list.len()).expect("short lists") - 1;
        &list[usize::try_from(self.between(0, last)).expect("not negative")]
    }
}
