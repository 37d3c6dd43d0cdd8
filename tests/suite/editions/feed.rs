//! The feed: readers know it and its entries by their ids.

use std::collections::BTreeMap;

use crate::case::Case;

/// The id of the feed, and the title of each entry by its id.
fn ids(case: &Case) -> (String, BTreeMap<String, String>) {
    let feed = case.told("feed.xml");
    let between = |text: &str, name: &str| {
        let (_, rest) = text.split_once(&format!("<{name}>")).expect("an element");
        rest.split_once(&format!("</{name}>")).expect("its end").0.to_owned()
    };
    let mut parts = feed.split("<entry>");
    let id = between(parts.next().expect("a head"), "id");
    let entries: BTreeMap<_, _> =
        parts.map(|entry| (between(entry, "id"), between(entry, "title"))).collect();
    assert_eq!(entries.len(), feed.matches("<entry>").count(), "ids are unique");
    (id, entries)
}

#[test]
fn ids_stay_what_they_are_whatever_is_renamed_or_released_next() {
    let case = Case::releasable();
    case.build();
    let (of_none, _) = ids(&case);
    case.release(2019, "首次发布");
    let (own, first) = ids(&case);
    assert_eq!((&own, first.len()), (&of_none, 1), "a first release is no other feed");
    // Titles of the site and of the year change, an earlier year is released.
    case.replace("site.yaml", "title: 小样例", "title: 另一个标题");
    case.edit("2019/year.yaml", |text| format!("{text}title: 二〇一九年\n")).release(2018, "补发");
    case.withdraw(2018, "v1", "误发");
    let (feed, all) = ids(&case);
    assert_eq!((&feed, all.len()), (&own, 3));
    for (id, title) in &first {
        assert_eq!(all.get(id), Some(title), "what was released keeps its id");
    }
    // Another office's feed is another one.
    let other = Case::releasable();
    other.replace("site.yaml", "organ: 某领导小组", "organ: 另一领导小组").build();
    assert_ne!(ids(&other).0, own);
}
