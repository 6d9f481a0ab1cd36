//! Notation to plan: laws that hold for any text, and the tree of a small plan of every kind of block.

use planlint::{BlockKind, Format, HeadingSign, LineFacts, Mark, Options, Origin, Plan, RuleBook, Text, TextBuilder};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn plan(notation: &str) -> Plan {
    Plan::parse(Text::from_notation(notation, Format::Markdown))
}

const SAMPLE: &str = "\
# Ageing well in Exampleshire
A plan for 2025 to 2028

Exampleshire Council 1

## Contents
1. Introduction ........ 3
2. Loneliness ........ 7
3. Actions ........ 12

## 4.2 Loneliness
One older person in ten is often lonely. In Bury St. Edmunds it is one in eight.3 We will:
- fund ten lunch clubs by Sept. 2026; and
  - two of them in villages
- recruit 40 volunteers.

7) NATIONAL CONDITIONS

Exampleshire Council 2

a) Protecting social care services

The council and its partners will protect services that prevent loneliness, such as day centres and befriending.

| Action | Lead | By |
|---|---|---|
| Extend connectors ¶ Train them. Pay them. | Public Health | Sept. 2025 |
| Befriending |  | TBC |

| Scheme name | Village agents |
| Scheme ref no. | 4 |
| Overview | Agents visit people who live alone, and bring them to groups nearby. |

Lead: Director of Adult Social Care
Please describe how the scheme will be evaluated.
[placeholder] Click here to enter text.
> I had not spoken to anyone for a week.
“I feel lonely most evenings,” Carer, aged 62
[caption] Figure 3: Loneliness by ward
Table 2 People aged 65 and over living alone
[note] 3 Adult Social Care Survey.
[box] Our neighbours matter.
\\# is how many
12% 14 15 16 17 18 19 20
ANNEX 1 Detailed scheme description
Each scheme is described below, with its cost and what it is expected to change for older people.

Exampleshire Council 3

REFERENCES
Hawton et al (2011) The impact of social isolation on health.
";

#[test]
fn a_plan_shows_its_tree() {
    insta::assert_snapshot!(plan(SAMPLE).outline(), @r#"
    plan: 38 blocks, 7 sections, 2 tables, 50 sentences
       0  heading 1  Ageing well in Exampleshire                                                    line 1
       1    paragraph  A plan for 2025 to 2028                                                      line 2
       2    furniture  Exampleshire Council 1                                                       line 4
       3    heading 2  Contents                                                                     line 6
       4      contents  ⟨1.⟩  Introduction ........ 3                                               line 7
       5      contents  ⟨2.⟩  Loneliness ........ 7                                                 line 8
       6      contents  ⟨3.⟩  Actions ........ 12                                                   line 9
       7    heading 2  ⟨4.2⟩  Loneliness                                                            line 11
       8      paragraph  One older person in ten is often lonely. In Bury St.…  ×3                  line 12
       9      item  fund ten lunch clubs by Sept. 2026; and  ◂ 8                                    line 13
      10        item  two of them in villages  ◂ 9                                                  line 14
      11      item  recruit 40 volunteers.  ◂ 8                                                     line 15
      12      heading 3 (typed)  ⟨7)⟩  NATIONAL CONDITIONS                                          line 17
      13        furniture  Exampleshire Council 2                                                   line 19
      14        heading 4 (typed)  ⟨a)⟩  Protecting social care services                            line 21
      15          paragraph  The council and its partners will protect services that…               line 23
      16          header-row of table 1  ×3                                                         line 25
                    [1] Action                                                                      line 25
                    [2] Lead                                                                        line 25
                    [3] By                                                                          line 25
      17          row of table 1  ×5                                                                line 27
                    [Action] Extend connectors ¶ Train them. Pay them.                              line 27
                    [Lead] Public Health                                                            line 27
                    [By] Sept. 2025                                                                 line 27
      18          row of table 1  ×2                                                                line 28
                    [Action] Befriending                                                            line 28
                    [By] TBC                                                                        line 28
      19          row of table 2  ×2                                                                line 30
                    [1] Scheme name                                                                 line 30
                    [Scheme name] Village agents                                                    line 30
      20          row of table 2  ×2                                                                line 31
                    [1] Scheme ref no.                                                              line 31
                    [Scheme ref no.] 4                                                              line 31
      21          row of table 2  ×2                                                                line 32
                    [1] Overview                                                                    line 32
                    [Overview] Agents visit people who live alone, and bring them to…               line 32
      22          paragraph  {Lead}  Lead: Director of Adult Social Care                            line 34
      23          guidance  Please describe how the scheme will be evaluated.                       line 35
      24          guidance  Click here to enter text.                                               line 36
      25          quotation  I had not spoken to anyone for a week.                                 line 37
      26          quotation  “I feel lonely most evenings,” Carer, aged 62                          line 38
      27          caption  Figure 3: Loneliness by ward                                             line 39
      28          caption  Table 2 People aged 65 and over living alone                             line 40
      29          note  3 Adult Social Care Survey.                                                 line 41
      30          paragraph in a box  Our neighbours matter.                                        line 42
      31          paragraph  # is how many                                                          line 43
      32          unreadable  12% 14 15 16 17 18 19 20                                              line 44
      33      heading 3 (typed)  ⟨ANNEX 1⟩  Detailed scheme description                             line 45
      34        paragraph  Each scheme is described below, with its cost and what it…               line 46
      35        furniture  Exampleshire Council 3                                                   line 48
      36      heading 3 (typed)  REFERENCES                                                         line 50
      37        reference  Hawton et al (2011) The impact of social isolation on…                   line 51
    "#);
}

