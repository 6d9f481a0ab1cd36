//! Streams that unpack to far more than a page holds are refused before anything unpacks them whole.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::read::{Document, ReadError, error};

/// No deflated byte unpacks to more bytes than this (RFC 1951: 258 bytes for two bits, less the codes).
const MOST_RATIO: u64 = 1032;

/// Refuses `document` if one of its packed streams passes the limit. Pictures are never unpacked, and may be large.
///
/// What is packed twice, or locked, is not seen here.
pub(super) fn check(document: &Document<'_>) -> Result<(), ReadError> {
    let (bytes, most) = (document.bytes, document.limits.pdf.max_stream_bytes);
    let mut from = 0;
    while let Some(found) = memmem::find(&bytes[from..], b"stream") {
        let begins = from + found + b"stream".len();
        let end = memmem::find(&bytes[begins..], b"endstream").map_or(bytes.len(), |length| begins + length);
        let head = &bytes[from.max((from + found).saturating_sub(400))..from + found];
        if (end - begins) as u64 * MOST_RATIO > most && is_packed(head) && unpacks_past(&bytes[begins..end], most) {
            let problem = format!("a part of it unpacks to more than {}", error::size(most));
            return Err(ReadError::Bomb { name: document.name.to_owned(), problem });
        }
        from = (end + b"endstream".len()).min(bytes.len());
    }
    Ok(())
}

/// Whether the dictionary before a stream says that it is packed, and no picture.
fn is_packed(head: &[u8]) -> bool {
    // names may be short, as in `/Fl`
    memmem::rfind(head, b"/Fl").is_some() && memmem::rfind(head, b"/Image").is_none()
}

fn unpacks_past(packed: &[u8], most: u64) -> bool {
    let start = packed.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(packed.len());
    let mut left = ZlibDecoder::new(&packed[start..]).take(most.saturating_add(1));
    // damaged data unpacks to what comes before the damage
    let mut buffer = vec![0; 64 << 10];
    let mut sum = 0;
    while let Ok(length @ 1..) = left.read(&mut buffer) {
        sum += length as u64;
    }
    sum > most
}
