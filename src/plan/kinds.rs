//! What single lines are: captions, contents, references, quotations, guidance, running headers, unreadable runs.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::BlockKind;
use super::parse::{Line, Mark};
use super::wording;
use crate::text::{Origin, Text};

/// Titles over a contents page, and over a list of sources.
const CONTENTS: &[&str] =
    &["contents", "contents page", "table of contents", "list of contents", "list of figures", "list of tables"];
const SOURCES: &[&str] = &[
    "references",
    "reference list",
    "bibliography",
    "sources",
    "endnotes",
    "sources and references",
    "further reading",
];

/// Settles what lines are by their own words, by runs of page numbers and by repetition.
pub(super) fn settle(lines: &mut [Line], text: &Text) {
    let notation = text.as_str();
    // Large or bold as it may be, what leads to a page number is a line of a contents page.
    let leads = |line: &&mut Line| {
        line.kind == BlockKind::Heading && wording::has_leaders(&notation[line.words.range()], &line.shape)
    };
    lines.iter_mut().filter(leads).for_each(|line| line.kind = BlockKind::Contents);
    for line in lines.iter_mut().filter(|line| matches!(line.kind, BlockKind::Paragraph | BlockKind::Item)) {
        line.kind = own_kind(line, notation);
        if matches!(line.kind, BlockKind::Paragraph | BlockKind::Item) {
            line.field = wording::field(notation, line.words);
        }
    }
    contents_runs(lines, notation);
    running_headers(lines, text);
}

/// Settles what stands under a heading such as "Contents" or "References".
pub(super) fn settle_under_headings(lines: &mut [Line], notation: &str) {
    let mut under = None;
    for line in lines {
        if line.kind == BlockKind::Heading {
            under = title_kind(&notation[line.words.range()]);
            continue;
        }
        let plain = matches!(line.kind, BlockKind::Paragraph | BlockKind::Item);
        match under {
            Some(BlockKind::Contents) if !plain || line.shape.words > 15 => under = None,
            Some(kind) if plain => line.kind = kind,
            _ => {}
        }
    }
}

/// Whether the words are a title that opens a contents page or a list of sources.
pub(super) fn title_kind(words: &str) -> Option<BlockKind> {
    let words = words.trim_end_matches([':', '.']);
    let among = |titles: &[&str]| titles.iter().any(|title| words.eq_ignore_ascii_case(title));
    if among(CONTENTS) { Some(BlockKind::Contents) } else { among(SOURCES).then_some(BlockKind::Reference) }
}

fn own_kind(line: &Line, notation: &str) -> BlockKind {
    let words = &notation[line.words.range()];
    let shape = &line.shape;
    if wording::is_prompt(words, shape) {
        BlockKind::Guidance
    } else if wording::is_quoted(words) {
        BlockKind::Quotation
    } else if wording::is_unreadable(words, shape) {
        BlockKind::Unreadable
    } else if line.mark == Mark::Item {
        BlockKind::Item
    } else if wording::is_caption(words, shape) {
        BlockKind::Caption
    } else if wording::has_leaders(words, shape) {
        BlockKind::Contents
    } else if wording::is_reference(words, shape) {
        BlockKind::Reference
    } else {
        BlockKind::Paragraph
    }
}

/// Three lines or more in a run that end in page numbers which do not fall are a contents page.
fn contents_runs(lines: &mut [Line], notation: &str) {
    let mut run = 0;
    let mut last = 0;
    for index in 0..=lines.len() {
        let page = lines.get(index).and_then(|line| {
            let open = line.is_open() && line.field.is_none() || line.kind == BlockKind::Contents;
            wording::page_number(&notation[line.words.range()], &line.shape).filter(|_| open)
        });
        match page {
            Some(page) if run == 0 || page >= last => run += 1,
            _ => {
                if run >= 3 {
                    lines[index - run..index].iter_mut().for_each(|line| line.kind = BlockKind::Contents);
                }
                run = usize::from(page.is_some());
            }
        }
        last = page.unwrap_or(0);
    }
}

/// The same short line three times or more, and once in forty blocks or more, is a running header or footer.
///
/// Word keeps those apart from the text, so that there a line that comes again is the author's; and where pages are
/// known, each must be on a page of its own.
fn running_headers(lines: &mut [Line], text: &Text) {
    if text.format() == crate::text::Format::Docx {
        return;
    }
    let mut seen: FxHashMap<u64, Repeated> = FxHashMap::default();
    for line in lines.iter() {
        if let Some(key) = repeatable(line, text.as_str()) {
            seen.entry(key).or_default().add(page(line, text));
        }
    }
    let least = 3.max(lines.len() / 40);
    seen.retain(|_, repeated| repeated.count >= least && !repeated.on_one_page);
    if seen.is_empty() {
        return;
    }
    for line in lines {
        if repeatable(line, text.as_str()).is_some_and(|key| seen.contains_key(&key)) {
            line.kind = BlockKind::Furniture;
        }
    }
}

#[derive(Default)]
struct Repeated {
    count: usize,
    last_page: Option<u32>,
    on_one_page: bool,
}

impl Repeated {
    fn add(&mut self, page: Option<u32>) {
        self.on_one_page |= page.is_some() && page == self.last_page;
        self.count += 1;
        self.last_page = page;
    }
}

fn page(line: &Line, text: &Text) -> Option<u32> {
    match text.piece(line.line.start as usize)?.origin {
        Origin::Page { page } => Some(page),
        _ => None,
    }
}

/// What a short line that may be a running header says, digits aside.
fn repeatable(line: &Line, notation: &str) -> Option<u64> {
    let plain = matches!(line.mark, Mark::Paragraph | Mark::Numbered) && line.is_open() && line.field.is_none();
    let short = line.shape.words <= 12 && !matches!(line.shape.last, b'.' | b':' | b'?' | b'!' | b';');
    if !plain || !short || line.label.is_some() {
        return None;
    }
    let mut hasher = FxHasher::default();
    let words = notation[line.words.range()].as_bytes();
    words.iter().map(|byte| if byte.is_ascii_digit() { b'0' } else { *byte }).fold(0, |last, byte| {
        if (byte, last) != (b'0', b'0') {
            byte.hash(&mut hasher);
        }
        byte
    });
    Some(hasher.finish())
}