/// Pieces that mean something in notation, to be strung together at random.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "  ",
    "\t",
    "# ",
    "## ",
    "###### ",
    "- ",
    "  - ",
    "• ",
    "o ",
    "| ",
    "|",
    " | ",
    "\\|",
    "\\",
    "|---|---|\n",
    "> ",
    "[caption] ",
    "[box] ",
    "[placeholder] ",
    "[note] ",
    "1) ",
    "2) ",
    "a) ",
    "(iv) ",
    "4.2 ",
    "4.2.1 ",
    "Annex 1 ",
    "ANNEX A: ",
    "Priority 2: ",
    "Figure 3: ",
    "REFERENCES",
    "Contents",
    "NATIONAL CONDITIONS",
    "Lead: ",
    "We will:",
    "loneliness",
    "Loneliness",
    " and ",
    ". ",
    "; ",
    "; and",
    "? ",
    " ¶ ",
    "e.g. ",
    "Dr. ",
    "Sept. 2015",
    "£1.25m",
    "”",
    "“",
    "(",
    ")",
    "é",
    "—",
    "…",
    ".12 ",
    "....... 31",
    "31",
    "[insert name]",
    "Please describe ",
    "\u{a0}",
    "\u{F0B7} ",
    "**",
    "[12]",
];

fn notation() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_a_plan(text in "(?s).{0,200}") {
        holds(&plan(&text));
    }

    #[test]
    fn every_run_of_notation_is_a_plan(text in notation()) {
        holds(&plan(&text));
    }
}

/// What is true of every plan.
fn holds(plan: &Plan) {
    nothing_is_lost(plan);
    spans_are_in_order(plan);
    sentences_are_in_their_blocks(plan);
    sections_nest(plan);
    assert!(plan.outline().lines().count() > plan.blocks().len());
}

fn nothing_is_lost(plan: &Plan) {
    let mut blocks = plan.blocks().iter();
    for line in plan.text().as_str().split('\n') {
        let line = line.trim_end_matches([' ', '\t', '\r']);
        let only_marks =
            line.starts_with('|') && line.contains("---") && line.chars().all(|letter| "|-: ".contains(letter));
        if !line.is_empty() && !only_marks {
            assert_eq!(blocks.next().map(|block| plan.words(block.line)), Some(line));
        } else if only_marks && blocks.clone().next().is_some_and(|block| plan.words(block.line) == line) {
            blocks.next();
        }
    }
    assert!(blocks.next().is_none(), "a block has no line");
}

