//! The record that a page draws: every mark on words of its block, every missing action at a place.

use planlint::web::{Asked, Download, about, download, page};
use planlint::{PlanPage, Verdict};

const EXAMPLES: [&str; 4] =
    ["northmoor-draft.docx", "eastvale-good.md", "harrowdale-poor.docx", "neighbourhood-health-2025.md"];

fn example(name: &str) -> PlanPage {
    let bytes = std::fs::read(format!("examples/{name}")).unwrap();
    page(&bytes, &Asked { name: name.to_owned(), ..Asked::default() }).unwrap()
}

fn json(page: &PlanPage) -> serde_json::Value {
    serde_json::to_value(page).unwrap()
}

/// The words that a mark of a passage lies on.
fn marked<'a>(page: &'a serde_json::Value, block: usize, mark: &serde_json::Value) -> &'a str {
    let block = &page["blocks"][block];
    let words = match mark["cell"].as_u64() {
        Some(cell) => &block["cells"][cell as usize]["text"],
        None => &block["text"],
    };
    let at = |key: &str| mark[key].as_u64().unwrap() as usize;
    words.as_str().and_then(|words| words.get(at("start")..at("end"))).expect("a mark is on words of its block")
}

#[test]
fn every_mark_lies_on_words_of_its_block() {
    let mut marks = 0;
    for name in EXAMPLES {
        let page = json(&example(name));
        for passage in page["passages"].as_array().unwrap() {
            let block = passage["block"].as_u64().unwrap() as usize;
            for claim in passage["claims"].as_array().unwrap() {
                assert!(!marked(&page, block, claim).trim().is_empty(), "{name}: {claim}");
                marks += 1;
            }
            for words in passage["because"].as_array().unwrap().iter().filter(|words| words["start"].is_u64()) {
                assert_eq!(marked(&page, block, words), words["words"].as_str().unwrap(), "{name}");
            }
        }
    }
    assert!(marks > 40, "{marks}");
}

#[test]
fn claims_of_a_block_do_not_overlap() {
    for name in EXAMPLES {
        for passage in json(&example(name))["passages"].as_array().unwrap() {
            let key = |claim: &serde_json::Value| {
                (claim["cell"].as_u64(), claim["start"].as_u64().unwrap(), claim["end"].as_u64().unwrap())
            };
            let mut claims: Vec<_> = passage["claims"].as_array().unwrap().iter().map(key).collect();
            claims.sort_unstable();
            assert!(claims.windows(2).all(|two| two[0].0 != two[1].0 || two[0].2 <= two[1].1), "{name}: {claims:?}");
        }
    }
}

#[test]
fn every_missing_action_has_a_place_and_a_draft() {
    for name in EXAMPLES {
        let page = example(name);
        let acts = page.outcomes.iter().filter(|outcome| outcome.verdict.is_finding());
        for outcome in acts.filter(|outcome| outcome.verdict != Verdict::Undecided) {
            let place = outcome.place.as_ref().unwrap_or_else(|| panic!("{name}: {} has no place", outcome.code));
            assert!(place.after < page.blocks.len() && !outcome.draft.trim().is_empty(), "{name}: {}", outcome.code);
        }
    }
}

#[test]
fn findings_come_first_and_the_most_severe_before_others() {
    for name in EXAMPLES {
        let page = example(name);
        let order: Vec<_> = page.outcomes.iter().map(|outcome| std::cmp::Reverse(outcome.severity)).collect();
        assert!(order.is_sorted(), "{name}");
    }
}

#[test]
fn the_counts_are_those_of_the_outcomes() {
    let page = example("northmoor-draft.docx");
    assert_eq!(page.verdicts.values().sum::<usize>(), page.outcomes.len());
    let acts = page.outcomes.iter().filter(|outcome| outcome.severity.is_some()).count();
    assert_eq!(page.severities.values().sum::<usize>(), acts);
}

#[test]
fn what_meets_an_expectation_says_so_at_its_passage() {
    let page = example("eastvale-good.md");
    for outcome in page.outcomes.iter().filter(|outcome| outcome.verdict == Verdict::Met) {
        assert!(!outcome.evidence.is_empty(), "{}", outcome.code);
    }
    assert!(page.passages.iter().any(|passage| !passage.meets.is_empty()));
}

#[test]
fn no_command_of_the_terminal_is_named_on_the_page() {
    for name in EXAMPLES {
        let words = serde_json::to_string(&example(name)).unwrap();
        assert!(!words.contains("planlint explain") && !words.contains("--kind"), "{name}");
    }
}

