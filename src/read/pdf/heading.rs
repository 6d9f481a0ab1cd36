//! Which paragraphs are headings: those tagged so, else those that bookmarks name, else those that look so.

use rustc_hash::FxHashMap;

use super::bookmarks::Bookmark;
use super::flow::{self, Element, Paragraph};
use super::measure::{self, Measure};
use super::tags::{Role, Tags};
use crate::read::plain::shape;
use crate::text::HeadingSign;

/// A heading with more words than this is running text.
const LONGEST: usize = 40;
/// A heading that is only known by its looks has fewer words.
const LONGEST_BY_LOOKS: usize = 16;

/// How headings were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// By tags.
    Tags,
    /// By bookmarks, and for the rest by looks.
    Bookmarks,
    /// By looks.
    Looks,
}

/// Marks the headings among `elements`, which stand on so many `pages`.
pub(super) fn settle(
    elements: &mut [Element],
    tags: &Tags,
    bookmarks: &[Bookmark],
    measure: &Measure,
    pages: usize,
) -> Told {
    let tagged = by_tags(elements, tags);
    // a heading or two in a long document were tagged by chance, and the others forgotten
    if tagged > 0 && tagged * 5 >= pages {
        return Told::Tags;
    }
    let named = by_bookmarks(elements, bookmarks);
    by_looks(elements, measure);
    if named { Told::Bookmarks } else { Told::Looks }
}

/// Takes the headings from the tags, and tells how many there are. Where most of what is tagged as a heading is running
/// text, the tags are not to be believed.
fn by_tags(elements: &mut [Element], tags: &Tags) -> usize {
    if !tags.has_headings() {
        return 0;
    }
    let is_tagged = |paragraph: &&mut Paragraph| matches!(paragraph.role, Some(Role::Heading(_)));
    let (sound, unsound): (Vec<_>, Vec<_>) =
        paragraphs(elements).filter(is_tagged).partition(|paragraph| paragraph.is_shorter_than(LONGEST));
    if sound.len() < unsound.len() {
        return 0;
    }
    let count = sound.len();
    for paragraph in sound {
        if let Some(Role::Heading(level)) = paragraph.role {
            paragraph.heading = Some((level, HeadingSign::Style));
        }
    }
    count
}

fn by_bookmarks(elements: &mut [Element], bookmarks: &[Bookmark]) -> bool {
    let mut named: FxHashMap<(u32, String), u8> = FxHashMap::default();
    for bookmark in bookmarks {
        named.entry((bookmark.page, letters(&bookmark.title))).or_insert(bookmark.level);
    }
    let mut found = 0;
    for paragraph in paragraphs(elements).filter(|paragraph| paragraph.is_shorter_than(LONGEST)) {
        if let Some(level) = named.remove(&(paragraph.first().page, letters(&paragraph.words()))) {
            paragraph.heading = Some((level, HeadingSign::Outline));
            found += 1;
        }
    }
    found > 0
}

/// Only letters and digits, in lower case: bookmarks and pages differ in blanks and dashes.
fn letters(words: &str) -> String {
    words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn by_looks(elements: &mut [Element], measure: &Measure) {
    let mut looks: Vec<Option<Look>> = (0..elements.len()).map(|index| look(elements, index, measure)).collect();
    drop_runs(elements, &mut looks);
    let styles = ranked(elements, &looks, measure);
    let known: Vec<(Look, u8)> = paragraphs(elements)
        .filter_map(|paragraph| Some((Look::of(paragraph, measure), paragraph.heading?.0)))
        .collect();
    for (element, look) in elements.iter_mut().zip(looks) {
        let (Element::Paragraph(paragraph), Some(look)) = (element, look) else { continue };
        let Some(rank) = styles.iter().position(|style| *style == look) else { continue };
        if paragraph.heading.is_none() {
            let level = if known.is_empty() { level(&styles, rank) } else { among(&known, look) };
            paragraph.heading = Some((level.min(6), HeadingSign::Looks));
        }
    }
}

/// Takes out what stands in a run of its like: lines of an address, names under a foreword, a list of contents.
fn drop_runs(elements: &[Element], looks: &mut [Option<Look>]) {
    let numbered = |index: usize| match &elements[index] {
        Element::Paragraph(paragraph) => {
            paragraph.last().words.trim_end().ends_with(|last: char| last.is_ascii_digit())
        }
        Element::Table(_) => false,
    };
    let mut start = 0;
    while start < looks.len() {
        let same = looks[start..].iter().take_while(|look| look.is_some() && **look == looks[start]).count().max(1);
        let contents = (start..start + same).filter(|index| numbered(*index)).count();
        if same > 2 || same > 1 && contents == same {
            looks[start..start + same].fill(None);
        }
        start += same;
    }
    for index in 1..looks.len().saturating_sub(1) {
        let contents = numbered(index) && [index - 1, index + 1].iter().all(|beside| numbered(*beside));
        // the words between `Table 3` and the table
        let caption = is_caption(&elements[index - 1]) && matches!(elements[index + 1], Element::Table(_));
        if contents || caption {
            looks[index] = None;
        }
    }
}

fn is_caption(element: &Element) -> bool {
    matches!(element, Element::Paragraph(paragraph) if paragraph.role == Some(Role::Caption)
        || shape::is_caption(&paragraph.words()))
}

/// How a heading is set: larger is further out, then bolder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Look {
    /// Height of its letters, in half points.
    size: i32,
    bold: bool,
}