fn spans_are_in_order(plan: &Plan) {
    let mut end = 0;
    for (id, block) in plan.blocks().iter().enumerate() {
        assert!(end <= block.line.start && block.line.contains(block.span), "block {id}");
        end = block.line.end;
        assert!(block.label.is_none_or(|label| block.line.contains(label) && label.end <= block.span.start));
        assert!(block.field.is_none_or(|field| block.span.contains(field)));
        assert!(block.lead_in.is_none_or(|lead_in| lead_in < id));
        let mut after = block.line.start;
        for (column, cell) in plan.cells()[block.cells.clone()].iter().enumerate() {
            assert!(after <= cell.span.start && cell.span.end <= block.line.end && cell.column == column);
            after = cell.span.end;
        }
        assert_eq!(block.table.is_some(), !block.cells.is_empty());
        assert!(block.table.is_none_or(|table| plan.tables()[table].rows.contains(&id)));
    }
}

fn sentences_are_in_their_blocks(plan: &Plan) {
    let (mut end, mut count) = (0, 0);
    for (id, block) in plan.blocks().iter().enumerate() {
        assert_eq!(block.sentences.start, count);
        count = block.sentences.end;
        for sentence in &plan.sentences()[block.sentences.clone()] {
            assert!(sentence.block == id && block.span.contains(sentence.span) && end <= sentence.span.start);
            assert!(sentence.cell.is_none_or(|cell| plan.cells()[cell].span.contains(sentence.span)));
            let words = plan.words(sentence.span);
            assert!(words.trim() == words && words.contains(char::is_alphanumeric));
            end = sentence.span.end;
        }
    }
    assert_eq!(count, plan.sentences().len());
}

fn sections_nest(plan: &Plan) {
    assert_eq!(plan.sections()[0].blocks, 0..plan.blocks().len());
    for section in &plan.sections()[1..] {
        let parent = &plan.sections()[section.parent.unwrap()];
        assert!(parent.level < section.level && section.heading == Some(section.blocks.start));
        assert!(parent.blocks.start <= section.blocks.start && section.blocks.end <= parent.blocks.end);
    }
    for (id, block) in plan.blocks().iter().enumerate() {
        let innermost = plan.sections().iter().rposition(|section| section.blocks.contains(&id));
        assert_eq!(innermost, Some(block.section));
    }
}

#[test]
fn hostile_texts_are_parsed_without_delay() {
    let start = Instant::now();
    let bullets = plan(&format!("- {}\n", "a".repeat(30)).repeat(62_500));
    assert_eq!(bullets.blocks().len(), 62_500);
    let line = plan(&"We will act upon isolation and say so in every plan. ".repeat(95_000));
    assert_eq!((line.blocks().len(), line.sentences().len()), (1, 95_000));
    for (piece, bytes) in
        [("(", 100_000), ("[", 100_000), ("“", 100_000), ("[<(.;", 50_000), (". ", 50_000), ("- (;", 50_000)]
    {
        plan(&piece.repeat(bytes / piece.len()));
    }
    for line in ["\n", "\n- ", "| ", "1) a\n", "A\n", " \t- x\n"] {
        plan(&line.repeat(20_000 / line.len()));
    }
    assert!(start.elapsed() < Duration::from_secs(30), "took {:?}", start.elapsed());
}

/// Texts of one piece again and again, so long that what looks at each piece beside every other takes many times as long.
#[test]
fn hostile_texts_are_checked_without_delay() {
    let funds = "We fund a befriending service for lonely people. ".repeat(1_000);
    let texts = [
        // rival actions in a paragraph, and in a cell
        funds.clone(),
        format!("| Action | Lead |\n|---|---|\n| {funds} | DPH |\n"),
        // items of one list, paragraphs under one long heading, cells of one row
        "- Loneliness\n".repeat(4_000),
        format!("# {}\n{}", "Loneliness ".repeat(20_000), "A club.\n\n".repeat(2_000)),
        format!("{}|\n", "| Loneliness ".repeat(1_000)),
        // marks, with blanks and without, pronouns and dates in one sentence
        format!("Loneliness {}", "is: ".repeat(10_000)),
        format!("Loneliness {}", "status:x-".repeat(500)),
        format!("Loneliness {}", "10 of its ".repeat(30_000)),
        format!("Loneliness {}", "May 2024 ".repeat(30_000)),
    ];
    let options = Options { packs: vec!["care-act".to_owned()], ..Options::default() };
    for text in texts {
        let plan = plan(&text);
        let audit = planlint::check(&plan, RuleBook::builtin(), &options);
        assert!(!audit.passages.is_empty(), "{}", &text[..50]);
    }
}

