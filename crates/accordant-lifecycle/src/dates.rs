//! Dates in words and calendar arithmetic.

use accordant_agreement::Date;
use accordant_document::reading::MONTHS;

/// "22 November 2026".
pub(crate) fn long_date(date: Date) -> String {
    let month = usize::try_from(date.month())
        .ok()
        .and_then(|month| MONTHS.get(month.saturating_sub(1)))
        .unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

/// Adds calendar months; the day is cut to the last of a shorter month.
pub(crate) fn add_months(date: Date, months: u32) -> Date {
    let total = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + i64::from(months);
    let year = i16::try_from(total / 12).unwrap_or(9999).min(9999);
    let month = i8::try_from(total % 12 + 1).unwrap_or(12);
    Date::new(year, month, 1)
        .map(|first| first.last_of_month())
        .and_then(|last| Date::new(year, month, date.day().min(last.day())))
        .unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_on_the_last_day_they_have() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(add_months(date("2027-01-31"), 1), date("2027-02-28"));
        assert_eq!(add_months(date("2027-11-15"), 14), date("2029-01-15"));
        assert_eq!(long_date(date("2026-11-22")), "22 November 2026");
    }
}
