//! The examples read without a fault; the schema describes them.

use std::path::Path;

#[test]
fn examples_read_without_a_fault() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut count = 0;
    for entry in std::fs::read_dir(root).unwrap() {
        let file = entry.unwrap().path().join("agreement.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        if let Err(faults) = accordant_agreement::parse(&text) {
            let lines: Vec<_> = faults
                .iter()
                .map(|fault| {
                    let (line, column) = fault.span.line_and_column(&text);
                    format!("{}:{line}:{column} {}: {}", file.display(), fault.code, fault.message)
                })
                .collect();
            panic!("{}", lines.join("\n"));
        }
        count += 1;
    }
    assert_eq!(count, 4);
}
