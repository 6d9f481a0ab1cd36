//! The styles of an OpenDocument text: what each makes of its paragraphs and runs, and what its lists look like.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::lists::{Levels, level};
use crate::read::body::names::{heading_name, role};
use crate::read::body::{Look, Role};
use crate::read::xml::{Element, Node, Space, Xml};
use crate::text::HeadingSign;

/// The styles of a document, those of its author and those the program made while it was written.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Whether pages have words at their head or foot.
    pub has_page_text: bool,
    /// What lists look like, by name.
    pub lists: FxHashMap<String, Levels>,
    /// What the numbers of headings look like.
    pub outline: Levels,
    paragraphs: FxHashMap<String, Raw>,
    runs: FxHashMap<String, Raw>,
    looks: FxHashMap<String, Look>,
}

/// A style as it is written.
#[derive(Clone, Debug, Default)]
struct Raw {
    /// As people see it, in lower case.
    name: String,
    parent: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    bold: Option<bool>,
    underlined: bool,
    hidden: Option<bool>,
    capitals: Option<bool>,
}

/// How a run looks, as far as its style says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Run {
    /// Set in bold.
    pub bold: Option<bool>,
    /// Underlined by hand.
    pub underlined: bool,
    /// Hidden.
    pub hidden: Option<bool>,
    /// Shown as capitals.
    pub capitals: Option<bool>,
}

/// A chain of styles longer than this goes round in a circle.
const LONGEST_CHAIN: usize = 32;

impl Styles {
    /// Adds the styles that stand in `xml` before its body.
    pub fn read(&mut self, xml: &str) {
        let mut xml = Xml::new(xml);
        let mut place = Place::default();
        while let Some(node) = xml.next() {
            match node {
                Node::Open(element) if element.space == Space::Office && element.name() == "body" => break,
                Node::Open(element) => {
                    place.depth += 1;
                    self.element(&mut place, &element);
                }
                Node::Close => {
                    if place.style.as_ref().is_some_and(|(_, _, depth)| *depth == place.depth) {
                        self.end_style(&mut place);
                    }
                    place.leave();
                }
                Node::Text(words) => self.has_page_text |= place.page > 0 && !words.words.trim().is_empty(),
            }
        }
        self.looks = self.paragraphs.iter().map(|(id, raw)| (id.clone(), self.look(raw))).collect();
    }

