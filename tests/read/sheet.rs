//! Workbooks: sheets, header rows, numbers as they are shown, and what is made to do harm.

use std::io::{Cursor, Write};

use planlint::{Origin, Plan, read_bytes};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::unreadable::says;
use super::{notation, text};

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, if *name == "mimetype" { stored } else { SimpleFileOptions::default() }).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of these sheets: name, state and what is in the sheet.
fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<(&'static str, String)> {
    const PARTS: [&str; 3] = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"];
    let mut list = String::new();
    let mut relations = String::new();
    let mut parts = Vec::new();
    for (at, (name, state, inside)) in sheets.iter().enumerate() {
        let id = at + 1;
        list += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" state=\"{state}\" r:id=\"r{id}\"/>");
        relations += &format!(
            "<Relationship Id=\"r{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
             Target=\"worksheets/sheet{id}.xml\"/>"
        );
        parts.push((PARTS[at], format!("<worksheet {MAIN}>{inside}</worksheet>")));
    }
    relations += "<Relationship Id=\"s\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>";
    let spaces = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
    parts.push(("xl/workbook.xml", format!("<workbook {MAIN}><sheets>{list}</sheets></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels", format!("<Relationships {spaces}>{relations}</Relationships>")));
    let main = "<Relationship Id=\"r1\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>";
    parts.push(("_rels/.rels", format!("<Relationships {spaces}>{main}</Relationships>")));
    parts.push((
        "xl/styles.xml",
        format!(
            "<styleSheet {MAIN}><numFmts><numFmt numFmtId=\"170\" formatCode=\"&quot;£&quot;#,##0\"/></numFmts>\
             <fonts><font/><font><b/></font></fonts><cellXfs><xf numFmtId=\"0\" fontId=\"0\"/>\
             <xf numFmtId=\"10\" fontId=\"0\"/><xf numFmtId=\"170\" fontId=\"0\"/><xf numFmtId=\"14\" fontId=\"0\"/>\
             <xf numFmtId=\"0\" fontId=\"1\"/><xf numFmtId=\"20\" fontId=\"0\"/></cellXfs></styleSheet>"
        ),
    ));
    parts
}

/// A row of cells: address, style and value, a number where it is one.
fn row(number: u32, cells: &[(&str, u32, &str)]) -> String {
    let cell = |(column, style, value): &(&str, u32, &str)| {
        if value.parse::<f64>().is_ok() {
            format!("<c r=\"{column}{number}\" s=\"{style}\"><v>{value}</v></c>")
        } else {
            format!("<c r=\"{column}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t>{value}</t></is></c>")
        }
    };
    format!("<row r=\"{number}\">{}</row>", cells.iter().map(cell).collect::<String>())
}

fn data(rows: &[String]) -> String {
    format!("<sheetData>{}</sheetData>", rows.concat())
}

fn expenditure() -> String {
    data(&[
        row(1, &[("A", 4, "Better Care Fund")]),
        row(2, &[("A", 0, "Please fill in every column below for each scheme in the plan.")]),
        row(
            4,
            &[("A", 4, "Scheme ID"), ("B", 4, "Scheme name"), ("C", 4, "Brief description"), ("D", 4, "Expenditure")],
        ),
        row(5, &[("A", 0, "1"), ("B", 0, "Befriending"), ("C", 0, "We will fund ten befrienders."), ("D", 2, "12500")]),
        row(6, &[("A", 0, "2"), ("B", 0, "Lunch clubs"), ("D", 2, "-40.4")]),
        row(
            8,
            &[("A", 0, "3"), ("B", 0, "Transport"), ("C", 0, "A minibus on two days of the week."), ("D", 1, "0.235")],
        ),
    ])
}

