//! What an element of a web page is to a reader of its words.

use html5gum::StartTag;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// A heading of this level.
    Heading(u8),
    /// The title of the page.
    Title,
    /// A paragraph.
    Paragraph,
    /// A stretch apart from what is around it.
    Block,
    /// The main part of the page.
    Main,
    /// A list of items, numbered or not.
    List {
        /// How numbers are written; none for bullets.
        format: Option<&'static str>,
        /// The number of the next item.
        next: u32,
    },
    /// An item of a list.
    Item,
    /// A term that is explained.
    Term,
    /// Its explanation.
    Meaning,
    /// A table.
    Table,
    /// Rows of a table; whether they are its header.
    Rows(bool),
    /// A row.
    Row,
    /// A cell; whether it is one of a header.
    Cell(bool),
    /// The words under a figure, or over a table.
    Caption,
    /// A quotation set apart.
    Quotation,
    /// Notes to the text.
    Note,
    /// A list of what is on the page.
    Contents,
    /// Words beside the text.
    Box,
    /// Words whose lines are lines.
    Lines,
    /// The end of a line.
    Break,
    /// A rule across the page.
    Rule,
    /// Bold.
    Strong,
    /// Struck through.
    Struck,
    /// A picture.
    Picture,
    /// For finding one's way about the page.
    Furniture,
    /// Nothing to read.
    Nothing,
    /// Within a line.
    Inline,
}

/// What the element is that `start` begins.
pub(super) fn tag(start: &StartTag<usize>) -> Tag {
    let tag = by_name(start);
    match tag {
        Tag::Nothing | Tag::Break | Tag::Rule => tag,
        _ if is_hidden(start) => Tag::Nothing,
        Tag::Inline if &**start.name == b"a" && is_note_mark(start) => Tag::Nothing,
        Tag::Furniture if is_contents(start) => Tag::Contents,
        Tag::Block | Tag::List { .. } | Tag::Paragraph | Tag::Box | Tag::Inline => by_role(start).unwrap_or(tag),
        _ => tag,
    }
}

/// Whether elements of this name have no end (HTML Living Standard §13.1.2, void elements).
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

fn by_name(start: &StartTag<usize>) -> Tag {
    match &**start.name {
        b"h1" => Tag::Heading(1),
        b"h2" => Tag::Heading(2),
        b"h3" => Tag::Heading(3),
        b"h4" => Tag::Heading(4),
        b"h5" => Tag::Heading(5),
        b"h6" => Tag::Heading(6),
        b"title" => Tag::Title,
        b"p" => Tag::Paragraph,
        b"main" => Tag::Main,
        b"ul" | b"menu" | b"dir" => Tag::List { format: None, next: 1 },
        b"ol" => Tag::List { format: Some(format(start)), next: number(start, "start").unwrap_or(1) },
        b"li" => Tag::Item,
        b"dt" => Tag::Term,
        b"dd" => Tag::Meaning,
        b"table" => Tag::Table,
        b"thead" => Tag::Rows(true),
        b"tbody" | b"tfoot" => Tag::Rows(false),
        b"tr" => Tag::Row,
        b"td" => Tag::Cell(false),
        b"th" => Tag::Cell(true),
        b"caption" | b"figcaption" => Tag::Caption,
        b"blockquote" => Tag::Quotation,
        b"aside" => Tag::Box,
        b"pre" | b"listing" | b"xmp" => Tag::Lines,
        b"br" => Tag::Break,
        b"hr" => Tag::Rule,
        b"b" | b"strong" => Tag::Strong,
        b"s" | b"strike" | b"del" => Tag::Struck,
        b"img" => Tag::Picture,
        b"nav" | b"footer" => Tag::Furniture,
        b"script" | b"style" | b"template" | b"noscript" | b"svg" | b"math" | b"iframe" | b"object" | b"applet"
        | b"audio" | b"video" | b"canvas" | b"select" | b"button" | b"textarea" | b"datalist" | b"noframes" | b"rt"
        | b"rp" | b"dialog" => Tag::Nothing,
        b"html" | b"head" | b"body" | b"div" | b"section" | b"article" | b"header" | b"hgroup" | b"address" | b"dl"
        | b"figure" | b"form" | b"fieldset" | b"legend" | b"details" | b"summary" | b"center" | b"optgroup"
        | b"option" | b"colgroup" => Tag::Block,
        _ => Tag::Inline,
    }
}

