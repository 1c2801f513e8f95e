//! Drawings: SVG checked before it is printed, and turned into PNG.
//!
//! A drawing must be self-contained: shapes and text. It reads no picture, no file, no address
//! and no font of the machine.

use std::collections::BTreeMap;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Tree, roxmltree};

use crate::{PressError, SANS_FAMILY, SERIF_FAMILY, fonts};

/// Largest SVG text that is read, in bytes.
const SVG_LIMIT_BYTES: usize = 8 * 1024 * 1024;
/// Most levels of elements, references followed; deeper drawings would exhaust the stack.
const LIMIT_LEVELS: usize = 64;
/// Most elements, references followed.
const LIMIT_ELEMENTS: usize = 100_000;
/// Longest side of a drawing, in CSS pixels.
const SIDE_LIMIT_PX: f32 = 20_000.0;
/// Largest picture, in pixels: 256 MB in memory.
const PICTURE_LIMIT_PX: u64 = 64_000_000;

/// Makes the options that every drawing is read with: our fonts, and nothing from outside.
pub(crate) fn make_options() -> usvg::Options<'static> {
    let mut options = usvg::Options {
        font_family: SANS_FAMILY.to_owned(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let database = options.fontdb_mut();
    for (_, bytes) in fonts::FILES {
        database.load_font_source(usvg::fontdb::Source::Binary(Arc::new(bytes)));
    }
    database.set_sans_serif_family(SANS_FAMILY);
    database.set_monospace_family(SANS_FAMILY);
    database.set_serif_family(SERIF_FAMILY);
    options
}

/// Reads a drawing and holds it to the limits.
///
/// **Errors:** [`PressError::Drawing`] when it is no SVG, [`PressError::TooLarge`] beyond a limit.
pub(crate) fn read_svg(
    svg: &str,
    id: &str,
    options: &usvg::Options<'_>,
) -> Result<Tree, PressError> {
    let too_large = |reason: String| PressError::TooLarge { id: id.to_owned(), reason };
    if svg.len() > SVG_LIMIT_BYTES {
        return Err(too_large(format!("{} bytes of SVG, at most {SVG_LIMIT_BYTES}", svg.len())));
    }
    let unreadable = |reason: String| PressError::Drawing { id: id.to_owned(), reason };
    let document =
        roxmltree::Document::parse(svg).map_err(|error| unreadable(error.to_string()))?;
    if let Some(reason) = find_foreign(&document) {
        return Err(unreadable(reason));
    }
    if let Some(reason) = find_excess(&document) {
        return Err(too_large(reason));
    }
    let tree =
        Tree::from_xmltree(&document, options).map_err(|error| unreadable(error.to_string()))?;
    let size = tree.size();
    if size.width() > SIDE_LIMIT_PX || size.height() > SIDE_LIMIT_PX {
        let (width, height) = (size.width(), size.height());
        return Err(too_large(format!(
            "{width} by {height} pixels, at most {SIDE_LIMIT_PX} a side"
        )));
    }
    Ok(tree)
}

/// Renders a drawing as PNG, `scale` pixels a CSS pixel.
///
/// **Errors:** as [`read_svg`]; [`PressError::TooLarge`] also when the picture would be.
pub(crate) fn render_png(
    svg: &str,
    scale: f32,
    options: &usvg::Options<'_>,
) -> Result<Vec<u8>, PressError> {
    let tree = read_svg(svg, "", options)?;
    let too_large = |reason: String| PressError::TooLarge { id: String::new(), reason };
    let size = tree
        .size()
        .to_int_size()
        .scale_by(scale)
        .ok_or_else(|| too_large(format!("no picture has the scale {scale}")))?;
    let pixels = u64::from(size.width()) * u64::from(size.height());
    if pixels > PICTURE_LIMIT_PX {
        return Err(too_large(format!("a picture of {pixels} pixels, at most {PICTURE_LIMIT_PX}")));
    }
    let mut picture = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| too_large(format!("no memory for a picture of {pixels} pixels")))?;
    let (across, down) =
        (size.width() as f32 / tree.size().width(), size.height() as f32 / tree.size().height());
    resvg::render(&tree, Transform::from_scale(across, down), &mut picture.as_mut());
    picture.encode_png().map_err(|error| PressError::Png { reason: error.to_string() })
}

/// What a drawing holds that is not its own shapes and text.
fn find_foreign(document: &roxmltree::Document<'_>) -> Option<String> {
    document.descendants().find_map(|node| match node.tag_name().name() {
        name @ ("image" | "feImage" | "foreignObject" | "script") => {
            Some(format!("it holds `{name}`: draw with shapes and text only"))
        }
        "style"
            if node
                .text()
                .is_some_and(|style| style.contains("url") || style.contains("@import")) =>
        {
            Some("its style sheet refers to other elements: refer to them in attributes".to_owned())
        }
        _ => None,
    })
}

/// Whether a drawing, with every reference followed, stays within the limits.
///
/// `use`, markers, patterns and masks draw an element again at another place; chained, a few lines
/// become a tower that exhausts the stack, or more elements than a day can draw. A reference that
/// leads back to itself never ends and is refused with them.
fn find_excess(document: &roxmltree::Document<'_>) -> Option<String> {
    let mut survey = Survey { targets: BTreeMap::new(), elements: 0 };
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            survey.targets.entry(id).or_insert(node);
        }
    }
    survey.visit(document.root(), LIMIT_LEVELS).err()
}

struct Survey<'a, 'input> {
    targets: BTreeMap<&'a str, roxmltree::Node<'a, 'input>>,
    elements: usize,
}

impl<'a, 'input> Survey<'a, 'input> {
    fn visit(&mut self, node: roxmltree::Node<'a, 'input>, levels: usize) -> Result<(), String> {
        let deeper = levels.checked_sub(1).ok_or_else(|| {
            format!("more than {LIMIT_LEVELS} levels of elements, references followed")
        })?;
        self.elements += 1;
        if self.elements > LIMIT_ELEMENTS {
            return Err(format!("more than {LIMIT_ELEMENTS} elements, references followed"));
        }
        for child in node.children().filter(roxmltree::Node::is_element) {
            self.visit(child, deeper)?;
        }
        for attribute in node.attributes() {
            for target in list_references(attribute.name(), attribute.value()) {
                if let Some(target) = self.targets.get(target) {
                    self.visit(*target, deeper)?;
                }
            }
        }
        Ok(())
    }
}

/// Ids that an attribute refers to: `href="#id"`, and `url(#id)` anywhere in a value.
fn list_references<'a>(name: &str, value: &'a str) -> Vec<&'a str> {
    let mut ids: Vec<&str> = value
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|target| target.trim_matches([' ', '"', '\'']))
        .filter_map(|target| target.strip_prefix('#'))
        .collect();
    if name == "href" {
        ids.extend(value.trim().strip_prefix('#'));
    }
    ids
}
