//! OpenDocument texts, each made here from a few lines of XML.

use std::io::{Cursor, Write};

use planlint::{Origin, Text, read_bytes};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::unreadable::says;
use super::{assert_exact, origins, text};

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"";

fn content(styles: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><office:document-content {SPACES}><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("mimetype", SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
        .unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.text").unwrap();
    for (name, part) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The text of a document with these styles and this body, whose exact pieces are the bytes they are said to be.
fn read(styles: &str, body: &str) -> Text {
    let xml = content(styles, body);
    let text = text("plan.odt", package(&[("content.xml", &xml)]));
    assert_exact(&text, &xml);
    text
}

fn notation(styles: &str, body: &str) -> String {
    read(styles, body).as_str().to_owned()
}

#[test]
fn headings_are_known_by_outline_level_and_by_style() {
    let styles = "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Heading_20_3\"/>\
        <style:style style:name=\"P2\" style:family=\"paragraph\" style:parent-style-name=\"Own\"/>\
        <style:style style:name=\"Own\" style:family=\"paragraph\" style:default-outline-level=\"2\"/>";
    let body = "<text:h text:outline-level=\"1\">One</text:h><text:p text:style-name=\"P2\">Two</text:p>\
        <text:p text:style-name=\"Heading_20_3\">Three</text:p><text:p text:style-name=\"Title\">Title</text:p>";
    assert_eq!(notation(styles, body), "# One\n## Two\n### Three\n# Title\n");
}

#[test]
fn bold_words_on_a_short_line_look_like_a_heading() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/>\
        </style:style>";
    let body = "<text:p><text:span text:style-name=\"T1\">Our vision</text:span></text:p>\
        <text:p><text:span text:style-name=\"T1\">Our vision</text:span> is this.</text:p>";
    assert_eq!(notation(styles, body), "# Our vision\nOur vision is this.\n");
}

const NUMBERS: &str = "<text:list-style style:name=\"L1\">\
    <text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>\
    <text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-prefix=\"(\" style:num-suffix=\")\"/>\
    <text:list-level-style-bullet text:level=\"3\" text:bullet-char=\"•\"/></text:list-style>";

#[test]
fn items_have_the_numbers_that_are_shown() {
    let body = "<text:list text:style-name=\"L1\" xml:id=\"list1\"><text:list-item><text:p>One</text:p>\
        <text:list><text:list-item><text:p>Inner</text:p><text:list><text:list-item><text:p>Point</text:p>\
        </text:list-item></text:list></text:list-item><text:list-item><text:p>More</text:p></text:list-item></text:list>\
        </text:list-item></text:list><text:p>Between.</text:p><text:list text:continue-list=\"list1\" \
        text:style-name=\"L1\"><text:list-item><text:p>Two</text:p></text:list-item></text:list>\
        <text:list text:style-name=\"L1\"><text:list-item text:start-value=\"7\"><text:p>Seven</text:p></text:list-item>\
        </text:list>";
    assert_eq!(notation(NUMBERS, body), "1. One\n  (a) Inner\n    - Point\n  (b) More\n\nBetween.\n2. Two\n7. Seven\n");
}

#[test]
fn white_space_is_one_blank_however_it_is_written() {
    let body = "<text:p>  Lunch\n  <text:s text:c=\"4000000000\"/><text:span> clubs</text:span><text:tab/>for\
        <text:line-break/>carers &amp; others </text:p>";
    assert_eq!(notation("", body).split_whitespace().collect::<Vec<_>>().join(" "), "Lunch clubs for carers & others");
    assert!(notation("", body).len() < 60);
}

#[test]
fn what_is_deleted_hidden_or_said_in_the_margin_is_left_out() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/>\
        </style:style>";
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p></text:deletion>\
        </text:changed-region><text:changed-region><text:insertion><office:change-info><dc:creator>Ann</dc:creator>\
        </office:change-info></text:insertion></text:changed-region></text:tracked-changes>\
        <text:p>Stays<text:change/><text:span text:style-name=\"T1\"> hidden</text:span>\
        <office:annotation><text:p>Really?</text:p></office:annotation> put in<text:change-end/>.</text:p>\
        <text:section text:display=\"none\"><text:p>Old</text:p></text:section>";
    let text = read(styles, body);
    assert_eq!(text.as_str(), "Stays put in.\n");
    assert_eq!(
        text.notices(),
        ["One tracked deletion was left out.", "2 stretches of hidden text were left out.", "Comments were left out."]
    );
}

#[test]
fn merged_cells_are_said_in_each_row_and_header_rows_are_known() {
    let body = "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Action</text:p>\
        </table:table-cell><table:table-cell table:number-columns-spanned=\"2\"><text:p>When</text:p></table:table-cell>\
        <table:covered-table-cell/></table:table-row></table:table-header-rows>\
        <table:table-row><table:table-cell table:number-rows-spanned=\"2\"><text:p>Clubs</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"2\"><text:p>2015</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:covered-table-cell/><table:table-cell><text:p>A</text:p><text:p>B</text:p>\
        </table:table-cell><table:table-cell/></table:table-row></table:table>";
    let text = read("", body);
    assert_eq!(
        text.as_str(),
        "| Action | When | When |\n|---|---|---|\n| Clubs | 2015 | 2015 |\n| Clubs | A ¶ B |  |\n\n"
    );
    let cell = text.as_str().find("A ¶").unwrap();
    assert_eq!(text.origin(cell), Some(Origin::Cell { table: 1, row: 3, column: 2 }));
}

