//! Baselines: known findings, and strengths that may only rise.

use super::*;

/// A folder with a plan, and a baseline made of it.
fn kept(plan: &str) -> tempfile::TempDir {
    let folder = folder(&[("plan.md", plan)]);
    let output = run(folder.path(), &["baseline", "plan.md"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    folder
}

fn checked(folder: &tempfile::TempDir, more: &[&str]) -> Output {
    run(folder.path(), &[&["check", "plan.md", "--baseline", "baseline.json", "--fail-on", "advice"], more].concat())
}

fn write(folder: &tempfile::TempDir, text: &str) {
    std::fs::write(folder.path().join("plan.md"), text).unwrap();
}

#[test]
fn known_findings_do_not_count_and_are_counted() {
    let folder = kept(WISH);
    let output = checked(&folder, &[]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(
        flat(&output).contains("Known from the baseline, and not counted")
            && flat(&output).contains("0 new · 0 weaker")
    );
    assert_eq!(code(&run(folder.path(), &["check", "plan.md", "--fail-on", "advice"])), 1, "without it they count");
}

#[test]
fn a_paragraph_may_move() {
    let folder = kept(WISH);
    let moved = WISH
        .replace("## Prevention", "## Foreword\n\nThe council has a plan for the years to come.\n\n## What comes next");
    write(&folder, &moved);
    let output = checked(&folder, &[]);
    assert_eq!(code(&output), 0, "{}", said(&output));
}

#[test]
fn what_is_new_counts() {
    let folder = kept(&WISH.replace("lonely", "lonely older"));
    write(
        &folder,
        "# Better Care Fund plan 2015/16\n\n## Plan of action\n\nThe council and the clinical commissioning group \
                    will pool their budgets for care in the community, and report to the health and wellbeing board.\n",
    );
    let output = checked(&folder, &[]);
    assert_eq!(code(&output), 1, "{}", said(&output));
}

#[test]
fn a_met_that_falls_is_a_finding_with_both_quotes() {
    let folder = kept(ACTION);
    write(&folder, WISH);
    let output = checked(&folder, &["--lever", "public-health"]);
    assert_eq!(code(&output), 1);
    let words = flat(&output);
    assert!(words.contains("PH-5 was met (an action that can be measured), now"), "{}", said(&output));
    assert!(
        words.contains("was: “We will fund ten lunch clubs for lonely carers from April 2026"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_weaker_strength_is_a_finding_even_where_it_is_still_met() {
    const FUND: &str = "We will fund ten lunch clubs for lonely carers from April 2026, led by Public Health";
    let mapped = ACTION.replace(FUND, "Public Health will map lonely carers in all 21 wards by April 2026");
    let need =
        ACTION.replace(FUND, "One in ten carers in Northmoor is lonely, 4,000 people in all by our survey of 2025");
    let (was, now) = (record("plan.md", &mapped), record("plan.md", &need));
    let both = |outcome: &&OutcomeRecord| {
        outcome.verdict == planlint::Verdict::Met
            && self::outcome(&now, &outcome.code).verdict == planlint::Verdict::Met
    };
    let code = &was.outcomes.iter().find(both).expect("something is met by both").code;
    let folder = kept(&mapped);
    write(&folder, &need);
    let output = checked(&folder, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let outcomes = report["documents"][0]["outcomes"].as_array().unwrap();
    let fallen = outcomes.iter().find(|outcome| outcome["code"] == code.as_str()).unwrap();
    assert_eq!((&fallen["verdict"], &fallen["baseline"]["state"]), (&"met".into(), &"worse".into()));
    assert_eq!(super::code(&output), 1);
}

#[test]
fn strengths_may_rise() {
    let folder = kept(WISH);
    write(&folder, ACTION);
    let output = checked(&folder, &["--lever", "public-health"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(flat(&output).contains("of them put right") && !flat(&output).contains(" 0 stronger"), "{}", said(&output));
}

#[test]
fn a_plan_that_can_no_longer_be_read_is_never_a_pass() {
    let folder = kept(WISH);
    write(&folder, "lonely\n");
    assert_eq!(code(&checked(&folder, &[])), 2);
}

#[test]
fn a_baseline_that_is_not_there_or_is_damaged_stops_the_check() {
    let folder = folder(&[("plan.md", WISH)]);
    let output = checked(&folder, &[]);
    assert_eq!(code(&output), 2);
    assert!(flat(&output).contains("the baseline `baseline.json` cannot be read: there is no such file"));
    for text in [
        "",
        "{}",
        "[]",
        "{\"baseline_version\": \"9.0\", \"tool\": {\"name\": \"\", \"version\": \"\"}, \"packs\": {}, \"plans\": {}}",
    ] {
        std::fs::write(folder.path().join("baseline.json"), text).unwrap();
        let output = checked(&folder, &[]);
        assert_eq!(code(&output), 2, "{text}");
        assert!(flat(&output).contains("help: "), "{}", said(&output));
    }
}

#[test]
fn plans_that_are_gone_or_new_are_said() {
    let folder = kept(WISH);
    std::fs::rename(folder.path().join("plan.md"), folder.path().join("renamed.md")).unwrap();
    let output = run(folder.path(), &["check", "renamed.md", "--baseline", "baseline.json"]);
    let words = flat(&output);
    assert!(words.contains("1 plan of it not checked here: plan.md"), "{words}");
    assert!(words.contains("1 plan not in it, so everything in them is new: renamed.md"), "{words}");
}

#[test]
fn a_baseline_takes_the_place_of_a_baseline_alone_and_says_what_it_loses() {
    let folder = folder(&[("a.md", WISH), ("b.md", ACTION), ("report.json", "{\"schema_version\": \"2.0\"}")]);
    let made = |arguments: &[&str]| run(folder.path(), &[&["baseline"], arguments].concat());
    assert!(flat(&made(&["a.md", "b.md"])).contains("written: baseline.json, with 2 plans"));
    let words = flat(&made(&["b.md"]));
    assert!(words.contains("replaced: baseline.json, with 1 plan"), "{words}");
    assert!(words.contains("no longer in it: 1 plan that it had: a.md"), "{words}");
    let refused = made(&["a.md", "--output", "report.json"]);
    assert_eq!(code(&refused), 2);
    assert!(flat(&refused).contains("`report.json` is there already, and is no baseline"), "{}", said(&refused));
}

#[test]
fn no_baseline_is_made_of_a_plan_that_cannot_be_read() {
    let folder = folder(&[("plan.md", WISH), ("scan.pdf", "%PDF-1.7\n")]);
    let output = run(folder.path(), &["baseline", "plan.md", "scan.pdf"]);
    assert_eq!(code(&output), 2);
    assert!(!folder.path().join("baseline.json").exists());
}

#[test]
fn a_baseline_is_the_same_bytes_twice_and_from_any_folder() {
    let folder = folder(&[("plans/b.md", WISH), ("plans/a.md", ACTION)]);
    let make = |cwd: &str, plans: &[&str], output: &str| {
        let arguments = [&["baseline"], plans, &["--output", output]].concat();
        assert_eq!(code(&run(&folder.path().join(cwd), &arguments)), 0);
        std::fs::read(folder.path().join("x.json")).unwrap()
    };
    let one = make(".", &["plans"], "x.json");
    assert_eq!(one, make(".", &["plans/b.md", "plans/a.md"], "x.json"));
    assert_eq!(one, make("plans", &["b.md", "a.md"], "../x.json"));
    let path = folder.path().display().to_string();
    assert!(!String::from_utf8(one).unwrap().contains(&path), "no machine's path is in it");
}
