//! Counts the items of lists, and makes labels of the counts: `%1.%2` and three counts to `4.2`.

/// How many levels a list has: nine in Word, ten in OpenDocument.
pub(in crate::read) const LEVELS: usize = 10;

/// What stands before an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::read) enum Label {
    /// A bullet.
    Bullet,
    /// A number or letter, such as `4.2` or `a)`.
    Number {
        /// As it is shown.
        text: String,
        /// Whether it tells of more than one level, as clauses do and items of lists do not.
        clause: bool,
    },
    /// Nothing.
    #[default]
    Nothing,
}

/// What items at a level of a list look like.
#[derive(Clone, Debug)]
pub(in crate::read) struct Level {
    /// The number of the first.
    pub start: u32,
    /// How Word calls the form of the number: `decimal`, `lowerRoman`.
    pub format: String,
    /// What is shown, with `%1` to `%9` for the numbers of the levels.
    pub text: String,
    /// The paragraph style it is bound to.
    pub style: Option<String>,
    /// Whether the numbers of outer levels are shown in digits whatever their own form.
    pub decimal: bool,
    /// Whether it begins again after an item of an outer level.
    pub restarts: bool,
}

impl Level {
    /// The same, a number alone, for items at `depth`.
    pub fn at(&self, depth: usize) -> Self {
        let is_number = |at: &usize| self.text[at + 1..].starts_with(|digit: char| digit.is_ascii_digit());
        let mut numbers = self.text.match_indices('%').map(|(at, _)| at).filter(is_number);
        let mut text = self.text.clone();
        if let Some(first) = numbers.next() {
            text.replace_range(first..numbers.next_back().unwrap_or(first) + 2, &format!("%{}", depth + 1));
        }
        Self { text, ..self.clone() }
    }
}

impl Default for Level {
    fn default() -> Self {
        let (format, text) = (String::from("decimal"), String::new());
        Self { start: 1, format, text, style: None, decimal: false, restarts: true }
    }
}

/// Counts an item at `depth`: deeper levels begin again, and levels above that were passed over begin.
pub(in crate::read) fn count(
    counts: &mut [Option<u32>; LEVELS],
    levels: &[Option<Level>; LEVELS],
    depth: usize,
    restart: Option<u32>,
) {
    let start = |at: usize| levels[at].as_ref().map_or(1, |level| level.start);
    let next = counts[depth].map_or_else(|| start(depth), |count| count.saturating_add(1));
    counts[depth] = Some(restart.unwrap_or(next));
    for (at, count) in counts.iter_mut().enumerate() {
        if at < depth {
            count.get_or_insert_with(|| start(at));
        } else if at > depth && levels[at].as_ref().is_none_or(|level| level.restarts) {
            *count = None;
        }
    }
}

/// What stands before an item at `depth`.
pub(in crate::read) fn label(levels: &[Option<Level>; LEVELS], counts: &[Option<u32>; LEVELS], depth: usize) -> Label {
    let Some(level) = &levels[depth] else { return Label::Nothing };
    if level.format == "bullet" {
        return Label::Bullet;
    }
    let mut text = String::new();
    let mut places = 0;
    let mut letters = level.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let place = letters.peek().and_then(|digit| digit.to_digit(10)).filter(|_| letter == '%');
        let Some(place) = place.filter(|place| (1..=LEVELS as u32).contains(place)) else {
            text.push(letter);
            continue;
        };
        letters.next();
        let at = place as usize - 1;
        let format = levels[at].as_ref().map_or("decimal", |level| level.format.as_str());
        text.push_str(&number(if level.decimal { "decimal" } else { format }, counts[at].unwrap_or(1)));
        places += 1;
    }
    let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
    match text.trim() {
        "" => Label::Nothing,
        text if places == 0 && !text.contains(char::is_alphanumeric) => Label::Bullet,
        text => Label::Number { text: text.to_owned(), clause: places > 1 },
    }
}

/// `count` as Word shows it in `format`.
pub(in crate::read) fn number(format: &str, count: u32) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        "decimalZero" => format!("{count:02}"),
        "ordinal" => format!("{count}{}", ending(count)),
        _ => count.to_string(),
    }
}

/// `a` to `z`, then `aa`, `bb` and so on.
fn letters(count: u32) -> String {
    match count {
        1..=780 => {
            let letter = char::from(b'a' + ((count - 1) % 26) as u8);
            std::iter::repeat_n(letter, ((count - 1) / 26 + 1) as usize).collect()
        }
        _ => count.to_string(),
    }
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&count) {
        return count.to_string();
    }
    let mut left = count;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

fn ending(count: u32) -> &'static str {
    match (count % 10, count % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}
