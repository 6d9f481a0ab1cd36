//! Lists: which numbered lines are items, how deep each item is, and what introduces it.

use super::BlockKind;
use super::heading::label;
use super::label::Style;
use super::parse::{Line, Mark};

/// Deeper than this, items are taken as siblings.
const DEEPEST: usize = 9;

/// Settles the items of every list.
pub(super) fn settle(lines: &mut [Line], notation: &str) {
    let mut list = List::default();
    for index in 0..lines.len() {
        let Some(sign) = sign(&lines[index], notation) else {
            // An item that is a quotation or a prompt does not end its list, nor does the foot of a page.
            if lines[index].mark != Mark::Item && lines[index].kind != BlockKind::Furniture {
                list.open.clear();
            }
            continue;
        };
        if list.open.is_empty() {
            list.lead_in = lead_in(lines, index);
        }
        list.place(index as u32, lines[index].level, sign);
        let line = &mut lines[index];
        line.kind = BlockKind::Item;
        line.level = list.open.len() as u8 - 1;
        line.lead_in = list.above();
    }
}

/// What stands before an item: a bullet, or a way of counting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Bullet(char),
    Counted(Style),
}

#[derive(Default)]
struct List {
    lead_in: Option<u32>,
    /// The items that the one in hand may stand under, outermost first, with indent and sign.
    open: Vec<(u8, Sign, u32)>,
}

impl List {
    fn place(&mut self, block: u32, indent: u8, sign: Sign) {
        while self.open.pop_if(|(outer, ..)| *outer > indent).is_some() {}
        if let Some(sibling) = self.open.iter().position(|(outer, known, _)| *outer == indent && *known == sign) {
            self.open.truncate(sibling);
        }
        self.open.truncate(DEEPEST - 1);
        self.open.push((indent, sign, block));
    }

    fn above(&self) -> Option<u32> {
        let above = self.open.len().checked_sub(2);
        above.map_or(self.lead_in, |above| Some(self.open[above].2))
    }
}

fn sign(line: &Line, notation: &str) -> Option<Sign> {
    match line.mark {
        Mark::Item if line.kind == BlockKind::Item => {
            let words = notation[line.line.range()].trim_start();
            words.chars().next().map(Sign::Bullet)
        }
        Mark::Numbered if line.is_open() => label(line, notation)
            .filter(|label| label.closed && label.depth == 1)
            .map(|label| Sign::Counted(label.style)),
        _ => None,
    }
}

/// The line that introduces the list that begins at `first`: it ends in a colon, or at least not as a sentence does.
fn lead_in(lines: &[Line], first: usize) -> Option<u32> {
    let before = lines[..first].iter().rposition(|line| line.kind != BlockKind::Furniture)?;
    let line = &lines[before];
    let introduces = match line.kind {
        BlockKind::Paragraph => !matches!(line.shape.last, b'.' | b'!' | b'?' | b';'),
        BlockKind::Heading => line.shape.last == b':',
        _ => false,
    };
    introduces.then_some(before as u32)
}
