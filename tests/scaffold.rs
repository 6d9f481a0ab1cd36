//! Scaffolds: prompts for all that is expected, which nobody takes for a plan until they are filled in.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output, Stdio};

use planlint::{
    Audit, BlockKind, Format, GapKind, Options, Plan, Profile, RuleBook, Scaffold, Text, Verdict, check, read,
    read_bytes,
};

/// Kinds of plan that something is expected of.
const KINDS: [&str; 6] =
    ["bcf-2014", "bcf-2025", "jhws", "carers-strategy", "loneliness-strategy", "neighbourhood-health-plan"];

fn options(kind: &str) -> Options {
    Options { kind: Some(kind.to_owned()), ..Options::default() }
}

fn scaffold(kind: &str) -> Scaffold {
    Scaffold::of_kind(RuleBook::builtin(), &options(kind))
}

/// The scaffold read back, from both of its forms.
fn plans(scaffold: &Scaffold) -> [Plan; 2] {
    let markdown = read_bytes("plan.md", scaffold.markdown().as_bytes()).unwrap();
    [markdown, read_bytes("plan.docx", &scaffold.word()).unwrap()].map(Plan::parse)
}

fn codes(audit: &Audit<'_>, wanted: impl Fn(Verdict) -> bool) -> BTreeSet<String> {
    let outcomes = audit.outcomes.iter().filter(|outcome| wanted(outcome.verdict));
    outcomes.map(|outcome| outcome.expectation.code.clone()).collect()
}

fn asked(scaffold: &Scaffold) -> BTreeSet<String> {
    scaffold.sections.iter().flat_map(|section| &section.prompts).map(|prompt| prompt.code.clone()).collect()
}

#[test]
fn a_scaffold_that_is_not_filled_in_is_undecided_on_everything_it_asks_for() {
    for kind in KINDS {
        let scaffold = scaffold(kind);
        assert!(scaffold.prompts() > 3, "{kind}");
        for plan in plans(&scaffold) {
            for options in [options(kind), Options::default()] {
                let audit = check(&plan, RuleBook::builtin(), &options);
                let decided = |verdict| !matches!(verdict, Verdict::Undecided | Verdict::NotApplicable);
                assert_eq!(codes(&audit, decided), BTreeSet::new(), "{kind}");
                assert!(
                    codes(&audit, |verdict| verdict == Verdict::Undecided).is_superset(&asked(&scaffold)),
                    "{kind}"
                );
            }
        }
    }
}

#[test]
fn a_plan_of_no_time_is_not_asked_for_what_has_closed() {
    let asked = asked(&scaffold("carers-strategy"));
    let closed = |code: &String| {
        let known = RuleBook::builtin().expectations().find(|(_, expectation)| expectation.code == *code);
        known.is_some_and(|(_, expectation)| expectation.in_force.to.is_some())
    };
    assert!(!asked.iter().any(closed), "{asked:?}");
}

#[test]
fn the_years_that_prompts_cite_are_not_those_of_the_plan() {
    for plan in plans(&scaffold("carers-strategy")) {
        assert_eq!(check(&plan, RuleBook::builtin(), &options("carers-strategy")).as_of, None);
    }
}

#[test]
fn every_line_but_the_headings_is_read_as_a_prompt() {
    for kind in KINDS {
        let scaffold = scaffold(kind);
        for plan in plans(&scaffold) {
            let headings = plan.blocks().iter().filter(|block| block.kind == BlockKind::Heading).count();
            assert_eq!(headings, 1 + scaffold.sections.len());
            for block in plan.blocks().iter().filter(|block| block.kind != BlockKind::Heading) {
                assert_eq!(block.kind, BlockKind::Guidance, "{}", plan.words(block.span));
            }
        }
    }
}

#[test]
fn both_forms_say_the_same() {
    let [markdown, word] = plans(&scaffold("bcf-2025"));
    let words = |plan: &Plan| plan.blocks().iter().map(|block| plan.words(block.span).to_owned()).collect::<Vec<_>>();
    assert_eq!(words(&markdown), words(&word));
}

