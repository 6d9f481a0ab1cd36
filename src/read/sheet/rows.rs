//! A workbook that is a table, such as a file of waivers that people keep in Excel: its first sheet as CSV.

use super::{Sheet, Workbook};

/// The last row and column, from 0, that a table for planlint can have.
const LAST: (u32, u32) = (99_999, 255);

/// The first sheet of `workbook` with anything in it, as CSV: a row is a line, so that the number of a line is that of
/// its row.
pub(in crate::read) fn rows(workbook: Workbook) -> String {
    let sheet = workbook.sheets.into_iter().find(|sheet| !sheet.rows.is_empty());
    sheet.map(written).unwrap_or_default()
}

fn written(mut sheet: Sheet) -> String {
    sheet.settle();
    let (mut table, mut line) = (String::new(), 0);
    for row in sheet.rows.iter().take_while(|row| row.number <= LAST.0) {
        while line < row.number {
            table.push('\n');
            line += 1;
        }
        let mut column = 0;
        for cell in row.cells.iter().take_while(|cell| cell.column <= LAST.1) {
            while column < cell.column {
                table.push(',');
                column += 1;
            }
            table.push('"');
            let words = cell.words.split_whitespace().collect::<Vec<_>>().join(" ");
            table.push_str(&words.replace('"', "\"\""));
            table.push('"');
        }
        table.push('\n');
        line += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::Cell;
    use super::*;

    #[test]
    fn a_line_is_a_row_and_gaps_are_kept() {
        let mut sheet = Sheet::new("Waivers");
        for (row, column, words) in [(0, 0, "a"), (2, 1, "say \"yes\"\nor no"), (3, 0, "b"), (3, 1, "c, d")] {
            sheet.add(row, Cell { column, words: words.to_owned(), exact: true, strong: false });
        }
        let workbook = Workbook { sheets: vec![Sheet::new("empty"), sheet], hidden: 0 };
        assert_eq!(rows(workbook), "\"a\"\n\n,\"say \"\"yes\"\" or no\"\n\"b\",\"c, d\"\n");
    }

    #[test]
    fn what_stands_far_away_takes_no_room() {
        let mut sheet = Sheet::new("far");
        sheet.add(0, Cell { column: u32::MAX, words: "x".to_owned(), exact: true, strong: false });
        sheet.add(u32::MAX, Cell { column: 0, words: "y".to_owned(), exact: true, strong: false });
        assert_eq!(rows(Workbook { sheets: vec![sheet], hidden: 0 }), "\n");
    }
}
