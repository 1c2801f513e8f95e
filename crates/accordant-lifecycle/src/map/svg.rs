//! A small pen for SVG: escaped text that wraps, boxes, lines. Whole pixels, no style sheets.

use std::fmt::Write as _;

/// Family chain of every drawing; the first is the one that the press ships.
pub(super) const FONT: &str = "Inter, Carlito, 'Helvetica Neue', Arial, sans-serif";

/// Colours of the drawings.
pub(super) mod ink {
    pub(crate) const TEXT: &str = "#1b2a41";
    pub(crate) const SOFT: &str = "#5b6b7f";
    pub(crate) const LINE: &str = "#51637a";
    pub(crate) const PAPER: &str = "#ffffff";
    pub(crate) const ADOPTER: &str = "#2f6690";
    pub(crate) const ADOPTER_TINT: &str = "#e9f2f8";
    pub(crate) const PARTNER: &str = "#9a5b13";
    pub(crate) const PARTNER_TINT: &str = "#faf1e4";
    pub(crate) const OTHER: &str = "#636b78";
    pub(crate) const OTHER_TINT: &str = "#f0f1f4";
    pub(crate) const CROSSING: &str = "#c2410c";
    pub(crate) const GOOD: &str = "#2e7d4f";
    pub(crate) const GOOD_TINT: &str = "#e8f4ec";
    pub(crate) const CAUTION: &str = "#b7791f";
    pub(crate) const CAUTION_TINT: &str = "#fdf4dd";
    pub(crate) const BAD: &str = "#b42318";
    pub(crate) const BAD_TINT: &str = "#fdecea";
}

/// Collects the elements of a drawing.
#[derive(Debug, Default)]
pub(super) struct Pen {
    body: String,
}

/// How a run of text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    /// Size in pixels.
    pub(super) size: i32,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// Colour.
    pub(super) fill: &'static str,
    /// `start`, `middle` or `end`.
    pub(super) anchor: &'static str,
}

impl Type {
    pub(super) const fn plain(size: i32) -> Self {
        Self { size, bold: false, fill: ink::TEXT, anchor: "start" }
    }

    pub(super) const fn bold(size: i32) -> Self {
        Self { size, bold: true, fill: ink::TEXT, anchor: "start" }
    }

    pub(super) const fn fill(mut self, fill: &'static str) -> Self {
        self.fill = fill;
        self
    }

    pub(super) const fn middle(mut self) -> Self {
        self.anchor = "middle";
        self
    }
}

pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Width of a text in pixels, near enough to wrap by. Errs on the wide side.
pub(super) fn measure(text: &str, size: i32, bold: bool) -> i32 {
    let mils: i32 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '\'' | '|' => 245,
            ' ' | '.' | ',' | ':' | ';' => 285,
            't' | 'f' | 'r' | '(' | ')' => 370,
            'm' | 'M' => 880,
            'w' => 815,
            'W' | '%' | '@' => 950,
            c if c.is_ascii_uppercase() => 680,
            c if c.is_ascii() => 605,
            _ => 680,
        })
        .sum();
    let mils = if bold { mils + mils / 25 } else { mils };
    mils * size / 1000
}

/// Breaks a text into lines of at most `width` pixels and at most `most` lines.
pub(super) fn wrap(text: &str, size: i32, bold: bool, width: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if measure(&longer, size, bold) <= width || line.is_empty() {
            line = longer;
        } else {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    lines
}

impl Pen {
    pub(super) fn rect(
        &mut self,
        (x, y): (i32, i32),
        (width, height): (i32, i32),
        radius: i32,
        fill: &str,
        stroke: &str,
    ) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}" stroke="{stroke}"/>"#
        );
    }

    pub(super) fn dashed_rect(
        &mut self,
        (x, y): (i32, i32),
        (width, height): (i32, i32),
        radius: i32,
        stroke: &str,
    ) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="none" stroke="{stroke}" stroke-dasharray="6 5"/>"#
        );
    }

    pub(super) fn circle(&mut self, (x, y): (i32, i32), radius: i32, fill: &str, stroke: &str) {
        let _ = writeln!(
            self.body,
            r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="{stroke}"/>"#
        );
    }

    /// A path with an arrow head at its end, if `head` names a colour of [`Pen::finish`].
    pub(super) fn path(&mut self, d: &str, stroke: &str, width: &str, dashed: bool, head: bool) {
        let dash = if dashed { r#" stroke-dasharray="7 5""# } else { "" };
        let marker = if head {
            format!(r#" marker-end="url(#head-{})""#, stroke.trim_start_matches('#'))
        } else {
            String::new()
        };
        let _ = writeln!(
            self.body,
            r#"<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width}"{dash}{marker}/>"#
        );
    }

    pub(super) fn polygon(&mut self, points: &[(i32, i32)], fill: &str, stroke: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let _ = writeln!(
            self.body,
            r#"<polygon points="{}" fill="{fill}" stroke="{stroke}" stroke-linejoin="round"/>"#,
            points.join(" ")
        );
    }

    pub(super) fn text(&mut self, (x, y): (i32, i32), style: Type, text: &str) {
        let weight = if style.bold { r#" font-weight="700""# } else { "" };
        let anchor = if style.anchor == "start" {
            String::new()
        } else {
            format!(r#" text-anchor="{}""#, style.anchor)
        };
        let _ = writeln!(
            self.body,
            r#"<text x="{x}" y="{y}" font-size="{}"{weight} fill="{}"{anchor}>{}</text>"#,
            style.size,
            style.fill,
            escape(text)
        );
    }

    /// Lines of text below each other; answers the y of the line after the last.
    pub(super) fn lines(&mut self, (x, y): (i32, i32), style: Type, lines: &[String]) -> i32 {
        let step = style.size * 13 / 10;
        let mut y = y;
        for line in lines {
            self.text((x, y), style, line);
            y += step;
        }
        y
    }

    /// Closes the drawing.
    pub(super) fn finish(self, width: i32, height: i32, title: &str, about: &str) -> String {
        let heads: String = [ink::LINE, ink::CROSSING, ink::BAD, ink::GOOD, ink::CAUTION]
            .iter()
            .map(|colour| {
                format!(
                    r#"<marker id="head-{}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.8 L10 5 L0 9.2 z" fill="{colour}"/></marker>"#,
                    colour.trim_start_matches('#')
                )
            })
            .collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" font-family=\"{FONT}\">\n<title>{}</title>\n<desc>{}</desc>\n<defs>{heads}</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n{}</svg>\n",
            escape(title),
            escape(about),
            ink::PAPER,
            self.body
        )
    }
}