#[test]
fn its_sections_are_those_where_the_actions_belong() {
    let filler =
        "The Council and its partners meet each month to look at admissions, at how people go home, and at costs.";
    for kind in KINDS {
        let scaffold = scaffold(kind);
        let markdown = scaffold.markdown();
        let plain = |line: &str| if line.starts_with('[') { filler.to_owned() } else { line.to_owned() };
        let filled: Vec<String> = markdown.lines().map(plain).collect();
        let plan = Plan::parse(read_bytes("plan.md", filled.join("\n").as_bytes()).unwrap());
        let audit = check(&plan, RuleBook::builtin(), &options(kind));
        let asked = asked(&scaffold);
        let missing = |outcome: &&planlint::Outcome<'_>| {
            outcome.verdict == Verdict::Missing && asked.contains(&outcome.expectation.code)
        };
        for outcome in audit.outcomes.iter().filter(missing) {
            let gap = outcome.gap.expect("it belongs somewhere");
            let asks =
                |prompts: &[planlint::Prompt]| prompts.iter().any(|prompt| prompt.code == outcome.expectation.code);
            let section = scaffold.sections.iter().find(|section| asks(&section.prompts)).expect("it was asked for");
            assert_eq!(gap.kind, GapKind::SectionEnd, "{} {}", kind, outcome.expectation.code);
            assert_eq!(plan.title(gap.heading.unwrap()), section.heading, "{} {}", kind, outcome.expectation.code);
        }
    }
}

#[test]
fn what_is_written_in_place_of_a_prompt_counts() {
    let written = "The Council funds six lunch clubs and a befriending service for older people who are isolated, from April 2025.";
    let markdown = scaffold("bcf-2025").markdown();
    let prompt =
        markdown.lines().find(|line| line.contains("(CA-1; Care Act 2014, section 2(1))")).expect("CA-1 is asked for");
    let others: Vec<&str> = markdown.lines().filter(|line| !line.starts_with('[') || *line == prompt).collect();
    let plan = Plan::parse(read_bytes("plan.md", others.join("\n").replace(prompt, written).as_bytes()).unwrap());
    let audit = check(&plan, RuleBook::builtin(), &options("bcf-2025"));
    assert!(codes(&audit, |verdict| verdict == Verdict::Met).contains("CA-1"));
}

#[test]
fn a_drafted_example_that_nobody_has_filled_in_is_no_evidence() {
    let book = RuleBook::builtin();
    let filler = "The Council and its partners meet each month to look at admissions, at how people go home, and at what it costs.";
    for (pack, expectation) in book.expectations().filter(|(_, expectation)| expectation.fix.contains('<')) {
        let kind = expectation.kinds.iter().chain(&expectation.advice_for).next().unwrap().replace('*', "2025");
        let text =
            format!("# Plan\n\n{filler}\n\n{}\n", expectation.fix.split_whitespace().collect::<Vec<_>>().join(" "));
        let plan = Plan::parse(Text::from_notation(&text, Format::Plain));
        let options = Options { packs: vec![pack.id.clone()], ..options(&kind) };
        let audit = check(&plan, book, &options);
        assert!(!codes(&audit, |verdict| verdict == Verdict::Met).contains(&expectation.code), "{}", expectation.code);
    }
}

#[test]
fn a_blank_to_fill_is_a_prompt_and_a_figure_an_address_or_a_tag_is_none() {
    let kind = |line: &str| Plan::parse(Text::from_notation(line, Format::Plain)).blocks()[0].kind;
    for line in [
        "We will fund <service> in Saltby from April.",
        "<Role> reports to the Board.",
        "It is led by <role, with name> and costs £4,000.",
        "Loneliness is asked about <often or always, or: some of the time or more>.",
    ] {
        assert_eq!(kind(line), BlockKind::Guidance, "{line}");
    }
    for line in [
        "Fewer than five people (<5) were lonely, and >20 were not.",
        "See the page <https://www.example.org/plan> and write to <carers@example.org>.",
        "This is <strong>important</strong> to our residents.",
        "A rate < national and > regional was seen.",
    ] {
        assert_eq!(kind(line), BlockKind::Paragraph, "{line}");
    }
}