/// Notation of one block, and its sentences parted by bars.
const SENTENCES: &[(&str, &str)] = &[
    // abbreviations
    (
        "Groups, e.g. The Hub and the Men's Shed, meet weekly. All are free.",
        "Groups, e.g. The Hub and the Men's Shed, meet weekly.|All are free.",
    ),
    ("Costs are approx. £40k p.a. The grant ends in March.", "Costs are approx. £40k p.a.|The grant ends in March."),
    ("Transport, shopping, etc. The offer is new.", "Transport, shopping, etc.|The offer is new."),
    (
        "See action no. 5 and para. 2.6 of the guidance, i.e. Annex B.",
        "See action no. 5 and para. 2.6 of the guidance, i.e. Annex B.",
    ),
    ("A review (Cattan et al. 2005) found that groups work.", "A review (Cattan et al. 2005) found that groups work."),
    ("Befriending vs. Group work was compared, incl. Costs.", "Befriending vs. Group work was compared, incl. Costs."),
    // titles and places
    (
        "Dr. A. B. Smith leads the work. She reports to Asst. Dir. Jones.",
        "Dr. A. B. Smith leads the work.|She reports to Asst. Dir. Jones.",
    ),
    (
        "The hub at St. Mary's serves Bury St. Edmunds and Gt. Yarmouth. It opens daily.",
        "The hub at St. Mary's serves Bury St. Edmunds and Gt. Yarmouth.|It opens daily.",
    ),
    // months and days
    ("Start by Sept. 2015. Open Mon. to Fri. each week.", "Start by Sept. 2015.|Open Mon. to Fri. each week."),
    ("We open on Mon. The rest follow. They sat. He spoke.", "We open on Mon.|The rest follow.|They sat.|He spoke."),
    // numbers
    (
        "We spend £1.25m a year. Measure 1.18i fell on 31.03.16.",
        "We spend £1.25m a year.|Measure 1.18i fell on 31.03.16.",
    ),
    ("Numbers rose in 2014. 30 groups now meet.", "Numbers rose in 2014.|30 groups now meet."),
    // clause numbers
    (
        "Loneliness is common. 4.3 We will act. 4.4 Partners will help.",
        "Loneliness is common.|4.3 We will act.|4.4 Partners will help.",
    ),
    ("We will act. 1. Recruit volunteers. 2. Train them.", "We will act.|1. Recruit volunteers.|2. Train them."),
    ("4.2 Carers are often lonely. Many are old.", "Carers are often lonely.|Many are old."),
    // semicolons
    ("- Recruit volunteers; train them; match them.", "Recruit volunteers|train them|match them."),
    ("- fund a lunch club; and", "fund a lunch club"),
    ("- name an owner (Lead: PH; by: 2026); report", "name an owner (Lead: PH; by: 2026)|report"),
    ("We recruit volunteers; they are trained.", "We recruit volunteers; they are trained."),
    (
        "| Extend connectors; train them | Lead: PH ¶ Support: VCS. Both by Sept. 2015 |",
        "Extend connectors|train them|Lead: PH|Support: VCS.|Both by Sept. 2015",
    ),
    // questions, quotations and brackets
    ("Are you lonely? Many are! We can help.", "Are you lonely?|Many are!|We can help."),
    (
        "She said “I see nobody.” We listened. (It was hard.) They left.",
        "She said “I see nobody.”|We listened.|(It was hard.)|They left.",
    ),
    ("“Is it?” she asked. Yes! magazine wrote about it.", "“Is it?” she asked.|Yes! magazine wrote about it."),
    // note numbers and lost blanks
    (
        "Loneliness harms health in every area.12 The cost is high.[3] We will act.",
        "Loneliness harms health in every area.12|The cost is high.[3]|We will act.",
    ),
    (
        "This reduces isolation.We will do more. See www.exampleshire.gov.uk for more.",
        "This reduces isolation.|We will do more.|See www.exampleshire.gov.uk for more.",
    ),
    (
        "The U.K. Government and N.H.S. England agree... They will fund it.",
        "The U.K. Government and N.H.S. England agree...|They will fund it.",
    ),
    ("# REDUCING SOCIAL ISOLATION", "REDUCING SOCIAL ISOLATION"),
    ("First thought ¶ second thought", "First thought|second thought"),
];

