//! Writing plan notation: a reader says what each line is and gives the author's words; the builder writes the marks.
//!
//! | notation | means |
//! |---|---|
//! | `## words` | a heading; one to six `#` give its level |
//! | `- words` | a list item; two blanks of indent for each level below the first |
//! | `1) words` | an item or heading with its number, typed or automatic |
//! | `\| cell \| cell \|` | a row of a table; a cell's paragraphs are parted by ` ¶ ` |
//! | `\|---\|---\|` | ends the header row above it |
//! | `> words` | a quotation set apart |
//! | `[caption] words` | one of the roles: contents, caption, note, box, placeholder, reference |
//! | `\words` | a paragraph that would otherwise look like one of these |
//! | blank line | ends a list or a table |

use super::{Format, LineFacts, Origin, Piece, SourceRange, Span, Text};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark<'a> {
    /// A heading; level 1 is outermost. The label is an automatic number, or empty.
    Heading {
        /// 1 to 6; more is taken as 6.
        level: u8,
        /// Automatic number.
        label: &'a str,
    },
    /// A list item; depth 0 is outermost. An empty label is a bullet.
    Item {
        /// How deep in nested lists; more than 8 is taken as 8.
        depth: u8,
        /// Automatic number.
        label: &'a str,
    },
    /// A paragraph; the label is an automatic number, or empty.
    Paragraph {
        /// Automatic number.
        label: &'a str,
    },
    /// A row of a table; begin each cell with [`TextBuilder::cell`].
    Row,
    /// The line under a header row of so many cells.
    HeaderEnd {
        /// Number of columns.
        columns: usize,
    },
    /// A quotation set apart.
    Quotation,
    /// A line with a role of its own: `contents`, `caption`, `note`, `box`, `placeholder`, `reference`.
    Role(&'a str),
    /// An empty line.
    Blank,
}

/// Builds a [`Text`] a line at a time.
#[derive(Debug)]
pub struct TextBuilder {
    text: Text,
    here: Origin,
    open: bool,
    row: bool,
    fresh: bool,
}

impl TextBuilder {
    /// Starts an empty text of the kind of document `format`, at `start`.
    #[must_use]
    pub fn new(format: Format, start: Origin) -> Self {
        let text = Text {
            notation: String::new(),
            pieces: Vec::new(),
            facts: Vec::new(),
            notices: Vec::new(),
            remarks: Vec::new(),
            pages: None,
            format,
        };
        Self { text, here: start, open: false, row: false, fresh: false }
    }

    /// Ends the line before, if any, and starts one at `origin`.
    pub fn line(&mut self, mark: Mark<'_>, origin: Origin, facts: LineFacts) {
        self.end_line();
        self.here = origin;
        if facts != LineFacts::default() {
            self.text.facts.push((self.text.notation.len() as u32, facts));
        }
        self.open = true;
        self.fresh = false;
        match mark {
            Mark::Heading { level, label } => {
                self.glue(&"######"[..usize::from(level.clamp(1, 6))]);
                self.glue(" ");
                self.label(label);
            }
            Mark::Item { depth, label } => {
                self.glue(&"                "[..2 * usize::from(depth.min(8))]);
                self.glue(if label.is_empty() { "- " } else { "" });
                self.label(label);
            }
            Mark::Paragraph { label } => {
                self.label(label);
                self.fresh = label.is_empty();
            }
            Mark::Row => {
                self.row = true;
                self.glue("|");
            }
            Mark::HeaderEnd { columns } => {
                self.glue("|");
                (0..columns.max(1)).for_each(|_| self.glue("---|"));
            }
            Mark::Quotation => self.glue("> "),
            Mark::Role(role) => {
                self.glue("[");
                self.glue(role);
                self.glue("] ");
            }
            Mark::Blank => {}
        }
    }

    /// Starts a cell of the row in hand, at `origin`.
    pub fn cell(&mut self, origin: Origin) {
        if self.text.notation.ends_with(|last| last != '|' && last != '\n') || self.text.notation.ends_with("\\|") {
            self.glue(" |");
        }
        self.here = origin;
        self.glue(" ");
    }

    /// Parts two paragraphs of one cell.
    pub fn cell_break(&mut self) {
        self.glue(" ¶ ");
    }

