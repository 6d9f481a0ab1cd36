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
    let parsed = match query.parse::<Query>() {
        Ok(parsed) => parsed,
        Err(errors) => return point_inside(query, &errors),
    };
    assert_eq!(parsed.to_string().parse().as_ref(), Ok(&parsed), "printed as {parsed}");
    let plan = Plan::parse(Text::from_notation(notation, Format::Markdown));
    let mut terms = Terms::default();
    terms.add(&parsed);
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

/// Any bytes are a Word document, or are refused.
pub fn docx(bytes: &[u8]) {
    read("fuzz.docx", bytes);
}

/// Any bytes are an OpenDocument text, or are refused.
pub fn odt(bytes: &[u8]) {
    read("fuzz.odt", bytes);
}

/// Any bytes are a web page.
pub fn html(bytes: &[u8]) {
    read("fuzz.html", bytes);
}

/// Any bytes are an Excel workbook, or are refused.
pub fn xlsx(bytes: &[u8]) {
    read("fuzz.xlsx", bytes);
}

/// Any bytes are an Excel workbook of 1997 to 2003, or are refused.
pub fn xls(bytes: &[u8]) {
    read("fuzz.xls", bytes);
}

/// Any bytes are an OpenDocument spreadsheet, or are refused.
pub fn ods(bytes: &[u8]) {
    read("fuzz.ods", bytes);
}

/// Any bytes are a PDF, or are refused.
pub fn pdf(bytes: &[u8]) {
    read("fuzz.pdf", &[b"%PDF-1.7\n", bytes].concat());
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
