//! Strings of a PDF to text.

use encoding_rs::UTF_16BE;

/// Reads a text string: UTF-16 or UTF-8 where it says so, else a superset of Latin 1 (ISO 32000-2 §7.9.2.2).
pub(super) fn text(bytes: &[u8]) -> String {
    let letters: Vec<char> = if let Some(wide) = bytes.strip_prefix(b"\xfe\xff") {
        UTF_16BE.decode_without_bom_handling(wide).0.chars().collect()
    } else if let Some(utf8) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        String::from_utf8_lossy(utf8).chars().collect()
    } else {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    };
    readable(&letters)
}

/// `letters` as they are read: joined letters apart, blanks of every width as blanks.
pub(super) fn readable(letters: &[char]) -> String {
    let mut text = String::new();
    for letter in letters {
        match letter {
            'ﬀ' => text.push_str("ff"),
            'ﬁ' => text.push_str("fi"),
            'ﬂ' => text.push_str("fl"),
            'ﬃ' => text.push_str("ffi"),
            'ﬄ' => text.push_str("ffl"),
            'ﬅ' | 'ﬆ' => text.push_str("st"),
            '\u{feff}' => {}
            letter if letter.is_whitespace() || letter.is_control() => text.push(' '),
            letter => text.push(*letter),
        }
    }
    text
}
