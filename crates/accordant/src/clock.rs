//! Today's date: the one place where the clock is read.

use accordant_agreement::Date;

/// Today, where this machine is.
pub(crate) fn today() -> Date {
    jiff::Zoned::now().date()
}
