//! Laws that hold for every Word document.

use planlint::read_bytes;
use proptest::prelude::*;

use super::Word;
use crate::read::{assert_exact, assert_law};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]
    #[test]
    fn any_body_is_read_and_its_bytes_kept(
        body in proptest::collection::vec(proptest::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
    ) {
        let word = Word::new(body);
        if let Ok(text) = read_bytes("plan.docx", &word.bytes()) {
            assert_law(&text);
            assert_exact(&text, &word.xml());
        }
    }
}

const PIECES: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>",
    "</w:t>",
    "<w:t xml:space=\"preserve\">",
    " word ",
    "é",
    "&amp;",
    "&#163;",
    "|",
    "#",
    "\\",
    "\u{ad}",
    "\u{f0b7}",
    "\n",
    "<![CDATA[ a|b ]]>",
    "<w:p><w:r><w:t>",
    "</w:t></w:r></w:p>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>",
    "<w:tcPr><w:vMerge/></w:tcPr>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:del>",
    "</w:del>",
    "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    "<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>",
    "<w:br/>",
    "<w:tab/>",
    "<mc:AlternateContent><mc:Choice>",
    "</mc:Choice></mc:AlternateContent>",
    "<w:sdt>",
    "</w:sdt>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:footnote w:id=\"1\">",
    "</w:footnote>",
    "<w:rPr><w:b/></w:rPr>",
    "<",
    ">",
];