#[test]
fn stops_end_sentences_only_where_a_reader_would_stop() {
    for (notation, expected) in SENTENCES {
        let plan = plan(notation);
        let found: Vec<_> = plan.sentences().iter().map(|sentence| plan.words(sentence.span)).collect();
        assert_eq!(found.join("|"), *expected);
    }
}

/// Notation, and the kind of its first block.
const KINDS: &[(&str, BlockKind)] = &[
    ("Figure 3: Loneliness by ward", BlockKind::Caption),
    ("Table 2 - Spend by scheme", BlockKind::Caption),
    ("Map 1", BlockKind::Caption),
    ("Figure 3 shows that loneliness is highest in the north.", BlockKind::Paragraph),
    ("3.2 Social isolation ........ 31", BlockKind::Contents),
    ("## 3.2 Social isolation ........ 31", BlockKind::Contents),
    ("Foreword 2\n1. Introduction 4\n2. Our people 4\n3. Loneliness 11", BlockKind::Contents),
    ("Aged 65 to 74 40\nAged 75 to 84 20\nAged 85 and over 5", BlockKind::Paragraph),
    ("3 Hawton et al (2011) The impact of social isolation on health.", BlockKind::Reference),
    ("Cattan, M. and White, M. (2005). Preventing social isolation: a review.", BlockKind::Reference),
    ("Source: NHS England", BlockKind::Reference),
    ("https://www.example.org/plans", BlockKind::Reference),
    ("The council (2014) published its first strategy.", BlockKind::Paragraph),
    ("“I only see the carer.”", BlockKind::Quotation),
    ("\"I see nobody,\" she said. \"It is hard for me.\"", BlockKind::Quotation),
    ("“Ageing Well” and our plan for all carers are due in the “Spring”", BlockKind::Paragraph),
    ("\\[insert name of board]", BlockKind::Guidance),
    ("Lead: <insert name>", BlockKind::Guidance),
    ("Please describe the schemes you will fund.", BlockKind::Guidance),
    ("Please note that befriending is open to all.", BlockKind::Paragraph),
    ("Please contact us if you feel lonely.", BlockKind::Paragraph),
    ("a) Drawing on your JSNA, please describe the vision for care", BlockKind::Guidance),
    ("What is your approach to measuring outcomes?", BlockKind::Guidance),
    ("- Click here to enter text.", BlockKind::Guidance),
    ("12% 14% 19% 21% 30 40 male", BlockKind::Unreadable),
    ("Befriendingservicesforolderpeoplewholivealone and more", BlockKind::Unreadable),
    ("See https://www.example.org/a-page-with-a-very-long-address-indeed/for-plans now", BlockKind::Paragraph),
    ("o recruit volunteers", BlockKind::Item),
    ("\u{F0B7} recruit volunteers", BlockKind::Item),
    ("a) recruit volunteers", BlockKind::Item),
    ("4.2 We will recruit volunteers.", BlockKind::Paragraph),
    ("4.2 million people are lonely.", BlockKind::Paragraph),
];

#[test]
fn lines_are_what_a_reader_takes_them_for() {
    for (notation, expected) in KINDS {
        assert_eq!(plan(notation).blocks()[0].kind, *expected, "{notation}");
    }
    let long = format!("{} end", "word and ".repeat(50));
    assert_eq!(plan(&long).blocks()[0].kind, BlockKind::Unreadable);
    assert_eq!(plan(&format!("{long}.")).blocks()[0].kind, BlockKind::Paragraph);
}

/// The headings, each with its level.
fn headings(plan: &Plan) -> Vec<String> {
    let headings = plan.blocks().iter().filter(|block| block.kind == BlockKind::Heading);
    headings.map(|block| format!("{} {}", block.level, plan.words(block.line))).collect()
}

const BODY: &str =
    "\nThe council and its partners will protect the services that prevent loneliness in every district.\n";

