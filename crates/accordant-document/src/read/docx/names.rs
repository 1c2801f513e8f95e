//! Names of elements, whatever prefix a file gives to their namespace.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, attributes::Attribute};

/// Namespaces that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Word,
    /// Extensions of Word: `w14`, `w15`.
    WordLater,
    Compatibility,
    Math,
    Other,
}

/// Which prefix means which namespace.
#[derive(Debug, Default)]
pub(super) struct Names {
    prefixes: BTreeMap<String, Space>,
}

impl Names {
    /// Learns the prefixes that an element declares.
    pub(super) fn learn(&mut self, element: &BytesStart<'_>) {
        for attribute in element.attributes().with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            let prefix = match key.split_once(':') {
                Some(("xmlns", prefix)) => prefix,
                None if key == "xmlns" => "",
                _ => continue,
            };
            self.prefixes.insert(prefix.to_owned(), find_space(&attribute.value));
        }
    }

    /// The namespace and the bare name of an element.
    pub(super) fn split<'a>(&self, name: &'a str) -> (Space, &'a str) {
        let (prefix, bare) = name.split_once(':').unwrap_or(("", name));
        let space = self.prefixes.get(prefix).copied().unwrap_or(match prefix {
            "w" => Space::Word,
            "w14" | "w15" => Space::WordLater,
            "mc" => Space::Compatibility,
            "m" => Space::Math,
            _ => Space::Other,
        });
        (space, bare)
    }

    /// The bare name of an element of Word.
    pub(super) fn word<'a>(&self, name: &'a str) -> Option<&'a str> {
        match self.split(name) {
            (Space::Word, bare) => Some(bare),
            _ => None,
        }
    }
}

fn find_space(uri: &str) -> Space {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
        uri if uri.starts_with("http://schemas.microsoft.com/office/word/201") => Space::WordLater,
        _ => Space::Other,
    }
}

/// The value of an attribute by its bare name.
pub(super) fn find_value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find_map(|attribute| {
        let key = attribute.key.into_inner();
        let bare = key.rsplit_once(':').map_or(key, |(_, bare)| bare);
        (bare == name).then(|| unescape(&attribute))
    })
}

/// `w:val`.
pub(super) fn value(element: &BytesStart<'_>) -> Option<String> {
    find_value(element, "val")
}

/// Whether a switch such as `<w:b/>` is on.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(value(element).as_deref(), Some("0" | "false" | "off" | "none"))
}

fn unescape(attribute: &Attribute<'_>) -> String {
    let raw = attribute.value.as_ref();
    quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), |text| text.into_owned())
}
