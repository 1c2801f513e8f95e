//! The page that leads through the demo: one self-contained file beside the packages.

use accordant_agreement::{Date, Severity};

use super::{Package, Tally};
use crate::terminal::counted;

const STYLE: &str = include_str!("../../../assets/demo.css");

/// Writes the page.
pub(super) fn write(packages: &[Package], as_of: Date) -> String {
    let tallies: Vec<Tally> = packages.iter().map(Package::count).collect();
    let cards: String =
        packages.iter().zip(&tallies).map(|(package, tally)| write_card(package, tally)).collect();
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Accordant: four AI partnerships</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#packages\">Skip to the packages</a>\n\
         <header>\n<p class=\"brand\">Accordant</p>\n\
         <h1>Four AI partnerships, from facts to a finished agreement</h1>\n\
         <p class=\"lead\">Each began as one file of facts. Everything else on these pages follows from it: \
         the duties that apply, the maps, and every clause with the reason that it is there. \
         The law is answered as of {as_of}.</p>\n\
         {STEPS}</header>\n<main id=\"packages\">\n{cards}{}</main>\n\
         <footer><p>Made offline by accordant {}; nothing has left this machine. The parties are invented. \
         These are drafts for your lawyers, not legal advice: check the sources before relying on them.</p></footer>\n\
         </body>\n</html>\n",
        write_comparison(packages, &tallies),
        env!("CARGO_PKG_VERSION"),
    )
}

const STEPS: &str = "<ol class=\"steps\">\n\
    <li><h3>Assess</h3><p>Which duties apply, what must the agreement say, what is missing?</p><code>accordant assess</code></li>\n\
    <li><h3>Map</h3><p>Where does the data go, who decides what, what can go wrong?</p><code>accordant map</code></li>\n\
    <li><h3>Structure</h3><p>Which words carry it? Clauses, schedules, signature page.</p><code>accordant structure</code></li>\n\
    <li><h3>Review</h3><p>What does their paper say, what should change, in which words?</p><code>accordant review</code></li>\n\
    </ol>\n";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn write_card(package: &Package, tally: &Tally) -> String {
    let kind = package.case.agreement.header.partnership_type;
    format!(
        "<article class=\"card\" id=\"{folder}\">\n<div class=\"head\">\n<p class=\"chip\">{}</p>\n<h2>{}</h2>\n\
         <p class=\"who\">{}</p>\n<p>{}</p>\n</div>\n<div class=\"body\">\n{}\
         <ul class=\"verbs\">\n{}{}{}{}</ul>\n</div>\n</article>\n",
        escape(kind.meaning().trim_end_matches('.')),
        escape(package.title()),
        escape(&package.parties()),
        escape(package.story),
        write_figures(package),
        write_assess(package, tally),
        write_map(package, tally),
        write_structure(package, tally),
        write_review(package),
        folder = package.folder,
    )
}

fn image(package: &Package, figure: &accordant_document::model::Figure) -> String {
    format!(
        "<img loading=\"lazy\" src=\"{}/figures/{}.svg\" width=\"{}\" height=\"{}\" alt=\"{}\">",
        package.folder,
        escape(&figure.id),
        figure.size.0,
        figure.size.1,
        escape(&figure.alt)
    )
}

fn write_figures(package: &Package) -> String {
    let drawings = package.map.drawings();
    let folder = package.folder;
    let mut html = String::from("<div class=\"figure\">\n");
    if let Some(flows) = &drawings.flows {
        html.push_str(&format!("<a href=\"{folder}/map.html\">{}</a>\n", image(package, flows)));
    }
    html.push_str("<div class=\"small\">\n");
    if let Some(chart) = drawings.decisions.values().next() {
        html.push_str(&format!(
            "<a href=\"{folder}/figures/{}.svg\">{}</a>\n",
            escape(&chart.id),
            image(package, chart)
        ));
    }
    let heat = package.map.heat_map();
    html.push_str(&format!(
        "<a href=\"{folder}/figures/{}.svg\">{}</a>\n</div>\n</div>\n",
        escape(&heat.id),
        image(package, &heat)
    ));
    html
}

/// Links of a verb; the first is the one to open.
fn write_links(folder: &str, links: &[(String, String)]) -> String {
    let items: String = links
        .iter()
        .enumerate()
        .map(|(place, (file, words))| {
            let class = if place == 0 { " class=\"main\"" } else { "" };
            format!("<li{class}><a href=\"{folder}/{}\">{}</a></li>", escape(file), escape(words))
        })
        .collect();
    format!("<ul class=\"links\">{items}</ul>\n")
}

fn own(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(file, words)| ((*file).to_owned(), (*words).to_owned())).collect()
}

fn toned(count: usize, one: &str, many: &str, class: &str) -> String {
    let words = counted(count, one, many);
    let class = if count == 0 { "good" } else { class };
    format!("<span class=\"{class}\">{words}</span>")
}