#[test]
fn a_table_in_a_cell_is_one_of_its_own_behind_its_row() {
    let cell = |inside: &str| format!("<table:table-cell>{inside}</table:table-cell>");
    let row = |cells: &[&str]| {
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(|inside| cell(inside)).collect::<String>())
    };
    let words = |words: &str| format!("<text:p>{words}</text:p>");
    let inner = format!(
        "<table:table>{}{}</table:table>",
        row(&[&words("What"), &words("Who"), &words("When")]),
        row(&[&words("Fund clubs"), &words("AB"), &words("2026")])
    );
    let body = format!(
        "<table:table>{}{}</table:table>",
        row(&[&words("People"), &inner]),
        row(&[&words("Places"), &words("Halls")])
    );
    let text = read("", &body);
    assert_eq!(
        text.as_str(),
        "| People |  |\n\n| What | Who | When |\n|---|---|---|\n| Fund clubs | AB | 2026 |\n\n| Places | Halls |\n\n"
    );
    let cell = text.as_str().find("AB").unwrap();
    assert_eq!(text.origin(cell), Some(Origin::Cell { table: 2, row: 2, column: 2 }));
}

#[test]
fn notes_and_boxes_stand_after_their_paragraph_once() {
    let body = "<text:p>Before<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>\
        </text:note-body></text:note> after <draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box>\
        <draw:image/></draw:frame><draw:frame><draw:image/><draw:image/></draw:frame>end.</text:p><text:p>Last.</text:p>";
    let text = read("", body);
    assert_eq!(text.as_str(), "Before after end.\n[box] In a box.\n[note] A note.\nLast.\n");
    assert_eq!(text.notices(), ["One picture was not read."]);
    assert_eq!(
        origins(&text),
        [
            "paragraph 1: Before after end.",
            "paragraph 2: [box] In a box.",
            "note 1: [note] A note.",
            "paragraph 3: Last."
        ]
    );
}

#[test]
fn a_number_that_points_to_a_note_elsewhere_is_no_part_of_the_word_before_it() {
    let body = "<text:p>Half are lonely<text:note-ref text:note-class=\"footnote\" text:ref-name=\"n1\">26</text:note-ref> or \
        isolated.</text:p>";
    assert_eq!(notation("", body), "Half are lonely or isolated.\n");
}

#[test]
fn a_contents_list_and_prompts_are_known_for_what_they_are() {
    let body = "<text:table-of-content><text:table-of-content-source><text:p>Template</text:p>\
        </text:table-of-content-source><text:index-body><text:p>Vision 3</text:p></text:index-body>\
        </text:table-of-content><text:p><text:placeholder>Say who leads</text:placeholder></text:p>";
    assert_eq!(notation("", body), "[contents] Vision 3\n[placeholder] Say who leads\n");
}

#[test]
fn an_encrypted_document_says_that_it_has_a_password() {
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:m\"><manifest:file-entry><manifest:encryption-data/>\
        </manifest:file-entry></manifest:manifest>";
    let bytes = package(&[("META-INF/manifest.xml", manifest), ("content.xml", "noise")]);
    assert!(says(&read_bytes("plan.odt", &bytes).unwrap_err()).contains("`plan.odt` is protected by a password"));
}

#[test]
fn hostile_documents_are_refused_or_read_at_once() {
    let deep = content("", &("<text:section>".repeat(5_000) + "<text:p>x</text:p>"));
    let says_of = |xml: &str| read_bytes("plan.odt", &package(&[("content.xml", xml)])).map_err(|error| says(&error));
    assert!(says_of(&deep).unwrap_err().contains("more than 1,000 deep"));
    let cell = "<table:table-cell table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    let wide = content("", &format!("<table:table>{}</table:table>", row.repeat(20)));
    assert!(says_of(&wide).is_ok_and(|text| text.as_str().len() < 2_000_000));
    // a table in a cell that stands two hundred times in a table, and so on: such cells stand once
    let (opens, closes) = (
        "<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"200\">",
        "</table:table-cell></table:table-row></table:table>",
    );
    let nested = content("", &(opens.repeat(60) + "<text:p>x</text:p>" + &closes.repeat(60)));
    assert!(says_of(&nested).is_ok_and(|text| text.as_str().len() < 2_000));
    let long = format!("<text:p>{}</text:p></table:table-cell>", "word ".repeat(200_000));
    let often = format!("<table:table-cell table:number-columns-repeated=\"200\">{long}");
    let tall = format!("<table:table-row table:number-rows-repeated=\"50\">{often}</table:table-row>");
    let large = content("", &format!("<table:table>{tall}</table:table>"));
    assert!(says_of(&large).unwrap_err().contains("holds more than 8 MB of text"));
    let laughs =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>".to_owned() + &content("", "<text:p>&b;</text:p>");
    assert!(says_of(&laughs).is_ok_and(|text| text.as_str() == "&b;\n"));
    let circle = "<style:style style:name=\"A\" style:family=\"paragraph\" style:parent-style-name=\"B\"/>\
        <style:style style:name=\"B\" style:family=\"paragraph\" style:parent-style-name=\"A\"/>";
    assert_eq!(notation(circle, "<text:p text:style-name=\"A\">x</text:p>"), "x\n");
    let bomb = content("", &" ".repeat(30 << 20));
    assert!(says_of(&bomb).unwrap_err().contains("was not unpacked"));
}
