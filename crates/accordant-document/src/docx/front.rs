//! The cover, the title block of a report, and the table of contents.

use super::body::{Look, Writer};
use super::pages::Entry;
use super::runs::RunLook;
use super::tables::{Borders, CellLook, TableLook};
use crate::model::{Block, Signature};
use crate::reading::read_text;

/// A report lists its contents when it has as many entries.
const ENTRIES_OF_A_LONG_REPORT: usize = 8;

/// Where the title begins behind a label in the contents; `toc 1` and `toc 2` of the styles.
const LABEL_TAB: u32 = 1361;

impl Writer<'_> {
    /// Writes the cover of an agreement and its contents, each on a page of its own.
    pub(super) fn write_cover(&mut self) {
        let document = self.document;
        let dated = document.cover.iter().any(|(name, _)| name.to_lowercase().contains("date"));
        let date = if dated { String::new() } else { long_date(&document.date) };
        self.paragraph(&Look::of("CoverDate"), |this| this.run(&date, RunLook::PLAIN));
        self.paragraph(&Look::of("Title"), |this| this.run(&document.title, RunLook::PLAIN));
        if let Some(subtitle) = &document.subtitle {
            self.paragraph(&Look::of("Subtitle"), |this| this.run(subtitle, RunLook::PLAIN));
        }
        let parties = self.cover_parties();
        for (index, party) in parties.iter().enumerate() {
            if index > 0 {
                self.paragraph(&Look::of("CoverAnd"), |this| this.run("and", RunLook::PLAIN));
            }
            self.paragraph(&Look::of("CoverParty"), |this| this.run(&party.party, RunLook::PLAIN));
            if !party.role.is_empty() {
                let role = format!("as {}", party.role);
                self.paragraph(&Look::of("CoverRole"), |this| this.run(&role, RunLook::PLAIN));
            }
        }
        self.paragraph(&Look::of("CoverGap"), |_| {});
        self.write_cover_table();
        self.write_contents(true);
    }

    /// Writes the head of a report, and its contents when it is long.
    pub(super) fn write_title_block(&mut self) {
        let document = self.document;
        self.paragraph(&Look::of("ReportTitle"), |this| {
            this.run(&document.title, RunLook::PLAIN);
        });
        if let Some(subtitle) = &document.subtitle {
            self.paragraph(&Look::of("ReportSubtitle"), |this| this.run(subtitle, RunLook::PLAIN));
        }
        self.write_cover_table();
        if self.pages.entries.len() >= ENTRIES_OF_A_LONG_REPORT {
            self.write_contents(false);
        }
    }

    /// The parties for the cover; none when the subtitle or the cover's table names them.
    fn cover_parties(&self) -> Vec<Signature> {
        let mut parties = Vec::new();
        for part in &self.document.parts {
            for block in &part.blocks {
                if let Block::Signatures(signatures) = block {
                    parties.extend(signatures.iter().cloned());
                }
            }
        }
        let subtitle = self.document.subtitle.iter().map(String::as_str);
        let values = self.document.cover.iter().map(|(_, value)| value.as_str());
        let named: Vec<&str> = subtitle.chain(values).collect();
        let known = |party: &Signature| named.iter().any(|text| text.contains(&party.party));
        if parties.iter().all(known) { Vec::new() } else { parties }
    }

    fn write_cover_table(&mut self) {
        let document = self.document;
        if document.cover.is_empty() {
            return;
        }
        let look =
            TableLook { widths: &[2600, 6074], indent: 0, borders: Borders::Hairlines, pad: 0 };
        self.open_table(&look);
        for (name, value) in &document.cover {
            self.open_row(false);
            self.cell(2600, CellLook::default(), |this| {
                this.paragraph(&Look::of("CoverLabel"), |this| this.run(name, RunLook::PLAIN));
            });
            self.cell(6074, CellLook::default(), |this| {
                this.paragraph(&Look::of("CoverValue"), |this| this.run(value, RunLook::PLAIN));
            });
            self.xml.close();
        }
        self.xml.close();
        self.paragraph(&Look::of("AfterTable"), |_| {});
    }

    fn write_contents(&mut self, own_page: bool) {
        let entries = self.pages.entries.clone();
        let Some((last, _)) = entries.split_last() else { return };
        self.xml.open("w:sdt");
        self.xml.open("w:sdtPr");
        self.xml.open("w:docPartObj");
        self.xml.value("w:docPartGallery", "Table of Contents");
        self.xml.leaf("w:docPartUnique", &[]);
        self.xml.close();
        self.xml.close();
        self.xml.open("w:sdtContent");
        let look = Look { page_break: own_page, ..Look::of("TOCHeading") };
        self.paragraph(&look, |this| this.run("Contents", RunLook::PLAIN));
        for (index, entry) in entries.iter().enumerate() {
            let style = if entry.level == 1 { "TOC1" } else { "TOC2" };
            // A part's entry stays with its first clause, but the last one has nothing to stay with.
            let followed = entries.get(index + 1).is_some_and(|next| next.level > entry.level);
            let unlabelled = entry.label.is_empty() && own_page;
            let look = Look {
                keep_next: entry.level == 1 && followed,
                clear_tab: unlabelled.then_some(LABEL_TAB),
                ..Look::of(style)
            };
            self.paragraph(&look, |this| {
                if index == 0 {
                    this.field_begin("TOC \\o \"1-2\" \\h \\z \\u", RunLook::PLAIN, true);
                }
                this.write_entry(entry);
                if entry.mark == last.mark {
                    this.field_end(RunLook::PLAIN);
                }
            });
        }
        self.xml.close();
        self.xml.close();
    }

    fn write_entry(&mut self, entry: &Entry) {
        self.xml.open_with("w:hyperlink", &[("w:anchor", &entry.mark), ("w:history", "1")]);
        if !entry.label.is_empty() {
            self.run(&entry.label, RunLook::PLAIN);
            self.tab();
        }
        let title = read_text(&entry.title, self.labels, entry.part);
        self.run(&title, RunLook::PLAIN);
        self.tab();
        let code = format!("PAGEREF {} \\h", entry.mark);
        self.field(&code, &entry.page.to_string(), RunLook::PLAIN);
        self.xml.close();
    }
}

/// "22 November 2026" for `2026-11-22`; what is no date stays as it is.
fn long_date(date: &str) -> String {
    let mut pieces = date.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (pieces.next(), pieces.next(), pieces.next()) else {
        return date.to_owned();
    };
    let name = month
        .parse::<usize>()
        .ok()
        .and_then(|month| crate::reading::MONTHS.get(month.checked_sub(1)?));
    match (name, day.parse::<u8>()) {
        (Some(name), Ok(day)) => format!("{day} {name} {year}"),
        _ => date.to_owned(),
    }
}