fn write_assess(package: &Package, tally: &Tally) -> String {
    let mut html = format!(
        "<li>\n<h3>Assess</h3>\n<p>{} now{}. Open: {} and {}.</p>\n",
        counted(tally.applies, "duty applies", "duties apply"),
        if tally.later == 0 { String::new() } else { format!(", {} will later", tally.later) },
        toned(tally.errors, "error", "errors", "bad"),
        toned(tally.warnings, "warning", "warnings", "caution"),
    );
    if !tally.mistakes.is_empty() {
        let items: String = tally
            .mistakes
            .iter()
            .map(|message| format!("<li>{}</li>", code_marks(message)))
            .collect();
        let word = if tally.mistakes.len() == 1 { "A classic mistake" } else { "Classic mistakes" };
        html.push_str(&format!(
            "<div class=\"mistakes\"><strong>{word}</strong><ul>{items}</ul></div>\n"
        ));
    }
    let mut links = own(&[
        ("assessment.html", "Read the assessment"),
        ("assessment.md", "Markdown"),
        ("assessment.json", "JSON"),
        ("agreement.toml", "the file of facts"),
    ]);
    links.extend(
        package
            .papers
            .iter()
            .map(|paper| (paper.clone(), "the paper on the table before".to_owned())),
    );
    html.push_str(&write_links(package.folder, &links));
    html.push_str("</li>\n");
    html
}

/// A message with its backticks as code.
fn code_marks(message: &str) -> String {
    let mut html = String::new();
    for (place, piece) in message.split('`').enumerate() {
        let piece = escape(piece);
        if place % 2 == 1 {
            html.push_str(&format!("<code>{piece}</code>"));
        } else {
            html.push_str(&piece);
        }
    }
    html
}

fn write_map(package: &Package, tally: &Tally) -> String {
    let problems: usize = package.map.decisions.iter().map(|chart| chart.problems.len()).sum();
    let charts = if problems == 0 {
        "every path ends where it should".to_owned()
    } else {
        toned(problems, "problem in how they are made", "problems in how they are made", "caution")
    };
    format!(
        "<li>\n<h3>Map</h3>\n<p>{}; {} a border. {}: {charts}. {}, {} after treatment.</p>\n{}</li>\n",
        counted(package.map.flows.flows.len(), "flow of data", "flows of data"),
        match tally.crossings {
            0 => "none crosses".to_owned(),
            some => counted(some, "crosses", "cross"),
        },
        counted(package.map.decisions.len(), "decision", "decisions"),
        counted(package.map.risks.len(), "risk", "risks"),
        toned(tally.graver, "is still high", "are still high", "caution"),
        write_links(
            package.folder,
            &own(&[
                ("map.html", "Read the map"),
                ("figures/data-flow-map.svg", "data flows"),
                ("figures/risk-heat-map.svg", "risks"),
                ("figures/data-flow-map.mmd", "Mermaid"),
                ("map.json", "JSON"),
            ])
        ),
    )
}

fn write_review(package: &Package) -> String {
    let Some(review) = &package.review else { return String::new() };
    let stem = review.document.rsplit_once('.').map_or(review.document.as_str(), |(stem, _)| stem);
    let redline = format!("review/{stem}-redline.docx");
    format!(
        "<li>\n<h3>Review</h3>\n<p>The vendor’s own paper: {}. {}, {}; {} in the vendor’s own file.</p>\n{}</li>\n",
        escape(review.verdict.decision.as_str()),
        toned(review.count(Severity::Error), "point must change", "points must change", "bad"),
        toned(review.count(Severity::Warning), "should", "should", "caution"),
        counted(review.edits().len(), "tracked change", "tracked changes"),
        write_links(
            package.folder,
            &own(&[
                ("review/review.html", "Read the review"),
                (redline.as_str(), "their paper, marked up"),
                ("review/memo.docx", "memo"),
                ("review/issues.xlsx", "issue list"),
                ("review/review.json", "JSON"),
            ])
        ),
    )
}

fn write_structure(package: &Package, tally: &Tally) -> String {
    let mut links = Vec::new();
    for (end, words) in [
        ("html", "Read the agreement"),
        ("docx", "Word"),
        ("pdf", "PDF"),
        ("md", "Markdown"),
        ("json", "JSON"),
    ] {
        let file = format!("agreement.{end}");
        if package.rendered.outputs.iter().any(|output| output.path.as_os_str() == file.as_str()) {
            links.push((file, words.to_owned()));
        }
    }
    let pages =
        package.rendered.pages.map_or_else(String::new, |pages| format!(" on {pages} pages"));
    let gaps = package.rendered.count_unknown();
    let gaps = if gaps == 0 {
        "<span class=\"good\">Nothing is left open.</span>".to_owned()
    } else {
        format!("{}, marked and listed.", toned(gaps, "gap to fill", "gaps to fill", "caution"))
    };
    format!(
        "<li>\n<h3>Structure</h3>\n<p>{} and {}{pages}. {gaps}</p>\n{}</li>\n",
        counted(tally.clauses, "clause", "clauses"),
        counted(tally.schedules, "schedule", "schedules"),
        write_links(package.folder, &links),
    )
}

fn write_comparison(packages: &[Package], tallies: &[Tally]) -> String {
    let row = |(package, tally): (&Package, &Tally)| {
        let pages =
            package.rendered.pages.map_or_else(|| "–".to_owned(), |pages| pages.to_string());
        format!(
            "<tr><th scope=\"row\"><a href=\"#{}\">{}</a></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td>\
             <td>{}</td><td>{}</td><td>{pages}</td></tr>\n",
            package.folder,
            escape(package.title()),
            tally.applies,
            tally.later,
            tally.errors,
            tally.warnings,
            package.map.risks.len(),
            tally.clauses,
        )
    };
    let rows: String = packages.iter().zip(tallies).map(row).collect();
    let heads = ["Duties now", "Duties later", "Errors", "Warnings", "Risks", "Clauses", "Pages"];
    let heads: String = heads.iter().map(|head| format!("<th scope=\"col\">{head}</th>")).collect();
    format!(
        "<div class=\"scroll\"><table>\n<caption>Side by side</caption>\n\
         <thead><tr><th scope=\"col\">Partnership</th>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )
}
