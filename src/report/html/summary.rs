//! The top of the page: what was checked, the figures that matter, the charts, and what could not be read.

use maud::{Markup, html};

use super::charts::{Bar, bars, stacked};
use super::{Page, PlanPart};
use crate::check::Verdict;
use crate::evidence::medals::Medal;
use crate::report::record::DocumentRecord;
use crate::report::share::{self, STRENGTHS};
use crate::report::{counted, verdict_words};

pub(super) fn header(page: &Page<'_>) -> Markup {
    let plans = page.plans.len();
    html! {
        header {
            p.product { "planlint" }
            h1 { (page.title()) }
            p.lead {
                @if plans == 1 { "One plan" } @else { (plans) " plans" }
                " against " (counted(page.book.expectations().count(), "expectation"))
                " of " (counted(page.book.packs.len(), "lever")) " that bear on loneliness and social isolation."
            }
        }
        nav aria-label="On this page" {
            ul {
                li { a href="#summary" { "Summary" } }
                li { a href="#matrix" { "Verdicts" } }
                @if page.read().next().is_some() {
                    li { a href="#plans" { @if plans == 1 { "The plan" } @else { "Plan by plan" } } }
                }
                li { a href="#expectations" { "What is expected, and why" } }
                li { a href="#run" { "About this report" } }
            }
        }
    }
}

pub(super) fn summary(page: &Page<'_>) -> Markup {
    html! {
        section #summary aria-labelledby="summary-heading" {
            h2 #summary-heading { "Summary" }
            (figures(page))
            (unread(page))
            @if page.read().next().is_some() {
                (levers(page))
                div.pair { (strengths(page)) (medals(page)) }
                (groups(page))
            }
        }
    }
}

/// The figures that matter: of what applies, how much is met; then the rest.
fn figures(page: &Page<'_>) -> Markup {
    let tally = &page.tally;
    let figure = |number: String, words: String| html! { div.figure { dt { (words) } dd { (number) } } };
    let others = [Verdict::Weak, Verdict::Missing, Verdict::Review, Verdict::Undecided];
    let unread = page.report.summary.unread;
    html! {
        dl.figures {
            @if let Some(share) = tally.share() {
                (figure(format!("{share}%"), format!("met: {} of {} that apply", tally.count(Verdict::Met), tally.judged())))
            }
            @for verdict in others.into_iter().filter(|verdict| tally.count(*verdict) > 0) {
                (figure(tally.count(verdict).to_string(), verdict_words(verdict).to_owned()))
            }
            @if unread > 0 {
                (figure(unread.to_string(), format!("{} that could not be read", if unread == 1 { "plan" } else { "plans" })))
            }
        }
        p.note {
            "What does not apply to a plan, and what could not be decided, is in no share. No lever obliges a plan to mention \
             loneliness: each expectation says who it speaks to and how firmly."
        }
    }
}

/// Of these nothing is known, which is not the same as nothing in the plan.
fn unread(page: &Page<'_>) -> Markup {
    let passed_over = page.report.summary.not_tried.passed_over_in_words();
    html! {
        @if page.unread().next().is_some() {
            div.notice {
                h3 #unread { "Could not be read" }
                p { "Nothing is known of these, which is not the same as nothing in the plan. They are in no figure but their own." }
                ul {
                    @for plan in page.unread() {
                        li id={ "p" (plan.number) } { (trouble(plan)) }
                    }
                }
            }
        }
        @if !passed_over.is_empty() {
            div.notice {
                h3 { "Not tried" }
                p { "Passed over in the folders that were named: " (passed_over) "." }
            }
        }
    }
}

fn trouble(plan: &PlanPart<'_>) -> Markup {
    html! {
        strong { (plan.name) }
        @if let Some(error) = &plan.document.error { ": " (error.message) ". " (crate::report::sentence(&error.help)) "." }
    }
}

fn levers(page: &Page<'_>) -> Markup {
    let entries: Vec<_> = page.read().flat_map(|plan| plan.entries.iter().copied()).collect();
    let tallies = share::by_pack(&page.book.packs, &entries);
    let rows = tallies.iter().map(|(pack, tally)| (share::short_title(pack), None, *tally));
    stacked("Met, by lever", "Lever", rows)
}

fn groups(page: &Page<'_>) -> Markup {
    html! {
        @for (by, values) in share::groups(page.report.documents) {
            @let rows = values.iter().map(|(value, tally, plans)| (*value, Some(*plans), *tally));
            (stacked(&format!("Met, by {}", crate::report::lower_first(&by)), &by, rows))
        }
    }
}

fn strengths(page: &Page<'_>) -> Markup {
    let documents = || page.read().map(|plan| plan.document);
    let count = |level: usize| documents().map(|document| document.strengths[level]).sum::<usize>();
    let best = |level: Option<usize>| {
        let strongest = |document: &DocumentRecord| document.strengths.iter().rposition(|count| *count > 0);
        documents().filter(|document| document.medals.is_some() && strongest(document) == level).count()
    };
    let of = |count: &dyn Fn(usize) -> usize| -> Vec<Bar> {
        let rows = STRENGTHS.iter().enumerate();
        rows.map(|(level, (label, meaning))| Bar { label, meaning, count: count(level) }).collect()
    };
    let caption = "How strong the statements are";
    let note = "Statements on loneliness, isolation or contact services that hold for the plan's own people.";
    let plans = page.read().count();
    html! {
        (bars(caption, note, "statement", &of(&count)))
        @if plans > 1 {
            @let mut rows = of(&|level| best(Some(level)));
            @let none = Bar { label: "None", meaning: "read, and nothing on the topic", count: best(None) };
            @let () = rows.insert(0, none);
            (bars("The strongest statement of each plan", "Each plan that could be read counts once.", "plan", &rows))
        }
    }
}

/// What each medal means.
fn meaning(medal: Medal) -> &'static str {
    match medal {
        Medal::Gold => "measurable action on loneliness",
        Medal::Silver => "finding out about loneliness, or action on isolation",
        Medal::Bronze => "recognised, no more",
        Medal::None => "not recognised",
    }
}

/// The Campaign's grades: of several plans as a chart, of one in words beside its other facts.
fn medals(page: &Page<'_>) -> Markup {
    if page.read().count() < 2 {
        return html! {};
    }
    let medals = share::medals(page.report.documents);
    let rows = |count: fn(&(Medal, usize, usize)) -> usize| -> Vec<Bar> {
        let bar = |medal: &(Medal, usize, usize)| Bar {
            label: medal.0.name(),
            meaning: meaning(medal.0),
            count: count(medal),
        };
        medals.iter().map(bar).collect()
    };
    let note = "The Campaign to End Loneliness's grades of 2013, by a fixed rule. Strictly, naming isolation alone earns nothing.";
    html! {
        (bars("Medals", note, "plan", &rows(|medal| medal.1)))
        @if medals.iter().any(|(_, strict, milder)| strict != milder) {
            (bars("Medals, by the milder reading", "Naming isolation alone earns bronze.", "plan", &rows(|medal| medal.2)))
        }
    }
}