    /// What the paragraph style `id` makes of text.
    pub fn paragraph(&self, id: Option<&str>) -> Cow<'_, Look> {
        let Some(id) = id else { return Cow::default() };
        let undefined = || {
            let name = shown(id);
            Look {
                heading: heading_name(&name).map(|level| (level, HeadingSign::Style)),
                role: role(&name),
                ..Look::default()
            }
        };
        self.looks.get(id).map_or_else(|| Cow::Owned(undefined()), Cow::Borrowed)
    }

    /// How the run style `id` sets text.
    pub fn run(&self, id: &str) -> Run {
        let mut run = Run { underlined: self.runs.get(id).is_some_and(|style| style.underlined), ..Run::default() };
        let mut next = self.runs.get(id);
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next else { break };
            run.bold = run.bold.or(style.bold);
            run.hidden = run.hidden.or(style.hidden);
            run.capitals = run.capitals.or(style.capitals);
            next = style.parent.as_ref().and_then(|id| self.runs.get(id));
        }
        run
    }

    fn element(&mut self, place: &mut Place, element: &Element<'_>) {
        let attribute = |name| element.attribute(name).map(Cow::into_owned);
        match (element.space, element.name()) {
            (Space::Style, "header" | "footer" | "header-first" | "footer-first" | "header-left" | "footer-left") => {
                place.page = if place.page == 0 { place.depth } else { place.page };
            }
            (Space::Style, "style") => {
                let id = attribute("name").unwrap_or_default();
                let name = shown(&attribute("display-name").unwrap_or_else(|| id.clone()));
                let outline = attribute("default-outline-level").and_then(|level| level.parse().ok());
                let (parent, list) = (attribute("parent-style-name"), attribute("list-style-name"));
                let raw = Raw { name, parent, outline, list, ..Raw::default() };
                place.run = attribute("family").as_deref() == Some("text");
                let is_known = place.run || attribute("family").as_deref() == Some("paragraph");
                place.style = is_known.then_some((id, raw, place.depth));
            }
            (Space::Style, "text-properties") => {
                if let Some((_, raw, _)) = &mut place.style {
                    letters(raw, element);
                }
            }
            (Space::OpenText, "list-style") => {
                place.list = attribute("name");
                place.list_depth = place.depth;
            }
            (Space::OpenText, "outline-style") => {
                place.list = None;
                place.list_depth = place.depth;
            }
            (Space::OpenText, name) if name.contains("level-style") && place.list_depth > 0 => {
                let Some((at, level)) = level(element) else { return };
                let levels = match &place.list {
                    Some(name) => self.lists.entry(name.clone()).or_default(),
                    None => &mut self.outline,
                };
                levels[at] = Some(level);
            }
            _ => {}
        }
    }

    fn end_style(&mut self, place: &mut Place) {
        let Some((id, raw, _)) = place.style.take() else { return };
        if place.run {
            self.runs.insert(id, raw)
        } else {
            self.paragraphs.insert(id, raw)
        };
    }

    /// What `style` makes of text with all it is based on; the nearest that says anything is right.
    fn look(&self, style: &Raw) -> Look {
        let mut look = Look::default();
        let (mut settled, mut next) = (false, Some(style));
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next else { break };
            if !settled {
                look.role = own_role(&style.name);
                look.heading = heading(style);
                settled = look.role.is_some() || look.heading.is_some();
            }
            if look.numbering.is_none() {
                look.numbering = style.list.clone().map(|list| (list, None));
            }
            look.bold = look.bold.or(style.bold);
            look.hidden = look.hidden.or(style.hidden);
            look.capitals = look.capitals.or(style.capitals);
            next = style.parent.as_ref().and_then(|id| self.paragraphs.get(id));
        }
        look
    }
}

/// Where in the part the reading is.
#[derive(Debug, Default)]
struct Place {
    depth: usize,
    /// The style in hand, and how deep it stands.
    style: Option<(String, Raw, usize)>,
    /// Whether it is one for runs.
    run: bool,
    /// The list style in hand; none is the outline.
    list: Option<String>,
    list_depth: usize,
    /// How deep the header or footer in hand stands.
    page: usize,
}

impl Place {
    fn leave(&mut self) {
        if self.list_depth == self.depth {
            self.list_depth = 0;
        }
        if self.page == self.depth {
            self.page = 0;
        }
        self.depth = self.depth.saturating_sub(1);
    }
}

/// The name of a style as people see it, in lower case: LibreOffice writes blanks as `_20_`.
fn shown(name: &str) -> String {
    name.replace("_20_", " ").trim().to_lowercase()
}

fn letters(raw: &mut Raw, element: &Element<'_>) {
    let attribute = |name| element.attribute(name);
    let weight = attribute("font-weight");
    raw.bold = weight.map(|weight| weight == "bold" || weight.parse().is_ok_and(|weight: u16| weight >= 600));
    raw.underlined = attribute("text-underline-style").is_some_and(|style| style != "none");
    raw.hidden = attribute("display").map(|display| display == "none");
    raw.capitals = attribute("text-transform").map(|transform| transform == "uppercase");
}

fn heading(style: &Raw) -> Option<(u8, HeadingSign)> {
    let named = heading_name(&style.name).map(|level| (level, HeadingSign::Style));
    let outline = || style.outline.filter(|level| (1..=10).contains(level));
    named.or_else(|| outline().map(|level| (level, HeadingSign::Outline)))
}

fn own_role(name: &str) -> Option<Role> {
    match name {
        // LibreOffice has a style for each sort of caption
        "illustration" | "table" | "drawing" | "figure" => Some(Role::Caption),
        name => role(name),
    }
}
