//! Glyphs of the pages: what each says, where it stands, how large and how bold it is.

use std::collections::HashMap;

use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, PathEl, PathSeg, Point, Rect, Vec2};

use crate::read::ReadError;

/// Most pages that are read.
const MOST_PAGES: usize = 2_000;
/// Most glyphs of a file, and most operations that draw anything else.
const MOST_DRAWN: usize = 20_000_000;

/// Most rules of a page, and how thick one can be in points.
const MOST_RULES: usize = 20_000;
const FLAT: f64 = 3.5;

/// Says that a page draws more than a contract can.
#[derive(Debug)]
pub(super) struct TooMuch;

/// The glyphs of a page.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    pub(super) height: f64,
    pub(super) width: f64,
    pub(super) glyphs: Vec<Glyph>,
    /// Straight lines, which part the rows of tables.
    pub(super) rules: Vec<Rule>,
}

/// A straight line from side to side; places in points from the upper left corner.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// A glyph; places in points from the upper left corner.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) strong: bool,
    /// Marked as no part of the text, as running heads of tagged files are.
    pub(super) artifact: bool,
    /// Quarter turns of the line that it stands in.
    turns: u8,
}

/// Takes a PDF apart.
pub(super) fn collect(bytes: Vec<u8>) -> Result<Vec<Glyphs>, ReadError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Encrypted,
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        LoadPdfError::Invalid => {
            ReadError::Broken { detail: "it is no well-formed PDF".to_owned() }
        }
    })?;
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    let mut fonts = HashMap::new();
    let mut drawn = 0;
    for page in pdf.pages().iter().take(MOST_PAGES) {
        let (width, height) = page.render_dimensions();
        let settings =
            InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
        let transform = page.initial_transform(true).to_kurbo();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings);
        let mut collector = Collector {
            page: Glyphs {
                height: f64::from(height),
                width: f64::from(width),
                ..Glyphs::default()
            },
            fonts,
            artifacts: 0,
            marks: Vec::new(),
            drawn,
        };
        interpret_page(page, &mut context, &mut collector);
        (fonts, drawn) = (collector.fonts, collector.drawn);
        pages.push(upright(collector.page));
    }
    Ok(pages)
}

/// Keeps the glyphs of the direction that most of a page is written in; places are those of the page
/// when it is turned so that it can be read.
fn upright(mut page: Glyphs) -> Glyphs {
    let count = |turns: u8| page.glyphs.iter().filter(|glyph| glyph.turns == turns).count();
    let most = (0..4).max_by_key(|turns| (count(*turns), 4 - turns)).unwrap_or(0);
    page.glyphs.retain(|glyph| glyph.turns == most);
    if most != 0 {
        page.rules.clear();
    }
    if most % 2 == 1 {
        (page.width, page.height) = (page.height, page.width);
    }
    page
}

struct Collector {
    page: Glyphs,
    /// Whether a font is bold, by its key.
    fonts: HashMap<u128, bool>,
    artifacts: usize,
    marks: Vec<bool>,
    drawn: usize,
}

impl Collector {
    fn count(&mut self) {
        self.drawn += 1;
        if self.drawn > MOST_DRAWN {
            // Nothing else stops the interpreter; whoever joins the thread tells it from a crash.
            std::panic::resume_unwind(Box::new(TooMuch));
        }
    }

    /// Keeps a shape that is a rule from side to side.
    fn add_rule(&mut self, shape: Rect) {
        let is_flat = shape.height() < FLAT && shape.width() > FLAT * 2.0;
        if is_flat && self.page.rules.len() < MOST_RULES {
            self.page.rules.push(Rule {
                left: shape.x0,
                right: shape.x1,
                top: shape.y0,
                bottom: shape.y1,
            });
        }
    }

    fn is_strong(&mut self, glyph: &Drawn<'_>) -> bool {
        let Drawn::Outline(glyph) = glyph else { return false };
        let key = glyph.font_cache_key();
        *self.fonts.entry(key).or_insert_with(|| {
            glyph.font_data().is_some_and(|font| {
                let name = font.postscript_name.unwrap_or_default().to_lowercase();
                let named = ["bold", "black", "heavy", "semibold", "demi"];
                font.weight.is_some_and(|weight| weight >= 600)
                    || named.iter().any(|word| name.contains(word))
            })
        })
    }
}

