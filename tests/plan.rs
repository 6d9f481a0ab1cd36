//! Notation to plan: laws that hold for any text, and the tree of a small plan of every kind of block.

use planlint::{BlockKind, Format, Plan, Text};

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
