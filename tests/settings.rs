//! Settings: flags, then the environment, then the nearest `planlint.toml`, then what is built in.

use crate::audit::{NEED, code, err, folder, json, out, planlint, run};

fn two() -> tempfile::TempDir {
    folder(&[
        ("plans/planlint.toml", b"kind = \"jhws\"\nas-of = 2016-04-01\n\nlevers = [\"care-act\"]\n"),
        ("plans/a.md", NEED),
        ("plans/deep/b.md", NEED),
        ("plans/deep/planlint.toml", b"kind = \"carers-strategy\"\n"),
        ("other/c.md", NEED),
    ])
}

#[test]
fn each_plan_takes_the_settings_nearest_to_it() {
    let folder = two();
    let report = json(&run(&folder, &["audit", "plans", "other", "--format", "json"]));
    let seen = |at: usize, key: &str| report["documents"][at][key].as_str().map(str::to_owned);
    assert_eq!((seen(0, "kind").as_deref(), seen(0, "as_of").as_deref()), (Some("jhws"), Some("2016-04-01")));
    assert_eq!(
        (seen(1, "kind").as_deref(), seen(1, "as_of").as_deref()),
        (Some("carers-strategy"), Some("2019-04-01"))
    );
    let outcomes = |at: usize| report["documents"][at]["outcomes"].as_array().unwrap().len();
    assert!(outcomes(0) < outcomes(1), "only one lever was asked for");
    assert_eq!(outcomes(1), outcomes(2));
}

#[test]
fn check_and_evidence_take_the_same_settings() {
    let folder = two();
    let report = json(&run(&folder, &["check", "plans/a.md", "--format", "json"]));
    assert_eq!(report["documents"][0]["kind"], "jhws");
    let drawn = out(&run(&folder, &["check", "plans/a.md"]));
    assert!(drawn.contains("as told") && drawn.contains("1 April 2016"), "{drawn}");
}

#[test]
fn flags_go_before_the_environment_and_that_before_the_file() {
    let folder = two();
    let kind = |arguments: &[&str], environment: Option<&str>| {
        let mut command = planlint(&folder);
        command.args(["check", "plans/a.md", "--format", "json"]).args(arguments);
        environment.into_iter().for_each(|kind| {
            command.env("PLANLINT_KIND", kind);
        });
        json(&command.output().unwrap())["documents"][0]["kind"].as_str().unwrap().to_owned()
    };
    assert_eq!(kind(&[], None), "jhws");
    assert_eq!(kind(&[], Some("bcf-2014")), "bcf-2014");
    assert_eq!(kind(&["--kind", "bcf-2025"], Some("bcf-2014")), "bcf-2025");
    assert_eq!(kind(&["--no-config"], None), "carers-strategy");
    assert_eq!(kind(&["--config", "plans/deep/planlint.toml"], None), "carers-strategy");
}

#[test]
fn where_each_setting_comes_from_is_shown() {
    let folder = two();
    let mut command = planlint(&folder);
    command.args(["audit", "plans", "--show-settings", "--profile", "campaign"]).env("PLANLINT_FAIL_ON", "advice");
    let text = out(&command.output().unwrap());
    let row = |key: &str| {
        let line = text.lines().find(|line| line.trim_start().starts_with(key)).unwrap();
        line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(row("kind"), ["kind", "jhws", "plans/planlint.toml, line 1"]);
    assert_eq!(row("levers"), ["levers", "care-act", "plans/planlint.toml, line 4"]);
    assert_eq!(row("profile"), ["profile", "campaign", "the command line"]);
    assert_eq!(row("fail-on"), ["fail-on", "advice", "PLANLINT_FAIL_ON"]);
    assert_eq!(row("manifest"), ["manifest", "none", "built in"]);
}

#[test]
fn every_command_that_takes_settings_shows_them_and_does_nothing_else() {
    let folder = two();
    let before = std::fs::read_dir(folder.path()).unwrap().count();
    for arguments in [
        &["check", "plans/a.md"][..],
        &["audit", "plans"],
        &["evidence", "plans/a.md"],
        &["explain", "CA-1", "--in", "plans/a.md"],
        &["annotate", "plans/a.md", "-o", "new.docx"],
        &["baseline", "plans"],
        &["sample", "plans"],
        &["scaffold", "--for", "plans/a.md", "-o", "new.md"],
        &["diff", "plans/a.md", "plans/deep/b.md"],
        &["lsp"],
    ] {
        let output = run(&folder, &[arguments, &["--show-settings"]].concat());
        assert_eq!(code(&output), 0, "{arguments:?}: {}", err(&output));
        assert!(out(&output).starts_with("settings for "), "{arguments:?}: {}", out(&output));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), before, "{arguments:?}");
    }
}