#[test]
fn a_kind_that_was_chosen_is_taken() {
    let asked = Asked { name: "plan.md".to_owned(), kind: "jhws".to_owned(), ..Asked::default() };
    let page = page(b"# Plan\n\nWe will act on loneliness.\n", &asked).unwrap();
    assert_eq!(page.kind.id.as_deref(), Some("jhws"));
}

#[test]
fn a_document_over_the_limit_is_refused_with_the_way_out() {
    let asked = Asked { name: "huge.txt".to_owned(), ..Asked::default() };
    let trouble = page(&vec![b'a'; planlint::web::MOST_BYTES + 1], &asked).unwrap_err();
    assert!(trouble.message.contains("too large") && !trouble.help.is_empty(), "{trouble:?}");
}

const WORD: &[u8] = include_bytes!("../examples/northmoor-draft.docx");
const OPEN_DOCUMENT: &[u8] = include_bytes!("../examples/northmoor-draft.odt");

#[test]
fn every_download_that_is_offered_can_be_made() {
    let (name, text) = about().example;
    let asked = Asked { name: name.to_owned(), ..Asked::default() };
    for offer in about().downloads {
        assert_eq!(
            Download::named(serde_json::to_value(offer.download).unwrap().as_str().unwrap()),
            Some(offer.download)
        );
        let (bytes, name) = match offer.of {
            [".docx"] => (WORD, "northmoor-draft.docx"),
            [".odt"] => (OPEN_DOCUMENT, "northmoor-draft.odt"),
            of => {
                assert!(of.is_empty(), "{of:?}");
                (text.as_bytes(), name)
            }
        };
        let asked = Asked { name: name.to_owned(), ..asked.clone() };
        let made = download(offer.download, bytes, &asked).unwrap();
        assert!(!made.is_empty() && made != bytes, "{}", offer.title);
        if !offer.of.is_empty() {
            let name = format!("saved.{}", offer.ending);
            assert!(
                planlint::read_bytes(&name, &made)
                    .is_ok_and(|text| text.notices().iter().any(|said| said == "Comments were left out."))
            );
        }
    }
}

/// A plan whose author sets a finding aside, tries to set aside another, and once did a third.
const WAIVED: &str = "# Carers strategy 2020 to 2024\n\nWe aspire to be a place where no carer is lonely.\n\n\
    <!-- planlint: waive CA-7 until 2026-12-31 – the service starts in April -->\n\
    <!-- planlint: waive CS-1 until 2026-10-31 – the survey is under way -->\n\
    <!-- planlint: waive CA-99 – whatever -->\n";

fn on(today: &str) -> Asked {
    Asked {
        name: "plan.md".to_owned(),
        kind: "carers-strategy".to_owned(),
        today: today.to_owned(),
        ..Asked::default()
    }
}

#[test]
fn waivers_in_the_plan_are_heeded_as_check_does() {
    let shown = |today: &str| page(WAIVED.as_bytes(), &on(today)).unwrap();
    let outcome = |page: &PlanPage, code: &str| {
        let outcome = page.outcomes.iter().find(|outcome| outcome.code == code).unwrap();
        (outcome.verdict.is_finding(), outcome.set_aside, outcome.told.clone())
    };
    let counted = |page: &PlanPage| page.severities.values().sum::<usize>();
    let (of_day, of_none) = (shown("2026-11-28"), shown(""));
    let (finding, set_aside, told) = outcome(&of_day, "CA-7");
    assert!(finding && set_aside && told[0].contains("the service starts in April"), "{told:?}");
    assert!(!outcome(&of_day, "CS-1").1 && !outcome(&of_none, "CA-7").1 && !outcome(&shown("2027-01-01"), "CA-7").1);
    assert_eq!(counted(&of_day) + 1, counted(&of_none));
    let [held, lapsed, wrong] = of_day.waivers.as_slice() else { panic!("{:?}", of_day.waivers) };
    assert_eq!(held, "line 5: this waiver covers CA-7");
    assert!(lapsed.starts_with("line 6: this waiver lapsed on 31 October 2026"), "{lapsed}");
    assert!(wrong.contains("there is no expectation called `CA-99`"), "{wrong}");
    assert!(of_none.waivers.is_empty());
    assert!(page(WAIVED.as_bytes(), &on("yesterday")).is_err());
}

#[test]
fn what_is_downloaded_heeds_waivers_in_the_plan() {
    let made = download(Download::Json, WAIVED.as_bytes(), &on("2026-11-28")).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&made).unwrap();
    let outcomes = report["documents"][0]["outcomes"].as_array().unwrap();
    let waived = outcomes.iter().find(|outcome| outcome["code"] == "CA-7").unwrap();
    assert_eq!(waived["waived_in_document"]["reason"], "the service starts in April");
    assert_eq!(report["living"]["remarks"].as_array().unwrap().len(), 3);
}
