//! Fonts that say of their letters: each is the letter of its own number. Some makers of PDFs mean it, and others number
//! the letters as they please and say it all the same, so it is believed where English comes of it.

use std::sync::Arc;

use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_cmap::CMapName;

use super::page::Page;

/// Every number from the blank on, as the letter of that number in Unicode.
const SAME: &[u8] = b"/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Same def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
1 beginbfrange
<0020> <d7ff> <0020>
endbfrange
endcmap
";

/// What draws pages with such fonts believed.
pub(super) fn settings() -> InterpreterSettings {
    let same = |name: CMapName<'_>| matches!(name, CMapName::IdentityH | CMapName::IdentityV).then_some(SAME);
    InterpreterSettings { cmap_resolver: Arc::new(same), ..InterpreterSettings::default() }
}

/// Whether the words are those of an English text: one in twenty-five is one of the commonest, where it is far more.
pub(super) fn is_english(pages: &[Page]) -> bool {
    let words = || pages.iter().flat_map(|page| page.letters.split_whitespace());
    let common = words().filter(|word| ["the", "and", "of", "to", "in", "for", "a", "is"].contains(word)).count();
    common > 0 && common * 25 >= words().count()
}
