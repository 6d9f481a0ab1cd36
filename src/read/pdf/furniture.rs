//! Running headers, footers and page numbers: found by what comes again at the same height, and left out.

use rustc_hash::FxHashMap;

use super::line::Line;
use super::page::Page;

/// How much of a page, from its top and from its bottom, may hold running headers and footers.
const BAND: f32 = 0.12;

/// Leaves the furniture out of every page's lines, and tells how many lines that were.
pub(super) fn drop(pages: &[Page], lines: &mut [Vec<Line>]) -> usize {
    let mut seen: FxHashMap<(String, i32), Vec<u32>> = FxHashMap::default();
    // dates and words of a table's cells come again too, but as often in the middle of the page
    let mut inside: FxHashMap<String, usize> = FxHashMap::default();
    // bare numbers that go up with the pages are theirs, however many stand in tables
    let mut counted: FxHashMap<(i64, i32), usize> = FxHashMap::default();
    for (page, lines) in pages.iter().zip(lines.iter()) {
        for line in lines {
            if !in_band(page, line) {
                *inside.entry(signature(&line.words)).or_default() += 1;
                continue;
            }
            if let Some(ahead) = ahead(&line.words, page.number) {
                *counted.entry((ahead, height(line))).or_default() += 1;
            }
            let on = seen.entry((signature(&line.words), height(line))).or_default();
            if on.last() != Some(&page.number) {
                on.push(page.number);
            }
        }
    }
    let least = (pages.len() / 5).max(3);
    let mut dropped = 0;
    for (page, lines) in pages.iter().zip(lines.iter_mut()) {
        let before = lines.len();
        let (highest, lowest) = ends(lines);
        lines.retain(|line| {
            let comes_again = || {
                let sign = signature(&line.words);
                let near = (-1..=1).filter_map(|beside| seen.get(&(sign.clone(), height(line) + beside)));
                near.map(Vec::len).sum::<usize>() >= least.max(inside.get(&sign).copied().unwrap_or(0))
            };
            let goes_up = || {
                let counted = ahead(&line.words, page.number).and_then(|ahead| counted.get(&(ahead, height(line))));
                counted.is_some_and(|pages| *pages >= least)
            };
            let outermost = line.base <= highest || line.base >= lowest;
            let furniture = in_band(page, line)
                && (line.artifact
                    || comes_again()
                    || goes_up()
                    || outermost && is_page_number(&line.words, page.number));
            !furniture
        });
        dropped += before - lines.len();
    }
    dropped
}

/// Heights of the highest and the lowest line.
fn ends(lines: &[Line]) -> (f32, f32) {
    lines.iter().fold((f32::MAX, f32::MIN), |(high, low), line| (high.min(line.base), low.max(line.base)))
}

fn in_band(page: &Page, line: &Line) -> bool {
    let tall = if line.turn.is_multiple_of(2) { page.height } else { page.width };
    let base = match line.turn {
        0 | 3 => line.base,
        _ => tall + line.base,
    };
    base < BAND * tall || base > (1.0 - BAND) * tall
}

fn height(line: &Line) -> i32 {
    (line.base / 4.0).round() as i32
}

/// The words with every number as one sign, for page numbers change.
fn signature(words: &str) -> String {
    let mut signature = String::new();
    for letter in words.trim().chars().filter(|letter| !letter.is_whitespace()) {
        let letter = if letter.is_ascii_digit() { '0' } else { letter.to_ascii_lowercase() };
        if letter != '0' || !signature.ends_with('0') {
            signature.push(letter);
        }
    }
    signature
}

/// How far a bare number is ahead of the number of the `page` it stands on.
fn ahead(words: &str, page: u32) -> Option<i64> {
    let bare = words.trim_matches(|letter: char| !letter.is_alphanumeric());
    Some(i64::from(bare.parse::<u32>().ok()?) - i64::from(page))
}

/// Whether `words` are the number of a page and no more: `Page 3 of 10`, `- 3 -`, `3`.
fn is_page_number(words: &str, page: u32) -> bool {
    let words = words.trim().trim_matches(['-', '–', '—', '|', '[', ']', ' ']).to_lowercase();
    let bare = words.parse::<u32>().is_ok_and(|number| number.abs_diff(page) < 30 && words.len() < 4);
    let parts: Vec<&str> = words.split_whitespace().collect();
    let is_number = |part: &str| part.parse::<u32>().is_ok();
    bare || match parts.as_slice() {
        ["page", number] => is_number(number),
        ["page", number, "of" | "/", all] => is_number(number) && is_number(all),
        [number, "of", all] => is_number(number) && is_number(all),
        [number, "|", "page"] | ["page", "|", number] | [number, "page"] => is_number(number),
        _ => false,
    }
}
