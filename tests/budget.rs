//! Documents that take too long or too much memory are given up on, and the rest of a batch is read.

use std::io::{Cursor, Write};
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of one sheet with this in it.
fn workbook(sheet: &str) -> Vec<u8> {
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship \
             Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
             Target=\"{target}\"/></Relationships>"
        )
    };
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
        <sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("_rels/.rels", &*relations("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", &relations("worksheet", "worksheets/sheet1.xml")),
        ("xl/workbook.xml", book),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn row(number: usize, words: &str) -> String {
    format!("<row r=\"{number}\"><c r=\"A{number}\" t=\"inlineStr\"><is><t>{words}</t></is></c></row>")
}

/// What `planlint check` says of these files with these limits, and its exit code.
fn check(files: &[(&str, &[u8])], limits: &[&str]) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let names = files.iter().map(|(name, _)| *name);
    let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
    command.current_dir(folder.path()).env("COLUMNS", "110").args(["check", "--fail-on", "never"]);
    let output = command.args(limits).args(names).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).unwrap(), output.status.code())
}

#[test]
fn a_workbook_that_takes_too_long_is_given_up_on_and_the_batch_goes_on() {
    let rows: String = (1..=600_000).map(|number| row(number, &" ".repeat(1 + number * 7919 % 13))).collect();
    let slow = workbook(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
    let good = workbook(&format!("<worksheet><sheetData>{}</sheetData></worksheet>", row(1, "Plan of the year")));
    let files: [(&str, &[u8]); 3] = [("a.xlsx", &good), ("slow.xlsx", &slow), ("b.xlsx", &good)];
    let (said, code) = check(&files, &["--max-seconds", "1"]);
    // a machine fast enough reads it in the time
    if !said.contains("3 files: 3 checked") {
        assert!(said.contains("`slow.xlsx` was not read: it took more than 1 second"), "{said}");
        assert!(said.contains("3 files: 2 checked, 1 not read"), "{said}");
    }
    assert_eq!(code, Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_workbook_beyond_a_limit_is_given_up_on_and_the_batch_goes_on() {
    let mut seed = 1_u64;
    let mut letters = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + ((seed >> 33) % 4) as u8)
    };
    let words: String = (0..20 << 20).map(|_| letters()).collect();
    let large = workbook(&format!("<worksheet><sheetData>{}</sheetData></worksheet>", row(1, &words)));
    let good = workbook(&format!("<worksheet><sheetData>{}</sheetData></worksheet>", row(1, "Plan of the year")));
    let (said, _) = check(&[("large.xlsx", &large), ("b.xlsx", &good)], &["--max-memory", "128"]);
    // Which limit it meets first, that of memory or that of text, is the machine's affair.
    assert!(said.contains("`large.xlsx` was not read") || said.contains("`large.xlsx` is too large"), "{said}");
    assert!(said.contains("2 files: 1 checked, 1 not read"), "{said}");
}