/// What an element's role, class or identity says that its name does not.
fn by_role(start: &StartTag<usize>) -> Option<Tag> {
    let role = value(start, "role");
    match &*role {
        "main" => return Some(Tag::Main),
        "navigation" | "banner" | "contentinfo" | "search" | "alertdialog" | "dialog" | "menu" | "menubar" => {
            return Some(Tag::Furniture);
        }
        "doc-endnotes" | "doc-footnote" | "doc-endnote" => return Some(Tag::Note),
        "doc-toc" => return Some(Tag::Contents),
        _ => {}
    }
    // LibreOffice writes the heads and feet of pages, and lists of contents, so
    if matches!(&*value(start, "title"), "header" | "footer") && &**start.name == b"div" {
        return Some(Tag::Furniture);
    }
    if value(start, "id").starts_with("table of contents") {
        return Some(Tag::Contents);
    }
    let words = [value(start, "class"), value(start, "id")].join(" ");
    words.split_ascii_whitespace().find_map(|word| match word {
        "breadcrumb"
        | "breadcrumbs"
        | "govuk-breadcrumbs"
        | "skip-link"
        | "skiplink"
        | "govuk-skip-link"
        | "cookie-banner"
        | "govuk-cookie-banner"
        | "global-cookie-message" => Some(Tag::Furniture),
        // as LibreOffice, Word and pandoc call them
        "sdfootnote" | "sdendnote" | "msofootnotetext" | "msoendnotetext" | "footnotes" => Some(Tag::Note),
        "msotoc1" | "msotoc2" | "msotoc3" | "toc" => Some(Tag::Contents),
        "msocaption" => Some(Tag::Caption),
        "msoquote" => Some(Tag::Quotation),
        _ => None,
    })
}

fn is_contents(start: &StartTag<usize>) -> bool {
    value(start, "role") == "doc-toc" || matches!(&*value(start, "id"), "toc" | "contents" | "table-of-contents")
}

fn is_hidden(start: &StartTag<usize>) -> bool {
    let style: String = value(start, "style").split_ascii_whitespace().collect();
    start.attributes.contains_key(&b"hidden"[..])
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || style.contains("mso-hide:all")
}

/// Whether a link only leads to a note, or back from it.
fn is_note_mark(start: &StartTag<usize>) -> bool {
    let (role, class, target) = (value(start, "role"), value(start, "class"), value(start, "href"));
    matches!(&*role, "doc-noteref" | "doc-backlink")
        || class.split_ascii_whitespace().any(|word| {
            matches!(
                word,
                "footnote-ref"
                    | "footnote-back"
                    | "footnoteref"
                    | "footnote-backref"
                    | "sdfootnoteanc"
                    | "sdfootnotesym"
                    | "sdendnoteanc"
                    | "sdendnotesym"
            )
        })
        || ["#_ftn", "#_edn", "#cite_note", "#cite_ref", "#sdfootnote"].iter().any(|mark| target.starts_with(mark))
}

/// How the numbers of a list are written, as Word calls it.
fn format(start: &StartTag<usize>) -> &'static str {
    let written = start.attributes.get(&b"type"[..]).map(|kind| kind.to_vec()).unwrap_or_default();
    let style = value(start, "style");
    match &*written {
        b"a" => "lowerLetter",
        b"A" => "upperLetter",
        b"i" => "lowerRoman",
        b"I" => "upperRoman",
        _ if style.contains("lower-alpha") || style.contains("lower-latin") => "lowerLetter",
        _ if style.contains("upper-alpha") || style.contains("upper-latin") => "upperLetter",
        _ if style.contains("lower-roman") => "lowerRoman",
        _ if style.contains("upper-roman") => "upperRoman",
        _ => "decimal",
    }
}

/// An attribute as a number.
pub(super) fn number(start: &StartTag<usize>, name: &str) -> Option<u32> {
    value(start, name).trim().parse().ok()
}

/// An attribute in lower case, or nothing.
pub(super) fn value(start: &StartTag<usize>, name: &str) -> String {
    let value = start.attributes.get(name.as_bytes());
    value.map(|value| String::from_utf8_lossy(value).to_lowercase()).unwrap_or_default()
}
