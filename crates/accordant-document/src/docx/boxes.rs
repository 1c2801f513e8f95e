//! Signature blocks: side by side, and never torn apart.

use super::body::{Look, Writer};
use super::runs::RunLook;
use super::tables::{Borders, CellLook, TableLook};
use crate::model::Signature;

/// Two blocks and the space between them; together the width of the text.
const BLOCK: u32 = 3940;
const GUTTER: u32 = 794;

impl Writer<'_> {
    pub(super) fn write_signatures(&mut self, signatures: &[Signature]) {
        if signatures.is_empty() {
            return;
        }
        let widths = [BLOCK, GUTTER, BLOCK];
        let look = TableLook { widths: &widths, indent: 0, borders: Borders::None, pad: 0 };
        self.open_table(&look);
        for pair in signatures.chunks(2) {
            self.open_row(false);
            self.signature_cell(pair.first());
            self.cell(GUTTER, CellLook::default(), |this| {
                this.paragraph(&Look::of("SignatureText"), |_| {});
            });
            self.signature_cell(pair.get(1));
            self.xml.close();
        }
        self.xml.close();
        self.paragraph(&Look::of("AfterTable"), |_| {});
    }

    fn signature_cell(&mut self, signature: Option<&Signature>) {
        self.cell(BLOCK, CellLook::default(), |this| {
            let Some(signature) = signature else {
                return this.paragraph(&Look::of("SignatureText"), |_| {});
            };
            this.line_of("SignatureIntro", "Signed for and on behalf of");
            this.line_of("SignatureParty", &signature.party);
            let role = match signature.role.as_str() {
                "" => String::new(),
                role => format!("the {role}"),
            };
            this.paragraph(&Look::of("SignatureText"), |this| {
                this.run(&role, RunLook::styled("Emphasis"));
            });
            this.line_of("SignatureText", "");
            let lines = [
                ("Signature", None),
                ("Name", signature.name.as_deref()),
                ("Title", signature.title.as_deref()),
                ("Place and date", None),
            ];
            for (label, value) in lines {
                this.line_of("SignatureLine", value.unwrap_or_default());
                this.line_of("SignatureLabel", label);
            }
        });
    }

    fn line_of(&mut self, style: &'static str, text: &str) {
        self.paragraph(&Look::of(style), |this| this.run(text, RunLook::PLAIN));
    }
}
