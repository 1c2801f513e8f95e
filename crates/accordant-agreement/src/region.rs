//! Region codes and which regions contain which.

/// ISO 3166-1 alpha-2 codes in use, plus `EU` for the Union and the EEA and `UK` for the United Kingdom.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UK UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Member states of the Union and of the EEA: Union law on data, AI and products reaches them.
const EEA: &str =
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";

/// Names that people write where a code is wanted.
const NAMES: [(&str, &str); 60] = [
    ("australia", "AU"),
    ("austria", "AT"),
    ("belgium", "BE"),
    ("brazil", "BR"),
    ("california", "US-CA"),
    ("canada", "CA"),
    ("china", "CN"),
    ("colorado", "US-CO"),
    ("connecticut", "US-CT"),
    ("czechia", "CZ"),
    ("delaware", "US-DE"),
    ("denmark", "DK"),
    ("eea", "EU"),
    ("england", "UK"),
    ("england and wales", "UK"),
    ("estonia", "EE"),
    ("europe", "EU"),
    ("european union", "EU"),
    ("finland", "FI"),
    ("florida", "US-FL"),
    ("france", "FR"),
    ("gb", "UK"),
    ("germany", "DE"),
    ("great britain", "UK"),
    ("greece", "GR"),
    ("hungary", "HU"),
    ("illinois", "US-IL"),
    ("india", "IN"),
    ("ireland", "IE"),
    ("israel", "IL"),
    ("italy", "IT"),
    ("japan", "JP"),
    ("luxembourg", "LU"),
    ("massachusetts", "US-MA"),
    ("mexico", "MX"),
    ("netherlands", "NL"),
    ("new york", "US-NY"),
    ("new zealand", "NZ"),
    ("northern ireland", "UK"),
    ("norway", "NO"),
    ("ontario", "CA-ON"),
    ("poland", "PL"),
    ("portugal", "PT"),
    ("quebec", "CA-QC"),
    ("québec", "CA-QC"),
    ("romania", "RO"),
    ("scotland", "UK"),
    ("singapore", "SG"),
    ("south korea", "KR"),
    ("spain", "ES"),
    ("sweden", "SE"),
    ("switzerland", "CH"),
    ("texas", "US-TX"),
    ("united arab emirates", "AE"),
    ("united kingdom", "UK"),
    ("united states", "US"),
    ("usa", "US"),
    ("utah", "US-UT"),
    ("wales", "UK"),
    ("washington", "US-WA"),
];

/// Whether `code` names a region: a country, `EU`, or a country with a subdivision (`US-CA`).
pub fn is_known(code: &str) -> bool {
    let (country, part) = match code.split_once('-') {
        Some((country, part)) => (country, Some(part)),
        None => (code, None),
    };
    let part_is_fine = part.is_none_or(|part| {
        (1..=3).contains(&part.len())
            && part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    });
    part_is_fine && country != "GB" && COUNTRIES.split(' ').any(|known| known == country)
}

/// The code that was probably meant by `text`: "Germany", "the laws of the State of New York".
pub fn find_meant(text: &str) -> Option<&'static str> {
    const BEFORE: [&str; 7] = [
        "the laws of ",
        "the law of ",
        "laws of ",
        "law of ",
        "the state of ",
        "state of ",
        "the ",
    ];
    let lower = text.trim().to_lowercase();
    let lower =
        BEFORE.iter().fold(lower.as_str(), |text, lead| text.strip_prefix(lead).unwrap_or(text));
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == lower) {
        return Some(code);
    }
    COUNTRIES.split(' ').find(|code| code.eq_ignore_ascii_case(text.trim()))
}

/// Whether the country of `code` is in the Union or the EEA.
pub fn is_eea(code: &str) -> bool {
    let country = code.split('-').next().unwrap_or(code);
    country == "EU" || EEA.split(' ').any(|member| member == country)
}

/// `code` and every region that contains it, narrowest first: `US-NYC`, `US-NY`, `US`.
pub fn with_parents(code: &str) -> Vec<String> {
    let mut regions = vec![code.to_owned()];
    if code == "US-NYC" {
        regions.push("US-NY".to_owned());
    }
    if let Some((country, _)) = code.split_once('-') {
        regions.push(country.to_owned());
    }
    if is_eea(code) && code != "EU" {
        regions.push("EU".to_owned());
    }
    regions
}

/// The region at which borders of data law run: `EU` for its members, the country for others.
pub fn legal_area(code: &str) -> String {
    if is_eea(code) {
        return "EU".to_owned();
    }
    code.split('-').next().unwrap_or(code).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_imply_those_that_contain_them() {
        assert_eq!(with_parents("US-NYC"), ["US-NYC", "US-NY", "US"]);
        assert_eq!(with_parents("DE"), ["DE", "EU"]);
        assert_eq!(with_parents("CH"), ["CH"]);
        assert_eq!(legal_area("NO"), "EU");
        assert_eq!(legal_area("US-CA"), "US");
    }

    #[test]
    fn names_are_not_codes_but_are_understood() {
        assert!(!is_known("Germany"));
        assert_eq!(find_meant("Germany"), Some("DE"));
        assert_eq!(find_meant("GB"), Some("UK"));
        assert!(is_known("US-CA") && is_known("EU") && !is_known("EUR"));
    }
}
