//! Lists, and the numbers Word shows before their items.

use super::{Word, p, styled};

fn item(list: &str, depth: &str) -> String {
    styled(&format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), "words")
}

fn level(at: u8, format: &str, text: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

fn kind(id: u8, inside: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{inside}</w:abstractNum>")
}

fn list(id: u8, kind: u8, inside: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>{inside}</w:num>")
}

fn items(numbering: String, items: &[(&str, &str)]) -> String {
    let body: String = items.iter().map(|(list, depth)| item(list, depth)).collect();
    Word::new(body).with("numbering", numbering).notation()
}

#[test]
fn items_are_numbered_as_word_numbers_them() {
    let levels = [level(0, "decimal", "%1)"), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "%3.")].concat();
    let numbering = [kind(0, &levels), list(1, 0, "")].concat();
    insta::assert_snapshot!(items(numbering, &[("1", "0"), ("1", "1"), ("1", "1"), ("1", "2"), ("1", "0"), ("1", "1")]), @"
    1) words
      (a) words
      (b) words
        i. words
    2) words
      (a) words
    ");
}

#[test]
fn bullets_are_items_and_the_list_ends_with_a_blank_line() {
    let numbering = [kind(0, &level(0, "bullet", "\u{f0b7}")), list(1, 0, "")].concat();
    let body = [item("1", "0"), p("\u{f0b7} typed"), p("After"), item("0", "0")].concat();
    assert_eq!(Word::new(body).with("numbering", numbering).notation(), "- words\n- typed\n\nAfter\nwords\n");
}

#[test]
fn clauses_are_numbered_paragraphs() {
    let legal = "<w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/><w:isLgl/></w:lvl>";
    let numbering = [kind(0, &[level(0, "upperRoman", "%1"), legal.to_owned()].concat()), list(1, 0, "")].concat();
    assert_eq!(items(numbering, &[("1", "0"), ("1", "1"), ("1", "1")]), "I words\n\n1.1 words\n1.2 words\n");
}

#[test]
fn lists_restart_where_they_say_so() {
    let restart = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
    let instead = format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "upperLetter", "%1."));
    let numbering =
        [kind(0, &level(0, "decimal", "%1.")), list(1, 0, ""), list(2, 0, restart), list(3, 0, &instead)].concat();
    let all = items(numbering, &[("1", "0"), ("2", "0"), ("2", "0"), ("1", "0"), ("3", "0")]);
    assert_eq!(all, "1. words\n5. words\n6. words\n7. words\nH. words\n");
}

#[test]
fn styles_bring_their_lists() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"L\"><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>\
                  <w:style w:type=\"numbering\" w:styleId=\"N\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let bound =
        "<w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"decimal\"/><w:pStyle w:val=\"L\"/><w:lvlText w:val=\"%2)\"/></w:lvl>";
    let linked = "<w:numStyleLink w:val=\"N\"/>";
    let numbering =
        [kind(0, bound), kind(1, linked), kind(2, bound), list(1, 0, ""), list(3, 1, ""), list(2, 2, "")].concat();
    let body = [styled("<w:pStyle w:val=\"L\"/>", "by style"), item("3", "1")].concat();
    let text = Word::new(body).with("styles", styles).with("numbering", numbering).notation();
    assert_eq!(text, "  1) by style\n  1) words\n");
}

#[test]
fn numbered_headings_show_their_number() {
    let numbering = [kind(0, &level(0, "decimal", "%1")), list(1, 0, "")].concat();
    let body = styled("<w:pStyle w:val=\"Heading1\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr>", "Prevention");
    assert_eq!(Word::new(body).with("numbering", numbering).notation(), "# 1 Prevention\n");
}
