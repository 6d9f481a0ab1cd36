//! For people: findings drawn by miette, or narrated for a screen reader; then what was met, and one last line.

use std::fmt;
use std::io::{self, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NarratableReportHandler, SourceCode, ThemeCharacters, ThemeStyles};

use super::recognised;
use super::view::View;
use super::{Document, basis, counted, lead, message, place, shortened};
use crate::check::{Audit, Gap, GapKind, Outcome, Verdict};
use crate::evidence::Passage;
use crate::rules::Severity;
use crate::vocabulary::{Says, Standing, Strength};

/// How to write for people.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to colour.
    pub colour: bool,
    /// Whether links may be hidden behind words.
    pub links: bool,
    /// For a screen reader: words in place of drawings.
    pub narrated: bool,
    /// Whether to show the evidence of what was met.
    pub all: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 80, colour: false, links: false, narrated: false, all: false }
    }
}

/// Writes `audit` of `document` to `out`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(audit: &Audit<'_>, document: &Document, look: Look, out: &mut dyn Write) -> io::Result<()> {
    heading(audit, document, look, out)?;
    for outcome in audit.findings() {
        let finding = Finding::new(audit, document, outcome, look);
        writeln!(out, "{}", drawn(&finding, look))?;
    }
    settled(audit, look, out)?;
    summary(audit, document, out)
}

fn heading(audit: &Audit<'_>, document: &Document, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let seen = &audit.recognised;
    let examined = &audit.examined;
    writeln!(out, "{}", document.path)?;
    writeln!(out, "  {}", folded(&recognised::kind(seen), look.width.saturating_sub(4), "    "))?;
    if let Some(note) = &seen.note {
        writeln!(out, "  note: {}", folded(note, look.width.saturating_sub(10), "    "))?;
    }
    if let Some(day) = audit.as_of {
        writeln!(out, "  {}", folded(&recognised::time(seen, day), look.width.saturating_sub(4), "    "))?;
    }
    writeln!(out, "  read: {}, {}, {}, {}", counted(examined.words, "word"), counted(examined.blocks, "block"), counted(examined.sections, "section"), counted(examined.tables, "table"))?;
    for notice in audit.plan.text().notices() {
        writeln!(out, "  note: {notice}")?;
    }
    if examined.unreadable > 0 {
        writeln!(out, "  note: {} cannot be read as language and {} not judged", counted(examined.unreadable, "block"), if examined.unreadable == 1 { "is" } else { "are" })?;
    }
    writeln!(out)
}

/// What needs no action: met, to be looked at, not applicable.
fn settled(audit: &Audit<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let of = |verdict: Verdict| audit.outcomes.iter().filter(move |outcome| outcome.verdict == verdict);
    if of(Verdict::Met).next().is_some() {
        writeln!(out, "Met")?;
    }
    for outcome in of(Verdict::Met) {
        writeln!(out, "  ✓ {} {}", outcome.expectation.code, outcome.expectation.title)?;
        let shown = if look.all { 3 } else { 1 };
        for passage in outcome.evidence.iter().take(shown) {
            let quote = audit.plan.words(passage.quote);
            let room = look.width.saturating_sub(8).max(40);
            writeln!(out, "      “{}”", shortened(&quote.split_whitespace().collect::<Vec<_>>().join(" "), room))?;
            writeln!(out, "      {}, {}", place(audit.plan, passage.block), passage.strength)?;
        }
    }
    if of(Verdict::Review).next().is_some() {
        writeln!(out, "To be looked at by a person")?;
    }
    for outcome in of(Verdict::Review) {
        writeln!(out, "  ? {} {}: {}", outcome.expectation.code, outcome.expectation.title, lead(outcome.reason))?;
        for passage in outcome.evidence.iter().take(2) {
            writeln!(out, "      {}", place(audit.plan, passage.block))?;
        }
    }
    let apart: Vec<String> = of(Verdict::NotApplicable).map(|outcome| outcome.expectation.code.clone()).collect();
    if let Some(first) = of(Verdict::NotApplicable).next() {
        writeln!(out, "Not applicable: {} ({})", apart.join(", "), first.because)?;
    }
    Ok(())
}

