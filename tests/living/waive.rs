//! Waivers in a register, and the command that writes them.

use std::time::{Duration, SystemTime};

use planlint::{Date, Faults, Register, RuleBook, WaiverState};

use super::*;

const COMMAND: [&str; 9] = [
    "waive",
    "CA-7",
    "--plan",
    "plan.md",
    "--reason",
    "the new service starts in spring",
    "--approver",
    "Director of Public Health",
    "--today=2026-11-25",
];

fn waive(folder: &Path, expires: &str, more: &[&str]) -> Output {
    run(folder, &[&COMMAND[..], &["--expires", expires], more].concat())
}

#[test]
fn a_waiver_holds_to_the_end_of_its_last_day_and_no_longer() {
    let text = register(&[("CA-7", "plan.md", "2026-11-01", "2026-11-25")]);
    let (waived, ledger) = lived(&text, "plan.md", WISH, TODAY);
    assert!(outcome(&waived, "CA-7").waiver.is_some() && !outcome(&waived, "CA-7").counts());
    assert_eq!((states(&ledger), ledger.counts()), (vec![WaiverState::EndsSoon], false));

    let (back, ledger) = lived(&text, "plan.md", WISH, Date::new(2026, 11, 26));
    let outcome = outcome(&back, "CA-7");
    assert!(outcome.waiver.is_none() && outcome.counts(), "the finding returns");
    assert_eq!(outcome.lapsed.as_ref().unwrap().approver, "Director of Public Health");
    assert_eq!((states(&ledger), ledger.counts()), (vec![WaiverState::Lapsed], true), "and the waiver is one itself");
}

