//! How a character may be typed in latin letters.

use pinyin::ToPinyinMulti;

/// The readings of a character without tones, each once, ü as v; none for what is not Chinese.
pub fn readings(c: char) -> Vec<String> {
    let mut readings: Vec<String> = c
        .to_pinyin_multi()
        .into_iter()
        .flatten()
        .map(|reading| reading.plain().replace('ü', "v"))
        .filter(|reading| reading.bytes().all(|byte| byte.is_ascii_lowercase()))
        .collect();
    readings.sort();
    readings.dedup();
    readings
}