/// The last line: the counts, and what to do next.
fn summary(audit: &Audit<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let counts: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| (audit.count(*verdict), verdict.name().replace('-', " ")))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| if name == "review" { format!("{count} to review") } else { format!("{count} {name}") })
        .collect();
    writeln!(out, "\n{} expectations: {}", audit.outcomes.len(), counts.join(" · "))?;
    if let Some(first) = audit.findings().first() {
        writeln!(out, "next: planlint explain {} --in {}", first.expectation.code, quoted(&document.path))?;
    }
    Ok(())
}

fn quoted(path: &str) -> String {
    if path.contains([' ', '\'', '(', ')', '&']) { format!("\"{path}\"") } else { path.to_owned() }
}

/// Draws a diagnostic, or narrates it.
#[must_use]
pub fn drawn(finding: &Finding, look: Look) -> String {
    let mut out = String::new();
    let written = if look.narrated {
        NarratableReportHandler::new().with_context_lines(1).render_report(&mut out, finding)
    } else {
        let styles = if look.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
        GraphicalReportHandler::new_themed(theme)
            .with_width(look.width.max(40))
            .with_wrap_lines(false)
            .with_links(look.links)
            .with_context_lines(1)
            .with_show_related_as_nested(true)
            .render_report(&mut out, finding)
    };
    written.expect("writing to a string cannot go wrong");
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
        let severity = match outcome.severity {
            Some(Severity::Error) => miette::Severity::Error,
            Some(Severity::Warning) => miette::Severity::Warning,
            _ => miette::Severity::Advice,
        };
        let code = format!("{} {}", outcome.expectation.code, outcome.expectation.id);
        let message = folded(&message(outcome), look.width.saturating_sub(6), "");
        Self { message, code, severity, help: help(audit, document, outcome, look), view: view(audit, document, outcome, look) }
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
    let Some(gap) = outcome.gap else { return View::new(document.path.clone(), look.width) };
    let name = gap.after.map_or_else(|| document.path.clone(), |block| format!("{} › {}", document.path, place(plan, block)));
    let mut view = View::new(shortened(&name, look.width.saturating_sub(12)), look.width.saturating_sub(12));
    if let Some(heading) = gap.heading.filter(|heading| Some(*heading) != gap.after) {
        view.block(plan, heading, &[]);
        view.label(plan.blocks()[heading].span, heading_label(gap.kind));
        if gap.after.is_some_and(|after| after > heading + 1) {
            view.line("…", String::new());
        }
    }
    let Some(after) = gap.after else { return view };
    let shown = outcome.evidence.iter().find(|passage| passage.block == after);
    let focus: Vec<_> = shown.map(|passage| vec![passage.quote]).unwrap_or_default();
    view.block(plan, after, &focus);
    if gap.kind == GapKind::Trigger
        && let Some(passage) = shown
    {
        labels(audit, passage, &mut view);
    }
    if gap.kind == GapKind::DocumentEnd {
        view.line("[end of plan]", String::new());
    }
    view.insertion(expected(outcome));
    if let Some(before) = gap.before {
        view.block(plan, before, &[]);
    }
    view
}

fn heading_label(kind: GapKind) -> &'static str {
    match kind {
        GapKind::Trigger | GapKind::DocumentEnd => "in this section",
        GapKind::SectionEnd => "this section answers the same matter",
        GapKind::TableRow => "this table lists actions",
        GapKind::SiblingGap => "a section on this would come after this one",
        GapKind::Contents => "the plan lists no section on this",
    }
}

/// The words that decided, each said for what it shows.
fn labels(audit: &Audit<'_>, passage: &Passage, view: &mut View) {
    let mut spans = Vec::new();
    for cue in &passage.cues {
        if spans.iter().any(|taken: &crate::text::Span| taken.start < cue.span.end && cue.span.start < taken.end) {
            continue;
        }
        spans.push(cue.span);
        view.label(cue.span, shows(&audit.book.vocabulary.cues[cue.cue].says));
    }
    let free = |span: &&crate::text::Span| !spans.iter().any(|taken| taken.start < span.end && span.start < taken.end);
    if let Some(topic) = passage.topic.iter().filter(|span| passage.quote.contains(**span)).find(free) {
        view.label(*topic, "the matter");
    }
}

