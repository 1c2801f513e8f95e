//! Quantities with their units: money, percentages, durations. Exact, never floating point.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// An amount in a currency, such as `EUR 2,000,000`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Money {
    /// ISO 4217 code.
    pub currency: String,
    /// The amount in units of the currency.
    pub amount: Decimal,
}

/// A percentage: `95 %` holds 95.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Percent(pub Decimal);

/// The unit of a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DurationUnit {
    /// Sixty minutes.
    Hours,
    /// Calendar days.
    #[default]
    Days,
    /// Days on which banks are open at the place the agreement names.
    BusinessDays,
    /// Calendar weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

impl DurationUnit {
    /// All units, with singular and plural.
    pub const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Hours, "hour", "hours"),
        (Self::Days, "day", "days"),
        (Self::BusinessDays, "business day", "business days"),
        (Self::Weeks, "week", "weeks"),
        (Self::Months, "month", "months"),
        (Self::Years, "year", "years"),
    ];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Hours => ("hour", "hours"),
            Self::Days => ("day", "days"),
            Self::BusinessDays => ("Business Day", "Business Days"),
            Self::Weeks => ("week", "weeks"),
            Self::Months => ("month", "months"),
            Self::Years => ("year", "years"),
        }
    }
}

/// A length of time in whole units, such as `30 days` or `48 hours`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: DurationUnit,
}

impl Duration {
    /// A length comparable across units, in hours.
    ///
    /// A month counts as 30 days, a year as 365, a business day as 7/5 of a day rounded up, which
    /// is how bounds such as "at most 2 months" are tested. It is never used to compute a date.
    pub fn comparable_hours(self) -> u64 {
        let count = u64::from(self.count);
        match self.unit {
            DurationUnit::Hours => count,
            DurationUnit::Days => count * 24,
            DurationUnit::BusinessDays => (count * 7).div_ceil(5) * 24,
            DurationUnit::Weeks => count * 7 * 24,
            DurationUnit::Months => count * 30 * 24,
            DurationUnit::Years => count * 365 * 24,
        }
    }
}

/// Why a text is not the quantity it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuantityError {
    /// A number stands alone.
    #[error("has no unit")]
    MissingUnit,
    /// The unit is not one we know.
    #[error("has an unknown unit `{0}`")]
    UnknownUnit(String),
    /// The number cannot be read.
    #[error("has no readable number")]
    BadNumber,
    /// The number is negative or out of range.
    #[error("is out of range")]
    OutOfRange,
}

impl FromStr for Duration {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at_checked(digits).ok_or(QuantityError::BadNumber)?;
        if number.is_empty() {
            return Err(QuantityError::BadNumber);
        }
        let count = number.parse().map_err(|_| QuantityError::OutOfRange)?;
        let unit = unit.trim().replace('-', " ").to_ascii_lowercase();
        if unit.is_empty() {
            return Err(QuantityError::MissingUnit);
        }
        DurationUnit::ALL
            .iter()
            .find(|(_, singular, plural)| unit == *singular || unit == *plural)
            .map(|(known, _, _)| Self { count, unit: *known })
            .ok_or(QuantityError::UnknownUnit(unit))
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (singular, plural) = self.unit.words();
        write!(f, "{} {}", self.count, if self.count == 1 { singular } else { plural })
    }
}

impl FromStr for Percent {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        let number = text
            .strip_suffix('%')
            .or_else(|| text.strip_suffix("per cent"))
            .ok_or(QuantityError::MissingUnit)?;
        let value = Decimal::from_str(number.trim()).map_err(|_| QuantityError::BadNumber)?;
        if value.is_sign_negative() || value > Decimal::from(1000) {
            return Err(QuantityError::OutOfRange);
        }
        Ok(Self(value))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{a0}%", self.0.normalize())
    }
}

impl FromStr for Money {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        let (currency, number) = text.split_once(' ').ok_or(QuantityError::MissingUnit)?;
        if currency.len() != 3 || !currency.chars().all(|c| c.is_ascii_uppercase()) {
            return Err(QuantityError::UnknownUnit(currency.to_owned()));
        }
        let number: String = number.chars().filter(|c| *c != ',' && *c != ' ').collect();
        let amount = Decimal::from_str(&number).map_err(|_| QuantityError::BadNumber)?;
        if amount.is_sign_negative() {
            return Err(QuantityError::OutOfRange);
        }
        Ok(Self { currency: currency.to_owned(), amount })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.amount.normalize().to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if fraction.is_empty() {
            write!(f, "{}\u{a0}{grouped}", self.currency)
        } else {
            write!(f, "{}\u{a0}{grouped}.{fraction:0<2}", self.currency)
        }
    }
}

macro_rules! serialize_as_text {
    ($($name:ty),+) => {
        $(impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.to_string().replace('\u{a0}', " "))
            }
        })+
    };
}
serialize_as_text!(Money, Percent, Duration);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_need_their_unit() {
        assert_eq!("30".parse::<Duration>(), Err(QuantityError::MissingUnit));
        assert_eq!("0.95".parse::<Percent>(), Err(QuantityError::MissingUnit));
        assert_eq!("2000000".parse::<Money>(), Err(QuantityError::MissingUnit));
        assert_eq!(
            "3 fortnights".parse::<Duration>(),
            Err(QuantityError::UnknownUnit("fortnights".into()))
        );
    }

    #[test]
    fn quantities_read_as_people_write_them() {
        assert_eq!("48 hours".parse::<Duration>().unwrap().to_string(), "48 hours");
        assert_eq!("1 month".parse::<Duration>().unwrap().to_string(), "1 month");
        assert_eq!("10 business-days".parse::<Duration>().unwrap().to_string(), "10 Business Days");
        assert_eq!("99.50 %".parse::<Percent>().unwrap().to_string(), "99.5\u{a0}%");
        assert_eq!("EUR 2,000,000".parse::<Money>().unwrap().to_string(), "EUR\u{a0}2,000,000");
        assert_eq!("USD 12.5".parse::<Money>().unwrap().to_string(), "USD\u{a0}12.50");
    }

    #[test]
    fn durations_compare_across_units() {
        let hours = |text: &str| text.parse::<Duration>().unwrap().comparable_hours();
        assert!(hours("48 hours") == hours("2 days"));
        assert!(hours("2 months") < hours("90 days"));
        assert!(hours("5 business days") == hours("7 days"));
    }
}
