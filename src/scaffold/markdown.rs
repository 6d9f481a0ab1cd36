//! A scaffold as Markdown.

use std::fmt::Write;

use super::Scaffold;

impl Scaffold {
    /// The scaffold as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n\n{}\n", escaped(&self.title), escaped(&self.about));
        for section in &self.sections {
            let _ = write!(out, "\n## {}\n", escaped(&section.heading));
            for line in section.prompts.iter().flat_map(|prompt| prompt.lines()) {
                let _ = write!(out, "\n{}\n", escaped(line));
            }
        }
        out
    }
}

/// `words` as Markdown shows them: blanks like `<role>` are no tags.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    for letter in words.chars() {
        if matches!(letter, '<' | '>' | '*' | '_' | '`' | '\\' | '#') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
