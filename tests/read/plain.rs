//! Plain text and its encodings.

use planlint::Origin;
use proptest::prelude::*;

use super::{assert_exact, assert_law, notation, text};

#[test]
fn broken_lines_are_joined_into_paragraphs() {
    let plan = "SOCIAL ISOLATION\nThe board will act against loneliness among carers and\nolder people in every district.\n\n\
                Second paragraph of the plan.\nAnother one.\n";
    insta::assert_snapshot!(notation("plan.txt", plan), @"
    SOCIAL ISOLATION
    The board will act against loneliness among carers and older people in every district.
    Second paragraph of the plan.
    Another one.
    ");
}

#[test]
fn bullets_and_numbers_begin_items() {
    let plan = "We will:\n• fund clubs\n  that meet weekly\n  - in towns\n\u{f0b7} train staff\no Other things\n\nAnd then\n1) one\n2) two, as in\n2024) no\n4.2 Prevention\n";
    insta::assert_snapshot!(notation("plan.txt", plan), @"
    We will:
    - fund clubs that meet weekly
      - in towns
    - train staff
    - Other things

    And then
    1) one
    2) two, as in 2024) no
    4.2 Prevention
    ");
}

#[test]
fn lines_parted_by_bars_are_rows() {
    let plan = "Actions:\n1.1 | Open a lunch club | Libraries | May 2026\n1.2 | Visit tenants | |\n\nA sentence.\n";
    insta::assert_snapshot!(notation("plan.txt", plan), @"
    Actions:
    | 1.1 | Open a lunch club | Libraries | May 2026 |
    | 1.2 | Visit tenants |
    A sentence.
    ");
}

#[test]
fn broken_words_are_joined_where_the_document_knows_them() {
    let plan = "Isolation and lone-\nliness matter, and so does well-\nbeing. We count lone-\nliness.\n\nLoneliness.\n";
    insta::assert_snapshot!(notation("plan.txt", plan), @"
    Isolation and loneliness matter, and so does well-being. We count loneliness.
    Loneliness.
    ");
}

#[test]
fn long_lines_are_paragraphs_by_themselves() {
    let plan = format!("{}\n{}\n", "We will act. ".repeat(12).trim(), "they said. ".repeat(14).trim());
    assert_eq!(notation("plan.txt", &plan), plan);
}

#[test]
fn underlined_lines_are_headings_and_page_breaks_are_not_seen() {
    assert_eq!(
        notation("plan.txt", "Our plan\n========\nIt is in\n\u{c}\ntwo pages.\n"),
        "# Our plan\nIt is in two pages.\n"
    );
}

#[test]
fn every_encoding_gives_the_same_words() {
    let plan = "Loneliness – the carers’ café costs £5";
    let utf_16 = |order: fn(u16) -> [u8; 2]| plan.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let windows = b"Loneliness \x96 the carers\x92 caf\xe9 costs \xa35".to_vec();
    let marked = [b"\xff\xfe".to_vec(), utf_16(u16::to_le_bytes)].concat();
    for bytes in [plan.into(), utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes), windows, marked] {
        assert_eq!(notation("plan.txt", bytes), format!("{plan}\n"));
    }
}

#[test]
fn one_stray_byte_does_not_spoil_a_utf_8_file() {
    let plan = [&"The café’s loneliness – a £5 scheme. ".repeat(20).into_bytes()[..], b"Carers\x92 week"].concat();
    let text = text("plan.txt", plan);
    assert!(text.as_str().contains("café’s") && text.as_str().contains("Carers\u{fffd} week"), "{}", text.as_str());
    assert_eq!(text.notices(), ["One byte is not valid UTF-8 and shown as �."]);
}

#[test]
fn an_old_encoding_is_said() {
    assert_eq!(
        text("plan.txt", b"The carers\x92 plan").notices(),
        ["The file does not say how its letters are encoded; it was read as windows-1252."]
    );
}

#[test]
fn every_kind_of_line_end_is_one() {
    for end in ["\n", "\r\n", "\r"] {
        let text = text("plan.txt", format!("One.{end}{end}Two."));
        assert_eq!(text.as_str(), "One.\nTwo.\n");
        assert_eq!(text.origin(5), Some(Origin::Line { line: 3, column: 1 }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]
    #[test]
    fn any_text_is_read_and_its_bytes_kept(
        plan in proptest::collection::vec(proptest::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
    ) {
        let text = planlint::read_bytes("plan.txt", plan.as_bytes()).unwrap();
        assert_law(&text);
        assert_exact(&text, plan.strip_prefix('\u{feff}').unwrap_or(&plan));
    }
}

const PIECES: &[&str] = &[
    "word ", "Word ", "lone", "-\n", "liness", "\n", "\n\n", "\r", "\u{c}", "  ", "\t", "• ", "- ", "o ", "1) ",
    "4.2 ", "(a) ", "CAPITALS", "====", "\n---\n", "\u{ad}", "\u{f0b7}", "\u{200b}", "é", "#", "|", "[note] ", "> ",
    "\\", ".", "\u{2028}", "\u{85}",
];
