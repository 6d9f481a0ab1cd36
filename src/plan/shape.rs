//! The shape of a line: how many words, capitals and figures it has. Counted once, asked often.

/// Counts over the words of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// Words: runs between blanks with a letter or figure in them.
    pub words: u32,
    /// Letters, of any alphabet.
    pub letters: u32,
    /// Capital letters, A to Z.
    pub capitals: u32,
    /// Words without a letter that have a figure.
    pub numbers: u32,
    /// Words of four letters or more, and how many of those begin with a capital.
    pub long: u32,
    /// See [`Shape::long`].
    pub long_capitalised: u32,
    /// Letters in words of more than thirty letters; addresses of web pages are not counted.
    pub endless: u32,
    /// Whether a stop, `?` or `!` ends a word somewhere.
    pub stops: bool,
    /// The first and last letter, where they are ASCII.
    pub first: u8,
    /// See [`Shape::first`].
    pub last: u8,
}

impl Shape {
    /// Counts `words`.
    pub fn of(words: &str) -> Self {
        let mut shape = Self {
            first: words.bytes().next().unwrap_or_default(),
            last: words.bytes().next_back().unwrap_or_default(),
            ..Self::default()
        };
        let bytes = words.as_bytes();
        let (mut start, mut counts) = (0, Counts::default());
        for (at, byte) in bytes.iter().enumerate() {
            let class = CLASSES[usize::from(*byte)];
            if class == BLANK {
                shape.add(&bytes[start..at], counts);
                (start, counts) = (at + 1, Counts::default());
            } else {
                counts.letters += u32::from(class & LETTER);
                counts.capitals += u32::from(class & CAPITAL) / u32::from(CAPITAL);
                counts.figures += u32::from(class & FIGURE) / u32::from(FIGURE);
            }
        }
        shape.add(&bytes[start..], counts);
        shape
    }

    /// Whether it is short enough for a heading, has words, and does not end as a sentence does.
    pub fn is_short_title(&self) -> bool {
        (1..=12).contains(&self.words)
            && self.letters > self.words / 2
            && !matches!(self.last, b'.' | b';' | b':' | b',' | b'!' | b'"')
    }

    /// Whether four letters in five are capitals, and there are at least four.
    pub fn is_capitals(&self) -> bool {
        self.capitals >= 4 && self.capitals * 5 >= self.letters * 4
    }

    /// Whether every longer word begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        self.long > 0 && self.long == self.long_capitalised
    }

    /// Whether every longer word and the first begin with a capital.
    pub fn is_title_case(&self) -> bool {
        self.first.is_ascii_uppercase() && self.is_capitalised()
    }

    fn add(&mut self, word: &[u8], counts: Counts) {
        let Counts { letters, capitals, figures } = counts;
        if letters + figures == 0 {
            return;
        }
        self.words += 1;
        self.letters += letters;
        self.capitals += capitals;
        self.numbers += u32::from(letters == 0);
        if letters >= 4 {
            self.long += 1;
            self.long_capitalised +=
                u32::from(word.iter().find(|byte| byte.is_ascii_alphabetic()).is_some_and(u8::is_ascii_uppercase));
        }
        if letters > 30 && !word.iter().any(|byte| matches!(byte, b'/' | b'@')) {
            self.endless += letters;
        }
        self.stops |= ends_sentence(word);
    }
}

/// Counts over one word.
#[derive(Clone, Copy, Default)]
struct Counts {
    letters: u32,
    capitals: u32,
    figures: u32,
}

const LETTER: u8 = 1;
const CAPITAL: u8 = 2;
const FIGURE: u8 = 4;
const BLANK: u8 = 8;

/// What each byte counts as. The first byte of a letter beyond ASCII stands for it; 0xE2 begins dashes and quotes.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | 0xC3..=0xE1 | 0xE3.. => LETTER,
            b'A'..=b'Z' => LETTER | CAPITAL,
            b'0'..=b'9' => FIGURE,
            b' ' | b'\t' | b'\r' | b'\x0c' => BLANK,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Whether a stop ends the word, closing quotes and brackets aside.
fn ends_sentence(word: &[u8]) -> bool {
    let tail = word.iter().rev().take(5).find(|byte| !matches!(byte, b'"' | b'\'' | b')' | b']' | 0x80..));
    matches!(tail, Some(b'.' | b'?' | b'!'))
}