    /// Moves to `origin` within the line.
    pub fn at(&mut self, origin: Origin) {
        self.here = origin;
    }

    /// Adds the author's words, byte for byte as they are at `source`.
    ///
    /// Line breaks inside become a blank; a bar inside a cell, or a mark at the start of a paragraph, is escaped.
    pub fn words(&mut self, words: &str, source: Option<SourceRange>) {
        // Nothing is to be written otherwise, as nearly always.
        let plain = words.bytes().all(|byte| matches!(byte, b' '..=b'[' | b']'..=b'{' | b'}' | b'~'));
        if plain && !(self.fresh && starts_like_a_mark(words)) {
            self.fresh &= words.is_empty();
            return self.piece(words, source, true);
        }
        let mut from = 0;
        for (at, letter) in words.char_indices() {
            let breaks = matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\0');
            let escapes =
                (self.row && matches!(letter, '|' | '\\')) || (self.fresh && at == 0 && starts_like_a_mark(words));
            if breaks || escapes {
                self.piece(&words[from..at], part(source, from, at), true);
                self.glue(if breaks { " " } else { "\\" });
                from = if breaks { at + letter.len_utf8() } else { at };
            }
            self.fresh = false;
        }
        self.piece(&words[from..], part(source, from, words.len()), true);
    }

    /// Adds a reader's reading of the author's bytes at `source` that is not those bytes: an entity, a symbol, a tab.
    ///
    /// A bar inside a cell, or a mark at the start of a paragraph, is escaped.
    pub fn reading(&mut self, words: &str, source: Option<SourceRange>) {
        if self.fresh && starts_like_a_mark(words) {
            self.glue("\\");
        }
        self.fresh &= words.is_empty();
        let clean: String = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let clean = if self.row { clean.replace('\\', "\\\\").replace('|', "\\|") } else { clean };
        self.piece(&clean, source, false);
    }

    /// Adds text of the reader's own: a joining blank.
    pub fn glue(&mut self, text: &str) {
        self.piece(text, None, false);
    }

    /// Notes what a person should know about the reading; a full sentence.
    pub fn notice(&mut self, sentence: impl Into<String>) {
        self.text.notices.push(sentence.into());
    }

    /// Keeps a comment of the document if it speaks to planlint; it is not part of the text.
    pub fn comment(&mut self, comment: &str, origin: Origin) {
        let comment = comment.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((to, words)) = comment.split_once(':')
            && to.trim().eq_ignore_ascii_case("planlint")
        {
            self.text.remarks.push((words.trim().to_owned(), origin));
        }
    }

    /// Says how many pages the document has.
    pub fn pages(&mut self, pages: u32) {
        self.text.pages = Some(pages);
    }

    /// Number of bytes written so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.notation.len()
    }

    /// Whether nothing has been written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.notation.is_empty()
    }

    /// The text.
    #[must_use]
    pub fn finish(mut self) -> Text {
        self.end_line();
        self.text
    }

    fn label(&mut self, label: &str) {
        if !label.is_empty() {
            self.glue(label);
            self.glue(" ");
        }
    }

    fn end_line(&mut self) {
        if self.open {
            self.glue(if self.row { " |\n" } else { "\n" });
            self.open = false;
            self.row = false;
        }
    }

    fn piece(&mut self, text: &str, source: Option<SourceRange>, exact: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.notation.len();
        self.text.notation.push_str(text);
        let span = Span::new(start, self.text.notation.len());
        if let (Some(last), false, None) = (self.text.pieces.last_mut(), exact, source)
            && !last.exact
            && last.source.is_none()
            && last.origin == self.here
        {
            last.span.end = span.end;
            return;
        }
        self.text.pieces.push(Piece { span, origin: self.here.clone(), source, exact });
    }
}

fn part(source: Option<SourceRange>, from: usize, to: usize) -> Option<SourceRange> {
    source.map(|whole| SourceRange { start: whole.start + from as u32, len: (to - from) as u32, ..whole })
}

/// Whether a paragraph of these words would be read as something else.
fn starts_like_a_mark(words: &str) -> bool {
    words.starts_with(['#', '|', '>', '[', '\\'])
}