#[test]
fn headings_typed_without_a_mark_are_found_with_their_levels() {
    let typed = [
        "BETTER CARE FUND",
        "7) NATIONAL CONDITIONS",
        "a) Protecting social care services",
        "i) Carers",
        "b) Data sharing",
        "ANNEX 1 Detailed scheme description",
    ];
    let plan = plan(&typed.map(|heading| format!("{heading}{BODY}")).concat());
    assert_eq!(
        headings(&plan),
        [
            "1 BETTER CARE FUND",
            "1 7) NATIONAL CONDITIONS",
            "2 a) Protecting social care services",
            "3 i) Carers",
            "2 b) Data sharing",
            "1 ANNEX 1 Detailed scheme description",
        ]
    );
    assert!(
        plan.blocks()
            .iter()
            .filter(|block| block.kind == BlockKind::Heading)
            .all(|block| block.sign == Some(HeadingSign::Typed))
    );
}

#[test]
fn typed_numbers_go_as_deep_as_their_dots() {
    let typed =
        ["1 OUR PEOPLE", "4.2 Loneliness", "4.2.1 Rural areas", "5. Actions"].map(|heading| format!("{heading}{BODY}"));
    let under = plan(&format!("# Plan\n## 4 Needs\n{}", typed.concat()));
    assert_eq!(
        headings(&under),
        ["1 # Plan", "2 ## 4 Needs", "2 1 OUR PEOPLE", "3 4.2 Loneliness", "4 4.2.1 Rural areas", "2 5. Actions"]
    );
}

#[test]
fn the_record_of_a_scheme_has_headings() {
    let scheme = plan(
        "ANNEX 1 – Detailed Scheme Description\nScheme ref no.\n4\nScheme name\nVillage agents\nFeedback loop\nYearly.",
    );
    let expected = ["1 ANNEX 1 – Detailed Scheme Description", "2 Scheme ref no.", "2 Scheme name", "2 Feedback loop"];
    assert_eq!(headings(&scheme), expected);
}

#[test]
fn numbered_lists_are_not_headings() {
    let list = plan(&format!("We will do this:\n1. Recruit volunteers\n2. Train them\n3. Match them to people{BODY}"));
    assert_eq!(headings(&list), Vec::<String>::new());
    assert!(list.blocks()[1..4].iter().all(|block| block.kind == BlockKind::Item && block.lead_in == Some(0)));
}

#[test]
fn an_item_knows_what_introduces_it() {
    let list =
        plan("We will:\n\n- fund\n  - a club\n  - a grant\n- train\n\n- “I was alone”\n- recruit\n\nThe end.\n- alone");
    let lead_ins: Vec<_> = list.blocks().iter().map(|block| (block.level, block.lead_in)).collect();
    let (none, top) = ((0, None), (0, Some(0)));
    assert_eq!(lead_ins, [none, top, (1, Some(1)), (1, Some(1)), top, none, top, none, none]);
}

#[test]
fn a_list_may_have_lost_its_marks() {
    let items = |text: &str| -> Vec<(Option<usize>, String)> {
        let plan = plan(text);
        let items = plan.blocks().iter().filter(|block| block.kind == BlockKind::Item);
        items.map(|item| (item.lead_in, plan.words(item.span).to_owned())).collect()
    };
    let one = |words: &str| (Some(0), words.to_owned());
    let small = "The service helps by:\n\nlinking people to groups\n\nringing them each week.\n\nIt began in May.";
    assert_eq!(items(small), [one("linking people to groups"), one("ringing them each week.")]);
    let large = "This year the council will:\n\nFund a lunch club in each of its nine wards\n\nMake it easier to ring us about a visit;\n\nIt will report on this in May.";
    assert_eq!(
        items(large),
        [one("Fund a lunch club in each of its nine wards"), one("Make it easier to ring us about a visit;")]
    );
    for text in [
        "The service says this:\n\nIt links people to groups.\n\nIt rings them each week.",
        "Lead officer for all of this work:\n\nthe head of adult services and her deputy:\n\nSocial care is under strain.",
        "The council will do as it said:\n\nFund a lunch club in each of its nine wards as it has for years\n\nIt has done so for years.",
    ] {
        assert!(items(text).iter().all(|(_, words)| words.starts_with("the head")), "{text}");
    }
}

