//! HTML inside Markdown: the words between the tags, by paragraph; comments, scripts and styles left out;
//! and the words of comments apart.

use std::ops::Range;

/// Whether an inline tag parts words.
pub(super) fn breaks(tag: &str) -> bool {
    name(tag).eq_ignore_ascii_case("br")
}

/// Whether an inline tag is none of HTML's, but a blank that waits for its words: `<role>`, `<the number of carers>`.
///
/// A page would show nothing of it. Whoever wrote it meant it to be read, and that it was not filled is what counts.
pub(super) fn is_blank(tag: &str) -> bool {
    let name = name(tag);
    tag.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic)
        && !tag.contains('=')
        && !tag.ends_with("/>")
        && !ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element))
}

/// Whether the tag that `tag` opens is closed in `rest`, as one that somebody made up is, or not far from there.
pub(super) fn is_closed(tag: &str, rest: &str) -> bool {
    let near = &rest.as_bytes()[..rest.len().min(500)];
    memchr::memmem::find(near, format!("</{}", name(tag)).as_bytes()).is_some()
}

/// HTML's elements, those left out that are nothing without attributes: `<area>` and `<data source>` are blanks.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote", "body", "br",
    "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "datalist", "dd", "del", "details", "dfn",
    "dialog", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li",
    "main", "mark", "menu", "meta", "nav", "noscript", "ol", "optgroup", "option", "output", "p", "picture", "pre", "q", "rp",
    "rt", "ruby", "s", "samp", "script", "search", "section", "select", "small", "span", "strike", "strong", "style", "sub",
    "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr",
    "tt", "u", "ul", "var", "video", "wbr",
];

/// The words of an HTML block, as ranges of its bytes; each paragraph is what stands between two tags that part text.
pub(super) fn paragraphs(html: &str) -> Vec<Vec<Range<usize>>> {
    let mut paragraphs = vec![Vec::new()];
    let mut at = 0;
    while at < html.len() {
        let end = html[at..].find('<').map_or(html.len(), |found| at + found);
        words(html, at..end, &mut paragraphs);
        let Some(tag) = html.get(end..).filter(|rest| !rest.is_empty()) else { break };
        at = end + length(tag);
        if !INLINE.iter().any(|inline| name(tag).eq_ignore_ascii_case(inline)) {
            paragraphs.push(Vec::new());
        }
    }
    paragraphs
}

/// The words of the comments in `html`, as ranges of its bytes.
pub(super) fn comments(html: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find("<!--").map(|found| at + found + "<!--".len()) {
        let close = html[open..].find("-->").map_or(html.len(), |found| open + found);
        comments.push(open..close);
        at = close;
    }
    comments
}

/// Tags that stand within a sentence.
const INLINE: &[&str] =
    &["a", "b", "i", "em", "strong", "span", "u", "small", "sup", "sub", "abbr", "mark", "!--", "br"];

/// The name of the tag that `tag` begins with, the slash of an end tag left out.
fn name(tag: &str) -> &str {
    if tag.starts_with("<!--") {
        return "!--";
    }
    let tag = tag.trim_start_matches(['<', '/']);
    &tag[..tag.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(tag.len())]
}

/// How many bytes the tag, comment, script or style takes that `html` begins with.
fn length(html: &str) -> usize {
    let close = match name(html) {
        "!--" => "-->",
        script if script.eq_ignore_ascii_case("script") && !html.starts_with("</") => "</script>",
        style if style.eq_ignore_ascii_case("style") && !html.starts_with("</") => "</style>",
        _ => ">",
    };
    html.find(close).map_or(html.len(), |found| found + close.len())
}

fn words(html: &str, part: Range<usize>, paragraphs: &mut [Vec<Range<usize>>]) {
    let Some(paragraph) = paragraphs.last_mut() else { return };
    let text = &html[part.clone()];
    for line in text.split(['\n', '\r']) {
        let words = line.trim();
        let start = part.start + (words.as_ptr() as usize - html[part.clone()].as_ptr() as usize);
        if !words.is_empty() {
            paragraph.push(start..start + words.len());
        }
    }
}
