//! Fonts that say little of their letters, or say it in their own way.

use planlint::Text;

use super::maker::{Maker, stream};
use crate::read::text;

const SENTENCE: &str = "one in ten of the older people in the county is lonely and in need of company";

/// A document of one page that shows `words` in the font that `objects`, numbered from 101, begin with.
fn shown(words: &str, objects: &[String]) -> Text {
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F3 101 0 R>>>>";
    let mut maker = Maker::of(&["/Form Do\n"]);
    maker.objects = [stream(form, words)].into_iter().chain(objects.iter().cloned()).collect();
    text("plan.pdf", maker.bytes())
}

/// A font whose letters are drawings, in dots of which one takes `dot` of its size; `name` names the small letters.
fn drawn(dot: f32, name: impl Fn(char) -> String) -> Vec<String> {
    let names: Vec<String> = ('a'..='z').map(|letter| format!("/{}", name(letter))).collect();
    let draws: Vec<String> = names.iter().map(|name| format!("{name} 102 0 R")).collect();
    let width = |letter: char| match letter {
        ' ' => 12,
        'f' | 'i' | 'j' | 'l' | 'r' | 't' => 14,
        'm' | 'w' => 36,
        _ => 24,
    };
    let widths: Vec<String> = (' '..='z').map(|letter| width(letter).to_string()).collect();
    let font = format!(
        "<</Type/Font/Subtype/Type3/FontBBox[0 -9 40 40]/FontMatrix[{dot} 0 0 {dot} 0 0]/FirstChar 32/LastChar 122\
         /Widths[{}]/CharProcs<<{}/space 103 0 R>>/Encoding<</Type/Encoding/Differences[32/space 97{}]>>>>",
        widths.join(" "),
        draws.concat(),
        names.concat()
    );
    vec![font, stream("", "26 0 0 0 20 33 d1 0 0 20 33 re f"), stream("", "12 0 0 0 0 0 d1")]
}

fn line(size: f32) -> String {
    // words apart, and a letter apart, as programs that set letters one by one write them
    let words: Vec<String> = SENTENCE.split(' ').map(|word| format!("({word} ) Tj")).collect();
    format!("BT /F3 {size} Tf 1 0 0 1 72 700 Tm (o) Tj (ne ) Tj {} ET", words[1..].join(" "))
}

#[test]
fn letters_drawn_in_dots_of_the_printer_are_read_whatever_size_the_font_says() {
    for (size, dot) in [(0.24, 1.0), (11.0, 0.0219), (1.0, 0.24), (240.0, 0.001)] {
        let text = shown(&line(size), &drawn(dot, |letter| letter.to_string()));
        assert_eq!(text.as_str().trim_start_matches("# ").trim(), SENTENCE, "{size}, {dot}");
    }
}

#[test]
fn drawn_letters_without_names_are_said_to_be_lost() {
    let lost = |text: &Text| text.notices().iter().any(|notice| notice.contains("do not say what their letters are"));
    assert!(lost(&shown(&line(0.24), &drawn(1.0, |letter| format!("sign{letter}")))));
    let ornament = format!("BT /F3 0.24 Tf 72 700 Td {} ET", "(a) Tj ".repeat(80));
    assert!(!lost(&shown(&ornament, &drawn(1.0, |letter| format!("sign{letter}")))));
}

/// The sentence in a font that says each letter is the letter of its own number; they are numbered `off` from that.
fn numbered(off: u16) -> Text {
    let codes: String = SENTENCE.encode_utf16().map(|letter| format!("{:04x}", letter - off)).collect();
    let fonts = [
        "<</Type/Font/Subtype/Type0/BaseFont/Arial/Encoding/Identity-H/ToUnicode/Identity-H/DescendantFonts[102 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Arial/DW 500/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)\
         /Supplement 0>>/FontDescriptor 103 0 R>>",
        "<</Type/FontDescriptor/FontName/Arial/Flags 32>>",
    ];
    shown(&format!("BT /F3 11 Tf 72 700 Td <{codes}> Tj ET"), &fonts.map(str::to_owned))
}

#[test]
fn letters_that_are_said_to_have_their_own_numbers_are_believed_where_they_are_english() {
    let text = numbered(0);
    assert_eq!(text.as_str().trim_start_matches("# ").trim(), SENTENCE);
    assert!(!text.notices().iter().any(|notice| notice.contains("words are lost")), "{:?}", text.notices());
    let text = numbered(29);
    assert!(!text.as_str().contains("RQH"), "{}", text.as_str());
    assert!(text.notices().iter().any(|notice| notice.contains("words are lost")), "{:?}", text.notices());
}
