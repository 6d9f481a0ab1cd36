//! The rule book: every expectation grouped by lever, as one Markdown document that a policy officer can read on its own.

use std::fmt::Write as _;

use crate::rules::{Directness, Expectation, Pack, RuleBook, Window};

/// The rule book of `book`, as far as its expectations are `wanted`.
#[must_use]
pub fn markdown(book: &RuleBook, wanted: impl Fn(&Expectation) -> bool) -> String {
    let mut out = String::from("# What local plans are expected to say on loneliness and social isolation\n\n");
    out.push_str(
        "No lever obliges a plan to mention loneliness. Each expectation says who is spoken to, how firmly, and how \
         directly; a source marked *not confirmed* was not read at a public source.\n",
    );
    for pack in &book.packs {
        let expectations: Vec<_> = pack.expectations.iter().filter(|expectation| wanted(expectation)).collect();
        if !expectations.is_empty() {
            lever(pack, &expectations, &mut out);
        }
    }
    out
}

fn lever(pack: &Pack, expectations: &[&Expectation], out: &mut String) {
    let _ =
        write!(out, "\n## {}\n\n*{}; {}.*\n\n{}\n", pack.title, pack.lever, window(pack.in_force), pack.about.trim());
    for expectation in expectations {
        section(expectation, out);
    }
}

/// One expectation of the rule book.
#[must_use]
pub fn entry(expectation: &Expectation) -> String {
    let mut out = String::new();
    section(expectation, &mut out);
    out.trim_start().to_owned()
}

fn section(expectation: &Expectation, out: &mut String) {
    let _ = write!(out, "\n### {} {}\n\n", expectation.code, expectation.title);
    let directly = match expectation.directness {
        Directness::NamesPlans => "names local plans and the topic",
        Directness::NamesTopic => "names the topic",
        Directness::Inferred => "the link is inferred",
    };
    let severity = expectation.severity().name();
    let _ = writeln!(out, "- **Speaks to:** {}", expectation.holder);
    let _ =
        writeln!(out, "- **Binds as:** {} ({directly}); a gap is reported as {severity}", expectation.modality.words());
    let _ = writeln!(out, "- **In force:** {}", in_force(expectation));
    let _ = writeln!(out, "- **For:** {}", kinds(expectation));
    let _ = writeln!(out, "- **Least that satisfies it:** {}", expectation.minimum);
    if let Some(successor) = &expectation.successor {
        let _ = writeln!(out, "- **Since taken over by:** {successor}");
    }
    // Markdown would take a blank such as `<role>` for a tag, and show nothing.
    let example = expectation.fix.replace('<', "\\<").replace('\n', "\n> ");
    let _ = write!(out, "\n{}\n\n> {example}\n", expectation.why);
    let _ = writeln!(out, "\nSources:\n");
    for cite in &expectation.cites {
        let url = cite.url.as_ref().map(|url| format!(", <{url}>")).unwrap_or_default();
        let checked = if cite.checked { "" } else { " (*not confirmed*)" };
        let _ = writeln!(out, "- {}{url}{checked}", cite.reference);
    }
}

/// A window in words.
fn window(window: Window) -> String {
    match (window.from, window.to) {
        (Some(from), Some(to)) => format!("from {} to {}", from.in_words(), to.in_words()),
        (Some(from), None) => format!("from {}", from.in_words()),
        (None, Some(to)) => format!("until {}", to.in_words()),
        (None, None) => "at all times".to_owned(),
    }
}

/// When an expectation is in force, and since when plans have had it as advice, where that is earlier.
#[must_use]
pub fn in_force(expectation: &Expectation) -> String {
    let window = window(expectation.in_force);
    match expectation.anticipated_from {
        Some(early) => format!("{window}; as advice for plans from {} on", early.in_words()),
        None => window,
    }
}

fn kinds(expectation: &Expectation) -> String {
    let advice = expectation.advice_for.join(", ");
    match (expectation.kinds.is_empty(), advice.is_empty()) {
        (false, true) => expectation.kinds.join(", "),
        (false, false) => format!("{}; as advice only: {advice}", expectation.kinds.join(", ")),
        (true, _) => format!("as advice only: {advice}"),
    }
}
