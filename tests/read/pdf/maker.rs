//! Small PDFs, written by hand: pages are content streams, `F1` is a plain font, `F2` a bold one.

/// Pages, and what else the document has.
#[derive(Default)]
pub(crate) struct Maker {
    pages: Vec<String>,
    /// More entries of the catalog.
    pub catalog: String,
    /// More entries of the trailer.
    pub trailer: String,
    /// More entries of every page.
    pub page: String,
    /// More objects, numbered from 100.
    pub objects: Vec<String>,
}

/// The number of the object that page `index` is, from 0.
pub(super) fn page_object(index: usize) -> usize {
    10 + 2 * index
}

impl Maker {
    /// A document of pages with these contents.
    pub fn of(pages: &[&str]) -> Self {
        Self { pages: pages.iter().map(|page| (*page).to_owned()).collect(), ..Self::default() }
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let font = |name: &str| format!("<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>");
        let kids: Vec<String> = (0..self.pages.len()).map(|index| format!("{} 0 R", page_object(index))).collect();
        let mut objects = vec![
            (1, format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog)),
            (2, format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), kids.len())),
            (3, font("Helvetica")),
            (4, font("Helvetica-Bold")),
            // a picture of one grey dot
            (5, stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x")),
        ];
        for (index, content) in self.pages.iter().enumerate() {
            let number = page_object(index);
            let resources = "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</Im 5 0 R/Form 100 0 R>>>>";
            let page = format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{resources}/Contents {} 0 R{}>>",
                number + 1,
                self.page
            );
            objects.push((number, page));
            objects.push((number + 1, stream("", content)));
        }
        objects.extend((100..).zip(self.objects.iter().cloned()));
        self.file(&objects)
    }

    fn file(&self, objects: &[(usize, String)]) -> Vec<u8> {
        let mut file = "%PDF-1.7\n".to_owned();
        let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
        for (number, object) in objects {
            table.push_str(&format!("{number} 1\n{:010} 00000 n \n", file.len()));
            file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
        }
        let start = file.len();
        let size = objects.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
        file.push_str(&table);
        file.push_str(&format!("trailer\n<</Size {size}/Root 1 0 R{}>>\nstartxref\n{start}\n%%EOF\n", self.trailer));
        file.into_bytes()
    }
}

/// A stream object.
pub(super) fn stream(entries: &str, content: &str) -> String {
    format!("<<{entries}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// A line of text in `font` of `size` at `x`, `y` from the lower left corner.
pub(super) fn at(font: &str, size: f32, x: f32, y: f32, words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n")
}

/// Lines of running text, the first at `y`.
pub(super) fn lines(x: f32, y: f32, lines: &[&str]) -> String {
    (0..).zip(lines).map(|(index, words)| at("F1", 11.0, x, y - 14.0 * index as f32, words)).collect()
}

/// Marked content number `content` with the tag `tag` around `inner`.
pub(super) fn marked(tag: &str, content: usize, inner: &str) -> String {
    format!("/{tag} <</MCID {content}>> BDC\n{inner}EMC\n")
}
