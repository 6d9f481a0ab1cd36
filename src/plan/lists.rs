//! Lists: which numbered lines are items, which lines are items that have lost their bullets, how deep each item is, and
//! what introduces it.

use super::BlockKind;
use super::heading::label;
use super::label::Style;
use super::parse::{Line, Mark};

/// Deeper than this, items are taken as siblings.
const DEEPEST: usize = 9;

/// Words of the longest line without a mark that is taken for an item.
const LONGEST: u32 = 40;

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
        let above = list.above().filter(|above| !ends_as_a_sentence(&lines[*above as usize]));
        let line = &mut lines[index];
        line.kind = BlockKind::Item;
        line.level = list.open.len() as u8 - 1;
        line.lead_in = above;
    }
    without_marks(lines);
}

/// Settles the items of lists whose marks are lost, as in pasted text and many PDFs: under a paragraph that ends in a
/// colon, lines that go on in small letters, or two or more that do not end as sentences do.
fn without_marks(lines: &mut [Line]) {
    for above in 0..lines.len() {
        if !lines[above].is_open() || lines[above].shape.last != b':' {
            continue;
        }
        let after = || (above + 1..lines.len()).filter(|at| lines[*at].kind != BlockKind::Furniture);
        let open = |at: &usize| {
            lines[*at].is_open() && lines[*at].mark == Mark::Paragraph && lines[*at].shape.words <= LONGEST
        };
        let goes_on = |at: &usize| open(at) && lines[*at].shape.first.is_ascii_lowercase();
        let no_sentence = |at: &usize| open(at) && !matches!(lines[*at].shape.last, b'.' | b'!' | b'?' | b':');
        let mut items: Vec<usize> = after().take_while(goes_on).collect();
        if items.is_empty() {
            items = after().take_while(no_sentence).collect();
            if items.len() < 2 {
                continue;
            }
        }
        for item in items {
            lines[item].kind = BlockKind::Item;
            lines[item].lead_in = Some(above as u32);
        }
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

fn ends_as_a_sentence(line: &Line) -> bool {
    matches!(line.shape.last, b'.' | b'!' | b'?' | b';')
}

/// The line that introduces the list that begins at `first`: it ends in a colon, or at least not as a sentence does.
fn lead_in(lines: &[Line], first: usize) -> Option<u32> {
    let before = lines[..first].iter().rposition(|line| line.kind != BlockKind::Furniture)?;
    let line = &lines[before];
    let introduces = match line.kind {
        BlockKind::Paragraph => !ends_as_a_sentence(line) && line.shape.last != b')',
        BlockKind::Heading => line.shape.last == b':',
        _ => false,
    };
    introduces.then_some(before as u32)
}
