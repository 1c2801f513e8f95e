//! The order that WordprocessingML demands of the elements that we write (ISO/IEC 29500-1, annex A).

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element of a part.
#[derive(Debug, Default, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
}

impl Element {
    /// Calls `visit` with the element and all inside of it.
    pub(crate) fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a Element)) {
        visit(self);
        for child in &self.children {
            child.visit(visit);
        }
    }

    /// All elements of this name.
    pub(crate) fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        self.visit(&mut |element| {
            if element.name == name {
                found.push(element);
            }
        });
        found
    }

    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of all runs inside.
    pub(crate) fn words(&self) -> String {
        let mut words = String::new();
        self.visit(&mut |element| {
            if element.name == "w:t" {
                words.push_str(&element.text);
            }
        });
        words
    }
}

/// Reads a part; panics where it is not well-formed.
pub(crate) fn parse(name: &str, text: &str) -> Element {
    let mut reader = Reader::from_str(text);
    let mut stack = vec![Element::default()];
    let read = |tag: &BytesStart<'_>| Element {
        name: tag.name().as_ref().to_owned(),
        attributes: tag
            .attributes()
            .map(|attribute| {
                let attribute = attribute.unwrap();
                let value =
                    quick_xml::escape::unescape(attribute.value.as_ref()).unwrap().into_owned();
                (attribute.key.as_ref().to_owned(), value)
            })
            .collect(),
        ..Element::default()
    };
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            Event::Start(tag) => stack.push(read(&tag)),
            Event::Empty(tag) => stack.last_mut().unwrap().children.push(read(&tag)),
            Event::End(_) => {
                let element = stack.pop().unwrap();
                stack.last_mut().unwrap().children.push(element);
            }
            Event::Text(text) => {
                let raw: &str = text.as_ref();
                stack.last_mut().unwrap().text.push_str(raw);
            }
            Event::GeneralRef(entity) => {
                let raw: &str = entity.as_ref();
                let whole = format!("&{raw};");
                stack
                    .last_mut()
                    .unwrap()
                    .text
                    .push_str(&quick_xml::escape::unescape(&whole).unwrap());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(stack.len(), 1, "{name} does not end");
    let root = stack.remove(0).children;
    assert_eq!(root.len(), 1, "{name} has one root");
    root.into_iter().next().unwrap()
}

/// Parent, and its children in the order that the schema gives them.
const ORDERS: [(&str, &str); 22] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    ),
    (
        "w:rPr",
        "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    ),
    ("w:numPr", "ilvl numId"),
    ("w:pBdr", "top left bottom right between bar"),
    (
        "w:tblPr",
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    ),
    ("w:tblBorders", "top left bottom right insideH insideV"),
    ("w:tblCellMar", "top left bottom right"),
    ("w:tbl", "tblPr tblGrid tr"),
    ("w:tr", "tblPrEx trPr tc"),
    ("w:trPr", "cantSplit tblHeader ins del trPrChange"),
    ("w:tc", "tcPr p"),
    (
        "w:tcPr",
        "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    ),
    ("w:tcBorders", "top left bottom right insideH insideV"),
    (
        "w:sectPr",
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    ),
    ("w:sdt", "sdtPr sdtEndPr sdtContent"),
    (
        "w:style",
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr trPr tcPr tblStylePr",
    ),
    ("w:styles", "docDefaults latentStyles style"),
    ("w:numbering", "numPicBullet abstractNum num numIdMacAtCleanup"),
    ("w:abstractNum", "nsid multiLevelType tmpl name styleLink numStyleLink lvl"),
    ("w:lvl", "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId lvlJc pPr rPr"),
    ("w:num", "abstractNumId lvlOverride"),
    ("wp:inline", "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic"),
];

/// Children that may stand once only.
const REPEATED: [&str; 12] = [
    "w:tr",
    "w:tc",
    "w:p",
    "w:style",
    "w:abstractNum",
    "w:num",
    "w:lvl",
    "w:lvlOverride",
    "w:headerReference",
    "w:footerReference",
    "w:tblStylePr",
    "w:numPicBullet",
];

/// Panics where the children of an element are unknown, out of order or repeated.
pub(crate) fn check_order(part: &str, root: &Element) {
    root.visit(&mut |element| {
        let Some((_, order)) = ORDERS.iter().find(|(name, _)| *name == element.name) else {
            return;
        };
        let order: Vec<String> = order
            .split(' ')
            .map(|name| if name.contains(':') { name.to_owned() } else { format!("w:{name}") })
            .collect();
        let mut last = 0;
        let mut seen = BTreeSet::new();
        for child in &element.children {
            let place = order.iter().position(|name| *name == child.name);
            let place =
                place.unwrap_or_else(|| panic!("{part}: `{}` in `{}`", child.name, element.name));
            assert!(place >= last, "{part}: `{}` too late in `{}`", child.name, element.name);
            let once = seen.insert(&child.name) || REPEATED.contains(&child.name.as_str());
            assert!(once, "{part}: `{}` twice in `{}`", child.name, element.name);
            last = place;
        }
        let ends_in_paragraph = element.children.last().is_some_and(|child| child.name == "w:p");
        assert!(element.name != "w:tc" || ends_in_paragraph, "{part}: a cell without a paragraph");
    });
}
