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

/// As many words as a plan must have to be judged.
const WORDS: &str =
    "The plan of the year says what the council will do for those who live alone, by when, and who leads it.";

#[test]
fn a_workbook_that_takes_too_long_is_given_up_on_and_the_batch_goes_on() {
    let rows: String = (1..=600_000).map(|number| row(number, &" ".repeat(1 + number * 7919 % 13))).collect();
    let slow = workbook(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
    let good = workbook(&format!("<worksheet><sheetData>{}</sheetData></worksheet>", row(1, WORDS)));
    let files: [(&str, &[u8]); 3] = [("a.xlsx", &good), ("slow.xlsx", &slow), ("b.xlsx", &good)];
    let (said, code) = check(&files, &["--max-seconds", "1"]);
    // a machine fast enough reads it in the time
    if !said.contains("3 files: 3 checked") {
        assert!(said.contains("`slow.xlsx` was not read: it took more than 1 second"), "{said}");
        assert!(said.contains("3 files: 2 checked, 1 not read"), "{said}");
    }
    assert_eq!(code, Some(0));
}

/// A part that unpacks to 160 MB, and yet no more than 165 times its size.
fn large_part() -> Vec<u8> {
    let mut seed = 1_u64;
    let mut letter = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        b'a' + ((seed >> 33) % 4) as u8
    };
    let mut block: Vec<u8> = (0..1024).map(|_| letter()).collect();
    block.resize(50_000, b' ');
    block.repeat((160 << 20) / block.len())
}

/// `document` with one more part.
fn with(document: &[u8], name: &str, part: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new_append(Cursor::new(document.to_vec())).unwrap();
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(part).unwrap();
    zip.finish().unwrap().into_inner()
}

#[cfg(target_os = "linux")]
#[test]
fn a_workbook_that_takes_too_much_memory_is_given_up_on_and_the_batch_goes_on() {
    let good = workbook(&format!("<worksheet><sheetData>{}</sheetData></worksheet>", row(1, WORDS)));
    let large = with(&good, "xl/media/large.bin", &large_part());
    let (said, code) = check(&[("large.xlsx", &large), ("b.xlsx", &good)], &["--max-memory", "128"]);
    assert!(said.contains("`large.xlsx` was not read: it took more than 128 MB of memory"), "{said}");
    assert!(said.contains("2 files: 1 checked, 1 not read"), "{said}");
    assert_eq!(code, Some(0));
    // with the memory it is given unless told otherwise, it is read
    let (said, _) = check(&[("large.xlsx", &large), ("b.xlsx", &good)], &[]);
    assert!(said.contains("2 files: 2 checked"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_word_document_larger_than_a_plan_is_held_to_the_same_memory() {
    let plan = std::fs::read("examples/northmoor-draft.docx").unwrap();
    // a part before the document's own that it says is its list of styles
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let words = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r>\
        <w:t>Plan</w:t></w:r></w:p></w:body></w:document>";
    let relations = "<Relationships><Relationship Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>";
    for (name, part) in [
        ("word/document.xml", words.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/styles.xml", &large_part()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part).unwrap();
    }
    let large = zip.finish().unwrap().into_inner();
    let (said, _) = check(&[("large.docx", &large), ("b.docx", &plan)], &["--max-memory", "128"]);
    assert!(said.contains("`large.docx` was not read: it took more than 128 MB of memory"), "{said}");
    assert!(said.contains("2 files: 1 checked, 1 not read"), "{said}");
}

/// A workbook of 1997 to 2003 whose last bytes were not copied: the library that opens it panics.
fn cut_short() -> Vec<u8> {
    // [MS-CFB] 2.2: the list of names in sector 0, the table of sectors in sector 1
    let mut bytes = vec![0xff_u8; 512 * 3];
    bytes[..76].fill(0);
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    (bytes[26], bytes[28], bytes[29], bytes[30], bytes[32], bytes[44]) = (3, 0xfe, 0xff, 9, 6, 1);
    for none in [60, 68] {
        bytes[none..none + 4].fill(0xff);
    }
    bytes[76..80].copy_from_slice(&1_u32.to_le_bytes());
    for (entry, (name, kind, first)) in
        bytes[512..1024].chunks_exact_mut(128).zip([("Root Entry", 5, 1), ("Workbook", 2, u32::MAX)])
    {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..64].fill(0);
        entry[..name.len()].copy_from_slice(&name);
        (entry[64], entry[65], entry[66]) = (name.len() as u8 + 2, 0, kind);
        entry[76..80].copy_from_slice(&first.to_le_bytes());
    }
    bytes[1024..1032].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff, 0xfd, 0xff, 0xff, 0xff]);
    bytes.truncate(bytes.len() - 2);
    bytes
}

#[test]
fn a_document_that_a_library_panics_on_is_damaged_and_no_fault_of_planlint() {
    let (said, code) = check(&[("plan.xls", &cut_short())], &[]);
    assert!(said.contains("`plan.xls` is damaged: its sheets cannot be read"), "{said}");
    assert!(!said.contains("a fault of its own") && !said.contains("panicked"), "{said}");
    assert_eq!(code, Some(2));
}
