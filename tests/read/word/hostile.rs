//! Documents that are broken, or made to break their reader.

use std::time::{Duration, Instant};

use planlint::{Limits, PackageLimits, read_bytes, read_bytes_with};

use super::{WORD, Word, notation, p, package, refused};
use crate::read::unreadable::says;

#[test]
fn an_empty_file_is_an_empty_text() {
    assert_eq!(read_bytes("plan.docx", b"").unwrap().as_str(), "");
}

#[test]
fn noise_is_damaged() {
    insta::assert_snapshot!(refused(b"\x8f\x01noise\x00\xff"), @"
    planlint::read::damaged
    `plan.docx` is damaged: it does not begin as such a file does
    open it in the program it was made with and save it again under a new name; if that fails, ask its author for a new copy
    ");
}

#[test]
fn half_a_file_is_damaged() {
    let whole = Word::new(p("words")).bytes();
    assert!(refused(&whole[..whole.len() / 2]).contains("its end is missing or broken"));
    assert!(refused(&package([("word/other.xml", &b"<x/>"[..])])).contains("without a Word document"));
}

#[test]
fn a_bomb_is_not_unpacked() {
    let start = Instant::now();
    let bomb = Word::new(" ".repeat(40 << 20)).bytes();
    assert!(refused(&bomb).contains("a part of it unpacks to over 200 times its size"));
    let small = |package| Limits { package, ..Limits::default() };
    let few = small(PackageLimits { max_entries: 2, ..PackageLimits::default() });
    let plain = Word::new(p("words")).bytes();
    assert!(says(&read_bytes_with("plan.docx", &plain, &few).unwrap_err()).contains("more than 2 parts"));
    let short = small(PackageLimits { max_total_bytes: 300, ..PackageLimits::default() });
    assert!(says(&read_bytes_with("plan.docx", &plain, &short).unwrap_err()).contains("planlint::read::bomb"));
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn too_much_text_is_refused() {
    let limits = Limits { max_text_bytes: 1000, ..Limits::default() };
    for body in [p("words ").repeat(300), format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(300))] {
        let bytes = Word::new(body).bytes();
        assert!(
            says(&read_bytes_with("plan.docx", &bytes, &limits).unwrap_err()).contains("more than 1000 bytes of text")
        );
    }
}

#[test]
fn merged_cells_do_not_multiply_without_end() {
    let first = format!(
        "<w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}</w:tc><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>",
        p(&"word ".repeat(500))
    );
    let body = format!(
        "<w:tbl>{first}{}</w:tbl>",
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc><w:tc/></w:tr>".repeat(500)
    );
    let limits = Limits { max_text_bytes: 200_000, ..Limits::default() };
    assert!(read_bytes_with("plan.docx", &Word::new(body).bytes(), &limits).is_err());
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in
        [("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), ("<w:ins>", "</w:ins>"), ("<w:del>", "</w:del>")]
    {
        let body = [&open.repeat(100_000), &*p("deep"), &close.repeat(100_000)].concat();
        let limits = PackageLimits { max_ratio: u64::MAX, ..PackageLimits::default() };
        let error =
            read_bytes_with("plan.docx", &Word::new(body).bytes(), &Limits { package: limits, ..Limits::default() });
        assert!(says(&error.unwrap_err()).contains("more than 1,000 deep"));
    }
}

#[test]
fn boxes_and_tables_in_one_another_are_survived() {
    let boxes = format!("{}{}", "<w:p><w:r><w:txbxContent>".repeat(300), "</w:txbxContent></w:r></w:p>".repeat(300));
    let tables = format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(300), p("deep"), "</w:tc></w:tr></w:tbl>".repeat(300));
    assert_eq!(notation(&[boxes, tables].concat()), "deep\n");
}

#[test]
fn spans_are_clamped() {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>";
    let body = format!(
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"4000000000\"/></w:trPr>{cell}{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>"
    );
    assert!(notation(&body).len() < 5_000);
}

#[test]
fn xml_that_breaks_off_is_read_so_far() {
    let main = format!("<w:document xmlns:w=\"{WORD}\"><w:body>{}<w:p><w:r><w:t>half</w:t></w:r><w:tbl <", p("whole"));
    let bytes = package([("word/document.xml", main.as_bytes())]);
    let text = read_bytes("plan.docx", &bytes).unwrap();
    assert_eq!(text.as_str(), "whole\nhalf\n");
    assert_eq!(text.notices(), ["The XML of the document breaks off; what came before was read."]);
}

#[test]
fn entities_are_not_expanded() {
    let main = format!(
        "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
         <w:document xmlns:w=\"{WORD}\"><w:body>{}</w:body></w:document>",
        p("&b; &f; &#0;")
    );
    assert_eq!(
        read_bytes("plan.docx", &package([("word/document.xml", main.as_bytes())])).unwrap().as_str(),
        "&b; &f; &#0;\n"
    );
}

#[test]
fn odd_packages_are_read_all_the_same() {
    let strict = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>é</x:t></x:r></x:p></x:body></x:document>";
    let marked = [b"\xef\xbb\xbf", strict.as_bytes()].concat();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(strict.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let relations = b"<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"/Word\\Document2.xml\"/></Relationships>";
    for main in [strict.as_bytes(), &marked, &wide] {
        let bytes = package([("_rels/.rels", &relations[..]), ("word/document2.xml", main)]);
        assert_eq!(read_bytes("plan.dotm", &bytes).unwrap().as_str(), "é\n");
    }
}

#[test]
fn other_packages_say_what_they_are() {
    let says = |name: &str| says(&read_bytes("plan.docx", &package([(name, &b"x"[..])])).unwrap_err());
    assert!(says("xl/workbook.xml").contains("its sheets cannot be read"));
    assert!(says("ppt/presentation.xml").contains("a PowerPoint presentation"));
}
