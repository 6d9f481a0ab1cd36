//! Headings, by style, outline level and looks.

use planlint::HeadingSign;

use super::{Word, bold, notation, p, styled};

fn style(id: &str, inside: &str) -> String {
    format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\">{inside}</w:style>")
}

fn of(id: &str, words: &str) -> String {
    styled(&format!("<w:pStyle w:val=\"{id}\"/>"), words)
}

#[test]
fn headings_are_known_by_the_name_of_their_style() {
    let styles = [
        style("berschrift2", "<w:name w:val=\"heading 2\"/>"),
        style("T", "<w:name w:val=\"Title\"/>"),
        style("Own", "<w:name w:val=\"Own\"/><w:basedOn w:val=\"berschrift2\"/>"),
        style("Titre3", "<w:name w:val=\"Titre 3\"/>"),
        style(
            "Body",
            "<w:name w:val=\"Body\"/><w:basedOn w:val=\"berschrift2\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr>",
        ),
    ]
    .concat();
    let body = ["T", "berschrift2", "Own", "Titre3", "Heading4", "Body"].map(|id| of(id, id)).concat();
    insta::assert_snapshot!(Word::new(body).with("styles", styles).notation(), @"
    # T
    ## berschrift2
    ## Own
    ### Titre3
    #### Heading4
    Body
    ");
}

#[test]
fn headings_are_known_by_their_outline_level() {
    let styles = style("O", "<w:name w:val=\"Clause\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>");
    let level = |level: &str| styled(&format!("<w:outlineLvl w:val=\"{level}\"/>"), "direct");
    let body = [of("O", "by style"), level("0"), level("9")].concat();
    let text = Word::new(body).with("styles", styles).text();
    assert_eq!(text.as_str(), "## by style\n# direct\ndirect\n");
    assert_eq!(text.facts(0).heading, Some(HeadingSign::Outline));
}

#[test]
fn a_circle_of_styles_ends() {
    let styles = [style("A", "<w:basedOn w:val=\"B\"/>"), style("B", "<w:basedOn w:val=\"A\"/>")].concat();
    assert_eq!(Word::new(of("A", "words")).with("styles", styles).notation(), "words\n");
}

#[test]
fn a_long_line_in_bold_is_a_heading_beside_short_ones() {
    let body = [
        bold("Objective 1: prevention"),
        p("We fund clubs."),
        bold("Objective 2: supporting people living independently and the shift from hospital to home"),
        p("We fund more clubs."),
        bold("How will we keep track?"),
        p("Each year."),
    ];
    let plan = planlint::Plan::parse(Word::new(body.concat()).text());
    let headings = plan.blocks().iter().filter(|block| block.kind == planlint::BlockKind::Heading);
    assert_eq!(headings.map(|block| block.level).collect::<Vec<_>>(), [1, 1, 1]);
}

#[test]
fn a_few_words_in_bold_or_capitals_look_like_a_heading() {
    let styles = style("Heading1", "<w:name w:val=\"heading 1\"/>");
    let body = [
        of("Heading1", "Plan"),
        bold("Social isolation"),
        bold("We will act on it."),
        bold("Aims:"),
        bold("Goal: ten clubs"),
        bold("Priority 1: loneliness"),
        bold("September 2013"),
        p("NATIONAL CONDITIONS"),
        p("NHS"),
        p("Plain words"),
    ];
    let text = Word::new(body.concat()).with("styles", styles).text();
    insta::assert_snapshot!(text.as_str(), @"
    # Plan
    ## Social isolation
    We will act on it.
    Aims:
    Goal: ten clubs
    ## Priority 1: loneliness
    September 2013
    ## NATIONAL CONDITIONS
    NHS
    Plain words
    ");
    assert_eq!(text.facts(0).heading, Some(HeadingSign::Style));
    assert_eq!(text.facts("# Plan\n".len()).heading, Some(HeadingSign::Looks));
}

#[test]
fn running_text_in_a_heading_style_is_no_heading() {
    assert!(!notation(&of("Heading1", &"word ".repeat(60))).starts_with('#'));
}
