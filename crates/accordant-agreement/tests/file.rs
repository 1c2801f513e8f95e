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

fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

#[test]
fn the_schema_in_the_repository_is_the_one_we_build() {
    let kept = std::fs::read_to_string(repository("docs/reference/agreement.schema.json")).unwrap();
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept, accordant_agreement::build_schema(), "run `cargo xtask generate`");
}

#[test]
fn the_examples_fit_the_schema_and_a_broken_file_does_not() {
    let schema = jsonschema::validator_for(&accordant_agreement::build_schema()).unwrap();
    let as_json = |text: &str| -> serde_json::Value {
        let table: toml::Table = toml::from_str(text).unwrap();
        // Dates have no type of their own in JSON; editors see them as text.
        fn convert(value: toml::Value) -> serde_json::Value {
            match value {
                toml::Value::Datetime(date) => date.to_string().into(),
                toml::Value::Array(items) => items.into_iter().map(convert).collect(),
                toml::Value::Table(table) => {
                    table.into_iter().map(|(key, value)| (key, convert(value))).collect()
                }
                toml::Value::String(text) => text.into(),
                toml::Value::Integer(number) => number.into(),
                toml::Value::Float(number) => number.into(),
                toml::Value::Boolean(flag) => flag.into(),
            }
        }
        convert(toml::Value::Table(table))
    };
    for name in ["fintech-chatbot", "predictive-maintenance", "cloud-ai", "data-supplier"] {
        let path = repository("examples").join(name).join("agreement.toml");
        let text = std::fs::read_to_string(path).unwrap();
        let faults: Vec<String> =
            schema.iter_errors(&as_json(&text)).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
        assert!(!schema.is_valid(&as_json(&text.replacen("[agreement]", "[agrement]", 1))));
    }
}
