//! What is expected, and why: every expectation with its reason, a drafted example and its sources.

use maud::{Markup, html};

use super::{Page, expectation_id};
use crate::report::rulebook::in_force;
use crate::report::share::short_title;
use crate::report::tally::Counts;
use crate::rules::{Directness, Expectation};

pub(super) fn section(page: &Page<'_>) -> Markup {
    html! {
        section #expectations aria-labelledby="expectations-heading" {
            h2 #expectations-heading { "What is expected, and why" }
            p { "A source marked “not confirmed” was not read at a public source when this version was made." }
            @for pack in &page.book.packs {
                div.pack {
                    h3 { (short_title(pack)) }
                    p { (pack.about.trim()) }
                    @for expectation in &pack.expectations { (card(page, expectation)) }
                }
            }
        }
    }
}

fn card(page: &Page<'_>, expectation: &Expectation) -> Markup {
    let its = page.read().flat_map(|plan| &plan.document.outcomes);
    let tally = Counts::of_outcomes(its.filter(|outcome| outcome.expectation == expectation.id));
    let id = expectation_id(&expectation.code);
    let directly = match expectation.directness {
        Directness::NamesPlans => "names local plans and the topic",
        Directness::NamesTopic => "names the topic",
        Directness::Inferred => "the link is inferred",
    };
    html! {
        div.card id=(id) {
            h4 { span.code { (expectation.code) } " " (expectation.title) }
            @if page.plans.len() > 1 && tally.judged() > 0 { p.counts { (tally.words()) ": " (tally.in_words()) } }
            (in_brief(expectation))
            dl.facts {
                dt { "Speaks to" } dd { (expectation.holder) }
                dt { "Binds as" } dd { (expectation.modality.words()) " (" (directly) "); a gap is reported as " (expectation.severity().name()) }
                dt { "In force" } dd { (in_force(expectation)) }
                dt { "Least that satisfies it" } dd { (expectation.minimum.name()) }
                dt { "Id" } dd { (expectation.id) }
            }
        }
    }
}

/// Why, a drafted example, and the sources.
pub(super) fn in_brief(expectation: &Expectation) -> Markup {
    html! {
        p { span.label { "Why" } " " (expectation.why.trim()) }
        p.label { "An example to adapt" }
        blockquote.example { (expectation.fix.trim()) }
        p.label { "Basis" }
        ul.cites {
            @for cite in &expectation.cites {
                li {
                    @match &cite.url {
                        Some(url) => a href=(url) rel="noreferrer" { (cite.reference) },
                        None => (cite.reference),
                    }
                    @if !cite.checked { span.note { " (not confirmed at source)" } }
                }
            }
        }
    }
}
