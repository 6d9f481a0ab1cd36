//! Markdown to plan notation: a block to a line, marks of emphasis and links dropped.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::line::Line;
use super::places::Places;
use super::plain::shape;
use super::{Document, ReadError, encoding};
use crate::text::{Format, HeadingSign, LineFacts, Mark, Origin, SourceRange, Story, Text, TextBuilder};

mod html;

/// Reads Markdown: CommonMark with tables, footnotes, task lists, struck-through text and front matter.
pub(super) fn read(document: &Document<'_>) -> Result<Text, ReadError> {
    let decoded = document.decode()?;
    let is_mark =
        |byte: &u8| matches!(byte, b'[' | b']' | b'*' | b'_' | b'`' | b'<' | b'&' | b'\\' | b'!' | b'~' | b'|');
    let marks = decoded.text.bytes().filter(is_mark);
    document.few_enough(marks.count(), "marks")?;
    let mut markdown = Markdown::new(&decoded);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(&decoded.text, options).into_offset_iter() {
        markdown.event(event, range);
        document.within(&markdown.out)?;
    }
    Ok(markdown.finish())
}

type Range = std::ops::Range<usize>;

/// What of a document has been read.
struct Markdown<'a> {
    text: &'a str,
    places: Places<'a>,
    out: TextBuilder,
    line: Line,
    start: Origin,
    lists: usize,
    label: Option<String>,
    quotes: usize,
    note: bool,
    heading: Option<u8>,
    level: u8,
    row: Vec<(Origin, Line)>,
    table: bool,
    bold: usize,
    plain_letters: bool,
    skipped: usize,
    struck: usize,
    html: Option<Range>,
    matter: Option<Range>,
}

