//! The register of page kinds as JSON, for checks that are not written in Rust: `[{"name": "overview", "weight": 300}, …]`,
//! weights in KB of 1,024 bytes, `null` where a kind has no limit.

use serde_json::json;
use tongbao::site::register::published;

fn main() {
    // Pages of what is left out stand in previews alone, never in a site that is checked.
    let kinds = published()
        .iter()
        .filter(|kind| kind.name != "left_out")
        .map(|kind| json!({"name": kind.name, "weight": kind.weight}));
    println!("{}", serde_json::Value::from_iter(kinds));
}
