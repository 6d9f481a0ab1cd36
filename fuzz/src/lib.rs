//! What is tried with any bytes: nothing may panic, hang, or point outside what it was given.

use planlint::{Concepts, Format, Index, Plan, Query, QueryErrors, RuleBook, Terms, Text};

/// Every target by name.
pub const TARGETS: [(&str, fn(&[u8])); 11] = [
    ("plan", plan),
    ("query", query),
    ("markdown", markdown),
    ("plain", plain),
    ("docx", docx),
    ("odt", odt),
    ("html", html),
    ("xlsx", xlsx),
    ("xls", xls),
    ("ods", ods),
    ("pdf", pdf),
];

/// Any text is a plan, and can be read for evidence.
pub fn plan(bytes: &[u8]) {
    let notation = String::from_utf8_lossy(bytes);
    let plan = Plan::parse(Text::from_notation(&notation, Format::Markdown));
    let book = RuleBook::builtin();
    for passage in planlint::passages(&plan, &book.vocabulary, &book.terms) {
        assert!(passage.topic.iter().all(|span| notation.get(span.range()).is_some()));
    }
}

/// The first line is a query, and the rest a text to find it in.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (query, notation) = text.split_once('\n').unwrap_or((&text, &text));
    let _ = Query::parse_term(query).map_err(|errors| point_inside(query, &errors));
    let mut parsed = match query.parse::<Query>() {
        Ok(parsed) => parsed,
        Err(errors) => return point_inside(query, &errors),
    };
    assert_eq!(parsed.to_string().parse().as_ref(), Ok(&parsed), "printed as {parsed}");
    let plan = Plan::parse(Text::from_notation(notation, Format::Markdown));
    let mut terms = Terms::default();
    terms.add(&mut parsed);
    let index = Index::new(&plan, &terms);
    for hit in index.find(&parsed, &Concepts::default()) {
        assert!(notation.get(index.bytes(hit).range()).is_some());
    }
}

fn point_inside(query: &str, errors: &QueryErrors) {
    assert!(errors.iter().count() > 0);
    assert!(errors.iter().all(|error| query.get(error.span()).is_some()));
}

/// Any bytes are Markdown.
pub fn markdown(bytes: &[u8]) {
    read("fuzz.md", bytes);
}

/// Any bytes are text.
pub fn plain(bytes: &[u8]) {
    read("fuzz.txt", bytes);
}

/// Any bytes are a Word document or its XML, or are refused.
pub fn docx(bytes: &[u8]) {
    read("fuzz.docx", &packed(bytes, "", &["word/document.xml", "word/styles.xml", "word/numbering.xml"]));
}

/// Any bytes are an OpenDocument text or its XML, or are refused.
pub fn odt(bytes: &[u8]) {
    read("fuzz.odt", &packed(bytes, "application/vnd.oasis.opendocument.text", &["content.xml", "styles.xml"]));
}

/// Any bytes are a web page.
pub fn html(bytes: &[u8]) {
    read("fuzz.html", bytes);
}

/// Any bytes are an Excel workbook or the XML of its sheet, or are refused.
pub fn xlsx(bytes: &[u8]) {
    let_catch();
    let parts = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"];
    read("fuzz.xlsx", &packed(bytes, "", &parts));
}

/// Lets readers catch the faults of the libraries they stand on, as they do outside: the fuzzer would end at once. What
/// they do not catch it finds all the same.
fn let_catch() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|_| {})));
}

/// Any bytes are an Excel workbook of 1997 to 2003, or are refused.
pub fn xls(bytes: &[u8]) {
    let_catch();
    read("fuzz.xls", bytes);
}

/// Any bytes are an OpenDocument spreadsheet or its XML, or are refused.
pub fn ods(bytes: &[u8]) {
    read("fuzz.ods", &packed(bytes, "application/vnd.oasis.opendocument.spreadsheet", &["content.xml", "styles.xml"]));
}

/// Any bytes are a PDF, or are refused.
pub fn pdf(bytes: &[u8]) {
    let_catch();
    read("fuzz.pdf", &[b"%PDF-1.7\n", bytes].concat());
}

/// What a workbook needs besides its parts, where the bytes do not say otherwise.
const FRAME: [(&str, &str); 2] = [
    (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>",
    ),
    (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet \
         name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
    ),
];

/// `bytes` as they are if they are a package; else they are its `parts`, one after another, with a nought byte between:
/// changing the bytes of a package at random breaks its sums and is refused at once.
fn packed(bytes: &[u8], kind: &str, parts: &[&str]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut add = |name: &str, part: &[u8]| {
        zip.start_file(name, stored).expect("names differ");
        std::io::Write::write_all(&mut zip, part).expect("memory can be written to");
    };
    if !kind.is_empty() {
        add("mimetype", kind.as_bytes());
    }
    let given: Vec<&[u8]> = bytes.split(|byte| *byte == 0).take(parts.len()).collect();
    parts.iter().zip(&given).for_each(|(name, part)| add(name, part));
    let missing = |name: &str| !parts.iter().take(given.len()).any(|part| *part == name);
    let workbook = parts.contains(&"xl/workbook.xml");
    FRAME.iter().filter(|(name, _)| workbook && missing(name)).for_each(|(name, part)| add(name, part.as_bytes()));
    zip.finish().expect("memory can be written to").into_inner()
}

fn read(name: &str, bytes: &[u8]) {
    let Ok(text) = planlint::read_bytes(name, bytes) else { return };
    let length = text.as_str().len();
    let covered = text.pieces().iter().fold(0, |end, piece| {
        assert_eq!(piece.span.start, end, "pieces follow one another");
        piece.span.end
    });
    assert_eq!(covered as usize, length, "pieces cover the text");
    assert!(Plan::parse(text).text().as_str().len() == length);
}
