//! Counts to labels: `%1.%2` and three counts to `4.2`.

use super::{LEVELS, Label, Level};

/// What stands before an item at `depth`.
pub(super) fn label(levels: &[Option<Level>; LEVELS], counts: &[Option<u32>; LEVELS], depth: usize) -> Label {
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
fn number(format: &str, count: u32) -> String {
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