impl<'a> Markdown<'a> {
    fn new(decoded: &'a encoding::Decoded<'_>) -> Self {
        let start = Origin::Line { line: 1, column: 1 };
        let mut out = TextBuilder::new(Format::Markdown, start.clone());
        decoded.notice.iter().for_each(|notice| out.notice(notice));
        let (text, line) = (&*decoded.text, Line::default());
        Self {
            text,
            places: Places::new(text),
            out,
            line,
            start,
            lists: 0,
            label: None,
            quotes: 0,
            note: false,
            heading: None,
            level: 0,
            row: Vec::new(),
            table: false,
            bold: 0,
            plain_letters: false,
            skipped: 0,
            struck: 0,
            html: None,
            matter: None,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range) {
        match event {
            Event::Start(tag) => self.begin(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.matter.is_none() => self.words(&words, range),
            Event::Code(words) => self.words(&words, range),
            Event::Html(_) => self.html = Some(self.html.take().map_or(range.start, |html| html.start)..range.end),
            Event::InlineHtml(tag) if html::breaks(&tag) => self.line.blank(),
            Event::InlineHtml(tag) if html::is_blank(&tag) && !html::is_closed(&tag, &self.text[range.end..]) => {
                self.blank(range);
            }
            Event::InlineHtml(tag) => self.comments(&tag, range.start),
            Event::SoftBreak | Event::HardBreak if self.skipped == 0 => self.line.blank(),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, range: Range) {
        match tag {
            Tag::Emphasis | Tag::Link { .. } => {}
            Tag::Strong => self.bold += 1,
            Tag::Image { .. } => self.skipped += 1,
            Tag::Strikethrough => (self.skipped, self.struck) = (self.skipped + 1, self.struck + 1),
            Tag::TableCell => self.row.push((self.places.origin(range.start), Line::default())),
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            block => {
                self.flush();
                self.begin_block(block, range);
            }
        }
    }

    fn begin_block(&mut self, tag: &Tag<'_>, range: Range) {
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(depth(*level)),
            Tag::List(_) => self.lists += 1,
            Tag::Item => self.label = Some(label(&self.text[range])),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::FootnoteDefinition(_) => self.note = true,
            Tag::Table(_) => self.table = true,
            Tag::MetadataBlock(_) => self.matter = Some(range),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::HtmlBlock => self.html = None,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Link => {}
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Image | TagEnd::Strikethrough => self.skipped -= 1,
            TagEnd::TableCell => {}
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::HtmlBlock => self.end_html(),
            block => {
                self.flush();
                self.end_block(block);
            }
        }
    }

    fn end_block(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::List(_) => {
                self.lists -= 1;
                self.part(self.lists == 0);
            }
            TagEnd::Item => self.label = None,
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::FootnoteDefinition => self.note = false,
            TagEnd::Table => {
                self.table = false;
                self.part(true);
            }
            TagEnd::MetadataBlock(_) => self.end_matter(),
            _ => {}
        }
    }

    /// Writes an empty line, which ends a list or table, if `apart`.
    fn part(&mut self, apart: bool) {
        if apart && !self.out.is_empty() {
            self.out.line(Mark::Blank, self.start.clone(), LineFacts::default());
        }
    }

    fn words(&mut self, words: &str, range: Range) {
        if self.skipped > 0 {
            return;
        }
        let written = &self.text[range.clone()];
        // code stands between back-ticks; an entity or escape is not in the source as it reads
        let at = if written.starts_with(words) { Some(0) } else { written.find(words) };
        let Some(at) = at else {
            return self.add(range, |line, source| line.reading(words, Some(source)));
        };
        let start = range.start + at;
        for (index, part) in words.split('\n').enumerate() {
            // only code blocks hold line ends, and there a line is a line
            if index > 0 {
                self.flush();
            }
            let from = start + (part.as_ptr() as usize - words.as_ptr() as usize);
            self.add(from..from + part.len(), |line, source| line.exact(part, Some(source)));
        }
    }

    /// Keeps a blank that waits for its words as it is written.
    fn blank(&mut self, range: Range) {
        if self.skipped > 0 {
            return;
        }
        let text = self.text;
        let written = &text[range.clone()];
        for (index, part) in written.split(['\r', '\n']).map(str::trim).filter(|part| !part.is_empty()).enumerate() {
            if index > 0 {
                self.line.blank();
            }
            let from = range.start + (part.as_ptr() as usize - written.as_ptr() as usize);
            self.add(from..from + part.len(), |line, source| line.exact(part, Some(source)));
        }
    }

    fn add(&mut self, range: Range, write: impl FnOnce(&mut Line, SourceRange)) {
        let origin = self.places.origin(range.start);
        let bold = self.bold > 0 || self.text[range.clone()].trim().is_empty();
        let source = SourceRange { part: 0, start: range.start as u32, len: range.len() as u32 };
        let line = if self.table { self.row.last_mut().map(|(_, line)| line) } else { Some(&mut self.line) };
        if let Some(line) = line {
            line.at(origin);
            write(line, source);
            self.plain_letters |= !bold;
        }
    }

    /// Ends the line in hand.
    fn flush(&mut self) {
        let bold = !std::mem::take(&mut self.plain_letters);
        let Some(origin) = self.line.origin().filter(|_| !self.line.is_blank()) else {
            return self.line.clear();
        };
        self.start = origin.clone();
        let label = self.label.take();
        let bold = bold && label.is_none() && self.lists == 0;
        let looks = bold && shape::could_be_heading(self.line.as_str());
        let (mark, facts) = match (self.heading, &label) {
            _ if self.quotes > 0 => (Mark::Quotation, LineFacts::default()),
            _ if self.note => (Mark::Role("note"), LineFacts { story: Story::Note, ..LineFacts::default() }),
            (Some(level), _) => {
                self.level = level;
                heading(level, HeadingSign::Style)
            }
            (None, Some(label)) => {
                (Mark::Item { depth: self.lists.clamp(1, 9) as u8 - 1, label }, LineFacts::default())
            }
            (None, None) if looks => heading(self.level + 1, HeadingSign::Looks),
            (None, None) => {
                let bold = bold.then_some(self.level + 1);
                (Mark::Paragraph { label: "" }, LineFacts { bold, ..LineFacts::default() })
            }
        };
        self.out.line(mark, origin, facts);
        self.line.write(&mut self.out);
        self.line.clear();
    }

    fn end_row(&mut self, header: bool) {
        self.plain_letters = false;
        let row = std::mem::take(&mut self.row);
        // a table without a header still has to have an empty one in Markdown
        let Some((start, _)) = row.first().filter(|_| !header || row.iter().any(|(_, line)| !line.is_blank())) else {
            return;
        };
        self.out.line(Mark::Row, start.clone(), LineFacts::default());
        for (origin, line) in &row {
            self.out.cell(line.origin().unwrap_or_else(|| origin.clone()));
            line.write(&mut self.out);
        }
        if header {
            self.out.line(Mark::HeaderEnd { columns: row.len() }, start.clone(), LineFacts::default());
        }
    }

    fn end_html(&mut self) {
        let Some(range) = self.html.take() else { return };
        self.comments(&self.text[range.clone()], range.start);
        for paragraph in html::paragraphs(&self.text[range.clone()]) {
            for part in paragraph {
                let part = range.start + part.start..range.start + part.end;
                let words = &self.text[part.clone()];
                self.line.blank();
                self.add(part, |line, source| line.exact(words, Some(source)));
            }
            self.flush();
        }
    }

    /// Keeps the comments in `html` that speak to planlint; it stands at byte `at`.
    fn comments(&mut self, html: &str, at: usize) {
        for comment in html::comments(html) {
            let origin = self.places.origin(at + comment.start);
            self.out.comment(&html[comment], origin);
        }
    }

    /// Front matter: its title is the document's; the rest is not for readers.
    fn end_matter(&mut self) {
        let Some(range) = self.matter.take() else { return };
        let matter = &self.text[range.clone()];
        self.out.notice("The front matter was left out, its title apart.");
        let Some(at) = matter.find("\ntitle:").map(|at| at + "\ntitle:".len()) else { return };
        let value = matter[at..].lines().next().unwrap_or_default();
        let title = value.trim().trim_matches(['"', '\'']);
        let start = range.start + at + (title.as_ptr() as usize - value.as_ptr() as usize);
        self.heading = Some(1);
        self.add(start..start + title.len(), |line, source| line.exact(title, Some(source)));
        self.flush();
        self.heading = None;
    }

    fn finish(mut self) -> Text {
        self.flush();
        match self.struck {
            0 => {}
            1 => self.out.notice("One struck-through passage was left out."),
            count => self.out.notice(format!("{count} struck-through passages were left out.")),
        }
        self.out.finish()
    }
}

fn heading(level: u8, sign: HeadingSign) -> (Mark<'static>, LineFacts) {
    (Mark::Heading { level, label: "" }, LineFacts { heading: Some(sign), ..LineFacts::default() })
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

/// The number of an item as it was typed, or nothing for a bullet.
fn label(item: &str) -> String {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 { String::new() } else { item[..(digits + 1).min(item.len())].to_owned() }
}