/// How the paragraph at `index` is set, if it could be a heading.
fn look(elements: &[Element], index: usize, measure: &Measure) -> Option<Look> {
    let Element::Paragraph(paragraph) = &elements[index] else { return None };
    let words = paragraph.words();
    let bold = paragraph.is_bold(measure);
    let larger = paragraph.size() > 1.12 * measure.size;
    let plain = paragraph.role.is_none_or(|role| matches!(role, Role::Paragraph | Role::Heading(_)));
    let begins = words.trim_start().starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
        || flow::has_label(&words);
    let could_be = plain
        && !paragraph.note
        && begins
        && paragraph.first().turn == 0
        && (larger || bold && paragraph.size() > 0.93 * measure.size)
        && paragraph.lines.len() < 4
        && paragraph.is_shorter_than(LONGEST_BY_LOOKS)
        && words.chars().filter(|letter| letter.is_alphabetic()).count() > 2
        && !words.trim_end().ends_with(['.', ',', ';'])
        && shape::bullet(&words).is_none()
        && !shape::is_caption(&words)
        && !shape::is_date(&words)
        && introduces(elements, index, measure);
    could_be.then(|| Look::of(paragraph, measure))
}

impl Look {
    fn of(paragraph: &Paragraph, measure: &Measure) -> Self {
        Self { size: (paragraph.size() * 2.0).round() as i32, bold: paragraph.is_bold(measure) }
    }
}

/// The level of a heading set as `look` among those that bookmarks name: theirs if it is set as they are, else one in
/// from the innermost that is larger, else outermost.
fn among(known: &[(Look, u8)], look: Look) -> u8 {
    let alike = known.iter().filter(|(other, _)| *other == look).map(|(_, level)| *level).min();
    let larger = known.iter().filter(|(other, _)| *other > look).map(|(_, level)| *level).max();
    alike.unwrap_or_else(|| larger.map_or(1, |level| level + 1))
}

/// Whether text, a list or a table stands under the paragraph at `index`, with no more than other headings between.
fn introduces(elements: &[Element], index: usize, measure: &Measure) -> bool {
    let own = match &elements[index] {
        Element::Paragraph(paragraph) => paragraph.first().page,
        Element::Table(_) => return false,
    };
    for element in elements[index + 1..].iter().take(5) {
        match element {
            Element::Table(_) => return true,
            Element::Paragraph(next) if next.first().page > own + 1 => return false,
            Element::Paragraph(next) => {
                let words = next.words();
                let text = words.split_whitespace().count() > 7 && next.size() < 1.12 * measure.size
                    || shape::bullet(&words).is_some()
                    || measure::ends(next.last()) && words.split_whitespace().count() > 4;
                if text {
                    return true;
                }
            }
        }
    }
    false
}

/// The looks of headings, outermost first. What is as frequent as running text is not one.
fn ranked(elements: &[Element], looks: &[Option<Look>], measure: &Measure) -> Vec<Look> {
    let mut counts: FxHashMap<Look, usize> = FxHashMap::default();
    looks.iter().flatten().for_each(|look| *counts.entry(*look).or_default() += 1);
    let mut others: FxHashMap<Look, usize> = FxHashMap::default();
    for (element, look) in elements.iter().zip(looks) {
        if let (Element::Paragraph(paragraph), None) = (element, look) {
            let look = Look::of(paragraph, measure);
            *others.entry(look).or_default() += paragraph.words().split_whitespace().count();
        }
    }
    // a look in which more running words are set than headings could have is that of a text of its own
    let mut styles: Vec<Look> = counts
        .into_iter()
        .filter(|(look, count)| others.get(look).copied().unwrap_or(0) < 40 * count)
        .map(|(look, _)| look)
        .collect();
    styles.sort_by(|one, other| other.cmp(one));
    styles
}

/// The level of the look at `rank`: sizes that hardly differ, and weights in one size, are a level each, but no more
/// levels than there are steps a reader could see.
fn level(styles: &[Look], rank: usize) -> u8 {
    let steps = styles[..=rank].windows(2).filter(|pair| {
        let [outer, inner] = pair else { return false };
        inner.size * 14 <= outer.size * 13 || inner.bold != outer.bold
    });
    steps.count().min(5) as u8 + 1
}

fn paragraphs(elements: &mut [Element]) -> impl Iterator<Item = &mut Paragraph> {
    elements.iter_mut().filter_map(|element| match element {
        Element::Paragraph(paragraph) => Some(paragraph),
        Element::Table(_) => None,
    })
}

impl Paragraph {
    fn is_shorter_than(&self, most: usize) -> bool {
        self.lines.iter().map(|line| line.words.split_whitespace().count()).sum::<usize>() <= most
    }
}