fn shows(says: &Says) -> &'static str {
    match says {
        Says::Strength(Strength::Aspiration) => "a wish or an intention to think",
        Says::Strength(Strength::Need) => "says that there is a need",
        Says::Strength(Strength::Mention) => "names it and no more",
        Says::Strength(_) => "something done",
        Says::Standing(Standing::Negated) => "said not to be done",
        Says::Standing(Standing::Ceased) => "said to have ended",
        Says::Standing(Standing::Conditional) => "only on this condition",
        Says::Standing(Standing::Historical) => "in the past",
        Says::Standing(Standing::Quoted) => "somebody else's words",
        Says::Standing(Standing::Other) => "about somebody else",
        Says::Standing(Standing::Asserted) | Says::Cancels(_) | Says::Slot(_) => "counted",
    }
}

fn expected(outcome: &Outcome<'_>) -> String {
    match outcome.expectation.minimum {
        Strength::Measurable => "expected here: what, for whom, who leads, by when, how measured",
        Strength::Commitment => "expected here: who will do what, for whom, by when",
        Strength::Need => "expected here: who is affected, how many, and how that is known",
        _ => "expected here: a statement about this plan's own people or services",
    }
    .to_owned()
}

/// The way out: a drafted example, the basis, what was searched, and where to read more.
fn help(audit: &Audit<'_>, document: &Document, outcome: &Outcome<'_>, look: Look) -> String {
    let expectation = outcome.expectation;
    let room = look.width.saturating_sub(10).max(40);
    let mut lines = Vec::new();
    if outcome.verdict == Verdict::Undecided {
        lines.push(undecided(outcome));
    } else {
        lines.push(format!("{}, for example:", put(outcome.gap.as_ref())));
        lines.push(format!("  {}", folded(&expectation.fix, room - 2, "  ")));
    }
    let binding = format!("expected by: {} ({})", basis(expectation), expectation.modality.words());
    lines.push(folded(&binding, room, "  "));
    if !outcome.because.is_empty() && outcome.verdict != Verdict::Undecided {
        lines.push(folded(&outcome.because, room, "  "));
    }
    for passage in outcome.evidence.iter().filter(|passage| Some(passage.block) != outcome.gap.and_then(|gap| gap.after)).take(2) {
        let near = format!("also looked at: {}: {}, {}", place(audit.plan, passage.block), passage.strength, passage.standing);
        lines.push(folded(&near, room, "  "));
    }
    if outcome.evidence.is_empty()
        && let Some(passage) = audit.passages.iter().max_by_key(|passage| (passage.is_asserted_action(), passage.strength))
    {
        let near = format!("nearest on loneliness or isolation: {}: {}, {}, but not on this", place(audit.plan, passage.block), passage.strength, passage.standing);
        lines.push(folded(&near, room, "  "));
    }
    lines.push(format!("searched: {}, {}", counted(audit.examined.blocks, "block"), counted(audit.examined.tables, "table")));
    lines.push(format!("more: planlint explain {} --in {}", expectation.code, quoted(&document.path)));
    lines.join("\n")
}

fn put(gap: Option<&Gap>) -> &'static str {
    match gap.map(|gap| gap.kind) {
        Some(GapKind::Trigger) => "say here what will be done",
        Some(GapKind::SectionEnd) => "add an action at the end of this section",
        Some(GapKind::TableRow) => "add a row to this table",
        Some(GapKind::SiblingGap) => "add a section here",
        Some(GapKind::Contents) => "add a section on this, and list it here",
        Some(GapKind::DocumentEnd) | None => "add a section on this",
    }
}

fn undecided(outcome: &Outcome<'_>) -> String {
    format!("{}; open the document and look whether its text can be selected, then save it as Word or Markdown and try again", outcome.because)
}

/// `words` on lines at most `width` columns wide, the later ones after `indent`.
fn folded(words: &str, width: usize, indent: &str) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join(&format!("\n{indent}"))
}
