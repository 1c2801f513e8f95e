//! The agreement in other programs: LibreOffice opens the DOCX, Poppler reads the PDF, Chromium
//! shows the page. `cargo xtask test` installs them.

use std::path::Path;
use std::process::{Command, Stdio};

use super::desk::{example, run_in};

/// Runs another program and answers what it prints.
fn run_other(program: &str, dir: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .current_dir(dir)
        .args(arguments)
        .env("HOME", dir)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .unwrap_or_else(|error| {
            panic!("`{program}` does not start ({error}); run `cargo xtask test`")
        });
    assert!(output.status.success(), "`{program}` ends with {}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Words without the spaces that line ends and columns bring.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn count_pages(dir: &Path, file: &str) -> usize {
    run_other("pdfinfo", dir, &[file])
        .lines()
        .find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok())
        .unwrap()
}

#[test]
#[cfg_attr(not(feature = "pdf"), ignore = "this build sets no PDF")]
fn other_programs_open_the_agreement() {
    let dir = tempfile::tempdir().unwrap();
    let file = example("data-supplier").join("agreement.toml").display().to_string();
    let run = run_in(dir.path(), &["structure", &file, "--as-of", "2026-11-22", "-o", "out"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let out = dir.path().join("out");

    run_other(
        "soffice",
        &out,
        &[
            "--headless",
            "--convert-to",
            "pdf:writer_pdf_Export",
            "--outdir",
            "word",
            "agreement.docx",
        ],
    );
    let from_word = run_other("pdftotext", &out, &["-layout", "word/agreement.pdf", "-"]);
    let from_press = run_other("pdftotext", &out, &["-layout", "agreement.pdf", "-"]);
    for (text, maker) in [(&from_word, "DOCX"), (&from_press, "PDF")] {
        let text = words(text);
        for wanted in [
            "Data Supply and Licence Agreement",
            "Marlow Retail Group B.V.",
            "Definitions and interpretation",
            "Product reviews",
            "Signed for and on behalf of",
        ] {
            assert!(text.contains(wanted), "the {maker} lacks {wanted:?}");
        }
        for fault in ["Error! ", "Reference source not found", "{{", "{%", "[["] {
            assert!(!text.contains(fault), "the {maker} says {fault:?}");
        }
    }
    let (word, press) =
        (count_pages(&out, "word/agreement.pdf"), count_pages(&out, "agreement.pdf"));
    // Fonts differ between the two; a document cut short or run wild differs more.
    assert!(word * 2 >= press && press * 2 >= word, "the DOCX has {word} pages, the PDF {press}");

    let page = out.join("agreement.html").display().to_string();
    let shown = run_other(
        "chromium",
        &out,
        &[
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-sync",
            "--no-first-run",
            "--user-data-dir=browser",
            "--dump-dom",
            &format!("file://{page}"),
        ],
    );
    assert!(shown.contains("Definitions and interpretation"), "the page shows no clause");
}
