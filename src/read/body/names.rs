//! What styles are called that make headings, contents lists, captions, quotations.

use super::Role;

/// The level of a heading style by its name, which Word keeps in English, and other writers in their own language.
pub(in crate::read) fn heading_name(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    if matches!(name.as_str(), "title" | "titel" | "título" | "titolo") {
        return Some(1);
    }
    let words = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let level = name[words.len()..].parse().ok().filter(|level| (1..=9).contains(level))?;
    HEADINGS.contains(&words.trim_end_matches([' ', '_', '-'])).then_some(level)
}

/// What heading styles are called.
const HEADINGS: &[&str] = &[
    "heading",
    "überschrift",
    "berschrift",
    "titre",
    "kop",
    "título",
    "titulo",
    "titolo",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nadpis",
    "címsor",
    "başlık",
    "заголовок",
    "encabezado",
    "pennawd",
];

/// What paragraphs of a style are by its name, other than headings; the name in lower case.
pub(in crate::read) fn role(name: &str) -> Option<Role> {
    match name {
        "caption" => Some(Role::Caption),
        "quote" | "intense quote" | "block text" | "block quotation" | "quotations" => Some(Role::Quotation),
        "bibliography" | "bibliography 1" => Some(Role::Reference),
        "toc heading" | "table of figures" | "contents heading" => Some(Role::Contents),
        "contents" | "index heading" | "illustration index heading" | "table index heading" => Some(Role::Contents),
        // LibreOffice has a style for each sort of caption
        "illustration" | "table" | "drawing" | "figure" => Some(Role::Caption),
        _ => name
            .strip_prefix("toc ")
            .or_else(|| name.strip_prefix("contents "))
            .filter(|level| level.parse::<u8>().is_ok())
            .map(|_| Role::Contents),
    }
}
