//! The verdicts at a glance: plans down and expectations across, or for a few plans the other way round.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::{Page, PlanPart, badge, expectation_id, outcome_id, sign};
use crate::check::Verdict;
use crate::report::entry::Entry;
use crate::report::share::short_title;
use crate::report::tally::Counts;
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

/// The packs with those of their expectations that apply to any plan, and the codes of the others.
fn columns<'r>(page: &Page<'r>) -> (Vec<(&'r Pack, Vec<&'r Expectation>)>, Vec<&'r str>) {
    let applies = |expectation: &&Expectation| {
        let of = |entries: &[Entry<'_>]| find(entries, expectation).map(|entry| entry.outcome.verdict);
        page.read().any(|plan| of(&plan.entries).is_some_and(|verdict| verdict != Verdict::NotApplicable))
    };
    let mut columns = Vec::new();
    let mut others = Vec::new();
    for pack in &page.book.packs {
        let (those, rest): (Vec<_>, Vec<_>) = pack.expectations.iter().partition(applies);
        others.extend(rest.iter().map(|expectation| expectation.code.as_str()));
        columns.extend((!those.is_empty()).then_some((pack, those)));
    }
    (columns, others)
}

fn matrix(page: &Page<'_>) -> Markup {
    let (columns, others) = columns(page);
    let marks: BTreeSet<_> =
        page.read().flat_map(|plan| &plan.entries).filter_map(|entry| entry.outcome.mark()).collect();
    html! {
        p.note {
            "A plan to a row, an expectation to a column. Each sign leads to the plan's own words, their place and the basis."
            span.keys hidden { " With the keyboard: arrow keys move between signs, Enter opens one." }
        }
        @if !others.is_empty() {
            p.note {
                "Left out, for they apply to none of these plans: "
                @for (at, code) in others.iter().enumerate() {
                    @if at > 0 { ", " } a href={ "#" (expectation_id(code)) } { (code) }
                }
                "."
            }
        }
        @if !marks.is_empty() {
            p.note { "Small letters: " @for (at, (letter, words)) in marks.iter().enumerate() {
                @if at > 0 { "; " } (letter) ", " (words)
            } "." }
        }
        div.scroll.tall role="region" aria-label="Matrix of verdicts" tabindex="0" {
            table.matrix {
                thead {
                    tr {
                        th.corner rowspan="2" scope="col" { "Plan" }
                        th.share rowspan="2" scope="col" { "Met" }
                        @for (pack, those) in &columns {
                            th.lever scope="colgroup" colspan=(those.len()) { span { (short_title(pack)) } }
                        }
                    }
                    tr { @for (_, those) in &columns { @for (at, expectation) in those.iter().enumerate() {
                        th.code .first[at == 0] scope="col" {
                            a href={ "#" (expectation_id(&expectation.code)) } title=(expectation.title) { (expectation.code) }
                        }
                    } } }
                }
                tbody { @for plan in page.read() { (row(&columns, plan)) } }
            }
        }
    }
}

fn row(columns: &[(&Pack, Vec<&Expectation>)], plan: &PlanPart<'_>) -> Markup {
    let tally = Counts::of_outcomes(plan.document.outcomes.iter());
    let organisation = plan.document.about.get("organisation");
    html! {
        tr data-plan=(plan.number) {
            th scope="row" {
                a href={ "#p" (plan.number) } { (plan.name) }
                @if let Some(organisation) = organisation { span.note { " " (organisation) } }
            }
            td.share { @if tally.share().is_some() { (tally.count(Verdict::Met)) "/" (tally.judged()) } @else { "–" } }
            @for (_, those) in columns {
                @for (at, expectation) in those.iter().enumerate() {
                    td .first[at == 0] { (cell(plan.number, expectation, find(&plan.entries, expectation))) }
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
    let mark = entry.outcome.mark();
    let marked = mark.map(|(_, words)| format!(", {words}")).unwrap_or_default();
    let words = format!("{}: {}{marked}", expectation.code, verdict_words(verdict));
    html! {
        @if verdict == Verdict::NotApplicable {
            span.v.not-applicable { (sign(verdict)) span.vh { "not applicable" } }
        } @else {
            a class={ "v " (verdict.name()) } href={ "#" (outcome_id(number, &expectation.code)) } aria-label=(words) {
                (sign(verdict)) @if let Some((letter, _)) = mark { sup { (letter) } }
            }
        }
    }
}

fn side_by_side(page: &Page<'_>) -> Markup {
    let plans: Vec<_> = page.read().collect();
    html! {
        div.scroll role="region" aria-label="Table of verdicts" tabindex="0" {
            table.side {
                thead {
                    tr {
                        th scope="col" { "Expectation" }
                        @for plan in &plans {
                            th scope="col" { @if plans.len() == 1 { "Verdict" } @else { a href={ "#p" (plan.number) } { (plan.name) } } }
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
        [plan] => find(&plan.entries, expectation).map_or("", |entry| entry.outcome.verdict.name()),
        _ => "",
    };
    html! {
        tbody {
            tr.lever { th colspan=(plans.len() + 1) scope="rowgroup" { (short_title(pack)) } }
            @for expectation in &pack.expectations {
                tr class=(only(expectation)) {
                    th scope="row" {
                        a href={ "#" (expectation_id(&expectation.code)) } { (expectation.code) } " " (expectation.title)
                    }
                    @for plan in &plans {
                        td { @if let Some(entry) = find(&plan.entries, expectation) { (worded(plan.number, entry)) } }
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
        @if let Some((_, words)) = entry.outcome.mark() { span.note { " " (words) } }
    }
}
