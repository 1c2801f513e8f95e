//! PDF files that a test writes.

/// A line at a place: left, height from below, size, bold, words.
pub(crate) type Line<'a> = (i32, i32, i32, bool, &'a str);

/// A rule: left, height from below, width.
pub(crate) type Rule = (i32, i32, i32);

/// A PDF of pages with text in the fonts that every reader has.
pub(crate) fn pdf(pages: &[Vec<Line<'_>>]) -> Vec<u8> {
    let pages: Vec<_> = pages.iter().map(|page| (page.clone(), Vec::new())).collect();
    pdf_with_rules(&pages)
}

/// The same with rules.
pub(crate) fn pdf_with_rules(pages: &[(Vec<Line<'_>>, Vec<Rule>)]) -> Vec<u8> {
    let mut objects: Vec<String> = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    let mut kids = String::new();
    for (page, rules) in pages {
        let mut content = String::new();
        for (left, height, width) in rules {
            content.push_str(&format!("{left} {height} {width} 0.5 re f\n"));
        }
        content.push_str("BT\n");
        for (left, height, size, strong, words) in page {
            let font = if *strong { "F2" } else { "F1" };
            let words = words.replace('(', "\\(").replace(')', "\\)");
            content
                .push_str(&format!("/{font} {size} Tf 1 0 0 1 {left} {height} Tm ({words}) Tj\n"));
        }
        content.push_str("ET");
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        let stream = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        ));
        kids.push_str(&format!("{} 0 R ", objects.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (order, object) in (1..).zip(&objects) {
        places.push(bytes.len());
        bytes.extend(format!("{order} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    bytes.extend(
        format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF", objects.len() + 1)
            .bytes(),
    );
    bytes
}