#[test]
fn an_automatic_label_of_any_shape_is_a_label() {
    let origin = || Origin::Paragraph { number: 1 };
    let mut builder = TextBuilder::new(Format::Docx, origin());
    for (label, words) in [("A.", "connect people"), ("B.", "train staff")] {
        builder.line(Mark::Item { depth: 0, label }, origin(), LineFacts::default());
        builder.words(words, None);
    }
    let plan = Plan::parse(builder.finish());
    let items: Vec<_> = plan.blocks().iter().map(|block| (block.kind, plan.title(0), plan.words(block.span))).collect();
    assert_eq!(items[0], (BlockKind::Item, "A. connect people".to_owned(), "connect people"));
    assert_eq!(items[1].2, "train staff");
}

#[test]
fn lists_nest_by_the_way_they_count() {
    let list =
        plan("Our aims are as follows:\n1) connect people\na) in towns\nb) in villages\n2) train staff\n- all of them");
    let lead_ins: Vec<_> = list.blocks()[1..].iter().map(|block| (block.level, block.lead_in)).collect();
    assert_eq!(lead_ins, [(0, Some(0)), (1, Some(1)), (1, Some(1)), (0, Some(0)), (1, Some(4))]);
}

#[test]
fn what_ends_as_a_sentence_or_in_brackets_introduces_nothing() {
    let lead_ins = |text: &str| -> Vec<_> { plan(text).blocks()[1..].iter().map(|block| block.lead_in).collect() };
    assert_eq!(
        lead_ins("We will:\n- fund clubs\n  - in towns\n- meet carers.\n  - in May"),
        [Some(0), Some(1), Some(0), None]
    );
    assert_eq!(lead_ins("The measure is social contact (local)\n- governance\n- finance"), [None, None]);
}

/// Each filled cell with its column's name.
fn cells(plan: &Plan) -> Vec<String> {
    let filled = plan.cells().iter().filter(|cell| !cell.span.is_empty());
    filled.map(|cell| format!("{}={}", cell.name.map_or("", |name| plan.words(name)), plan.words(cell.span))).collect()
}

#[test]
fn cells_know_their_columns() {
    let marked = "| Action | Lead |\n|---|---|\n| Befriend \\| visit |  |\n| Connect | PH |\n";
    assert_eq!(cells(&plan(marked)), ["=Action", "=Lead", "Action=Befriend \\| visit", "Action=Connect", "Lead=PH"]);
    let guessed = "| Task | Team | Spend |\n| Connect people to groups near them | PH | 40 |\n";
    assert_eq!(cells(&plan(guessed))[3..], ["Task=Connect people to groups near them", "Team=PH", "Spend=40"]);
    let figures = "| 1 | 2 |\n| 3 | 4 |\n";
    assert_eq!(plan(figures).tables()[0].header, None);
}

#[test]
fn what_goes_on_from_the_page_before_has_no_header_row() {
    let told = "Neighbours look in on each other, and whoever cannot drive has a lift to the club. ".repeat(2);
    let goes_on = format!(
        "| Fewer people are lonely | {told}| PH |\n|---|---|---|\n| Beds are free sooner | Wards plan early. | NHS |\n"
    );
    let plan = plan(&goes_on);
    assert_eq!(plan.tables()[0].header, None);
    assert_eq!(cells(&plan)[3..], ["=Beds are free sooner", "=Wards plan early.", "=NHS"]);
}

#[test]
fn a_line_in_bold_is_a_heading_where_it_is_no_sentence_and_plain_words_follow() {
    let is_heading = |words: &str, next: &str| {
        let text = planlint::read_bytes("plan.md", format!("**{words}**\n\n{next}\n").as_bytes()).unwrap();
        let plan = Plan::parse(text);
        let first = &plan.blocks()[0];
        (first.kind == BlockKind::Heading).then_some((first.level, first.sign)).inspect(|found| {
            assert_eq!(*found, (1, Some(HeadingSign::Looks)), "{words}");
        })
    };
    let body = "We fund ten lunch clubs, and more will follow.";
    let objective = "Objective 2: supporting people living independently and the shift from hospital to home";
    let long = "Helping older people in Upper Dale and in all the villages around it to stay in touch";
    for words in ["How will we keep track?", objective, long] {
        assert!(is_heading(words, body).is_some() && is_heading(words, "- Ring-rounds").is_some(), "{words}");
        assert!(is_heading(words, "**They set this in bold too, and it goes on.**").is_none(), "{words}");
    }
    for words in [
        "We will:",
        "We will commission a befriending service for all lonely people in the villages of Upper Dale",
        "Objective 2: by 2026 we will commission a befriending service for all lonely people in Upper Dale",
        "One in five people in Upper Dale are lonely and most of them live alone",
        "Loneliness is common. What can we do?",
        "“I sit at the window of an evening and count the cars that go by",
        "Lead: the Director of Public Health, with the Head of Libraries and the Chair of the Alliance",
    ] {
        assert!(is_heading(words, body).is_none(), "{words}");
    }
    assert!(is_heading(long, "| Club | Day |\n|---|---|\n| Chess | Friday |").is_none());
}

