//! The bytes of a text file to text: byte-order marks, UTF-8, UTF-16, and the old encodings of Windows.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decoded text.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text, without byte-order mark.
    pub text: Cow<'a, str>,
    /// What a person should know about it; a sentence.
    pub notice: Option<String>,
}

/// Decodes `bytes`, guessing only where nothing says which encoding it is.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return certain(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf_16(bytes) {
        return certain(encoding, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), notice: mojibake(text) },
        Err(_) => nearly_utf_8(bytes).unwrap_or_else(|| guess(bytes)),
    }
}

/// Decodes a web page, which may say itself how its letters are encoded; valid UTF-8 is believed rather.
pub(super) fn decode_page(bytes: &[u8]) -> Decoded<'_> {
    let is_plain = Encoding::for_bom(bytes).is_some() || utf_16(bytes).is_some() || std::str::from_utf8(bytes).is_ok();
    match declared(bytes).filter(|_| !is_plain) {
        Some(encoding) => certain(encoding, bytes),
        None => decode(bytes),
    }
}

/// The encoding that the head of a page names. A page in which that can be read is not in UTF-16, whatever it says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let named = |mark: &[u8]| {
        let at = memchr::memmem::find(&head, mark)? + mark.len();
        let name = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let name = name.strip_prefix(b"\"").or(name.strip_prefix(b"'")).unwrap_or(name);
        let end = name.iter().position(|byte| b"\"'>; \t\r\n?/".contains(byte)).unwrap_or(name.len());
        Encoding::for_label(&name[..end])
    };
    let encoding = named(b"charset").or_else(|| named(b"encoding"))?;
    (encoding != UTF_16BE && encoding != UTF_16LE).then_some(encoding)
}

/// Whether `bytes` could be text in any encoding: few control characters, and NULs only as UTF-16 has them.
pub(super) fn could_be_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64 << 10)];
    if Encoding::for_bom(head).is_some() || utf_16(head).is_some() {
        return true;
    }
    let odd = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    !head.contains(&0) && odd * 50 <= head.len()
}

fn certain<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let notice = broken.then(|| format!("Some bytes are not valid {} and are shown as �.", encoding.name()));
    Decoded { text, notice }
}

/// UTF-16 without a mark: English in it has a NUL in nearly every other byte.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let nuls = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), head.len() / 2);
    match half {
        0..=2 => None,
        _ if odd * 10 >= half * 7 && even * 10 <= half => Some(UTF_16LE),
        _ if even * 10 >= half * 7 && odd * 10 <= half => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-8 with fewer than one bad byte in a hundred letters that are not ASCII, or in a hundred bytes of prose.
///
/// One stray byte of Windows-1252 pasted into a UTF-8 file must not turn every other letter into two.
fn nearly_utf_8(bytes: &[u8]) -> Option<Decoded<'_>> {
    let (mut bad, mut good) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        bad += chunk.invalid().len();
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
    }
    if bad * 100 >= bytes.len() || good <= bad {
        return None;
    }
    let places = if bad == 1 { "One byte is".into() } else { format!("{bad} bytes are") };
    let (text, _) = UTF_8.decode_without_bom_handling(bytes);
    Some(Decoded { text, notice: Some(format!("{places} not valid UTF-8 and shown as �.")) })
}

fn guess(bytes: &[u8]) -> Decoded<'_> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"uk"), Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let notice = format!("The file does not say how its letters are encoded; it was read as {}.", encoding.name());
    Decoded { text, notice: Some(notice) }
}

/// Text that was decoded wrongly before it came here.
fn mojibake(text: &str) -> Option<String> {
    let found = ["â€™", "â€œ", "â€“", "Â£"].iter().find(|mark| text.contains(**mark))?;
    Some(format!("Some letters were garbled before the file was saved, such as `{found}`; they are left as they are."))
}
