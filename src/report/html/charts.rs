//! Charts: bars in tables, so that every bar stands beside its figure and reads aloud as well as it looks.

use maud::{Markup, html};

use crate::check::Verdict;
use crate::report::tally::Counts;
use crate::report::{counted, sentence};

/// How wide a bar is drawn, in its own units; the page stretches it.
const WIDE: usize = 1000;

/// A bar of a plain chart.
pub(super) struct Bar<'a> {
    pub(super) label: &'a str,
    pub(super) meaning: &'a str,
    pub(super) count: usize,
}

/// A chart of counts, each bar against the sum.
pub(super) fn bars(caption: &str, note: &str, one: &str, rows: &[Bar<'_>]) -> Markup {
    let most = rows.iter().map(|row| row.count).max().unwrap_or(0).max(1);
    html! {
        table.bars {
            caption { (caption) span.note { (note) } }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" { span.label { (sentence(row.label)) } span.note { (row.meaning) } }
                        td {
                            svg.bar viewBox={ "0 0 " (WIDE) " 10" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                                rect.fill width=(row.count * WIDE / most) height="10" {}
                            }
                            span { (counted(row.count, one)) }
                        }
                    }
                }
            }
        }
    }
}

/// A chart of shares: each bar is all that applies and was decided, in the order met, weak, missing, to review.
pub(super) fn stacked<'a>(
    caption: &str,
    heading: &str,
    rows: impl Iterator<Item = (&'a str, Option<usize>, Counts)>,
) -> Markup {
    html! {
        table.bars.stacked {
            caption {
                (caption)
                span.note { "Of what applies and could be decided. From the left: " (key()) }
            }
            thead.vh { tr { th scope="col" { (heading) } th scope="col" { "Verdicts" } } }
            tbody {
                @for (label, plans, tally) in rows {
                    tr {
                        th scope="row" {
                            span.label { (sentence(label)) }
                            @if let Some(plans) = plans { span.note { (counted(plans, "plan")) } }
                        }
                        td { (bar(&tally)) span { strong { (tally.words()) } @if tally.judged() > 0 { span.note { (tally.in_words()) } } } }
                    }
                }
            }
        }
    }
}

const ORDER: [Verdict; 4] = [Verdict::Met, Verdict::Weak, Verdict::Missing, Verdict::Review];

fn key() -> Markup {
    html! {
        @for verdict in ORDER {
            span class={ "key " (verdict.name()) } aria-hidden="true" {} (crate::report::verdict_words(verdict))
            @if verdict == Verdict::Review { "." } @else { ", " }
        }
    }
}

fn bar(tally: &Counts) -> Markup {
    let all = tally.judged().max(1);
    let mut start = 0;
    let parts = ORDER.map(|verdict| {
        let width = tally.count(verdict) * WIDE / all;
        start += width;
        (verdict, start - width, width)
    });
    html! {
        svg.bar viewBox={ "0 0 " (WIDE) " 10" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @if tally.judged() > 0 {
                @for (verdict, start, width) in parts.iter().filter(|(_, _, width)| *width > 0) {
                    rect class=(verdict.name()) x=(start) width=(width) height="10" {}
                }
            }
        }
    }
}
