//! Markdown.

use planlint::{HeadingSign, Origin};
use proptest::prelude::*;

use super::{assert_exact, assert_law, notation, text};

#[test]
fn a_block_is_a_line() {
    let plan = "# A plan\n\nWe will **fund** [ten\nlunch clubs](http://x) in `two` places.<br>Now\\.\n\nSetext\n------\nWords &amp; more\n";
    insta::assert_snapshot!(notation("plan.md", plan), @"
    # A plan
    We will fund ten lunch clubs in two places. Now.
    ## Setext
    Words & more
    ");
}

#[test]
fn a_blank_in_angle_brackets_is_kept_and_a_tag_is_not() {
    let plan = "For <role> and <the number of\ncarers> by <date>, <b>now</b>.<br/>\n\nIn <area>, <data source> and <span class=\"x\">here</span>, <Role> is <mine>ours</mine>.\n\n| By | <date> |\n|---|---|\n| <role> | x |\n";
    insta::assert_snapshot!(notation("plan.md", plan), @r"
    For <role> and <the number of carers> by <date>, now.
    In <area>, <data source> and here, <Role> is ours.
    | By | <date> |
    |---|---|
    | <role> | x |
    ");
}

#[test]
fn lists_keep_depth_and_numbers() {
    let plan = "Aims:\n\n1. First\n   - [x] inner\n     more\n   - other\n2. Second\n\n   Loose\n\nAfter\n";
    insta::assert_snapshot!(notation("plan.md", plan), @"
    Aims:
    1. First
      - inner more
      - other
    2. Second
    Loose

    After
    ");
}

#[test]
fn tables_are_rows_with_a_header() {
    let plan = "| Action | Lead \\| owner |\n|---|---|\n| Fund **clubs** | |\n| a | b |\n\n| | |\n|-|-|\n|x|y|\n";
    insta::assert_snapshot!(notation("plan.md", plan), @r"
    | Action | Lead \| owner |
    |---|---|
    | Fund clubs |  |
    | a | b |

    | x | y |
    ");
}

#[test]
fn what_is_not_the_authors_plan_is_left_out_or_marked() {
    let plan = "---\ntitle: \"Ageing well\"\nauthor: A\n---\n\n![lonely people](x.png) Words~~gone~~.[^1]\n\n> Somebody\n> said\n\n\
                <!-- We will act -->\n\n<div>\nIn <b>HTML</b>\n</div>\n\n[^1]: A note.\n\n~~All gone~~\n";
    let text = text("plan.md", plan);
    insta::assert_snapshot!(text.as_str(), @"
    # Ageing well
    Words.
    > Somebody said
    In HTML
    [note] A note.
    ");
    assert_eq!(
        text.notices(),
        ["The front matter was left out, its title apart.", "2 struck-through passages were left out."]
    );
}

#[test]
fn a_short_bold_paragraph_is_a_heading_by_its_looks() {
    let text = text("plan.md", "# Plan\n\n**Social isolation**\n\n**We mean it.**\n\n**Bold** and not\n");
    insta::assert_snapshot!(text.as_str(), @"
    # Plan
    ## Social isolation
    We mean it.
    Bold and not
    ");
    assert_eq!(text.facts(0).heading, Some(HeadingSign::Style));
    assert_eq!(text.facts("# Plan\n".len()).heading, Some(HeadingSign::Looks));
}

#[test]
fn a_paragraph_that_looks_like_a_mark_is_escaped() {
    assert_eq!(
        notation("plan.md", "\\# Not a heading\n\n&gt; nor a quotation\n"),
        "\\# Not a heading\n\\> nor a quotation\n"
    );
}

#[test]
fn every_word_knows_its_line_and_column() {
    let plan = "# Plan\r\n\r\nCafé society **and\r\nclubs**\r\n";
    let text = text("plan.md", plan);
    let place = |word: &str| text.origin(text.as_str().find(word).unwrap());
    assert_eq!(place("society"), Some(Origin::Line { line: 3, column: 6 }));
    assert_eq!(place("and"), Some(Origin::Line { line: 3, column: 16 }));
    assert_eq!(place("clubs"), Some(Origin::Line { line: 4, column: 1 }));
}

#[test]
fn deep_nesting_is_survived() {
    let deep = format!("{}x\n\n{}y", "> ".repeat(20_000), "- ".repeat(20_000));
    assert!(planlint::read_bytes("plan.md", deep.as_bytes()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]
    #[test]
    fn any_markdown_is_read_and_its_bytes_kept(
        plan in proptest::collection::vec(proptest::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
    ) {
        let text = planlint::read_bytes("plan.md", plan.as_bytes()).unwrap();
        assert_law(&text);
        assert_exact(&text, plan.strip_prefix('\u{feff}').unwrap_or(&plan));
    }
}

const PIECES: &[&str] = &[
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "| ",
    "|---|---|\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "  ",
    "    ",
    "\t",
    "word",
    "lonely ",
    "é",
    "\u{ad}",
    "\u{f0b7}",
    "**",
    "~~",
    "*",
    "`",
    "[a](b)",
    "![a](b)",
    "[^1]",
    "[^1]: ",
    "&amp;",
    "&nbsp;",
    "<br>",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<script>",
    "\\",
    "\\|",
    "---\n",
    "===\n",
    "```\n",
    "\u{feff}",
    "\u{2028}",
    "[x] ",
    "title: ",
];