#[test]
fn the_rows_of_a_planning_template_are_records() {
    let bytes = package(&workbook(&[("5a. Expenditure", "visible", &expenditure())]));
    let text = text("plan.xlsx", bytes);
    insta::assert_snapshot!(text.as_str(), @r"
    # 5a. Expenditure
    ## Better Care Fund
    Please fill in every column below for each scheme in the plan.
    | Scheme ID | Scheme name | Brief description | Expenditure |
    |---|---|---|---|
    | 1 | Befriending | We will fund ten befrienders. | £12,500 |
    | 2 | Lunch clubs |  | -£40 |
    | 3 | Transport | A minibus on two days of the week. | 23.50% |
    ");
    let cell = text.origin(text.as_str().find("We will").unwrap()).unwrap();
    assert_eq!(cell, Origin::SheetCell { sheet: "5a. Expenditure".into(), cell: "C5".into() });
    let plan = Plan::parse(text);
    assert_eq!(plan.tables().len(), 1);
    assert!(plan.tables()[0].header.is_some());
}

#[test]
fn hidden_sheets_are_left_out_and_dates_are_days() {
    let dates = data(&[row(1, &[("A", 0, "Start"), ("B", 3, "42095")])]);
    let bytes = package(&workbook(&[("Cover", "visible", &dates), ("Lists", "hidden", &dates)]));
    let text = text("plan.xlsx", bytes);
    assert_eq!(text.as_str(), "# Cover\n| Start | 1 April 2015 |\n\n");
    assert_eq!(text.notices(), ["One hidden sheet was left out."]);
}

#[test]
fn a_time_of_day_is_no_day_in_1899() {
    let times = data(&[row(1, &[("A", 0, "Lunch club opens"), ("B", 5, "0.4375"), ("C", 5, "0")])]);
    let text = text("plan.xlsx", package(&workbook(&[("Clubs", "visible", &times)])));
    assert_eq!(text.as_str(), "# Clubs\n| Lunch club opens | 10:30 | 00:00 |\n\n");
}

#[test]
fn merged_cells_reach_over_the_columns_and_rows_they_cover() {
    let rows = [
        row(1, &[("A", 4, "Scheme"), ("B", 4, "Spend")]),
        row(2, &[("B", 4, "2015/16"), ("C", 4, "2016/17")]),
        row(3, &[("A", 0, "Clubs"), ("B", 2, "100"), ("C", 2, "200")]),
        row(4, &[("B", 2, "300"), ("C", 2, "400")]),
    ];
    let merges =
        "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A3:A4\"/></mergeCells>";
    let bytes = package(&workbook(&[("Spend", "visible", &(data(&rows) + merges))]));
    assert_eq!(
        notation("plan.xlsx", bytes),
        "# Spend\n| Scheme | Spend ¶ 2015/16 | Spend ¶ 2016/17 |\n|---|---|---|\n| Clubs | £100 | £200 |\n| Clubs | £300 | £400 |\n\n"
    );
}

#[test]
fn an_open_document_spreadsheet_is_read_as_it_is_shown() {
    let content = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
        xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"><office:automatic-styles>\
        <style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
        </office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"Actions\">\
        <table:table-row><table:table-cell><text:p>Action</text:p></table:table-cell><table:table-cell><text:p>Lead</text:p>\
        </table:table-cell><table:table-cell><text:p>Spend</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell><text:p>Clubs</text:p></table:table-cell><table:table-cell><text:p>Ann</text:p>\
        </table:table-cell><table:table-cell office:value-type=\"currency\" office:value=\"5\"><text:p>£5.00</text:p>\
        </table:table-cell><table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row></table:table>\
        <table:table table:name=\"Lists\" table:style-name=\"ta2\"><table:table-row><table:table-cell><text:p>No</text:p>\
        </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let mime = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    let text = text("plan.ods", package(&[("mimetype", mime), ("content.xml", content.to_owned())]));
    assert_eq!(text.as_str(), "# Actions\n| Action | Lead | Spend |\n|---|---|---|\n| Clubs | Ann | £5.00 |\n\n");
    assert_eq!(text.notices(), ["One hidden sheet was left out."]);
}

#[test]
fn a_workbook_that_asks_for_room_without_end_is_refused() {
    let mut parts = workbook(&[("S", "visible", &data(&[]))]);
    parts.push((
        "xl/sharedStrings.xml",
        format!("<sst {MAIN} count=\"1\" uniqueCount=\"4294967295\"><si><t>x</t></si></sst>"),
    ));
    let error = read_bytes("plan.xlsx", &package(&parts)).unwrap_err();
    assert!(says(&error).contains("it asks for room for more text than it holds"), "{}", says(&error));
    let bomb = workbook(&[("S", "visible", &(" ".repeat(30 << 20) + &data(&[])))]);
    assert!(says(&read_bytes("plan.xlsx", &package(&bomb)).unwrap_err()).contains("was not unpacked"));
}

#[test]
fn cells_far_apart_take_no_more_room_than_others() {
    let far = data(&[row(1, &[("A", 0, "One"), ("XFD", 0, "Two")]), row(1_048_576, &[("A", 0, "Three")])]);
    let bytes = package(&workbook(&[("S", "visible", &far)]));
    assert_eq!(notation("plan.xlsx", bytes), "# S\n| One | Two |\n\nThree\n");
}

#[test]
fn a_sheet_of_data_is_left_out_with_a_word_about_it() {
    let rows: Vec<String> =
        (1..=25_001).map(|at| row(at, &[("A", 0, "1"), ("B", 0, "2"), ("C", 0, "3"), ("D", 0, "4")])).collect();
    let plan = data(&[row(1, &[("A", 0, "Plan of the year")])]);
    let text = text("plan.xlsx", package(&workbook(&[("Data", "visible", &data(&rows)), ("Plan", "visible", &plan)])));
    assert_eq!(text.as_str(), "# Plan\nPlan of the year\n");
    assert!(text.notices()[0].starts_with("The sheet `Data` was left out"), "{:?}", text.notices());
}

#[test]
fn an_old_workbook_whose_sectors_go_round_in_a_circle_is_refused() {
    // [MS-CFB] 2.2: sectors of 512 bytes, the table of sectors in sector 0, the directory in sector 1, which follows itself
    let mut bytes = vec![0_u8; 512 * 3];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    (bytes[26], bytes[28], bytes[29], bytes[30], bytes[32], bytes[44], bytes[48]) = (3, 0xfe, 0xff, 9, 6, 1, 1);
    bytes[60..64].fill(0xff);
    bytes[68..72].fill(0xff);
    bytes[80..512].fill(0xff);
    bytes[512..1024].fill(0xff);
    bytes[516..520].copy_from_slice(&1_u32.to_le_bytes());
    for (at, letter) in "Workbook".bytes().enumerate() {
        bytes[1024 + 2 * at] = letter;
    }
    assert!(says(&read_bytes("plan.xls", &bytes).unwrap_err()).contains("its sheets cannot be read"));
}

/// An old workbook of one sheet with these records, each its kind and its data.
fn old(records: &[(u16, &[u8])]) -> Vec<u8> {
    old_with(&[], records)
}

/// The same with records of the workbook's own.
fn old_with(first: &[(u16, &[u8])], records: &[(u16, &[u8])]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes()[..], data].concat();
    // [MS-XLS] 2.4.21: a workbook, or a sheet, of 1997
    let begins = |what: u8| record(0x0809, &[0, 6, what, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0]);
    let ends = record(0x000a, &[]);
    let name = [&[0, 0, 0, 0, 0, 0, 4, 0][..], b"Plan"].concat();
    let first: Vec<u8> = first.iter().flat_map(|(kind, data)| record(*kind, data)).collect();
    let start = (begins(5).len() + first.len() + 4 + name.len() + ends.len()) as u32;
    let name = [&start.to_le_bytes(), &name[4..]].concat();
    let records: Vec<u8> = records.iter().flat_map(|(kind, data)| record(*kind, data)).collect();
    let mut stream = [begins(5), first, record(0x0085, &name), ends.clone(), begins(0x10), records, ends].concat();
    stream.resize(4096, 0);
    // [MS-CFB] 2.2: the table of sectors in sector 0, the list of names in sector 1, the stream after them
    let mut bytes = vec![0_u8; 512 * 3];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    (bytes[24], bytes[26], bytes[28], bytes[29], bytes[30]) = (0x3e, 3, 0xfe, 0xff, 9);
    (bytes[32], bytes[44], bytes[48], bytes[57]) = (6, 1, 1, 0x10);
    bytes[60..64].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
    bytes[68..72].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
    bytes[80..1024].fill(0xff);
    let table = [0xffff_fffd, u32::MAX - 1, 3, 4, 5, 6, 7, 8, 9, u32::MAX - 1];
    for (at, next) in table.into_iter().enumerate() {
        bytes[512 + 4 * at..][..4].copy_from_slice(&next.to_le_bytes());
    }
    for (entry, (name, kind, first, start, size)) in bytes[1024..]
        .chunks_exact_mut(128)
        .zip([("Root Entry", 5, 1, u32::MAX - 1, 0), ("Workbook", 2, u32::MAX, 2, stream.len() as u32)])
    {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..name.len()].copy_from_slice(&name);
        (entry[64], entry[66]) = (name.len() as u8 + 2, kind);
        entry[68..76].fill(0xff);
        entry[76..80].copy_from_slice(&first.to_le_bytes());
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&size.to_le_bytes());
    }
    [bytes, stream].concat()
}

