//! `feed.xml`: releases, corrections and withdrawals as an Atom feed, newest first.

use std::io::{self, Write};

use jiff::Timestamp;

use crate::history::Release;
use crate::site::{Site, escape};
use crate::wording::{edition_title, edition_told, withdrawn_title};

/// Writes the feed. Its id is the site's, those of the entries are made of the digests of editions, which never change: they
/// stay the same wherever the folder lies, whatever a title becomes, and whichever year is released next. Links are relative.
///
/// # Errors
/// When the writer fails.
pub fn write(site: &Site, out: &mut impl Write) -> io::Result<()> {
    let archive = &site.input().archive;
    let mut entries: Vec<(Timestamp, String)> = archive.releases.iter().map(released).collect();
    entries.extend(archive.releases.iter().filter_map(withdrawn));
    entries.sort_by(|a, b| b.cmp(a));
    // Without any release there is no time that anything was updated at.
    let updated = entries.first().map_or(Timestamp::UNIX_EPOCH, |(time, _)| *time);
    let of = &site.input().content.site;
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    text.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n");
    element(&mut text, "title", &of.title);
    element(&mut text, "id", &format!("urn:tongbao:{}", site.key()));
    element(&mut text, "updated", &updated.to_string());
    text.push_str("<author>");
    element(&mut text, "name", &of.organ);
    text.push_str("</author>\n<link href=\"archive.html\"/>\n");
    for (_, entry) in &entries {
        text.push_str(entry);
    }
    text.push_str("</feed>\n");
    out.write_all(text.as_bytes())
}

fn released(release: &Release) -> (Timestamp, String) {
    let Release { title, version, digest, .. } = release;
    let said = edition_told(release.corrections.as_ref().map(Vec::len), release.note.as_deref());
    let told = Told {
        title: edition_title(title, *version),
        id: format!("urn:sha256:{digest}"),
        href: format!("{}/index.html", release.folder()),
        said,
    };
    (release.time, told.entry(release.time))
}

fn withdrawn(release: &Release) -> Option<(Timestamp, String)> {
    let withdrawn = release.withdrawn.as_ref()?;
    let told = Told {
        title: withdrawn_title(&release.title, release.version),
        id: format!("urn:sha256:{}:withdrawn", release.digest),
        href: format!("{}/index.html", release.year),
        said: withdrawn.reason.clone(),
    };
    Some((withdrawn.time, told.entry(withdrawn.time)))
}

struct Told {
    title: String,
    id: String,
    href: String,
    said: String,
}

impl Told {
    fn entry(&self, time: Timestamp) -> String {
        let mut text = String::from("<entry>\n");
        element(&mut text, "title", &self.title);
        element(&mut text, "id", &self.id);
        element(&mut text, "updated", &time.to_string());
        text.push_str("<link href=\"");
        escape(&mut text, &self.href);
        text.push_str("\"/>\n");
        element(&mut text, "summary", &self.said);
        text.push_str("</entry>\n");
        text
    }
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    escape(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}
