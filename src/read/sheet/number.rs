//! Numbers of a workbook as a reader of the sheet sees them: `23.5%`, `£1,250`, `1 April 2015`.

/// `value` in the number format `code`, as near as matters for reading.
pub(in crate::read) fn shown(value: f64, code: &str) -> String {
    let section = code.split(';').next().unwrap_or_default();
    let pattern = pattern(section);
    if !value.is_finite() || !pattern.contains(['0', '#', '?']) || pattern.contains(['E', '/']) {
        return plain(value);
    }
    let percent = pattern.contains('%');
    let value = if percent { value * 100.0 } else { value };
    let places = pattern
        .split_once('.')
        .map_or(0, |(_, rest)| rest.chars().take_while(|letter| matches!(letter, '0' | '#' | '?')).count().min(10));
    let digits = format!("{:.places$}", value.abs());
    let digits = if pattern.contains(",0") || pattern.contains(",#") { grouped(&digits) } else { digits };
    let sign = if value < 0.0 && digits.contains(|digit: char| matches!(digit, '1'..='9')) { "-" } else { "" };
    let currency = ['£', '€', '$'].into_iter().find(|sign| section.contains(*sign)).filter(|_| is_currency(section));
    format!("{sign}{}{digits}{}", currency.map(String::from).unwrap_or_default(), if percent { "%" } else { "" })
}

/// `value` without a format: no more digits than it has.
pub(in crate::read) fn plain(value: f64) -> String {
    let rounded = (value * 1e9).round() / 1e9;
    if rounded.is_finite() && value.abs() < 1e15 { rounded.to_string() } else { value.to_string() }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day as people write it: `1 April 2015`.
pub(in crate::read) fn day(year: u16, month: u8, day: u8) -> String {
    let month = MONTHS.get(usize::from(month.max(1)) - 1).copied().unwrap_or_default();
    format!("{day} {month} {year}")
}

/// A format without what it shows as it stands: words in quotation marks, colours and conditions in brackets.
fn pattern(section: &str) -> String {
    let (mut pattern, mut quoted, mut bracketed) = (String::new(), false, false);
    for letter in section.chars() {
        match letter {
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            _ if quoted || bracketed => {}
            letter => pattern.push(letter),
        }
    }
    pattern
}

/// Whether a sign for money in `section` is shown: `[$-809]` is only a language.
fn is_currency(section: &str) -> bool {
    section.contains(['£', '€']) || section.replace("[$-", "").contains('$')
}

/// `1234567.5` as `1,234,567.5`.
fn grouped(digits: &str) -> String {
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}
