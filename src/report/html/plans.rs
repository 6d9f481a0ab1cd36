//! Plan by plan: every finding with what is missing, where it belongs and what came nearest; every met one with its quote.

use maud::{Markup, html};

use super::{Page, PlanPart, badge, basis, expectation_id, outcome_id};
use crate::check::{Reason, Verdict};
use crate::report::account::{remedy, standing_words};
use crate::report::entry::{Entry, place};
use crate::report::record::{AnchorRecord, OutcomeRecord, PassageRecord};
use crate::report::tally::Counts;
use crate::report::{counted, lead, sentence, shortened};
use crate::rules::Severity;

/// How much of a passage is quoted where there are many plans.
const QUOTED: usize = 500;

pub(super) fn section(page: &Page<'_>) -> Markup {
    html! {
        section #plans aria-labelledby="plans-heading" {
            h2 #plans-heading { @if page.plans.len() == 1 { "The plan" } @else { "Plan by plan" } }
            @for plan in page.read() { (part(page, plan)) }
        }
    }
}

fn part(page: &Page<'_>, plan: &PlanPart<'_>) -> Markup {
    let entries = &plan.entries;
    let of = |verdicts: &[Verdict]| -> Vec<&Entry<'_>> {
        let mut those: Vec<_> = entries.iter().filter(|entry| verdicts.contains(&entry.outcome.verdict)).collect();
        those.sort_by_key(|entry| std::cmp::Reverse(entry.outcome.severity));
        those
    };
    let groups = [
        ("To act on", of(&[Verdict::Weak, Verdict::Missing, Verdict::Undecided])),
        ("To be looked at by a person", of(&[Verdict::Review])),
        ("Met", of(&[Verdict::Met])),
    ];
    html! {
        article.plan id={ "p" (plan.number) } data-plan=(plan.number) {
            h3 { (plan.name) }
            (facts(plan))
            @for (title, those) in groups.iter().filter(|(_, those)| !those.is_empty()) {
                h4 { (title) }
                @for entry in those { (outcome(page, plan.number, entry)) }
            }
            (apart(entries))
        }
    }
}

fn facts(plan: &PlanPart<'_>) -> Markup {
    let document = plan.document;
    let examined = &document.examined;
    let kind = document.kind_title.as_deref().unwrap_or("not recognised");
    let because = document.kind_because.as_deref().unwrap_or_default();
    let medal = document.medals.map(|medals| match medals.strict == medals.acknowledged {
        true => medals.strict.name().to_owned(),
        false => format!("{}, or {} by the milder reading", medals.strict.name(), medals.acknowledged.name()),
    });
    html! {
        p.counts { (Counts::of_outcomes(document.outcomes.iter()).in_words()) }
        dl.facts {
            @if plan.name != document.path { dt { "File" } dd { (document.path) } }
            @for (name, value) in &document.about { dt { (name) } dd { (value) } }
            dt { "Kind" }
            dd { (kind) @if !because.is_empty() { ": " (because) } @if !document.is_plan && document.kind.is_some() { " (not a plan)" } }
            @if let Some(day) = document.as_of { dt { "Checked as of" } dd { (day.in_words()) @if !document.period_because.is_empty() { ": " (document.period_because) } } }
            dt { "Read" }
            dd {
                (counted(examined.words, "word")) ", " (counted(examined.sections, "section")) ", " (counted(examined.tables, "table"))
                @if examined.unreadable > 0 { "; " (counted(examined.unreadable, "block")) " that cannot be read as language" }
            }
            @if let Some(medal) = medal { dt { "Medal" } dd { (medal) } }
            @if let Some(sha256) = &document.sha256 { dt { "SHA-256" } dd.hash { (sha256) } }
            @for notice in &document.notices { dt { "Note" } dd { (notice) } }
        }
    }
}

