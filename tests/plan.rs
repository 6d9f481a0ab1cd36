//! Notation to plan: laws that hold for any text, and the tree of a small plan of every kind of block.

use planlint::{BlockKind, Format, HeadingSign, Plan, Text};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn plan(notation: &str) -> Plan {
    Plan::parse(Text::from_notation(notation, Format::Markdown))
}

const SAMPLE: &str = "\
# Ageing well in Exampleshire
A plan for 2025 to 2028

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

REFERENCES
Hawton et al (2011) The impact of social isolation on health.
";

#[test]
fn smoke() {
    println!("{}", plan(SAMPLE).outline());
}

/// Pieces that mean something in notation, to be strung together at random.
const PIECES: &[&str] = &[
    "\n", "\n", "\n\n", "\r\n", " ", "  ", "\t", "# ", "## ", "###### ", "- ", "  - ", "• ", "o ", "| ", "|", " | ", "\\|", "\\",
    "|---|---|\n", "> ", "[caption] ", "[box] ", "[placeholder] ", "[note] ", "1) ", "2) ", "a) ", "(iv) ", "4.2 ", "4.2.1 ",
    "Annex 1 ", "ANNEX A: ", "Priority 2: ", "Figure 3: ", "REFERENCES", "Contents", "NATIONAL CONDITIONS", "Lead: ", "We will:",
    "loneliness", "Loneliness", " and ", ". ", "; ", "; and", "? ", " ¶ ", "e.g. ", "Dr. ", "Sept. 2015", "£1.25m", "”", "“", "(",
    ")", "é", "—", "…", ".12 ", "....... 31", "31", "[insert name]", "Please describe ", "\u{a0}", "\u{F0B7} ", "**", "[12]",
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
        let only_marks = line.starts_with('|') && line.contains("---") && line.chars().all(|letter| "|-: ".contains(letter));
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
    let bullets = plan(&"- a\n".repeat(500_000));
    assert_eq!(bullets.blocks().len(), 500_000);
    let line = plan(&"We will. ".repeat(550_000));
    assert_eq!(line.sentences().len(), 550_000);
    for text in ["(".repeat(100_000), "[".repeat(100_000), "[<(.;".repeat(20_000), "- (;".repeat(50_000), "\n".repeat(100_000)] {
        plan(&text);
    }
    println!("{:?}", start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
}

/// Notation of one block, and its sentences parted by bars.
const SENTENCES: &[(&str, &str)] = &[
    // abbreviations
    ("Groups, e.g. The Hub and the Men's Shed, meet weekly. All are free.", "Groups, e.g. The Hub and the Men's Shed, meet weekly.|All are free."),
    ("Costs are approx. £40k p.a. The grant ends in March.", "Costs are approx. £40k p.a.|The grant ends in March."),
    ("Transport, shopping, etc. The offer is new.", "Transport, shopping, etc.|The offer is new."),
    ("See action no. 5 and para. 2.6 of the guidance, i.e. Annex B.", "See action no. 5 and para. 2.6 of the guidance, i.e. Annex B."),
    ("A review (Cattan et al. 2005) found that groups work.", "A review (Cattan et al. 2005) found that groups work."),
    ("Befriending vs. Group work was compared, incl. Costs.", "Befriending vs. Group work was compared, incl. Costs."),
    // titles and places
    ("Dr. A. B. Smith leads the work. She reports to Asst. Dir. Jones.", "Dr. A. B. Smith leads the work.|She reports to Asst. Dir. Jones."),
    ("The hub at St. Mary's serves Bury St. Edmunds and Gt. Yarmouth. It opens daily.", "The hub at St. Mary's serves Bury St. Edmunds and Gt. Yarmouth.|It opens daily."),
    // months and days
    ("Start by Sept. 2015. Open Mon. to Fri. each week.", "Start by Sept. 2015.|Open Mon. to Fri. each week."),
    ("We open on Mon. The rest follow. They sat. He spoke.", "We open on Mon.|The rest follow.|They sat.|He spoke."),
    // numbers
    ("We spend £1.25m a year. Measure 1.18i fell on 31.03.16.", "We spend £1.25m a year.|Measure 1.18i fell on 31.03.16."),
    ("Numbers rose in 2014. 30 groups now meet.", "Numbers rose in 2014.|30 groups now meet."),
    // clause numbers
    ("Loneliness is common. 4.3 We will act. 4.4 Partners will help.", "Loneliness is common.|4.3 We will act.|4.4 Partners will help."),
    ("We will act. 1. Recruit volunteers. 2. Train them.", "We will act.|1. Recruit volunteers.|2. Train them."),
    ("4.2 Carers are often lonely. Many are old.", "Carers are often lonely.|Many are old."),
    // semicolons
    ("- Recruit volunteers; train them; match them.", "Recruit volunteers|train them|match them."),
    ("- fund a lunch club; and", "fund a lunch club"),
    ("- name an owner (Lead: PH; by: 2026); report", "name an owner (Lead: PH; by: 2026)|report"),
    ("We recruit volunteers; they are trained.", "We recruit volunteers; they are trained."),
    ("| Extend connectors; train them | Lead: PH ¶ Support: VCS. Both by Sept. 2015 |", "Extend connectors|train them|Lead: PH|Support: VCS.|Both by Sept. 2015"),
    // questions, quotations and brackets
    ("Are you lonely? Many are! We can help.", "Are you lonely?|Many are!|We can help."),
    ("She said “I see nobody.” We listened. (It was hard.) They left.", "She said “I see nobody.”|We listened.|(It was hard.)|They left."),
    ("“Is it?” she asked. Yes! magazine wrote about it.", "“Is it?” she asked.|Yes! magazine wrote about it."),
    // note numbers and lost blanks
    ("Loneliness harms health in every area.12 The cost is high.[3] We will act.", "Loneliness harms health in every area.12|The cost is high.[3]|We will act."),
    ("This reduces isolation.We will do more. See www.exampleshire.gov.uk for more.", "This reduces isolation.|We will do more.|See www.exampleshire.gov.uk for more."),
    ("The U.K. Government and N.H.S. England agree... They will fund it.", "The U.K. Government and N.H.S. England agree...|They will fund it."),
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
