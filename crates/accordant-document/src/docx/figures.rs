//! Figures: pixels for everyone, and the drawing itself for those who can show it.

use super::body::{Look, Writer};
use super::package::Media;
use super::runs::RunLook;
use crate::model::{Figure, Text, Tone};

/// English Metric Units a CSS pixel and a twentieth of a point.
const PIXEL: u64 = 9525;
const TWIP: u64 = 635;
/// The highest that a drawing stands on an upright page and on a turned one.
const HEIGHT: u64 = 440 * 12_700;
const TURNED_HEIGHT: u64 = 5_000_000;
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const SVG_EXTENSION: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";

impl Writer<'_> {
    pub(super) fn write_figure(&mut self, figure: &Figure) {
        if figure.png.is_empty() {
            let marks = self.marks(&figure.id, None);
            let title = if figure.caption.is_empty() { "Figure" } else { &figure.caption };
            self.paragraph(&Look::of("AfterTable"), |this| this.bookmarked(&marks, |_| {}));
            return self.write_callout(Tone::Info, title, &[Text::plain(&figure.alt)], 0);
        }
        self.last_drawing += 1;
        let number = self.last_drawing;
        let png = self.add_media(&format!("figure{number}.png"), figure.png.clone());
        let svg = (!figure.svg.is_empty()).then(|| {
            self.add_media(&format!("figure{number}.svg"), figure.svg.clone().into_bytes())
        });
        let (width, height) = self.fit(figure.size);
        let marks = self.marks(&figure.id, None);
        self.paragraph(&Look::of("FigureFrame"), |this| {
            this.bookmarked(&marks, |this| {
                this.xml.open("w:r");
                this.xml.open("w:drawing");
                this.write_inline(figure, number, (&width, &height), &png, svg.as_deref());
                this.xml.close();
                this.xml.close();
            });
        });
        self.paragraph(&Look::of("FigureCaption"), |this| {
            this.run(&figure.caption, RunLook::PLAIN);
        });
    }

    fn add_media(&mut self, file: &str, bytes: Vec<u8>) -> String {
        self.media.push(Media { file: file.to_owned(), bytes });
        self.relations.picture(file)
    }

    /// Width and height of a drawing on this page, its proportions kept.
    fn fit(&self, size: (u32, u32)) -> (String, String) {
        let (width, height) = (u64::from(size.0.max(1)) * PIXEL, u64::from(size.1.max(1)) * PIXEL);
        let most =
            (u64::from(self.text_width()) * TWIP, if self.wide { TURNED_HEIGHT } else { HEIGHT });
        let (mut fitted, mut tall) = (width, height);
        if fitted > most.0 {
            (fitted, tall) = (most.0, height * most.0 / width);
        }
        if tall > most.1 {
            (fitted, tall) = (width * most.1 / height, most.1);
        }
        (fitted.max(1).to_string(), tall.max(1).to_string())
    }

    fn write_inline(
        &mut self,
        figure: &Figure,
        number: u32,
        (width, height): (&str, &str),
        png: &str,
        svg: Option<&str>,
    ) {
        let (id, name) = (number.to_string(), format!("Figure {number}"));
        let xml = &mut self.xml;
        xml.open_with(
            "wp:inline",
            &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")],
        );
        xml.leaf("wp:extent", &[("cx", width), ("cy", height)]);
        xml.leaf("wp:docPr", &[("id", &id), ("name", &name), ("descr", &figure.alt)]);
        xml.open("wp:cNvGraphicFramePr");
        xml.leaf("a:graphicFrameLocks", &[("noChangeAspect", "1")]);
        xml.close();
        xml.open("a:graphic");
        xml.open_with("a:graphicData", &[("uri", PICTURE)]);
        xml.open("pic:pic");
        xml.open("pic:nvPicPr");
        xml.leaf("pic:cNvPr", &[("id", &id), ("name", &name), ("descr", &figure.alt)]);
        xml.leaf("pic:cNvPicPr", &[]);
        xml.close();
        xml.open("pic:blipFill");
        xml.open_with("a:blip", &[("r:embed", png)]);
        if let Some(svg) = svg {
            xml.open("a:extLst");
            xml.open_with("a:ext", &[("uri", SVG_EXTENSION)]);
            xml.leaf("asvg:svgBlip", &[("r:embed", svg)]);
            xml.close();
            xml.close();
        }
        xml.close();
        xml.open("a:stretch");
        xml.leaf("a:fillRect", &[]);
        xml.close();
        xml.close();
        xml.open("pic:spPr");
        xml.open("a:xfrm");
        xml.leaf("a:off", &[("x", "0"), ("y", "0")]);
        xml.leaf("a:ext", &[("cx", width), ("cy", height)]);
        xml.close();
        xml.open_with("a:prstGeom", &[("prst", "rect")]);
        xml.leaf("a:avLst", &[]);
        xml.close();
        xml.close();
        xml.close();
        xml.close();
        xml.close();
        xml.close();
    }
}