impl Device<'_> for Collector {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, path: &BezPath, place: Affine, _: &Paint<'_>, mode: &PathDrawMode) {
        self.count();
        if matches!(mode, PathDrawMode::Stroke(_)) {
            for segment in path.segments() {
                if let PathSeg::Line(line) = segment {
                    self.add_rule(Rect::from_points(place * line.p0, place * line.p1));
                }
            }
            return;
        }
        let mut shape: Option<Rect> = None;
        for element in path.elements() {
            let Some(point) = element.end_point() else { continue };
            let point = place * point;
            shape = match (element, shape) {
                (PathEl::MoveTo(_), before) => {
                    before.into_iter().for_each(|before| self.add_rule(before));
                    Some(Rect::from_points(point, point))
                }
                (_, known) => known.map(|known| known.union_pt(point)),
            };
        }
        shape.into_iter().for_each(|shape| self.add_rule(shape));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph(
        &mut self,
        glyph: &Drawn<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        self.count();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => return,
        };
        let whole = transform * glyph_transform;
        let origin = whole * Point::ORIGIN;
        let shape = whole.as_coeffs();
        let [a, b, c, d, _, _] = shape;
        let (along, up) = (Vec2::new(a, b), Vec2::new(c, d));
        // An em of the font is 1000 units.
        let size = up.hypot() * 1000.0;
        let advance = match glyph {
            Drawn::Outline(glyph) => glyph.advance_width().map_or(500.0, f64::from),
            Drawn::Type3(_) => 500.0,
        };
        let (across, down) = (self.page.width, self.page.height);
        let steep = along.y.abs() > along.x.abs();
        let (turns, place) = match (steep, along.x > 0.0, along.y > 0.0) {
            (false, true, _) => (0, origin),
            (true, _, true) => (1, Point::new(origin.y, across - origin.x)),
            (false, false, _) => (2, Point::new(across - origin.x, down - origin.y)),
            (true, _, false) => (3, Point::new(down - origin.y, origin.x)),
        };
        let (large, small) = (along.x.abs().max(along.y.abs()), along.x.abs().min(along.y.abs()));
        // Watermarks stand askew.
        let slanted = small > large * 0.1;
        let fits = origin.x.is_finite() && origin.y.is_finite() && (1.0..400.0).contains(&size);
        let inside = (-50.0..self.page.width + 50.0).contains(&origin.x)
            && (-50.0..self.page.height + 50.0).contains(&origin.y);
        if slanted || !fits || !inside {
            return;
        }
        let origin = place;
        let right = origin.x + advance * large;
        let strong = self.is_strong(glyph);
        if let Some(last) = self.page.glyphs.last_mut()
            && last.text == text
            && last.turns == turns
            && (last.left - origin.x).abs() < size * 0.08
            && (last.base - origin.y).abs() < size * 0.08
        {
            // Drawn twice, a hair apart: that is how some programs make bold.
            last.strong = true;
            return;
        }
        let text: String = text.chars().map(plain_letter).collect();
        self.page.glyphs.push(Glyph {
            text,
            left: origin.x,
            right: right.max(origin.x),
            base: origin.y,
            size,
            strong,
            artifact: self.artifacts > 0,
            turns,
        });
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {
        self.count();
    }

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<i32>) {
        let artifact = tag == b"Artifact";
        self.marks.push(artifact);
        self.artifacts += usize::from(artifact);
    }

    fn end_marked_content(&mut self) {
        if self.marks.pop() == Some(true) {
            self.artifacts = self.artifacts.saturating_sub(1);
        }
    }
}

/// Control characters and unusual spaces as a space.
fn plain_letter(letter: char) -> char {
    if letter.is_control() || (letter.is_whitespace() && letter != '\u{a0}') { ' ' } else { letter }
}