/// A cell of an old workbook with a number in it.
fn old_cell(row: u16, column: u16, value: f64) -> (u16, Vec<u8>) {
    (0x0203, [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], &value.to_le_bytes()].concat())
}

fn old_of(cells: &[(u16, Vec<u8>)]) -> Vec<u8> {
    old(&cells.iter().map(|(kind, data)| (*kind, data.as_slice())).collect::<Vec<_>>())
}

#[test]
fn an_old_workbook_is_refused_if_its_cells_lie_too_far_apart() {
    let dimensions = |rows: u32, columns: u16| {
        (0x0200, [&[0; 4][..], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat())
    };
    let near = old_of(&[dimensions(65_536, 256), old_cell(3, 0, 7.0), old_cell(4, 2, 9.0)]);
    assert_eq!(text("plan.xls", &near).as_str(), "# Plan\n7\n9\n");
    let far = [
        vec![old_cell(0, 0, 7.0), old_cell(65_535, 255, 9.0)],
        vec![dimensions(u32::MAX, u16::MAX), old_cell(0, 0, 7.0)],
    ];
    for far in far {
        let said = says(&read_bytes("plan.xls", &old_of(&far)).unwrap_err());
        assert!(said.contains("is too large: its sheets reach over more than 8 million cells"), "{said}");
    }
}

#[test]
fn an_old_workbook_with_a_password_says_so_whichever_way_it_is_locked() {
    // [MS-XLS] 2.4.117: 0 is the old way, 1 the newer ones; what is locked looks like cells far apart
    for way in [0_u8, 1] {
        let far = old_cell(u16::MAX, u16::MAX, 9.0);
        let near = old_cell(0, 0, 7.0);
        let records = [(near.0, near.1.as_slice()), (far.0, far.1.as_slice())];
        let bytes = old_with(&[(0x002f, &[way, 0, 1, 2, 3, 4])], &records);
        let said = says(&read_bytes("plan.xls", &bytes).unwrap_err());
        assert!(said.contains("is protected by a password"), "{said}");
    }
}

#[test]
fn merged_cells_are_the_same_whichever_corner_is_named_first() {
    // [MS-XLS] 2.4.168: how many, then the first and the last row, the first and the last column
    let merged = |rows: [u8; 2], columns: [u8; 2]| {
        let merge = [1, 0, rows[0], 0, rows[1], 0, columns[0], 0, columns[1], 0];
        let cells = [(1, 0), (1, 1), (1, 2), (2, 1), (3, 0), (3, 1), (3, 2)];
        let cells = cells.into_iter().map(|(row, column)| old_cell(row, column, f64::from(row)));
        text("plan.xls", old_of(&cells.chain([(0x00e5, merge.to_vec())]).collect::<Vec<_>>())).as_str().to_owned()
    };
    let plain = merged([9, 9], [9, 9]);
    let ordered = merged([1, 2], [0, 0]);
    assert_ne!(ordered, plain);
    assert_eq!(merged([2, 1], [0, 0]), ordered);
}
