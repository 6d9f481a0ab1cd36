//! A scaffold as a Word document: four parts, and the styles that Word knows headings by.
//!
//! Written here because the writers there are for Word bring 59 crates and more for a title, headings and paragraphs.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

use super::Scaffold;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// Style id, the name Word knows it by, properties of its paragraphs, look of its letters.
const STYLES: &[(&str, &str, &str, &str)] = &[
    ("Title", "Title", "<w:spacing w:after=\"240\"/>", "<w:b/><w:sz w:val=\"40\"/>"),
    (
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:sz w:val=\"30\"/>",
    ),
    ("Prompt", "Prompt", "<w:spacing w:after=\"120\"/>", "<w:color w:val=\"404040\"/>"),
    ("Example", "Prompt example", "<w:ind w:left=\"567\"/>", "<w:i/><w:color w:val=\"404040\"/>"),
];

impl Scaffold {
    /// The scaffold as a Word document (.docx).
    #[must_use]
    pub fn word(&self) -> Vec<u8> {
        self.package().expect("a document of a few kilobytes is written to memory")
    }

    fn package(&self) -> ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let parts = [
            ("[Content_Types].xml", TYPES.to_owned()),
            ("_rels/.rels", PACKAGE.to_owned()),
            ("word/document.xml", self.document()),
            ("word/styles.xml", styles()),
            ("word/_rels/document.xml.rels", RELATIONS.to_owned()),
        ];
        for (name, xml) in parts {
            zip.start_file(name, SimpleFileOptions::default())?;
            zip.write_all(xml.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn document(&self) -> String {
        let mut body = paragraph("Title", &self.title) + &paragraph("Prompt", &self.about);
        for section in &self.sections {
            body.push_str(&paragraph("Heading1", &section.heading));
            for prompt in &section.prompts {
                let [say, example] = prompt.lines();
                body.push_str(&paragraph("Prompt", say));
                body.push_str(&paragraph("Example", example));
            }
        }
        // A4, with margins of 2.5 cm, in twentieths of a point
        let page = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"1417\" \
                    w:bottom=\"1417\" w:left=\"1417\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>";
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{WORD}\"><w:body>{body}{page}\
             </w:body></w:document>"
        )
    }
}

fn paragraph(style: &str, words: &str) -> String {
    let words = quick_xml::escape::escape(words);
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>"
    )
}

fn styles() -> String {
    let style = |(id, name, paragraph, letters): &(&str, &str, &str, &str)| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        )
    };
    let styles: String = STYLES.iter().map(style).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"{WORD}\"><w:docDefaults>\
         <w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"24\"/><w:lang \
         w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" \
         w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:after=\"160\"/></w:pPr></w:style>\
         {styles}</w:styles>"
    )
}
