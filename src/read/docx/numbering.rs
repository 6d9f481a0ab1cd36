//! The lists of a Word document: counts their items, so that each can be shown with the number Word shows.

use rustc_hash::{FxHashMap, FxHashSet};

use super::styles::Styles;
use crate::read::body::label::{self, LEVELS, Label, Level};
use crate::read::xml::{Element, Node, Xml};

/// The lists, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: FxHashMap<String, List>,
    kinds: FxHashMap<String, Kind>,
    counts: FxHashMap<String, [Option<u32>; LEVELS]>,
    restarted: FxHashSet<(String, usize)>,
}

/// A list: what it looks like, and where it differs from others that look the same.
#[derive(Debug, Default)]
struct List {
    kind: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// What lists look like.
#[derive(Debug, Default)]
struct Kind {
    levels: [Option<Level>; LEVELS],
    style: Option<String>,
}

impl Numbering {
    /// Reads the numbering part.
    pub fn read(xml: &str) -> Self {
        let mut numbering = Self::default();
        let mut place = Place::default();
        let mut xml = Xml::new(xml);
        let mut path: Vec<String> = Vec::new();
        while let Some(node) = xml.next() {
            match node {
                Node::Open(element) => {
                    numbering.element(&mut place, &element);
                    path.push(element.name().to_owned());
                }
                Node::Close => match path.pop().as_deref() {
                    Some("lvl") => place.level = None,
                    Some("lvlOverride") => place.instead = None,
                    Some("num" | "abstractNum") => place = Place::default(),
                    _ => {}
                },
                Node::Text(_) => {}
            }
        }
        numbering
    }

    /// The level of the list `id` that the paragraph style `style` is bound to.
    pub fn level_of_style(&self, id: &str, style: &str) -> Option<u8> {
        let levels = &self.kinds.get(&self.lists.get(id)?.kind)?.levels;
        let bound =
            levels.iter().position(|level| level.as_ref().and_then(|level| level.style.as_deref()) == Some(style))?;
        Some(bound as u8)
    }

    /// Counts an item at `depth` of the list `id`, and gives what stands before it; `None` if there is no such list.
    pub fn next(&mut self, id: &str, depth: u8, styles: &Styles) -> Option<Label> {
        let depth = usize::from(depth).min(LEVELS - 1);
        let (own, list) = self.lists.get_key_value(id)?;
        let kind = self.resolve(&list.kind, styles)?.to_owned();
        let levels: [Option<Level>; LEVELS] =
            std::array::from_fn(|at| list.levels[at].clone().or_else(|| self.kinds[&kind].levels[at].clone()));
        let restart = list.starts[depth].filter(|_| self.restarted.insert((own.clone(), depth)));
        let counts = self.counts.entry(kind).or_default();
        label::count(counts, &levels, depth, restart);
        Some(label::label(&levels, counts, depth))
    }

    /// The kind that has the levels: some only name a style whose list has them.
    fn resolve<'a>(&'a self, kind: &'a str, styles: &'a Styles) -> Option<&'a str> {
        let mut kind = kind;
        for _ in 0..8 {
            let here = self.kinds.get(kind)?;
            let Some(list) = here.style.as_deref().and_then(|style| styles.list(style)) else { return Some(kind) };
            kind = &self.lists.get(list)?.kind;
        }
        None
    }

    fn element(&mut self, place: &mut Place, element: &Element<'_>) {
        let value = || element.value().unwrap_or_default().into_owned();
        let attribute = |name| element.attribute(name).unwrap_or_default().into_owned();
        match element.name() {
            "abstractNum" => place.kind = Some(attribute("abstractNumId")),
            "num" => place.list = Some(attribute("numId")),
            "abstractNumId" => self.list(place).kind = value(),
            "numStyleLink" => self.kind(place).style = Some(value()),
            "lvlOverride" => place.instead = attribute("ilvl").parse().ok().filter(|level| *level < LEVELS),
            "startOverride" => {
                if let Some(level) = place.instead {
                    self.list(place).starts[level] = element.number();
                }
            }
            "lvl" => {
                place.level = attribute("ilvl").parse().ok().filter(|level| *level < LEVELS);
                self.level(place, |_| {});
            }
            "start" => self.level(place, |level| level.start = element.number().unwrap_or(1)),
            "numFmt" => self.level(place, |level| level.format = value()),
            "lvlText" => self.level(place, |level| level.text = value()),
            "pStyle" => self.level(place, |level| level.style = Some(value())),
            "isLgl" => self.level(place, |level| level.decimal = element.is_on()),
            "lvlRestart" => self.level(place, |level| level.restarts = element.number() != Some(0)),
            _ => {}
        }
    }

    fn list(&mut self, place: &Place) -> &mut List {
        self.lists.entry(place.list.clone().unwrap_or_default()).or_default()
    }

    fn kind(&mut self, place: &Place) -> &mut Kind {
        self.kinds.entry(place.kind.clone().unwrap_or_default()).or_default()
    }

    fn level(&mut self, place: &Place, change: impl FnOnce(&mut Level)) {
        let Some(at) = place.level else { return };
        let levels = if place.list.is_some() { &mut self.list(place).levels } else { &mut self.kind(place).levels };
        change(levels[at].get_or_insert_default());
    }
}

/// Where in the part the reading is.
#[derive(Debug, Default)]
struct Place {
    kind: Option<String>,
    list: Option<String>,
    instead: Option<usize>,
    level: Option<usize>,
}