#[test]
fn baseline_and_sample_take_of_this_folder_what_check_takes() {
    let folder = folder(&[
        ("planlint.toml", b"exclude = [\"drafts/**\"]\n"),
        ("a.md", NEED),
        ("drafts/b.md", NEED),
        ("drafts/cut.docx", b"PK\x03\x04broken"),
    ]);
    assert_eq!(json(&run(&folder, &["check", ".", "--format", "json"]))["summary"]["documents"], 1);
    let output = run(&folder, &["baseline", "."]);
    assert!(code(&output) == 0 && out(&output).contains("with 1 plan "), "{}{}", out(&output), err(&output));
    let output = run(&folder, &["sample", "."]);
    assert!(code(&output) == 0 && out(&output).contains("from 1 plan,"), "{}{}", out(&output), err(&output));
}

#[test]
fn every_fault_of_a_file_is_said_with_its_place() {
    let folder = folder(&[
        ("planlint.toml", b"knd = \"jhws\"\nas-of = \"April\"\nprofile = \"strict\"\nlevers = \"care-act\"\n"),
        ("a.md", NEED),
    ]);
    let output = run(&folder, &["check", "a.md"]);
    let said = err(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(code(&output), 2);
    for words in [
        "there is no setting called `knd`",
        "did you mean `kind`?",
        "planlint.toml:1:1",
        "in `as-of`, `April` is not a date",
        "in `profile`, `strict` is none of: statutory, default, campaign",
        "in `levers`, there must be a list of words",
    ] {
        assert!(said.contains(words), "{words}\n{}", err(&output));
    }
}

#[test]
fn a_kind_that_no_rule_book_knows_is_refused_wherever_it_is_set() {
    let folder = folder(&[("planlint.toml", b"kind = \"carers-stratgy\"\n"), ("a.md", NEED)]);
    let output = run(&folder, &["audit", "a.md"]);
    assert!(code(&output) == 2 && err(&output).contains("did you mean `carers-strategy`?"), "{}", err(&output));
    let mut command = planlint(&folder);
    let output = command.args(["audit", "a.md", "--no-config"]).env("PLANLINT_AS_OF", "soon").output().unwrap();
    assert!(
        code(&output) == 2 && err(&output).contains("in `PLANLINT_AS_OF`, `soon` is not a date"),
        "{}",
        err(&output)
    );
}

#[test]
fn patterns_and_manifests_of_a_file_are_from_its_folder() {
    let folder = folder(&[
        ("here/planlint.toml", b"exclude = [\"old/*\"]\nmanifest = \"list.csv\"\nfail-on = \"never\"\n"),
        ("here/list.csv", b"path,region\nplans/a.md,North\n"),
        ("here/plans/a.md", NEED),
        ("here/old/b.md", NEED),
    ]);
    let output = run(&folder, &["audit", "here", "--format", "json"]);
    let report = json(&output);
    assert_eq!(report["summary"]["documents"], 1);
    assert_eq!(report["documents"][0]["about"]["region"], "North");
    assert_eq!(code(&output), 0);
}

#[test]
fn a_search_for_settings_ends_with_the_repository() {
    let folder =
        folder(&[("planlint.toml", b"kind = \"jhws\"\n"), ("repository/.git/HEAD", b"x"), ("repository/a.md", NEED)]);
    let report = json(&run(&folder, &["check", "repository/a.md", "--format", "json"]));
    assert_eq!(report["documents"][0]["kind"], "carers-strategy");
}
