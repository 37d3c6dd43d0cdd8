#![no_main]

use tongbao::edition::Manifest;

// What is taken for a manifest gives the same bytes again: nothing in it is left unread.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(manifest) = Manifest::parse(bytes) {
        assert_eq!(manifest.text(), bytes);
    }
});
