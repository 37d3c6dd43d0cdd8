//! The one place where the clock is read: a release carries a time.

use jiff::Timestamp;

/// `SOURCE_DATE_EPOCH` is set to something that is no time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockError(pub String);

impl std::fmt::Display for ClockError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SOURCE_DATE_EPOCH is `{}`, which is no number of seconds since 1970", self.0)
    }
}

impl std::error::Error for ClockError {}

/// Whether `SOURCE_DATE_EPOCH` is set, so that [`now`] is not the machine's time.
pub fn is_told() -> bool {
    std::env::var_os("SOURCE_DATE_EPOCH").is_some()
}

/// The time, in whole seconds; `SOURCE_DATE_EPOCH` (seconds since 1970) wins over the machine's clock.
///
/// # Errors
/// When `SOURCE_DATE_EPOCH` is set to something else.
pub fn now() -> Result<Timestamp, ClockError> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => text.trim().parse().map_err(|_| ClockError(text))?,
        Err(_) => Timestamp::now().as_second(),
    };
    Timestamp::from_second(seconds).map_err(|_| ClockError(seconds.to_string()))
}