#[test]
fn a_day_ends_at_midnight_in_london() {
    let at = |seconds| Date::in_london(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    // 2026-06-30 22:59:59 and 23:00:00 UTC: British Summer Time is an hour ahead
    assert_eq!(at(1_782_860_399), Date::new(2026, 6, 30));
    assert_eq!(at(1_782_860_400), Date::new(2026, 7, 1));
    // 2026-12-31 23:59:59 UTC
    assert_eq!(at(1_798_761_599), Date::new(2026, 12, 31));
    assert_eq!(at(1_798_761_600), Date::new(2027, 1, 1));
}

#[test]
fn an_end_is_announced_sixty_days_before() {
    let state = |expires| {
        let text = register(&[("CA-7", "plan.md", "2026-11-01", expires)]);
        let (_, ledger) = lived(&text, "plan.md", WISH, TODAY);
        (ledger.waivers[0].state, ledger.waivers[0].days_left)
    };
    assert_eq!(state("2027-01-24"), (WaiverState::EndsSoon, 60));
    assert_eq!(state("2027-01-25"), (WaiverState::InForce, 61));
}

#[test]
fn a_waiver_that_has_nothing_to_cover_is_said_to_have_nothing() {
    let text = register(&[
        ("CA-7", "plan.md", "2026-11-01", "2027-06-30"),
        ("CA-1", "plan.md", "2026-11-01", "2027-06-30"),
        ("CA-7", "other.md", "2025-11-01", "2026-06-30"),
    ]);
    let (_, ledger) = lived(&text, "plan.md", WISH, TODAY);
    assert_eq!(states(&ledger), [WaiverState::InForce, WaiverState::NotNeeded, WaiverState::Elsewhere]);
    assert!(!ledger.counts(), "a lapsed waiver of a plan that was not checked is no finding here");
}

#[test]
fn a_waiver_of_a_plan_that_is_not_there_is_said_to_have_gone_astray() {
    let text = register(&[
        ("CA-7", "renamed.md", "2026-11-01", "2027-06-30"),
        ("CA-7", "plans/*.md", "2026-11-01", "2027-06-30"),
        ("CA-7", "other.md", "2026-11-01", "2027-06-30"),
    ]);
    let folder = folder(&[("plan.md", WISH), ("other.md", WISH), ("waivers.toml", &text)]);
    let output = run(folder.path(), &["check", "plan.md", "--waivers", "waivers.toml", "--today", "2026-11-25"]);
    let words = flat(&output);
    assert!(
        words.contains("no such plan: CA-7 for `renamed.md`; if it was renamed or moved, write its name anew"),
        "{words}"
    );
    assert!(words.contains("for plans not checked here: 2: CA-7 for `plans/*.md`, CA-7 for `other.md`"), "{words}");
}

#[test]
fn a_lapsed_waiver_beside_one_in_force_is_not_needed() {
    let text =
        register(&[("CA-7", "*.md", "2025-01-01", "2025-12-31"), ("CA-7", "plan.md", "2026-11-01", "2027-06-30")]);
    let (document, ledger) = lived(&text, "plan.md", WISH, TODAY);
    assert!(outcome(&document, "CA-7").waiver.is_some() && outcome(&document, "CA-7").lapsed.is_none());
    assert_eq!(states(&ledger), [WaiverState::NotNeeded, WaiverState::InForce]);
}

#[test]
fn a_pattern_stays_in_its_folder() {
    let covers = |plan: &str, path: &str| {
        let text = register(&[("CA-7", plan, "2026-11-01", "2027-06-30")]);
        let (document, _) = lived(&text, path, WISH, TODAY);
        outcome(&document, "CA-7").waiver.is_some()
    };
    assert!(covers("plans/*.md", "plans/a.md") && covers("plans/*.md", "./plans/a.md"));
    assert!(!covers("plans/*.md", "plans/deep/a.md") && covers("plans/**/*.md", "plans/deep/a.md"));
    assert!(!covers("a.md", "plans/a.md") && !covers("*.md", "plans/a.md"));
}

#[test]
fn a_plan_is_the_same_plan_from_whatever_folder_it_is_checked() {
    let text = register(&[("CA-7", "plans/a.md", "2026-11-01", "2027-06-30")]);
    let folder = folder(&[("plans/a.md", WISH), ("waivers.toml", &text), ("elsewhere/x.md", WISH)]);
    for (cwd, plan, waivers) in [
        (".", "plans/a.md", "waivers.toml"),
        ("plans", "a.md", "../waivers.toml"),
        ("elsewhere", "../plans/a.md", "../waivers.toml"),
    ] {
        let arguments = ["check", plan, "--waivers", waivers, "--today", "2026-11-25"];
        let output = run(&folder.path().join(cwd), &arguments);
        assert!(said(&output).contains("Waived, and not counted"), "{cwd}: {}", said(&output));
    }
}

#[test]
fn the_order_in_which_plans_come_does_not_matter() {
    let text = register(&[("CA-7", "*.md", "2026-11-01", "2027-06-30"), ("PH-5", "*.md", "2026-11-01", "2027-06-30")]);
    let book = RuleBook::builtin();
    let commented = format!("{WISH}\n<!-- planlint: waive CA-5 – the new service -->\n");
    let ledger = |order: &[usize]| {
        let mut living = Living::new(TODAY, book);
        living.register = Some(Register::read("waivers.toml", &text, book, TODAY).unwrap());
        let plans = [("a.md", WISH), ("b.md", ACTION), ("c.md", commented.as_str()), ("d.md", commented.as_str())];
        for index in order {
            let (path, plan) = plans[*index];
            living.apply(&mut [record(path, plan)]);
        }
        living.ledger()
    };
    assert_eq!(ledger(&[0, 1, 2, 3]), ledger(&[3, 1, 0, 2]));
}

fn faults(path: &str, text: &str) -> Faults {
    Register::read(path, text, RuleBook::builtin(), TODAY).expect_err("it has faults")
}

fn messages(faults: &Faults) -> Vec<String> {
    faults.all().iter().map(|fault| fault.message().to_owned()).collect()
}

const FAULTY: &str = r#"
[[waiver]]
expectation = "CA-77"
plan = "a.md"
reason = "x"
aprover = "DPH"
granted = 2026-11-01
expires = "2027-11-02"

[[waiver]]
expectation = "CA-1"
plan = "plans/[a.md"
reason = " "
approver = "DPH"
granted = 2026-12-01
expires = 2026-02-30

[[waiver]]
expectation = "CA-2"
plan = "a.md"
reason = 7
approver = "DPH"
granted = 2026-11-02
expires = 2026-11-01
"#;

#[test]
fn every_fault_of_a_register_is_said_at_once() {
    // TOML itself knows that February has no 30th
    let text = FAULTY.replace("expires = 2026-02-30", "expires = \"2026-02-30\"");
    insta::assert_snapshot!(messages(&faults("waivers.toml", &text)).join("\n"), @r"
    this has to be words in quotes, or a day
    a waiver has no `aprover`
    this waiver does not say its `approver`
    there is no expectation called `CA-77`
    a waiver holds for 12 months at most
    this waiver does not say its `reason`
    this pattern cannot be read
    `2026-02-30` is not a day of the calendar
    this waiver does not say its `reason`
    this waiver ends before it was given
    ");
}

#[test]
fn a_fault_of_a_register_is_shown_where_it_is_with_the_way_out() {
    let folder = folder(&[("plan.md", WISH), ("waivers.toml", &FAULTY.replace("2026-02-30", "2026-02-28"))]);
    let output = run(folder.path(), &["check", "plan.md", "--waivers", "waivers.toml", "--today", "2026-11-25"]);
    assert_eq!(code(&output), 2);
    for words in [
        "faults in the waivers",
        "[waivers.toml:6:1]",
        "did you mean `approver`?",
        "did you mean `CA-7`?",
        "this waiver was given in the future",
        "the latest day it may have is 1 November 2027",
    ] {
        assert!(flat(&output).contains(words), "{words}\n{}", said(&output));
    }
}

#[test]
fn of_two_waivers_for_one_finding_the_second_is_a_fault() {
    let one = ("CA-7", "plan.md", "2026-11-01", "2027-06-30");
    let text = register(&[one, ("care-act/carers", "./plan.md", "2026-10-01", "2027-01-01")]);
    assert_eq!(messages(&faults("waivers.toml", &text)), ["there is a waiver of CA-7 for `plan.md` already"]);
}

#[test]
fn what_is_no_register_is_refused() {
    for (name, text) in [
        ("waivers.toml", "waiver = 3"),
        ("waivers.toml", "[[waivers]]\nplan = \"a.md\""),
        ("waivers.toml", "[[waiver"),
        ("waivers.csv", "a,b\n1,2\n"),
        ("waivers.csv", ""),
    ] {
        assert_eq!(faults(name, text).all().len(), 1, "{text}");
    }
    assert!(Register::read("waivers.toml", "# none yet\n", RuleBook::builtin(), TODAY).unwrap().waivers.is_empty());
}

#[test]
fn a_register_may_be_a_table_from_excel() {
    let text = "\u{feff}Expectation;Plan;Reason;Approver;Granted;Expires;;\r\n\
                ca-7;plan.md;\"spring; or later\";DPH;01/11/2026;30/06/2027;;\r\n;;;;;;;\r\n";
    let register = Register::read("waivers.csv", text, RuleBook::builtin(), TODAY).unwrap();
    let waiver = &register.waivers[0];
    assert_eq!(register.waivers.len(), 1);
    assert_eq!((waiver.code.as_str(), waiver.reason.as_str()), ("CA-7", "spring; or later"));
    assert_eq!((waiver.granted, waiver.expires), (Date::new(2026, 11, 1), Date::new(2027, 6, 30)));

    let american = text.replace("30/06/2027", "06/30/2027");
    assert_eq!(messages(&faults("waivers.csv", &american)), ["`06/30/2027` is not a day of the calendar"]);
}

#[test]
fn what_is_waived_is_in_every_report() {
    let text = register(&[("CA-7", "plan.md", "2026-11-01", "2027-06-30")]);
    let folder = folder(&[("plan.md", WISH), ("waivers.toml", &text)]);
    for format in ["text", "narrated", "json"] {
        let arguments = ["check", "plan.md", "--waivers", "waivers.toml", "--today", "2026-11-25", "--format", format];
        let output = run(folder.path(), &arguments);
        for words in ["CA-7", "the new service starts in spring", "Director of Public Health"] {
            assert!(flat(&output).contains(words), "{format}: {words}\n{}", said(&output));
        }
        let day = if format == "json" { "\"today\": \"2026-11-25\"" } else { "on 25 November 2026" };
        assert!(flat(&output).contains(day), "{format}\n{}", said(&output));
    }
}

#[test]
fn a_waived_finding_does_not_count_and_a_lapsed_waiver_does() {
    let text = register(&[("CA-7", "plan.md", "2026-11-01", "2027-06-30")]);
    let folder = folder(&[("plan.md", WISH), ("waivers.toml", &text)]);
    let check = |today: &str, more: &[&str]| {
        let arguments = ["check", "plan.md", "--lever", "care-act", "--today", today, "--fail-on", "advice"];
        run(folder.path(), &[&arguments[..], more].concat())
    };
    // CA-5 and CA-6 are open still; with --lever and one waiver the rest is what it is
    let open = said(&check("2026-11-25", &["--waivers", "waivers.toml"]));
    assert!(!open.contains("advice: CA-7") && open.contains("of these: 1 waived"), "{open}");
    let lapsed = check("2027-07-01", &["--waivers", "waivers.toml"]);
    assert_eq!(code(&lapsed), 1);
    assert!(flat(&lapsed).contains("× lapsed: CA-7 for `plan.md`, on 30 June 2027"), "{}", said(&lapsed));
    let without = said(&check("2026-11-25", &["--no-waivers"]));
    assert!(!without.contains("waived"), "{without}");
}

#[test]
fn the_advice_of_a_lapsed_waiver_is_a_command_that_gives_it_again() {
    for (name, plan) in [("plan.md", "plan.md"), ("the carers' plan [2].md", "the carers' plan [[]2].md")] {
        let text = register(&[("CA-7", plan, "2026-11-01", "2027-06-30")])
            .replace("starts in spring", "\\\"starts\\\" in spring, at £5 & no more")
            + "evidence = \"minutes, 3 June\"\n";
        let folder = folder(&[(&format!("plans/{name}"), WISH), ("plans/waivers.toml", &text)]);
        let check = |today: &str| {
            let plan = format!("plans/{name}");
            said(&run(folder.path(), &["check", &plan, "--waivers", "plans/waivers.toml", "--today", today]))
        };
        let lapsed = check("2027-07-01");
        let command = lapsed.lines().find_map(|line| line.trim().strip_prefix("planlint waive ")).expect(&lapsed);
        let shell = Command::new("sh")
            .current_dir(folder.path())
            .args(["-c", &format!("{} waive {command}", env!("CARGO_BIN_EXE_planlint"))])
            .env("PLANLINT_TODAY", "2027-07-01")
            .output()
            .unwrap();
        assert_eq!(code(&shell), 0, "{command}\n{}", said(&shell));
        let again = check("2027-07-01");
        assert!(again.contains("– in force until 1 March 2028: CA-7"), "{command}\n{again}");
        let written = std::fs::read_to_string(folder.path().join("plans/waivers.toml")).unwrap();
        assert_eq!(written.matches("[[waiver]]").count(), 1, "{written}");
        assert!(written.contains("minutes, 3 June") && written.contains("£5 & no more"), "{written}");
    }
}

#[test]
fn a_lapsed_waiver_alone_makes_the_exit_code_one() {
    // CA-7 is an error or advice of a carers' strategy; only what is lapsed is left at --fail-on error
    let text = register(&[("PH-1", "plan.md", "2025-11-01", "2026-06-30")]);
    let folder = folder(&[("plan.md", ACTION), ("waivers.toml", &text)]);
    let check = |more: &[&str]| {
        let arguments = ["check", "plan.md", "--lever", "public-health", "--today", "2026-11-25"];
        code(&run(folder.path(), &[&arguments[..], more].concat()))
    };
    assert_eq!(check(&[]), 0);
    assert_eq!(check(&["--waivers", "waivers.toml"]), 1);
    assert_eq!(check(&["--waivers", "waivers.toml", "--fail-on", "never"]), 0);
}

#[test]
fn the_same_day_gives_the_same_bytes_and_without_waivers_no_day_matters() {
    let text = register(&[("CA-7", "plan.md", "2026-11-01", "2027-06-30")]);
    let folder = folder(&[("plan.md", WISH), ("waivers.toml", &text)]);
    for format in ["text", "json"] {
        let check = |today: &str, waivers: &[&str]| {
            let arguments = ["check", "plan.md", "--format", format, "--today", today];
            run(folder.path(), &[&arguments[..], waivers].concat()).stdout
        };
        let with = ["--waivers", "waivers.toml"];
        assert_eq!(check("2026-11-25", &with), check("2026-11-25", &with));
        assert_ne!(check("2026-11-25", &with), check("2026-11-26", &with), "the day is in the report");
        assert_eq!(check("2026-11-25", &[]), check("2029-11-25", &[]));
    }
}

#[test]
fn the_day_may_come_from_the_environment() {
    let text = register(&[("CA-7", "plan.md", "2026-11-01", "2026-11-30")]);
    let folder = folder(&[("plan.md", WISH), ("waivers.toml", &text)]);
    let output = Command::new(env!("CARGO_BIN_EXE_planlint"))
        .env("PLANLINT_TODAY", "2026-12-01")
        .current_dir(folder.path())
        .args(["check", "plan.md", "--waivers", "waivers.toml"])
        .output()
        .unwrap();
    assert!(said(&output).contains("on 1 December 2026"), "{}", said(&output));
}

#[test]
fn no_waivers_is_stronger_than_the_environment() {
    let text = register(&[("CA-7", "plan.md", "2026-11-01", "2026-11-30")]);
    let folder = folder(&[("plan.md", WISH), ("waivers.toml", &text)]);
    let check = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_planlint"));
        command.env("PLANLINT_WAIVERS", "waivers.toml").env("PLANLINT_TODAY", "2026-11-25").current_dir(folder.path());
        said(&command.args(["check", "plan.md"]).args(more).output().unwrap())
    };
    assert!(check(&[]).contains("Waived, and not counted"));
    assert!(!check(&["--no-waivers"]).to_lowercase().contains("waive"), "{}", check(&["--no-waivers"]));
}

#[test]
fn a_waiver_is_added_to_a_register_however_it_is_written() {
    let one = "{ expectation = 'CA-1', plan = 'a.md', reason = 'r', approver = 'A', granted = 2026-11-01, expires = 2027-01-01 }";
    let lines = format!("# head\nwaiver = [\n  {one}, # theirs\n]\n");
    let table = register(&[("CA-1", "a.md", "2026-11-01", "2027-01-01")]).replace('\n', "\r\n");
    for before in [lines.as_str(), table.as_str(), "", "\n\n", "# nothing yet"] {
        let folder = folder(&[("plan.md", WISH), ("waivers.toml", before)]);
        let output = waive(folder.path(), "2027-06-30", &[]);
        assert_eq!(code(&output), 0, "{before}\n{}", said(&output));
        let after = std::fs::read_to_string(folder.path().join("waivers.toml")).unwrap();
        let read = Register::read("waivers.toml", &after, RuleBook::builtin(), TODAY).unwrap();
        assert_eq!(read.waivers.len(), 1 + usize::from(before.contains("CA-1")), "{after}");
        assert!(!before.contains("# head") || after.contains("# head"), "{after}");
    }
}

#[test]
fn a_register_that_is_not_there_stops_the_check() {
    let folder = folder(&[("plan.md", WISH)]);
    let output = run(folder.path(), &["check", "plan.md", "--waivers", "waivers.toml"]);
    assert_eq!(code(&output), 2);
    assert!(flat(&output).contains("the file of waivers `waivers.toml` cannot be read: there is no such file"));
}

#[test]
fn waive_writes_a_waiver_that_holds() {
    let folder = folder(&[("plan.md", WISH)]);
    let output = waive(folder.path(), "2027-06-30", &[]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    insta::assert_snapshot!(std::fs::read_to_string(folder.path().join("waivers.toml")).unwrap(), @r#"
    # Findings of planlint that somebody has accepted for a time. Each holds to the end of the day `expires`, in London,
    # and for 12 months at most. Plans are named as they are seen from this folder; a pattern such as plans/*.docx names several.

    [[waiver]]
    expectation = "CA-7"
    plan = "plan.md"
    reason = "the new service starts in spring"
    approver = "Director of Public Health"
    granted = 2026-11-25
    expires = 2027-06-30
    "#);
    let check = run(folder.path(), &["check", "plan.md", "--waivers", "waivers.toml", "--today", "2026-11-25"]);
    assert!(said(&check).contains("of these: 1 waived"), "{}", said(&check));
}

#[test]
fn waive_keeps_what_is_in_the_file_to_the_byte() {
    let before = "# Agreed by the board.\n\n[[waiver]] # first\nexpectation='CA-1'\nplan = \"a.md\"   # theirs\n\
                  reason = \"\"\"two\nlines\"\"\"\napprover = \"DPH\"\ngranted = 2026-11-01\nexpires = 2027-01-01\n\n\
                  # the end\n";
    let folder = folder(&[("plan.md", WISH), ("waivers.toml", before)]);
    assert_eq!(code(&waive(folder.path(), "2027-06-30", &[])), 0);
    let after = std::fs::read_to_string(folder.path().join("waivers.toml")).unwrap();
    assert!(after.starts_with(before.trim_end()) && after.matches("[[waiver]]").count() == 2, "{after}");
}

#[test]
fn waive_gives_again_only_when_asked_and_keeps_comments() {
    let text = register(&[("CA-7", "plan.md", "2025-11-01", "2026-06-30")]);
    let text = text.replace("expires = 2026-06-30", "expires = 2026-06-30 # board of 3 June");
    let folder = folder(&[("plan.md", WISH), ("waivers.toml", &text)]);
    let refused = waive(folder.path(), "2027-06-30", &[]);
    assert_eq!(code(&refused), 2);
    assert!(flat(&refused).contains("already, until 30 June 2026") && flat(&refused).contains("--renew"));
    assert_eq!(std::fs::read_to_string(folder.path().join("waivers.toml")).unwrap(), text);
    assert_eq!(code(&waive(folder.path(), "2027-06-30", &["--renew"])), 0);
    let after = std::fs::read_to_string(folder.path().join("waivers.toml")).unwrap();
    assert!(
        after.contains("granted = 2026-11-25") && after.contains("expires = 2027-06-30 # board of 3 June"),
        "{after}"
    );
    assert_eq!(after.matches("[[waiver]]").count(), 1);
}

#[test]
fn waive_writes_nothing_where_anything_is_wrong() {
    let faulty = register(&[("CA-77", "plan.md", "2026-11-01", "2027-06-30")]);
    for (before, expires, change) in [
        (Some(faulty.as_str()), "2027-06-30", None),
        (None, "2027-11-26", None),
        (None, "2026-11-24", None),
        (None, "2027-06-31", None),
        (None, "2027-06-30", Some(("CA-7", "CA-77"))),
        (None, "2027-06-30", Some(("plan.md", "plam.md"))),
        (None, "2027-06-30", Some(("Director of Public Health", " "))),
    ] {
        let folder = folder(&[("plan.md", WISH)]);
        let path = folder.path().join("waivers.toml");
        before.iter().for_each(|before| std::fs::write(&path, before).unwrap());
        let swap = |word: &&'static str| change.filter(|(from, _)| from == word).map_or(*word, |(_, to)| to);
        let arguments: Vec<&str> = COMMAND.iter().map(swap).chain(["--expires", expires]).collect();
        let output = run(folder.path(), &arguments);
        assert_eq!(code(&output), 2, "{expires} {change:?}");
        assert_eq!(std::fs::read_to_string(&path).ok().as_deref(), before, "{expires} {change:?}");
    }
}

#[test]
fn a_plan_whose_name_has_brackets_is_a_plan_and_has_to_be_there() {
    let folder = folder(&[("plan [draft].md", WISH)]);
    let named = |plan: &'static str| {
        let mut arguments = COMMAND;
        arguments[3] = plan;
        run(folder.path(), &[&arguments[..], &["--expires", "2027-03-31"]].concat())
    };
    let absent = named("nothere [x].md");
    assert!(code(&absent) == 2 && said(&absent).contains("there is no plan `nothere [x].md`"), "{}", said(&absent));
    let there = named("plan [draft].md");
    assert!(code(&there) == 0 && said(&there).contains("CA-7 for `plan [draft].md`"), "{}", said(&there));
    let check = ["check", "plan [draft].md", "--waivers", "waivers.toml", "--today=2026-11-25", "-f", "json"];
    assert!(said(&run(folder.path(), &check)).contains("\"state\": \"in-force\""));
}