#[test]
fn for_a_draft_only_what_is_missing_is_asked_for_and_where_it_belongs() {
    let plan = Plan::parse(read("examples/northmoor-draft.docx".as_ref()).unwrap());
    let audit = check(&plan, RuleBook::builtin(), &Options::default());
    let scaffold = Scaffold::for_draft(&audit, "draft.docx");
    let presence = |outcome: &&planlint::Outcome<'_>| outcome.expectation.expects == planlint::Expects::Presence;
    let missing: BTreeSet<String> =
        audit.findings().into_iter().filter(presence).map(|outcome| outcome.expectation.code.clone()).collect();
    assert_eq!(asked(&scaffold), missing);
    assert!(!missing.contains("CA-2"), "what is met is not asked for");
    let prompts = || scaffold.sections.iter().flat_map(|section| &section.prompts);
    let offer = prompts().find(|prompt| prompt.code == "CA-1").unwrap();
    assert!(offer.say.contains("; in the draft: say here what will be done, "), "{}", offer.say);
    assert!(offer.say.contains("› paragraph 310] (CA-1; "), "{}", offer.say);
}

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
    command.current_dir(folder).env("COLUMNS", "100").stdin(Stdio::null()).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_command_writes_into_another_folder_with_its_settings() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("plans")).unwrap();
    fs::write(folder.path().join("plans/planlint.toml"), "kind = \"carers-strategy\"\n").unwrap();
    let output = run(&folder, &["scaffold", "-o", "plans/new.md"]);
    assert!(output.status.success(), "{}", said(&output));
    let whole = folder.path().join("plans/whole.md");
    let output = run(&folder, &["scaffold", "--kind", "jhws", "-o", whole.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn the_command_writes_word_or_markdown_and_never_over_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["draft.docx", "draft.md"] {
        let output = run(&folder, &["scaffold", "--kind", "bcf-2025", "-o", name]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(said(&output).starts_with(&format!("{name}: ")), "{}", said(&output));
        let checked = run(&folder, &["check", name]);
        assert!(said(&checked).contains("the template is not filled in"), "{}", said(&checked));
    }
    fs::write(folder.path().join("draft.md"), "# Mine\n").unwrap();
    let refused = run(&folder, &["scaffold", "--kind", "bcf-2025", "-o", "draft.md"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("`draft.md` is there already"), "{}", said(&refused));
    assert_eq!(fs::read_to_string(folder.path().join("draft.md")).unwrap(), "# Mine\n");
}

#[test]
fn mistakes_are_said_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("examples/northmoor-draft.md", folder.path().join("draft.md")).unwrap();
    fs::write(folder.path().join("empty.md"), "").unwrap();
    for (arguments, words) in [
        (&["scaffold", "-o", "new.md"][..], "give one with --kind: bcf-2014, "),
        (&["scaffold", "--kind", "bcf-2052", "-o", "new.md"], "did you mean"),
        (&["scaffold", "--kind", "jhws", "-o", "new.odt"], "end its name in .docx for Word"),
        (&["scaffold", "--kind", "minutes", "-o", "new.md"], "nothing is expected of such a plan"),
        (&["scaffold", "--for", "draft.md", "-o", "draft.md"], "is the plan itself"),
        (&["scaffold", "--for", "empty.md", "-o", "new.md"], "nobody can tell yet what is missing"),
    ] {
        let output = run(&folder, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
    }
    assert!(!folder.path().join("new.md").exists());
}

/// A plan with nothing in it but what planlint drafts itself, its blanks written between `open` and `close`.
fn drafted(code: &str, fix: &str, (open, close): (&str, &str), name: &str) -> Option<Verdict> {
    let fix = fix.split_whitespace().collect::<Vec<_>>().join(" ").replace('<', open).replace('>', close);
    let plan = format!(
        "# Plan\n\n## Our offer\n\nThis is what the council does on its roads and in its buildings in these years.\n\n{fix}\n"
    );
    let plan = Plan::parse(read_bytes(name, plan.as_bytes()).unwrap());
    let options = Options { profile: Profile::Campaign, ..Options::default() };
    let audit = check(&plan, RuleBook::builtin(), &options);
    audit.outcomes.iter().find(|outcome| outcome.expectation.code == code).map(|outcome| outcome.verdict)
}

#[test]
fn a_drafted_action_that_nobody_has_filled_in_meets_nothing_however_its_blanks_are_written() {
    // As drafts are shown, as the page copies them, and as editors insert them in Markdown.
    let ways = [
        ("<", ">", "plan.txt"),
        ("<", ">", "plan.md"),
        ("[", "]", "plan.txt"),
        ("[", "]", "plan.md"),
        ("\\<", ">", "plan.md"),
    ];
    for (_, expectation) in RuleBook::builtin().expectations() {
        for (open, close, name) in ways {
            let verdict = drafted(&expectation.code, &expectation.fix, (open, close), name);
            assert_ne!(verdict, Some(Verdict::Met), "{} in {name} with {open}", expectation.code);
        }
    }
}

#[test]
fn brackets_in_a_plan_that_was_written_are_no_blanks() {
    let plan = "# Plan\n\nWe fund befriending [1] for [older] carers in [area] [Annex 2].\n";
    let plan = Plan::parse(read_bytes("plan.md", plan.as_bytes()).unwrap());
    assert_eq!(plan.blocks()[1].kind, BlockKind::Paragraph);
}
