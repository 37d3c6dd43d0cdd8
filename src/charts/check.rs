//! What every picture must satisfy, checked without an XML library: tags nest, attributes are quoted and not
//! repeated, entities are known, ids are unique, and no attribute is one the site's policy forbids.

use std::collections::BTreeSet;

/// Panics with the reason where `svg` is not a picture the site may carry.
pub(super) fn well_formed(svg: &str) {
    let mut open = Vec::new();
    let mut ids = BTreeSet::new();
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        check_text(&rest[..at]);
        assert!(!open.is_empty() || rest.len() == svg.len(), "text or a second root after the root");
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag that is never closed");
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closing tag");
            continue;
        }
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let name = tag.split(' ').next().unwrap();
        check_attributes(&tag[name.len()..], &mut ids);
        if !empty {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "tags left open");
    check_text(rest);
    for reference in
        svg.split("aria-labelledby=\"").skip(1).flat_map(|s| s.split('"').next().unwrap().split(' '))
    {
        assert!(ids.contains(reference), "no element has the id {reference}");
    }
    for reference in svg.split("url(#").skip(1).map(|s| s.split(')').next().unwrap()) {
        assert!(ids.contains(reference), "no pattern has the id {reference}");
    }
}

fn check_attributes<'a>(mut rest: &'a str, ids: &mut BTreeSet<&'a str>) {
    let mut names = BTreeSet::new();
    while !rest.is_empty() {
        rest = rest.strip_prefix(' ').unwrap_or_else(|| panic!("no space before {rest}"));
        let (name, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("no value in {rest}"));
        let (value, after) = after.split_once('"').expect("an open quote");
        rest = after;
        check_text(value);
        assert!(names.insert(name), "{name} stands twice");
        assert!(name != "style" && !name.starts_with("on"), "{name} is forbidden by the site's policy");
        if name == "id" {
            assert!(ids.insert(value), "the id {value} stands twice");
        }
        if ["x", "y", "width", "height", "cx", "cy", "r", "x1", "x2", "y1", "y2"].contains(&name) {
            assert!(value.parse::<f32>().is_ok_and(f32::is_finite), "{name}={value}");
            assert!(value.split('.').nth(1).is_none_or(|decimals| decimals.len() == 1), "{name}={value}");
        }
    }
}

fn check_text(text: &str) {
    assert!(!text.contains('>'), "a bare > in {text}");
    for entity in text.split('&').skip(1) {
        let name = entity.split(';').next().unwrap();
        assert!(["amp", "lt", "gt", "quot", "#39"].contains(&name), "the entity {name}");
    }
}

/// How often `needle` stands in `svg`.
pub(super) fn count(svg: &str, needle: &str) -> usize {
    svg.matches(needle).count()
}

/// A frame for tests.
pub(super) fn frame(width: super::Width) -> super::Frame<'static> {
    super::Frame {
        id: "t", title: "标题", description: "说明 & <内容>", mark: Some("示例数据·草稿"), width
    }
}

/// Every layout.
pub(super) const WIDTHS: [super::Width; 3] = [super::Width::Wide, super::Width::Half, super::Width::Narrow];

/// A decimal from its text.
pub(super) fn d(text: &str) -> rust_decimal::Decimal {
    text.parse().unwrap()
}

/// Values that have broken pictures before: nothing special, equal, negative, tiny, huge.
pub(super) const HARD_VALUES: [&str; 7] = [
    "90.92",
    "0",
    "-12.5",
    "100",
    "0.0000000000000000000000000001",
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
];

/// Labels that have broken pictures before.
pub(super) const HARD_LABELS: [&str; 4] =
    ["", "广州", "<a&\"b\u{1}", "广东省扶贫开发领导小组办公室及各有关帮扶市对口帮扶工作领导小组"];
