//! The clock: today's date, and how long something took. Read here and nowhere else.

use accordant_agreement::Date;

/// Today, where this machine is.
pub(crate) fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Measures how long something takes, for the person who waits.
pub(crate) struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts.
    pub(crate) fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// The time since the start.
    pub(crate) fn elapsed(&self) -> std::time::Duration {
        self.0.elapsed()
    }
}