fn outcome(page: &Page<'_>, number: usize, entry: &Entry<'_>) -> Markup {
    let record = entry.outcome;
    let finding = record.verdict != Verdict::Met;
    let full = page.in_full() && finding;
    html! {
        div.outcome .(record.verdict.name()) .full[full] id=(outcome_id(number, &record.code)) {
            h5 { a.code href={ "#" (expectation_id(&record.code)) } { (record.code) } " " (entry.expectation.title) }
            @if full {
                div { (found(page, entry)) }
                div { (basis::in_brief(entry.expectation)) }
            } @else {
                (found(page, entry))
            }
        }
    }
}

/// What was found: the verdict, the words it rests on, and where a missing action belongs.
fn found(page: &Page<'_>, entry: &Entry<'_>) -> Markup {
    let record = entry.outcome;
    let finding = record.verdict != Verdict::Met;
    html! {
        p.said {
            (badge(record.verdict))
            @if finding {
                " " strong { (lead(record.reason, entry.expectation)) }
                @if let Some(severity) = record.severity {
                    " · " (severity.name()) @if page.in_full() { ": " (weight(severity)) }
                }
            }
        }
        @for told in record.told() { p.waiver { (sentence(&told)) } }
        @if !record.because.is_empty() { p.note { (sentence(&record.because)) } }
        (words(page, record))
        @if let Some(anchor) = record.anchor.as_ref().filter(|_| finding) { (belongs(anchor)) }
    }
}

/// What a severity means.
pub(super) fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "a statutory duty speaks to it",
        Severity::Warning => "national guidance speaks to it",
        Severity::Advice => "good practice, or a link that is inferred",
    }
}

/// What the plan says: for what is met the words that are enough, otherwise those that came nearest.
fn words(page: &Page<'_>, record: &OutcomeRecord) -> Markup {
    let most = match (page.in_full(), record.verdict) {
        (true, Verdict::Met | Verdict::Review) => 3,
        (false, Verdict::Review) => 2,
        _ => 1,
    };
    let nearest = record.nearest.iter().filter(|_| record.evidence.is_empty());
    let passages: Vec<&PassageRecord> = record.evidence.iter().chain(nearest).take(most).collect();
    html! {
        @if !passages.is_empty() && record.verdict != Verdict::Met {
            p.label { @if record.reason == Reason::Nothing { "Nearest to it" } @else { "The plan says" } }
        }
        @for passage in passages { (quoted(page, passage)) }
    }
}

fn quoted(page: &Page<'_>, passage: &PassageRecord) -> Markup {
    let quote = passage.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let quote = if page.in_full() { quote } else { shortened(&quote, QUOTED) };
    html! {
        figure {
            blockquote { (quote) }
            figcaption {
                (place(&passage.section, passage.origin.as_ref())) " · " (standing_words(passage.strength, passage.standing))
                @for (slot, words) in &passage.slots { " · " (slot) ": " (shortened(words, 60)) }
            }
        }
    }
}

fn belongs(anchor: &AnchorRecord) -> Markup {
    let place = place(anchor.section.as_deref().unwrap_or_default(), anchor.origin.as_ref());
    html! {
        p { span.label { "Where it belongs" } " " (sentence(remedy(Some(anchor.kind)))) @if !place.is_empty() { ": " (place) } }
    }
}

/// What does not apply: each reason once, with the codes it holds for.
fn apart(entries: &[Entry<'_>]) -> Markup {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for outcome in entries.iter().map(|entry| entry.outcome).filter(|outcome| outcome.verdict == Verdict::NotApplicable)
    {
        match reasons.iter_mut().find(|(because, _)| *because == outcome.because) {
            Some((_, codes)) => codes.push(&outcome.code),
            None => reasons.push((&outcome.because, vec![&outcome.code])),
        }
    }
    html! {
        @if !reasons.is_empty() {
            div.outcome.not-applicable {
                h4 { "Not applicable" }
                ul { @for (because, codes) in reasons { li { (because) ": " @for (at, code) in codes.iter().enumerate() {
                    @if at > 0 { ", " } a href={ "#" (expectation_id(code)) } { (code) }
                } } } }
            }
        }
    }
}
