//! Words that are capitalised without being defined: names, divisions, instruments.

/// Divisions of a contract or a law; a Roman number may follow.
pub(super) const DIVISIONS: [&str; 13] = [
    "Annex", "Appendix", "Article", "Chapter", "Clause", "Exhibit", "Module", "Paragraph", "Part", "Recital",
    "Schedule", "Section", "Title",
];

/// Words that open a sentence without being part of a term.
pub(super) const OPENERS: [&str; 45] = [
    "A", "After", "All", "An", "Any", "As", "At", "Before", "Both", "By", "Each", "Either", "Except", "For", "From",
    "If", "In", "Its", "Neither", "No", "Nor", "Nothing", "On", "Only", "Other", "Some", "Subject", "Such", "That",
    "The", "Their", "These", "This", "Those", "Unless", "Until", "Under", "Upon", "Use", "When", "Where", "While",
    "With", "Within", "Without",
];

/// The last words of names of instruments and institutions.
pub(super) const ENDINGS: [&str; 30] = [
    "Act", "Acts", "Addendum", "Arbitration", "Authority", "Bureau", "Centre", "Chamber", "Charter", "Clauses", "Code", "Commission", "Convention", "Council", "Court", "Courts", "Directive", "Framework", "Institute", "Office", "Officer", "Ordinance", "Parliament", "Principles", "Protocol", "Regulation", "Regulations", "Rule", "Rules", "Treaty",
];

/// Names that every contract may use.
pub(super) const NAMES: &[&str] = &[
    // this document and its divisions
    "Agreement", "Annex", "Annexes", "Appendix", "Appendices", "Article", "Chapter", "Clause", "Exhibit", "Module",
    "Paragraph", "Part", "Recital", "Schedule", "Section", "Title", "Background", "Party",
    // time
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Christmas", "Easter",
    "Coordinated Universal Time", "Central European Time", "Greenwich Mean Time",
    // law and its makers
    "Act", "Code", "Commission", "Directive", "Regulation", "Treaty", "Union", "European Union", "Member State",
    "European", "European Economic Area", "Council", "Parliament", "Court", "Official Journal", "State", "Federal",
    "United Nations", "Standard Contractual Clauses", "Data Privacy Framework", "International Chamber of Commerce",
    "Contracts for the International Sale of Goods", "Crown",
    // places
    "America", "Argentina", "Australia", "Austria", "Belgium", "Brazil", "Bulgaria", "California", "Canada", "Chile",
    "China", "Colorado", "Croatia", "Cyprus", "Czechia", "Czech Republic", "Delaware", "Denmark", "England", "Estonia",
    "Europe", "Finland", "France", "Germany", "Great Britain", "Greece", "Hong Kong", "Hungary", "Iceland", "Illinois",
    "India", "Indonesia", "Ireland", "Israel", "Italy", "Japan", "Korea", "Latvia", "Liechtenstein", "Lithuania",
    "Luxembourg", "Malta", "Mexico", "Netherlands", "New York", "New York City", "New Zealand", "Northern Ireland",
    "Norway", "Poland", "Portugal", "Quebec", "Romania", "Scotland", "Singapore", "Slovakia", "Slovenia",
    "South Africa", "South Korea", "Spain", "Sweden", "Switzerland", "Taiwan", "Texas", "Turkey", "United Kingdom",
    "United States", "United States of America", "Utah", "Virginia", "Wales", "Washington", "Amsterdam", "Athens",
    "Berlin", "Bern", "Brussels", "Copenhagen", "Dublin", "Düsseldorf", "Frankfurt", "Geneva", "Hamburg", "Helsinki",
    "Lisbon", "London", "Madrid", "Milan", "Munich", "Oslo", "Paris", "Prague", "Rome", "Stockholm", "The Hague",
    "Toronto", "Vienna", "Warsaw", "Zurich", "Zürich",
    // languages and peoples
    "American", "Austrian", "British", "Canadian", "Chinese", "Dutch", "English", "French", "German", "Irish",
    "Italian", "Japanese", "Polish", "Spanish", "Swedish", "Swiss", "Welsh",
    // technology
    "Excel", "Internet", "Java", "Linux", "Markdown", "Python", "Unicode", "Unix", "Web", "Windows", "Word",
];

/// Whether a capitalised word is a name by its shape: an acronym, a Roman number, a brand, a letter.
pub(super) fn is_proper(word: &str) -> bool {
    let bare = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    let mut letters = bare.chars();
    let single = bare.chars().count() == 1;
    let first = letters.next().is_some_and(char::is_uppercase);
    // "GDPR", "SLAs", "GmbH", "OpenAI": a capital, or a figure, after the first letter.
    single || (first && letters.any(|letter| letter.is_uppercase() || letter.is_ascii_digit()))
}
