//! Dates for a calendar program (RFC 5545): one event for each day on which something is due, a reminder a week before.
//!
//! Written here because what it takes is ten properties, an escape and a fold, and the crates that know them do not
//! fit: `icalendar` brings a second library of dates and stamps events with the clock, `ics` folds what follows the
//! first line at 76 octets, one more than the standard allows.

use std::io::{self, Write};

use jiff::civil::Date;

use crate::site::{CalendarEvent, CalendarFile};

/// Octets of a line without its end; what is longer goes on in the next line, after a blank.
const MOST: usize = 75;

/// Writes a calendar.
///
/// # Errors
/// When the writer fails.
pub(super) fn write(calendar: &CalendarFile, out: &mut impl Write) -> io::Result<()> {
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tongbao//calendar//ZH", "CALSCALE:GREGORIAN"] {
        line(out, text)?;
    }
    line(out, &format!("X-WR-CALNAME:{}", escaped(&calendar.name)))?;
    for event in &calendar.events {
        write_event(calendar, event, out)?;
    }
    line(out, "END:VCALENDAR")
}

fn write_event(calendar: &CalendarFile, event: &CalendarEvent, out: &mut impl Write) -> io::Result<()> {
    let summary = escaped(&event.summary);
    let lines = [
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{}", event.uid, calendar.site),
        format!("DTSTAMP:{}T000000Z", day(calendar.stamped)),
        format!("SEQUENCE:{}", calendar.version),
        // A whole day: without an end it lasts just that.
        format!("DTSTART;VALUE=DATE:{}", day(event.day)),
        format!("SUMMARY:{summary}"),
        format!("DESCRIPTION:{}", escaped(&event.description.join("\n"))),
        // Something is due; nobody is busy.
        "TRANSP:TRANSPARENT".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        "TRIGGER:-P7D".to_owned(),
        format!("DESCRIPTION:{summary}"),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
    ];
    lines.iter().try_for_each(|text| line(out, text))
}

/// 20200131
fn day(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Text as a value: `\`, `;`, `,` and line ends mean something there; other control characters may not stand there.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => out.extend(['\\', sign]),
            '\n' | '\r' => out.push_str("\\n"),
            sign if sign.is_control() => out.push(' '),
            sign => out.push(sign),
        }
    }
    out
}

/// One line, folded between characters.
fn line(out: &mut impl Write, text: &str) -> io::Result<()> {
    let mut room = MOST;
    for sign in text.chars() {
        if sign.len_utf8() > room {
            out.write_all(b"\r\n ")?;
            room = MOST - 1;
        }
        room -= sign.len_utf8();
        out.write_all(sign.encode_utf8(&mut [0; 4]).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut out = Vec::new();
        line(&mut out, text).expect("memory");
        String::from_utf8(out).expect("no character is cut")
    }

    #[test]
    fn a_line_is_folded_between_characters_at_75_octets() {
        for text in [
            "a".repeat(75),
            "a".repeat(76),
            "a".repeat(75 + 74 + 1),
            format!("{}报", "a".repeat(73)),
            "期限".repeat(60),
            format!("a{}", "𠀀".repeat(50)),
            String::new(),
        ] {
            let out = folded(&text);
            let lines: Vec<&str> = out.strip_suffix("\r\n").expect("an end").split("\r\n").collect();
            assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{out:?}");
            assert!(lines[1..].iter().all(|line| line.starts_with(' ')), "{out:?}");
            assert!(
                lines.iter().rev().skip(1).all(|line| line.len() > 75 - 4),
                "no line ends early: {out:?}"
            );
            assert_eq!(out.replace("\r\n ", "").trim_end_matches("\r\n"), text);
        }
        assert_eq!(folded(&"a".repeat(75)).matches("\r\n").count(), 1);
        assert_eq!(folded(&"a".repeat(76)), format!("{}\r\n a\r\n", "a".repeat(75)));
    }

    #[test]
    fn signs_that_mean_something_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne\r\nf\rg\th"), "a\\,b\\;c\\\\d\\ne\\nf\\ng h");
        assert_eq!(escaped("方案：七（一）、二"), "方案：七（一）、二");
    }
}
