//! A finding as miette draws it: message, labels on a view of the plan, and the way out.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};

use super::account::{self, Account};
use super::terminal::Look;
use super::view::View;
use super::{Document, folded, placed};
use crate::check::{Audit, GapKind, Outcome};
use crate::evidence::Passage;
use crate::plan::{BlockId, BlockKind};
use crate::rules::Severity;
use crate::text::Span;
use crate::vocabulary::Standing;

/// What miette needs beside the words of a line: its margin and frame.
const FRAME: usize = 12;

/// Lines drawn around each label: more than a view has, so that all of it comes in one frame.
const LINES: usize = 60;

/// Draws a diagnostic.
#[must_use]
pub fn drawn(finding: &Finding, look: Look) -> String {
    let mut out = String::new();
    let styles = if look.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
    GraphicalReportHandler::new_themed(theme)
        .with_width(look.width.max(40))
        .with_wrap_lines(false)
        .with_links(look.links)
        .with_context_lines(LINES)
        .with_show_related_as_nested(true)
        .render_report(&mut out, finding)
        .expect("writing to a string cannot go wrong");
    finding.view.with_margins(&out)
}

/// A finding as miette sees it.
#[derive(Debug)]
pub struct Finding {
    message: String,
    code: String,
    severity: miette::Severity,
    help: String,
    view: View,
}

impl Finding {
    /// The finding that `outcome` is.
    #[must_use]
    pub fn new(audit: &Audit<'_>, document: &Document, outcome: &Outcome<'_>, look: Look) -> Self {
        let message = folded(&super::message(outcome), look.width.saturating_sub(6), "");
        let code = format!("{} {}", outcome.expectation.code, outcome.expectation.id);
        let help = help(&Account::new(audit, document, outcome), look);
        Self { message, code, severity: severity(outcome), help, view: view(audit, document, outcome, look) }
    }

    /// One finding for all of `undecided`: what stands in the way is the document's and not theirs. `None` where
    /// there are none.
    #[must_use]
    pub fn undecided(audit: &Audit<'_>, document: &Document, undecided: &[&Outcome<'_>], look: Look) -> Option<Self> {
        let first = undecided.first()?;
        let room = look.width.saturating_sub(10).max(30);
        let codes: Vec<&str> = undecided.iter().map(|outcome| outcome.expectation.code.as_str()).collect();
        let message = format!("{}: {}", super::lead(first.reason, first.expectation), document.path);
        let open = super::counted(codes.len(), "expectation");
        let help = [account::undecided(audit).unwrap_or_default(), format!("undecided: {open} ({})", codes.join(", "))];
        let help: Vec<String> = help.iter().map(|line| folded(line, room, "  ")).collect();
        Some(Self {
            message: folded(&message, look.width.saturating_sub(6), ""),
            code: "undecided".to_owned(),
            severity: severity(first),
            help: help.join("\n"),
            view: View::new(String::new(), look.width),
        })
    }
}

fn severity(outcome: &Outcome<'_>) -> miette::Severity {
    match outcome.severity {
        Some(Severity::Error) => miette::Severity::Error,
        Some(Severity::Warning) => miette::Severity::Warning,
        _ => miette::Severity::Advice,
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Finding {}

impl Diagnostic for Finding {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.view.is_empty()).then_some(&self.view as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.view.labels().into_iter()))
    }
}

/// What is drawn: the heading, the passage that came nearest, and the mark where the action belongs.
fn view(audit: &Audit<'_>, document: &Document, outcome: &Outcome<'_>, look: Look) -> View {
    let plan = audit.plan;
    let room = look.width.saturating_sub(FRAME);
    let file = document.path.rsplit('/').next().unwrap_or_default();
    let Some((gap, after)) = outcome.gap.and_then(|gap| Some((gap, gap.after?))) else {
        return View::new(document.path.clone(), room);
    };
    let mut view = View::new(placed(file, plan, after, room), room);
    let shown = outcome.evidence.iter().find(|passage| passage.block == after);
    let over = shown.filter(|_| gap.kind == GapKind::Trigger).and_then(|passage| denial_over(audit, passage));
    let passed_over = |view: &mut View, above: BlockId, next: BlockId| {
        if next > above + 1 {
            view.line("…", String::new());
        }
    };
    if let Some(heading) = gap.heading.filter(|heading| *heading != after) {
        view.block(plan, heading, &[]);
        view.label(plan.blocks()[heading].span, account::heading_words(gap.kind));
        passed_over(&mut view, heading, over.map_or(after, |(over, _)| over));
    }
    if let Some((over, words)) = over {
        view.block(plan, over, &[words]);
        passed_over(&mut view, over, after);
    }
    let focus: Vec<_> = shown.map(|passage| vec![passage.quote]).unwrap_or_default();
    view.block(plan, after, &focus);
    if let Some(passage) = shown.filter(|_| gap.kind == GapKind::Trigger) {
        account::deciding(audit, passage).into_iter().for_each(|(span, words)| view.label(span, words));
    }
    if gap.kind == GapKind::DocumentEnd {
        view.line("[end of plan]", String::new());
    }
    view.insertion(account::expected(outcome));
    if let Some(before) = gap.before {
        view.block(plan, before, &[]);
    }
    view
}

/// The block over a passage whose words say that it is not done, and those words: The grant does not cover:
fn denial_over(audit: &Audit<'_>, passage: &Passage) -> Option<(BlockId, Span)> {
    let blocks = audit.plan.blocks();
    let words = passage.cues.iter().map(|cue| cue.span).find(|span| span.end <= blocks[passage.block].span.start)?;
    let over = (0..passage.block).rev().find(|id| blocks[*id].span.contains(words))?;
    (passage.standing != Standing::Asserted && blocks[over].kind != BlockKind::Heading).then_some((over, words))
}

/// The way out: a drafted example, the basis, what was searched, and where to read more.
fn help(account: &Account, look: Look) -> String {
    let room = look.width.saturating_sub(10).max(30);
    let mut lines = vec![format!("{}, for example:", account.remedy)];
    lines.push(format!("  {}", folded(&account.example, room - 2, "  ")));
    lines.extend(account.notes.iter().map(|note| folded(note, room, "  ")));
    lines.push(format!("more: {}", account.more));
    lines.join("\n")
}
