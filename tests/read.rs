//! What each reader makes of small documents: the notation, where it came from, and what is said when it fails.

mod html;
mod markdown;
mod odt;
pub(crate) mod pdf;
mod plain;
mod sheet;
pub(crate) mod unreadable;
mod word;

use planlint::{Text, read_bytes};

/// The notation that is read from a document called `name`.
fn notation(name: &str, bytes: impl AsRef<[u8]>) -> String {
    text(name, bytes).as_str().to_owned()
}

fn text(name: &str, bytes: impl AsRef<[u8]>) -> Text {
    let text = read_bytes(name, bytes.as_ref()).expect("the document is sound");
    assert_law(&text);
    text
}

/// The law of every text: pieces cover it without gap or overlap, and no piece holds a line end but as the last byte.
fn assert_law(text: &Text) {
    let mut end = 0;
    for piece in text.pieces() {
        assert_eq!(piece.span.start, end, "pieces follow one another");
        assert!(!piece.span.is_empty(), "a piece holds something");
        let words = text.slice(piece.span);
        let inner = words.strip_suffix('\n').filter(|_| !piece.exact).unwrap_or(words);
        assert!(!piece.exact || !inner.contains(['\n', '\r']), "no line end within {words:?}");
        end = piece.span.end;
    }
    assert_eq!(end as usize, text.as_str().len(), "pieces cover the text");
}

/// The law of exact pieces: their bytes are the bytes of the source at their range.
fn assert_exact(text: &Text, source: &str) {
    for piece in text.pieces().iter().filter(|piece| piece.exact) {
        let range = piece.source.expect("these formats have bytes");
        let bytes = &source[range.start as usize..(range.start + range.len) as usize];
        assert_eq!(text.slice(piece.span), bytes);
    }
}

/// Every line with the place its first own words are from.
fn origins(text: &Text) -> Vec<String> {
    let lines = text.as_str().lines().scan(0, |start, line| {
        let here = *start;
        *start += line.len() + 1;
        Some((here, line))
    });
    let own = lines.filter(|(_, line)| !line.is_empty()).map(|(start, line)| {
        let piece = text.pieces().iter().find(|piece| piece.exact && piece.span.start as usize >= start);
        let origin = piece.map_or(text.origin(start), |piece| Some(piece.origin.clone())).expect("within the text");
        format!("{origin}: {line}")
    });
    own.collect()
}
