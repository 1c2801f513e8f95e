//! Drawings: SVG checked before it is printed, and turned into PNG.
//!
//! A drawing must be self-contained. It reads no file, no address and no font of the machine.

use std::collections::BTreeMap;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Tree};

use crate::{PressError, SANS_FAMILY, SERIF_FAMILY, fonts};

/// Largest SVG text that is read, in bytes.
const SVG_LIMIT_BYTES: usize = 8 * 1024 * 1024;
/// Deepest nesting of elements that is read; deeper drawings would exhaust the stack.
const SVG_LIMIT_DEPTH: usize = 100;
/// Most `use` elements that are read: each copies a part of the drawing, and copies may nest.
const SVG_LIMIT_COPIES: usize = 100;
/// Longest side of a drawing, in CSS pixels.
const SIDE_LIMIT_PX: f32 = 20_000.0;
/// Largest picture, in pixels: 256 MB in memory.
const PICTURE_LIMIT_PX: u64 = 64_000_000;

/// Makes the options that every drawing is read with: our fonts, and nothing from outside.
pub(crate) fn make_options() -> usvg::Options<'static> {
    let mut options = usvg::Options {
        font_family: SANS_FAMILY.to_owned(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
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
pub(crate) fn read_svg(svg: &str, id: &str, options: &usvg::Options<'_>) -> Result<Tree, PressError> {
    let too_large = |reason: String| PressError::TooLarge { id: id.to_owned(), reason };
    if svg.len() > SVG_LIMIT_BYTES {
        return Err(too_large(format!("{} bytes of SVG, at most {SVG_LIMIT_BYTES}", svg.len())));
    }
    let unreadable = |reason: String| PressError::Drawing { id: id.to_owned(), reason };
    let document = usvg::roxmltree::Document::parse(svg).map_err(|error| unreadable(error.to_string()))?;
    if depth_of(&document) > SVG_LIMIT_DEPTH {
        return Err(too_large(format!("elements nested more than {SVG_LIMIT_DEPTH} deep")));
    }
    let copies = document.descendants().filter(|node| node.has_tag_name("use")).count();
    if copies > SVG_LIMIT_COPIES {
        return Err(too_large(format!("{copies} `use` elements, at most {SVG_LIMIT_COPIES}")));
    }
    let tree = Tree::from_xmltree(&document, options).map_err(|error| unreadable(error.to_string()))?;
    let size = tree.size();
    if size.width() > SIDE_LIMIT_PX || size.height() > SIDE_LIMIT_PX {
        let (width, height) = (size.width(), size.height());
        return Err(too_large(format!("{width} by {height} pixels, at most {SIDE_LIMIT_PX} a side")));
    }
    Ok(tree)
}

/// Renders a drawing as PNG, `scale` pixels a CSS pixel.
///
/// **Errors:** as [`read_svg`]; [`PressError::TooLarge`] also when the picture would be.
pub(crate) fn render_png(svg: &str, scale: f32, options: &usvg::Options<'_>) -> Result<Vec<u8>, PressError> {
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
    let (across, down) = (
        size.width() as f32 / tree.size().width(),
        size.height() as f32 / tree.size().height(),
    );
    resvg::render(&tree, Transform::from_scale(across, down), &mut picture.as_mut());
    picture.encode_png().map_err(|error| PressError::Png { reason: error.to_string() })
}

/// How deep the elements of an XML document are nested.
fn depth_of(document: &usvg::roxmltree::Document<'_>) -> usize {
    // INVARIANT: a parent stands before its children in `descendants`, so its depth is known.
    let mut depth_of_node: BTreeMap<usize, usize> = BTreeMap::new();
    for node in document.descendants() {
        let parent = node.parent().and_then(|parent| depth_of_node.get(&parent.id().get_usize()));
        let depth = parent.map_or(0, |depth| depth + 1);
        depth_of_node.insert(node.id().get_usize(), depth);
    }
    depth_of_node.into_values().max().unwrap_or(0)
}
