//! Tables: cells, rows, columns.

use super::changes;

const BASE: &str = "# Service levels\n\nThe levels are these.\n\n| Level | Target | Credit |\n| --- | --- | --- |\n| Availability | 99.5 % | 5 % |\n| Response | 4 hours | 2 % |\n| Recovery | 24 hours | 10 % |\n";

#[test]
fn cells_and_rows() {
    let new = "# Service levels\n\nThe levels are these.\n\n| Level | Target | Credit |\n| --- | --- | --- |\n| Availability | 99.9 % | 5 % |\n| Support | 8 hours | 1 % |\n| Recovery | 24 hours | 10 % |\n| Accuracy | 95 % | none |\n";
    assert_eq!(
        changes(BASE, new),
        [
            "cell Availability: [-99.5-]{+99.9+} % (99.5 % → 99.9 %) (row 2, column 2)",
            "row-deleted table 1: Response 4 hours 2 % (row 3)",
            "row-inserted table 1: Support 8 hours 1 % (row 3)",
            "row-inserted table 1: Accuracy 95 % none (row 5)"
        ]
    );
}

#[test]
fn columns() {
    let new = "# Service levels\n\nThe levels are these.\n\n| Level | Target | Window | Credit |\n| --- | --- | --- | --- |\n| Availability | 99.5 % | month | 5 % |\n| Response | 6 hours | week | 2 % |\n| Recovery | 24 hours | month | 10 % |\n";
    assert_eq!(
        changes(BASE, new),
        [
            "column-inserted Level: [Window] [month] [week] [month] (column 3)",
            "cell Response: [-4-]{+6+} hours (4 hours → 6 hours) (row 3, column 2)"
        ]
    );
}

#[test]
fn the_words_of_a_column_count() {
    let new = BASE.replace(" | Credit |\n", " |\n").replace(" --- | --- |\n", " --- |\n");
    let new = new.replace(" | 5 % |", " |").replace(" | 2 % |", " |").replace(" | 10 % |", " |");
    let (left, right) = (super::markdown(BASE), super::markdown(&new));
    let comparison = super::compare(&left, &right);
    assert_eq!(
        super::describe(&left, &right, &comparison),
        ["column-deleted Level: [Credit] [5 %] [2 %] [10 %] (column 3)"]
    );
    assert_eq!((comparison.counts.words_deleted, comparison.counts.words_inserted), (7, 0));
    let back = super::compare(&right, &left);
    assert_eq!((back.counts.words_deleted, back.counts.words_inserted), (0, 7));
}
