//! Dates of a year as a calendar program takes them.

use jiff::civil::Date;

/// The events of a year, and what every one of them carries.
#[derive(Debug)]
pub struct CalendarFile {
    /// The site it is of: two offices may have events of the same ids.
    pub site: String,
    /// How the calendar is called.
    pub name: String,
    /// The day the events are stamped with: the data cut-off, so that the same content gives the same file.
    pub stamped: Date,
    /// The version of the edition; a later one replaces the events of an earlier one.
    pub version: u32,
    pub events: Vec<CalendarEvent>,
}

/// A day on which something is due.
#[derive(Debug)]
pub struct CalendarEvent {
    /// Its id, the same in every edition of every build.
    pub uid: String,
    /// The last day on time.
    pub day: Date,
    /// What is due, in short.
    pub summary: String,
    /// The same with where it is laid down, one line each.
    pub description: Vec<String>,
}
