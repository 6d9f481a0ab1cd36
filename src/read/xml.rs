//! XML a node at a time: names with their namespace, text with its bytes, and no entity expanded but the five of XML.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

/// How deep elements may stand in one another. Word's own files stay under 60.
const DEEPEST: usize = 1_000;

/// The nodes of an XML text. It ends at the end, or where the XML breaks off.
pub(crate) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    depth: usize,
    close: bool,
    end: Option<End>,
    place: Range<usize>,
}

/// How an XML text ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Whole.
    Whole,
    /// It broke off.
    Broken,
    /// Its elements stand too deep in one another.
    TooDeep,
}

/// A node.
pub(crate) enum Node<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The innermost element ends.
    Close,
    /// Words in the element.
    Text(Fragment<'a>),
}

/// Words, and the bytes of the part they were read from.
#[derive(Debug)]
pub(crate) struct Fragment<'a> {
    /// The words.
    pub words: Cow<'a, str>,
    /// Their bytes in the part.
    pub range: Range<usize>,
    /// Whether the words are those bytes.
    pub exact: bool,
}

/// The beginning of an element.
pub(crate) struct Element<'a> {
    /// The family its name is from.
    pub space: Space,
    start: BytesStart<'a>,
}

/// The families of names that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// WordprocessingML.
    Word,
    /// Markup compatibility.
    Compatibility,
    /// Office Math.
    Maths,
    /// The frame of OpenDocument files.
    Office,
    /// Text of OpenDocument files.
    OpenText,
    /// Tables of OpenDocument files.
    OpenTable,
    /// Drawings of OpenDocument files.
    Drawing,
    /// Styles of OpenDocument files.
    Style,
    /// Anything else.
    Other,
}

impl<'a> Xml<'a> {
    /// Starts at the beginning of `xml`, which has no byte-order mark.
    pub fn new(xml: &'a str) -> Self {
        let mut reader = NsReader::from_str(xml);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.check_end_names = false;
        // the depth is capped here, and every level may bring a few names of its own
        reader.resolver_mut().set_max_namespace_bindings(4 * DEEPEST);
        Self { reader, depth: 0, close: false, end: None, place: 0..0 }
    }

    /// The next node; `None` at the end.
    pub fn next(&mut self) -> Option<Node<'a>> {
        if std::mem::take(&mut self.close) {
            self.depth -= 1;
            return Some(Node::Close);
        }
        while self.end.is_none() {
            let start = self.reader.buffer_position() as usize;
            let Ok(event) = self.reader.read_event() else {
                self.end = Some(End::Broken);
                break;
            };
            if let Some(node) = self.node(event, start) {
                return Some(node);
            }
        }
        None
    }

    /// Passes over the element that was opened last, what is in it and its end.
    pub fn skip(&mut self, element: &Element<'_>) {
        let whole = std::mem::take(&mut self.close) || self.reader.read_to_end(element.start.name()).is_ok();
        if whole {
            self.depth -= 1;
        } else {
            self.end = Some(End::Broken);
        }
    }

    /// The bytes of the tag or words that the last node was read from; an empty element begins and ends with one tag.
    pub fn place(&self) -> Range<usize> {
        self.place.clone()
    }

    /// How it ended.
    pub fn end(&self) -> End {
        self.end.unwrap_or(End::Broken)
    }

    fn node(&mut self, event: Event<'a>, start: usize) -> Option<Node<'a>> {
        let end = self.reader.buffer_position() as usize;
        self.place = start..end;
        match event {
            Event::Start(start) => return self.open(start, false),
            Event::Empty(start) => return self.open(start, true),
            Event::End(_) if self.depth == 0 => self.end = Some(End::Broken),
            Event::End(_) => {
                self.depth -= 1;
                return Some(Node::Close);
            }
            Event::Text(text) => {
                return Some(Node::Text(Fragment { words: text.into_inner(), range: start..end, exact: true }));
            }
            Event::CData(text) => {
                let (words, start) = (text.into_inner(), start + "<![CDATA[".len());
                let range = start..start + words.len();
                return Some(Node::Text(Fragment { words, range, exact: true }));
            }
            Event::GeneralRef(entity) => {
                let words = entity_words(&entity.into_inner());
                return Some(Node::Text(Fragment { words: words.into(), range: start..end, exact: false }));
            }
            Event::Eof => self.end = Some(if self.depth == 0 { End::Whole } else { End::Broken }),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        None
    }

    fn open(&mut self, start: BytesStart<'a>, close: bool) -> Option<Node<'a>> {
        if self.depth == DEEPEST {
            self.end = Some(End::TooDeep);
            return None;
        }
        self.depth += 1;
        self.close = close;
        let space = match self.reader.resolver().resolve_element(start.name()).0 {
            ResolveResult::Bound(Namespace(uri)) => space(uri),
            _ => Space::Other,
        };
        Some(Node::Open(Element { space, start }))
    }
}

impl Element<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The value of the attribute called `name`, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut all = self.start.attributes();
        let found =
            all.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value))
    }

    /// The value of its attribute `val`.
    pub fn value(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// Its value as a number.
    pub fn number<N: std::str::FromStr>(&self) -> Option<N> {
        self.value()?.trim().parse().ok()
    }

    /// Whether it says yes: properties that are on or off are on when they give no value.
    pub fn is_on(&self) -> bool {
        // ECMA-376 Part 1 §17.17.4 ST_OnOff, and Part 4 §14.11.3 for `off`
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Of ECMA-376 Part 1 (strict) and Part 4 (transitional), and of OpenDocument 1.3 Part 3 §1.4.
fn space(uri: &str) -> Space {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Compatibility,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Maths,
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Space::Office,
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Space::OpenText,
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Space::OpenTable,
        "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Space::Drawing,
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Space::Style,
        _ => Space::Other,
    }
}

/// What an entity stands for; one that is unknown, or stands for nothing to be seen, stays as it is written.
fn entity_words(name: &str) -> String {
    let letter = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.strip_prefix('#').and_then(|number| {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
            code.and_then(char::from_u32).filter(|letter| !letter.is_control() || letter.is_whitespace())
        }),
    };
    letter.map_or_else(|| format!("&{name};"), String::from)
}
