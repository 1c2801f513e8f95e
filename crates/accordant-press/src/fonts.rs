//! The fonts in the binary: one serif for text, one sans for headings, tables and drawings.
//!
//! No font of the machine is read. Origin and licences: `assets/fonts/README.md`.

use typst::foundations::Bytes;
use typst::text::Font;

use crate::PressError;

/// The serif that text is set in.
pub const SERIF_FAMILY: &str = "Libertinus Serif";

/// The sans that headings, tables, captions and drawings are set in.
///
/// A drawing should name it first: `font-family="Inter, Carlito, Arial, sans-serif"`.
pub const SANS_FAMILY: &str = "Inter";

/// Every font file, text face first: fallback for a missing character follows this order.
pub(crate) const FILES: [(&str, &[u8]); 8] = [
    ("LibertinusSerif-Regular.otf", include_bytes!("../assets/fonts/LibertinusSerif-Regular.otf")),
    ("LibertinusSerif-Italic.otf", include_bytes!("../assets/fonts/LibertinusSerif-Italic.otf")),
    (
        "LibertinusSerif-Semibold.otf",
        include_bytes!("../assets/fonts/LibertinusSerif-Semibold.otf"),
    ),
    ("LibertinusSerif-Bold.otf", include_bytes!("../assets/fonts/LibertinusSerif-Bold.otf")),
    (
        "LibertinusSerif-BoldItalic.otf",
        include_bytes!("../assets/fonts/LibertinusSerif-BoldItalic.otf"),
    ),
    ("Inter-Regular.otf", include_bytes!("../assets/fonts/Inter-Regular.otf")),
    ("Inter-Italic.otf", include_bytes!("../assets/fonts/Inter-Italic.otf")),
    ("Inter-SemiBold.otf", include_bytes!("../assets/fonts/Inter-SemiBold.otf")),
];

/// Reads the fonts.
///
/// **Errors:** [`PressError::Font`] when a file in the binary is no font.
pub(crate) fn load_fonts() -> Result<Vec<Font>, PressError> {
    FILES
        .iter()
        .map(|(name, bytes)| {
            Font::new(Bytes::new(*bytes), 0).ok_or(PressError::Font { file: name })
        })
        .collect()
}
