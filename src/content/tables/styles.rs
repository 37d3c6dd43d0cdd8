//! Formats of an open document: what the style of a cell does to its number. A style has a format of numbers or takes
//! that of its parent; a format may have others for numbers below nought.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ods::attribute;
use super::xlsx::Shows;

/// Longest chain of parents that is followed; a circle has no end.
const MOST_PARENTS: usize = 16;

/// The formats of numbers and the styles of cells, by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: HashMap<String, Format>,
    cells: HashMap<String, Style>,
}

#[derive(Debug)]
struct Format {
    shows: Shows,
    /// Those used for other numbers.
    others: Vec<String>,
}

#[derive(Debug)]
struct Style {
    format: Option<String>,
    parent: Option<String>,
}

impl Styles {
    /// Reads all that stand in these texts; what cannot be read any further is told by whoever reads the cells.
    pub fn read<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut styles = Self::default();
        texts.for_each(|text| styles.add(text));
        styles
    }

    fn add(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        let mut open: Option<(String, Format)> = None;
        // Text that is drawn beside or within the number.
        let mut drawn = false;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    if tag.name().as_ref() == "office:body" {
                        break;
                    }
                    self.begin(&tag, &mut open);
                    drawn = matches!(tag.name().as_ref(), "number:text" | "number:embedded-text");
                }
                Event::Text(text) if drawn => {
                    if let Some((_, format)) = &mut open
                        && text.xml10_content().contains('.')
                    {
                        format.shows = Shows::Scaled;
                    }
                }
                Event::End(tag) => {
                    drawn = false;
                    if matches!(
                        tag.name().as_ref(),
                        "number:number-style" | "number:percentage-style" | "number:currency-style"
                    ) {
                        self.formats.extend(open.take());
                    }
                }
                Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>, open: &mut Option<(String, Format)>) {
        match tag.name().as_ref() {
            name @ ("number:number-style" | "number:percentage-style" | "number:currency-style") => {
                let shows = if name == "number:percentage-style" { Shows::PerCent } else { Shows::AsItIs };
                let name = attribute(tag, "style:name").unwrap_or_default();
                *open = Some((name, Format { shows, others: Vec::new() }));
            }
            "number:number" => {
                let factor = attribute(tag, "number:display-factor");
                let scaled = factor.is_some_and(|factor| factor.parse::<f64>() != Ok(1.0));
                if let Some((_, format)) = open.as_mut().filter(|_| scaled) {
                    format.shows = Shows::Scaled;
                }
            }
            "style:map" => {
                if let Some((_, format)) = open {
                    format.others.extend(attribute(tag, "style:apply-style-name"));
                }
            }
            "style:style" if attribute(tag, "style:family").as_deref() == Some("table-cell") => {
                let style = Style {
                    format: attribute(tag, "style:data-style-name"),
                    parent: attribute(tag, "style:parent-style-name"),
                };
                self.cells.extend(attribute(tag, "style:name").map(|name| (name, style)));
            }
            _ => {}
        }
    }

    /// What a cell of a style shows of its number.
    pub fn shows(&self, style: &str) -> Shows {
        let mut name = Some(style);
        for _ in 0..MOST_PARENTS {
            let Some(style) = name.and_then(|name| self.cells.get(name)) else { break };
            if let Some(format) = style.format.as_ref().and_then(|format| self.formats.get(format)) {
                let mut others = format.others.iter().filter_map(|other| self.formats.get(other));
                let scaled = others.any(|other| other.shows == Shows::Scaled);
                return if scaled { Shows::Scaled } else { format.shows };
            }
            name = style.parent.as_deref();
        }
        Shows::AsItIs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_take_the_format_of_their_parents() {
        let text = "<a><number:number-style style:name=\"N1\"><number:number number:display-factor=\"1000\"/></number:number-style>\
            <number:percentage-style style:name=\"N2\"><number:number/><number:text>%</number:text></number:percentage-style>\
            <number:number-style style:name=\"N3\"><number:number/><number:text>人</number:text></number:number-style>\
            <number:number-style style:name=\"N4\"><number:number><number:embedded-text number:position=\"4\">.</number:embedded-text></number:number></number:number-style>\
            <number:number-style style:name=\"N5\"><number:number/><style:map style:apply-style-name=\"N1\"/></number:number-style>\
            <style:style style:name=\"a\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>\
            <style:style style:name=\"b\" style:family=\"table-cell\" style:parent-style-name=\"a\"/>\
            <style:style style:name=\"c\" style:family=\"table-cell\" style:data-style-name=\"N2\"/>\
            <style:style style:name=\"d\" style:family=\"table-cell\" style:data-style-name=\"N3\"/>\
            <style:style style:name=\"e\" style:family=\"table-cell\" style:data-style-name=\"N4\"/>\
            <style:style style:name=\"f\" style:family=\"table-cell\" style:data-style-name=\"N5\"/>\
            <style:style style:name=\"g\" style:family=\"table-cell\" style:parent-style-name=\"g\"/></a>";
        let styles = Styles::read([text].into_iter());
        for (style, shows) in [
            ("a", Shows::Scaled),
            ("b", Shows::Scaled),
            ("c", Shows::PerCent),
            ("d", Shows::AsItIs),
            ("e", Shows::Scaled),
            ("f", Shows::Scaled),
            ("g", Shows::AsItIs),
            ("other", Shows::AsItIs),
        ] {
            assert_eq!(styles.shows(style), shows, "{style}");
        }
    }
}
