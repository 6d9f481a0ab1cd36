//! Letters that are drawings of their own (Type 3 fonts): how large they are, and whether they are letters at all.
//!
//! Such a font chooses its own units, as printer drivers do that count in dots: its size says nothing of how high its
//! letters are, but how far each letter moves on does.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;

/// Sizes of a font that letters of these widths can have. What is beyond has units of its own.
const USUAL: std::ops::Range<f32> = 0.4..2.5;

/// About how wide a small letter is, in parts of the size of its font.
const SMALL: f32 = 0.53;

/// How many heights of a letter the size of the font is, for the letters of `run`; `last` is what it was for the letters
/// before, and stays so if it is near: a guess from few letters must not part a word.
pub(super) fn scale(run: &GlyphRun<'_, '_>, last: f32) -> f32 {
    let (mut said, mut usual, mut drawn) = (0.0, 0.0, false);
    for glyph in run.glyphs() {
        let Glyph::Type3(letter) = &**glyph else { continue };
        drawn = true;
        let width = match letter.as_unicode() {
            Some(BfString::Char(sign)) if sign.is_alphanumeric() => width(sign),
            Some(_) => continue,
            None => SMALL,
        };
        said += letter.advance_width().unwrap_or_default() / 1000.0;
        usual += width;
    }
    match (drawn, said / usual) {
        (true, scale) if scale.is_finite() && scale > 0.0 => match () {
            () if USUAL.contains(&scale) => 1.0,
            () if (0.75..1.33).contains(&(scale / last)) => last,
            () => scale,
        },
        // signs alone do not say
        (true, _) => last,
        (false, _) => 1.0,
    }
}

/// Whether drawings without a name can be words: an ornament comes again and again, and words do not.
pub(super) fn can_be_words(run: &GlyphRun<'_, '_>) -> bool {
    let mut codes: Vec<u32> = run.glyphs().iter().map(|glyph| glyph.char_code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.len() > 2
}

/// About how wide a letter is, in parts of the size of its font.
fn width(sign: char) -> f32 {
    match sign {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' => 0.3,
        'm' | 'w' | 'M' | 'W' => 0.85,
        _ if sign.is_uppercase() => 0.68,
        _ => SMALL,
    }
}
