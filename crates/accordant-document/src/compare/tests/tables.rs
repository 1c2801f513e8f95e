//! Tables: cells, rows, columns.

use super::changes;

const BASE: &str = "# Service levels\n\nThe levels are these.\n\n| Level | Target | Credit |\n| --- | --- | --- |\n| Availability | 99.5 % | 5 % |\n| Response | 4 hours | 2 % |\n| Recovery | 24 hours | 10 % |\n";

#[test]
fn cells_and_rows() {
    let new = "# Service levels\n\nThe levels are these.\n\n| Level | Target | Credit |\n| --- | --- | --- |\n| Availability | 99.9 % | 5 % |\n| Support | 8 hours | 1 % |\n| Recovery | 24 hours | 10 % |\n| Accuracy | 95 % | none |\n";
    assert_eq!(changes(BASE, new), ["x"]);
}

#[test]
fn columns() {
    let new = "# Service levels\n\nThe levels are these.\n\n| Level | Target | Window | Credit |\n| --- | --- | --- | --- |\n| Availability | 99.5 % | month | 5 % |\n| Response | 6 hours | week | 2 % |\n| Recovery | 24 hours | month | 10 % |\n";
    assert_eq!(changes(BASE, new), ["x"]);
}
