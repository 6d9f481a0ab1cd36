//! The styles of a Word document: what each makes of its paragraphs.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::read::body::Look;
use crate::read::body::names::{heading_name, role};
use crate::read::xml::{Element, Node, Space, Xml};
use crate::text::HeadingSign;

/// The styles, each with what it inherits.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: FxHashMap<String, Look>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

impl Styles {
    /// Reads the styles part.
    pub fn read(xml: &str) -> Self {
        let raw = raw(xml);
        let default = raw.iter().find(|(_, style)| style.default).map(|(id, _)| id.clone());
        let by_id: FxHashMap<&str, &Raw> = raw.iter().map(|(id, style)| (id.as_str(), style)).collect();
        let looks = raw.iter().map(|(id, style)| (id.clone(), look(style, &by_id))).collect();
        Self { looks, default }
    }

    /// What the paragraph style `id` makes of text, or the default style if there is no `id`.
    pub fn paragraph(&self, id: Option<&str>) -> Cow<'_, Look> {
        let Some(id) = id.or(self.default.as_deref()) else { return Cow::default() };
        let undefined =
            || Look { heading: heading_name(id).map(|level| (level, HeadingSign::Style)), ..Look::default() };
        self.looks.get(id).map_or_else(|| Cow::Owned(undefined()), Cow::Borrowed)
    }

    /// Whether the table style `id` sets the first row of a table otherwise than the rest.
    pub fn has_first_row(&self, id: &str) -> bool {
        self.looks.get(id).is_some_and(|look| look.first_row)
    }

    /// What the character style `id` makes of text.
    pub fn run(&self, id: &str) -> Option<&Look> {
        self.looks.get(id)
    }

    /// The list that the numbering style `id` stands for.
    pub fn list(&self, id: &str) -> Option<&str> {
        self.looks.get(id)?.numbering.as_ref().map(|(list, _)| list.as_str())
    }
}

/// A style as it is written.
#[derive(Debug, Default)]
struct Raw {
    paragraph: bool,
    default: bool,
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    depth: Option<u8>,
    bold: Option<bool>,
    hidden: Option<bool>,
    first_row: bool,
}

/// The styles as they are written, in order.
fn raw(xml: &str) -> Vec<(String, Raw)> {
    let mut xml = Xml::new(xml);
    let mut styles: Vec<(String, Raw)> = Vec::new();
    let mut path: Vec<&str> = Vec::new();
    while let Some(node) = xml.next() {
        match node {
            Node::Open(element) => {
                let parent = path.last().copied().unwrap_or_default();
                if element.space == Space::Word && element.name() == "style" && parent == "styles" {
                    styles.push(style(&element));
                } else if let Some((_, style)) = styles.last_mut().filter(|_| path.len() > 1 && path[1] == "style") {
                    property(style, parent, &element);
                }
                // What lists every style that Word knows, and how each part of a table looks, is most of the file.
                match PARENTS.into_iter().find(|parent| *parent == element.name()) {
                    Some(parent) => path.push(parent),
                    None => xml.skip(&element),
                }
            }
            Node::Close => drop(path.pop()),
            Node::Text(_) => {}
        }
    }
    styles
}

/// The elements that hold what is read here.
const PARENTS: [&str; 5] = ["styles", "style", "pPr", "rPr", "numPr"];

fn style(element: &Element<'_>) -> (String, Raw) {
    let paragraph = element.attribute("type").is_none_or(|kind| kind == "paragraph");
    let default = paragraph && matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
    (element.attribute("styleId").unwrap_or_default().into_owned(), Raw { paragraph, default, ..Raw::default() })
}

fn property(style: &mut Raw, parent: &str, element: &Element<'_>) {
    let value = || element.value().map(Cow::into_owned);
    match (parent, element.name()) {
        ("style", "name") => style.name = value().unwrap_or_default().trim().to_lowercase(),
        ("style", "basedOn") => style.based_on = value(),
        ("pPr", "outlineLvl") => style.outline = element.number(),
        ("numPr", "numId") => style.list = value(),
        ("numPr", "ilvl") => style.depth = element.number(),
        ("rPr", "b") => style.bold = Some(element.is_on()),
        ("style", "tblStylePr") => style.first_row |= element.attribute("type").as_deref() == Some("firstRow"),
        ("rPr", "vanish") => style.hidden = Some(element.is_on()),
        _ => {}
    }
}

/// A chain of styles longer than this goes round in a circle.
const LONGEST_CHAIN: usize = 32;

/// What `style` makes of text with all it is based on; the nearest that says anything is right.
fn look(style: &Raw, by_id: &FxHashMap<&str, &Raw>) -> Look {
    let mut look = Look::default();
    let (mut headed, mut next) = (false, Some(style));
    for _ in 0..LONGEST_CHAIN {
        let Some(style) = next else { break };
        if style.paragraph && !headed {
            look.role = look.role.or_else(|| role(&style.name));
            (look.heading, headed) = heading(style);
        }
        if look.numbering.is_none() {
            look.numbering = style.list.clone().map(|list| (list, style.depth));
        }
        look.bold = look.bold.or(style.bold);
        look.hidden = look.hidden.or(style.hidden);
        look.first_row |= style.first_row;
        next = style.based_on.as_deref().and_then(|id| by_id.get(id).copied());
    }
    look
}

/// The heading that `style` by itself makes, and whether that settles it.
fn heading(style: &Raw) -> (Option<(u8, HeadingSign)>, bool) {
    match (style.outline, heading_name(&style.name)) {
        // level 9 is the level of running text (ECMA-376 Part 1 §17.3.1.20)
        (Some(9..), _) => (None, true),
        (_, Some(level)) => (Some((level, HeadingSign::Style)), true),
        (Some(level), None) => (Some((level + 1, HeadingSign::Outline)), true),
        (None, None) => (None, role(&style.name).is_some()),
    }
}