#[test]
fn a_form_names_each_value_by_the_cell_before_it() {
    let headed = plan("| Document title | Synopsis and links |\n| Ageing Well | Sets out our aims. |\n");
    assert_eq!(cells(&headed)[2..], ["Document title=Ageing Well", "Synopsis and links=Sets out our aims."]);
    let figures = plan("| Ward | Lonely |\n| North | 12% |\n| South | 9% |\n");
    assert_eq!(cells(&figures)[2..4], ["Ward=North", "Lonely=12%"]);
    let form = plan("| Scheme ref no. | 4 |\n| Scheme name | Village agents |\n| Notes | They visit. |\n");
    assert_eq!(cells(&form)[2..4], ["=Scheme name", "Scheme name=Village agents"]);
    assert_eq!((form.tables()[0].header, form.tables()[0].columns), (None, 2));
    // Markdown has no table without a header row
    let marked = plan("| Action | Fund a choir |\n|---|---|\n| Lead | PH |\n");
    assert_eq!((cells(&marked)[1].as_str(), marked.tables()[0].header), ("Action=Fund a choir", None));
    let headed = plan("| Action | Lead and partners |\n|---|---|\n| Start a choir | Ann |\n");
    assert_eq!(cells(&headed)[2..], ["Action=Start a choir", "Lead and partners=Ann"]);
}

#[test]
fn fields_are_short_names_before_a_value() {
    for (notation, expected) in [
        ("Lead: Head of Prevention", Some("Lead")),
        ("- Responsible officer: PH", Some("Responsible officer")),
        ("We will:", None),
        ("We will do the following: recruit", None),
        ("https://example.org is ours", None),
        ("Open 10:30 to 12", None),
        ("This is a long start to a line: value", None),
    ] {
        let plan = plan(notation);
        assert_eq!(plan.blocks()[0].field.map(|field| plan.words(field)), expected, "{notation}");
    }
}

#[test]
fn lines_under_known_titles_are_contents_and_references() {
    let plan = plan(
        "CONTENTS\nForeword\nLoneliness\n\n# Needs\nMany are lonely.\n# References\nCensus 2021\n- ONS, Loneliness rates\n",
    );
    let kinds: Vec<_> = plan.blocks().iter().map(|block| block.kind).collect();
    let (heading, contents, reference) = (BlockKind::Heading, BlockKind::Contents, BlockKind::Reference);
    assert_eq!(kinds, [heading, contents, contents, heading, BlockKind::Paragraph, heading, reference, reference]);
}

#[test]
fn running_headers_are_furniture() {
    let pages = (1..=5).map(|page| {
        format!("Ageing Well Strategy page {page}\n\nPeople told us of loneliness in place {}.\n\n", "x".repeat(page))
    });
    let plan = plan(&pages.collect::<String>());
    let kinds: Vec<_> = plan.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Furniture, BlockKind::Paragraph].repeat(5));
}

#[test]
fn a_heading_between_typed_rules_is_its_words() {
    let notation =
        "# Plan\n\nIt is for carers.\n\n--------FAMILY CARERS--------\nFamily carers are at the heart of what we do.\n";
    let plan = Plan::parse(Text::from_notation(notation, Format::Plain));
    let headings: Vec<&str> = plan
        .blocks()
        .iter()
        .filter(|block| block.kind == BlockKind::Heading)
        .map(|block| plan.words(block.span))
        .collect();
    assert_eq!(headings, ["Plan", "FAMILY CARERS"]);
    let alone = Plan::parse(Text::from_notation("Words\n\n--------\n", Format::Plain));
    assert_eq!(alone.words(alone.blocks()[1].span), "--------");
}
