//! Whether a part of a Word file is XML that Word opens: a theme's own templates can make anything.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{NamespaceResolver, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

/// What is wrong with a part, with some of the text around it.
pub(super) fn fault(part: &str) -> Option<String> {
    let mut reader = NsReader::from_str(part);
    let (mut depth, mut roots) = (0_usize, 0_usize);
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(_) => return Some(told("标签没有配对，或者写得不对", part, reader.error_position())),
        };
        let wrong = match &event {
            Event::Eof if depth > 0 => Some("标签没有结束"),
            Event::Eof if roots == 0 => Some("没有内容"),
            Event::Eof => return None,
            Event::Start(tag) | Event::Empty(tag) => {
                roots += usize::from(depth == 0);
                depth += usize::from(matches!(event, Event::Start(_)));
                if roots > 1 {
                    Some("最外层只能有一个标签")
                } else {
                    tag_fault(tag, reader.resolver())
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                None
            }
            Event::Text(text) if depth == 0 && !text.trim_ascii().is_empty() => Some("标签之外有文字"),
            Event::CData(_) if depth == 0 => Some("标签之外有文字"),
            Event::GeneralRef(name) => {
                let known = name.starts_with('#') || ENTITIES.contains(&&**name);
                (!known || depth == 0).then_some("& 写得不对")
            }
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => None,
        };
        if let Some(wrong) = wrong {
            return Some(told(wrong, part, reader.buffer_position()));
        }
    }
}

const ENTITIES: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];

fn tag_fault(tag: &BytesStart<'_>, names: &NamespaceResolver) -> Option<&'static str> {
    const PREFIX: &str = "前缀没有声明（xmlns:…）";
    if matches!(names.resolve_element(tag.name()).0, ResolveResult::Unknown(_)) {
        return Some(PREFIX);
    }
    for attribute in tag.attributes() {
        let Ok(attribute) = attribute else { return Some("属性写得不对，或者写了两次") };
        if attribute.normalized_value(XmlVersion::default()).is_err() || attribute.value.contains('<') {
            return Some("属性的值里 & 或 < 写得不对");
        }
        if matches!(names.resolve_attribute(attribute.key).0, ResolveResult::Unknown(_)) {
            return Some(PREFIX);
        }
    }
    None
}

/// `标签没有配对，在“<w:p><w:r>”之后`
fn told(wrong: &str, part: &str, position: u64) -> String {
    const AROUND: usize = 40;
    let end = usize::try_from(position).unwrap_or(part.len()).min(part.len());
    let end = (0..=end).rev().find(|at| part.is_char_boundary(*at)).unwrap_or(0);
    let before: Vec<char> = part[..end].chars().collect();
    let around: String = before[before.len().saturating_sub(AROUND)..].iter().collect();
    format!("{wrong}，在“{}”附近", around.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_word_cannot_open_is_told() {
        for (part, says) in [
            ("<a/>", None),
            ("<?xml version=\"1.0\"?>\n<w:a xmlns:w=\"x\" w:b=\"1\">甲 &amp; &#20057;<w:c/></w:a>\n", None),
            ("", Some("没有内容")),
            ("甲", Some("标签之外有文字")),
            ("<a>", Some("标签没有结束")),
            ("<a><b></a>", Some("标签没有配对")),
            ("<a/><b/>", Some("最外层只能有一个标签")),
            ("<a>&nbsp;</a>", Some("& 写得不对")),
            ("<a b=\"&nbsp;\"/>", Some("属性的值里")),
            ("<a b=\"1\" b=\"2\"/>", Some("属性写得不对")),
            ("<w:a/>", Some("前缀没有声明")),
            ("<a w:b=\"1\"/>", Some("前缀没有声明")),
        ] {
            let found = fault(part);
            match says {
                None => assert_eq!(found, None, "{part}"),
                Some(says) => {
                    assert!(found.as_ref().is_some_and(|told| told.starts_with(says)), "{part}: {found:?}")
                }
            }
        }
    }
}
