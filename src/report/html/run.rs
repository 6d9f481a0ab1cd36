//! About this report: the program, the packs and the documents by their hashes, and how to read the verdicts.

use maud::{Markup, html};

use super::Page;
use crate::report::json::TOOL;

pub(super) fn section(page: &Page<'_>) -> Markup {
    html! {
        section #run aria-labelledby="run-heading" {
            h2 #run-heading { "About this report" }
            p {
                "Made by " (TOOL.name) " " (TOOL.version) ". The same documents, packs and options always give the same page: nothing \
                 on it depends on the day it was made. It loads nothing from anywhere and sends nothing anywhere."
            }
            p {
                "planlint finds words and structure. It can overlook what is said in an unusual way, and take for an action what is \
                 not one; so every verdict shows the words it rests on. Look at them before a verdict is used."
            }
            h3 { "Packs" }
            div.scroll role="region" aria-label="Packs" tabindex="0" {
                table.plain {
                    thead { tr { th scope="col" { "Pack" } th scope="col" { "Expectations" } th scope="col" { "SHA-256 of its files" } } }
                    tbody { @for pack in &page.report.packs {
                        tr { th scope="row" { (pack.title) } td { (pack.expectations) } td.hash { (pack.sha256) } }
                    } }
                }
            }
            h3 { "Documents" }
            div.scroll role="region" aria-label="Documents" tabindex="0" {
                table.plain {
                    thead { tr { th scope="col" { "File" } th scope="col" { "Checked as of" } th scope="col" { "SHA-256" } } }
                    tbody { @for document in page.report.documents {
                        tr {
                            th scope="row" { (document.path) }
                            td { @if let Some(day) = document.as_of { (day.in_words()) } @else { "–" } }
                            td.hash { (document.sha256.as_deref().unwrap_or("could not be opened")) }
                        }
                    } }
                }
            }
        }
    }
}
