//! The lists of an OpenDocument text: which are open, how far each has been counted, what stands before an item.

use rustc_hash::FxHashMap;

use super::styles::Styles;
use crate::read::body::Label;
use crate::read::body::label::{LEVELS, Level, count, label};
use crate::read::xml::Element;

/// What a list looks like, level by level.
pub(super) type Levels = [Option<Level>; LEVELS];

/// How far a list has been counted.
type Counts = [Option<u32>; LEVELS];

/// The lists that are open, and all that have been counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<Open>,
    counts: Vec<Counts>,
    /// Which count each list goes by, by its own id and by its style.
    by_id: FxHashMap<String, usize>,
    by_style: FxHashMap<String, usize>,
    outline: Counts,
}

/// A list that is open.
#[derive(Clone, Debug)]
struct Open {
    style: Option<String>,
    count: usize,
    /// An item has begun and its first paragraph has not.
    fresh: bool,
    /// The number it is to have.
    number: Option<u32>,
}

impl Lists {
    /// A list begins.
    pub fn begin(&mut self, element: &Element<'_>) {
        let style = element.attribute("style-name").map(|style| style.into_owned());
        let (outer, around) = self.open.last().map(|outer| (outer.count, outer.style.clone())).unzip();
        let style = style.or(around.flatten());
        let count = outer.unwrap_or_else(|| self.count(element, style.as_deref()));
        if let Some(id) = element.attribute("id") {
            self.by_id.insert(id.into_owned(), count);
        }
        self.open.push(Open { style, count, fresh: false, number: None });
    }

    /// The innermost list ends.
    pub fn end(&mut self) {
        self.open.pop();
    }

    /// An item begins; a header of a list is one without a number.
    pub fn item(&mut self, element: &Element<'_>) {
        if let Some(list) = self.open.last_mut() {
            list.fresh = element.name() == "list-item";
            list.number = element.attribute("start-value").and_then(|value| value.parse().ok());
        }
    }

    /// Takes the lists that are open, for a table or box in an item has lists of its own.
    pub fn set_aside(&mut self) -> Aside {
        Aside(std::mem::take(&mut self.open))
    }

    /// Puts lists that were taken back.
    pub fn resume(&mut self, aside: Aside) {
        self.open = aside.0;
    }

    /// What stands before a paragraph that begins now, and how deep in its list it is; `style` is the list its own style
    /// puts it in.
    pub fn next(&mut self, styles: &Styles, style: Option<&str>) -> Option<(Label, u8)> {
        let depth = (self.open.len().checked_sub(1)?).min(LEVELS - 1);
        let list = self.open.last_mut()?;
        if !std::mem::take(&mut list.fresh) {
            return None;
        }
        let counts = self.counts.get_mut(list.count)?;
        let Some(levels) = list.style.as_deref().or(style).and_then(|style| styles.lists.get(style)) else {
            return Some((Label::Bullet, depth as u8));
        };
        let mut levels = levels.clone();
        if levels[depth].is_none() {
            // pandoc gives a list within a list a style of its own that tells only of its first level
            levels[depth] = levels[..depth].iter().rev().flatten().next().map(|level| level.at(depth));
        }
        count(counts, &levels, depth, list.number.take());
        Some((label(&levels, counts, depth), depth as u8))
    }

    /// The number of a heading that is in no list.
    pub fn heading(&mut self, styles: &Styles, level: u8) -> Label {
        let depth = usize::from(level.max(1) - 1).min(LEVELS - 1);
        if styles.outline[depth].is_none() {
            return Label::Nothing;
        }
        count(&mut self.outline, &styles.outline, depth, None);
        label(&styles.outline, &self.outline, depth)
    }

    /// Which count a list goes by: one begun before, if it says so, or a new one.
    fn count(&mut self, element: &Element<'_>, style: Option<&str>) -> usize {
        let by_id = || self.by_id.get(&*element.attribute("continue-list")?).copied();
        let goes_on = element.attribute("continue-numbering").as_deref() == Some("true");
        let by_style = || self.by_style.get(style?).copied().filter(|_| goes_on);
        let count = by_id().or_else(by_style).unwrap_or(self.counts.len());
        if count == self.counts.len() {
            self.counts.push(Counts::default());
        }
        if let Some(style) = style {
            self.by_style.insert(style.to_owned(), count);
        }
        count
    }
}

/// Lists that are open around a table, box or note.
#[derive(Debug, Default)]
pub(super) struct Aside(Vec<Open>);

/// The level of a list that `element` tells of, and what its items look like.
pub(super) fn level(element: &Element<'_>) -> Option<(usize, Level)> {
    let attribute = |name| element.attribute(name).unwrap_or_default().into_owned();
    let at = attribute("level").parse::<usize>().ok().filter(|level| (1..=LEVELS).contains(level))? - 1;
    if !matches!(element.name(), "list-level-style-number" | "outline-level-style") {
        return Some((at, Level { format: "bullet".into(), ..Level::default() }));
    }
    let format = match &*attribute("num-format") {
        "" => "none",
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        "01" => "decimalZero",
        _ => "decimal",
    };
    let start = attribute("start-value").parse().unwrap_or(1);
    let text = match element.attribute("num-list-format") {
        // LibreOffice 7 closes what it opens with the same sign: `%1%.%2%`
        Some(whole) if format != "none" => opened(&whole),
        _ => pattern(at, format, element),
    };
    Some((at, Level { start, format: format.into(), text, ..Level::default() }))
}

/// `%1%.%2%)` as `%1.%2)`.
fn opened(whole: &str) -> String {
    let parts: Vec<&str> = whole.split('%').collect();
    let is_number = |at: usize| at % 2 == 1;
    parts.iter().enumerate().map(|(at, part)| if is_number(at) { format!("%{part}") } else { (*part).into() }).collect()
}

fn pattern(at: usize, format: &str, element: &Element<'_>) -> String {
    let (prefix, suffix) = (element.attribute("num-prefix"), element.attribute("num-suffix"));
    let shown = element.attribute("display-levels").and_then(|levels| levels.parse().ok()).unwrap_or(1_usize);
    let first = (at + 1).saturating_sub(shown.max(1));
    let numbers: Vec<String> = (first..=at).map(|level| format!("%{}", level + 1)).collect();
    let numbers = if format == "none" { String::new() } else { numbers.join(".") };
    format!("{}{numbers}{}", prefix.unwrap_or_default(), suffix.unwrap_or_default())
}
