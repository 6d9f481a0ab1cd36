//! The verdicts at a glance: plans down and expectations across, or for a few plans the other way round.

use maud::{Markup, html};

use super::{Page, badge, expectation_id, name, outcome_id, sign};
use crate::check::Verdict;
use crate::report::entry::Entry;
use crate::report::record::DocumentRecord;
use crate::report::tally::{Tally, short_title};
use crate::report::verdict_words;
use crate::rules::{Expectation, Pack};

/// Up to how many plans stand side by side with their verdicts in words.
const SIDE_BY_SIDE: usize = 3;

pub(super) fn section(page: &Page<'_>) -> Markup {
    let plans = page.read().count();
    html! {
        section #matrix aria-labelledby="matrix-heading" {
            h2 #matrix-heading { "Verdicts" }
            @if plans == 0 {
                p { "No plan could be read, so there is nothing to show." }
            } @else {
                (filter(page))
                @if plans <= SIDE_BY_SIDE { (side_by_side(page)) } @else { (matrix(page)) }
            }
        }
    }
}

/// Which verdicts to show: works by style alone.
fn filter(page: &Page<'_>) -> Markup {
    let said = |verdict: Verdict| match verdict {
        Verdict::Met => "enough is said",
        Verdict::Weak => "something is said, short of what is expected",
        Verdict::Missing => "nothing is said on it",
        Verdict::Review => "a person must look",
        Verdict::NotApplicable => "not for this kind of plan, or of this time",
        Verdict::Undecided => "too little could be read",
    };
    html! {
        fieldset.filter {
            legend { "Show" }
            @for verdict in Verdict::ALL.into_iter().filter(|verdict| page.tally.count(*verdict) > 0) {
                label {
                    input type="checkbox" id={ "show-" (verdict.name()) } checked;
                    " " (badge(verdict)) " " span.note { (page.tally.count(verdict)) ": " (said(verdict)) }
                }
            }
        }
        div.find hidden {
            label for="find" { "Find plans by name, kind or place" }
            input #find type="search" autocomplete="off";
            p #found role="status" {}
        }
    }
}

fn matrix(page: &Page<'_>) -> Markup {
    html! {
        p.note {
            "A plan to a row, an expectation to a column. Each sign leads to the plan's own words, their place and the basis."
            span.keys hidden { " With the keyboard: arrow keys move between signs, Enter opens one." }
        }
        div.scroll role="region" aria-labelledby="matrix-heading" tabindex="0" {
            table.matrix {
                thead {
                    tr {
                        th.corner rowspan="2" scope="col" { "Plan" }
                        th.share rowspan="2" scope="col" { "Met" }
                        @for pack in &page.book.packs {
                            th.lever scope="colgroup" colspan=(pack.expectations.len()) { span { (short_title(pack)) } }
                        }
                    }
                    tr { @for pack in &page.book.packs { @for (at, expectation) in pack.expectations.iter().enumerate() {
                        th.code .first[at == 0] scope="col" {
                            a href={ "#" (expectation_id(&expectation.code)) } title=(expectation.title) { (expectation.code) }
                        }
                    } } }
                }
                tbody { @for (number, document, entries) in page.read() { (row(page, number, document, entries)) } }
            }
        }
    }
}

fn row(page: &Page<'_>, number: usize, document: &DocumentRecord, entries: &[Entry<'_>]) -> Markup {
    let tally = Tally::of(document.outcomes.iter());
    html! {
        tr data-plan=(number) {
            th scope="row" { a href={ "#p" (number) } { (name(document)) } }
            td.share { @if tally.share().is_some() { (tally.count(Verdict::Met)) "/" (tally.decided()) } @else { "–" } }
            @for pack in &page.book.packs {
                @for (at, expectation) in pack.expectations.iter().enumerate() {
                    td .first[at == 0] { (cell(number, expectation, find(entries, expectation))) }
                }
            }
        }
    }
}

/// The entry of an expectation: entries come in its order, but some may be left out.
fn find<'a, 'r>(entries: &'a [Entry<'r>], expectation: &Expectation) -> Option<&'a Entry<'r>> {
    entries.iter().find(|entry| std::ptr::eq(entry.expectation, expectation))
}

fn cell(number: usize, expectation: &Expectation, entry: Option<&Entry<'_>>) -> Markup {
    let Some(entry) = entry else { return html! {} };
    let verdict = entry.outcome.verdict;
    let waived = entry.outcome.waiver.is_some();
    let words = html! {
        span aria-hidden="true" { (sign(verdict)) @if waived { sup { "w" } } }
        span.vh { (expectation.code) ": " (verdict_words(verdict)) @if waived { ", accepted for a time" } }
    };
    html! {
        @if verdict == Verdict::NotApplicable {
            span class={ "v " (verdict.name()) } { (words) }
        } @else {
            a class={ "v " (verdict.name()) } href={ "#" (outcome_id(number, &expectation.code)) } { (words) }
        }
    }
}

fn side_by_side(page: &Page<'_>) -> Markup {
    let plans: Vec<_> = page.read().collect();
    html! {
        div.scroll role="region" aria-labelledby="matrix-heading" tabindex="0" {
            table.side {
                thead {
                    tr {
                        th scope="col" { "Expectation" }
                        @for (number, document, _) in &plans {
                            th scope="col" { @if plans.len() == 1 { "Verdict" } @else { a href={ "#p" (number) } { (name(document)) } } }
                        }
                    }
                }
                @for pack in &page.book.packs { (lever(page, pack)) }
            }
        }
    }
}

fn lever(page: &Page<'_>, pack: &Pack) -> Markup {
    let plans: Vec<_> = page.read().collect();
    let only = |expectation: &Expectation| match plans.as_slice() {
        [(_, _, entries)] => find(entries, expectation).map_or("", |entry| entry.outcome.verdict.name()),
        _ => "",
    };
    html! {
        tbody {
            tr.lever { th colspan=(plans.len() + 1) scope="colgroup" { (short_title(pack)) } }
            @for expectation in &pack.expectations {
                tr class=(only(expectation)) {
                    th scope="row" {
                        a href={ "#" (expectation_id(&expectation.code)) } { (expectation.code) } " " (expectation.title)
                    }
                    @for (number, _, entries) in &plans {
                        td { @if let Some(entry) = find(entries, expectation) { (worded(*number, entry)) } }
                    }
                }
            }
        }
    }
}

fn worded(number: usize, entry: &Entry<'_>) -> Markup {
    let verdict = entry.outcome.verdict;
    html! {
        @if verdict == Verdict::NotApplicable {
            span class={ "v " (verdict.name()) } { (badge(verdict)) }
        } @else {
            a class={ "v " (verdict.name()) } href={ "#" (outcome_id(number, &entry.outcome.code)) } {
                (badge(verdict)) span.vh { ": " (entry.outcome.code) }
            }
        }
        @if entry.outcome.waiver.is_some() { span.note { " accepted for a time" } }
    }
}
