//! Queries: every mistake is found, placed and answered with a way out.

use std::time::{Duration, Instant};

use planlint::{Concepts, Query, QueryError, QueryErrors};

mod laws;

fn parse(query: &str) -> Query {
    query.parse().unwrap_or_else(|errors: QueryErrors| panic!("{query}: {}", told(query, &errors)))
}

fn told(query: &str, errors: &QueryErrors) -> String {
    let one = |error: &QueryError| {
        format!("{} `{}` {} ({})", error.code(), &query[error.span()], error.message(), error.help_text())
    };
    errors.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// Asserts that `query` has just these mistakes: code, underlined text, and words of the help.
#[track_caller]
fn faults(query: &str, wanted: &[(&str, &str, &str)]) {
    let errors = query.parse::<Query>().expect_err(query);
    let found: Vec<(&str, &str)> = errors.iter().map(|error| (error.code(), &query[error.span()])).collect();
    let expected: Vec<(&str, &str)> = wanted.iter().map(|(code, text, _)| (*code, *text)).collect();
    assert_eq!(found, expected, "{query}\n{}", told(query, &errors));
    for (error, (_, _, help)) in errors.iter().zip(wanted) {
        assert!(error.help_text().contains(help), "{query}: the help {:?} does not offer {help:?}", error.help_text());
        let message = error.message();
        assert!(!message.is_empty() && !message.ends_with('.') && !message.contains('\n'), "{message}");
    }
}

#[test]
fn what_cannot_be_read_is_shown_in_its_place() {
    faults("", &[("PLQ100", "", "#loneliness")]);
    faults("  ", &[("PLQ100", "  ", "#loneliness")]);
    faults("lonel* OR \"social isolation", &[("PLQ100", "\"", "\"social isolation\"")]);
    faults("lonel* OR “social isolation", &[("PLQ100", "“", "\"social isolation\"")]);
    faults("lonel* ; carer*", &[("PLQ101", "lonel* ; carer*", "NEAR/5"), ("PLQ100", ";", "quotes")]);
    faults("(a AND b) in:chapter", &[("PLQ100", "in:chapter", "in:section")]);
    faults("@salary NEAR/5 carer*", &[("PLQ100", "@salary", "@money")]);
    faults("column[]:lead", &[("PLQ100", "column[]:", "column[lead]:")]);
    faults("under[]:lead", &[("PLQ100", "under[]:", "under[loneliness]:")]);
}

#[test]
fn two_terms_side_by_side_must_say_how_they_belong_together() {
    faults(
        "befriending scheme",
        &[(
            "PLQ101",
            "befriending scheme",
            "\"befriending scheme\" for a phrase, befriending AND scheme, befriending OR scheme",
        )],
    );
    faults("lonel* older people", &[("PLQ101", "lonel* older people", "\"lonel* older people\"")]);
    faults("(a OR b) #carers", &[("PLQ101", "(a OR b) #carers", "(a OR b) AND #carers")]);
}

#[test]
fn brackets_are_closed_and_hold_something() {
    faults("(lonel* OR isolat*", &[("PLQ102", "(", "(lonel* OR isolat*)")]);
    faults("((lonel*", &[("PLQ102", "(", "((lonel*))"), ("PLQ102", "(", "(lonel*)")]);
    faults("(\"lonel (\"", &[("PLQ102", "(", "(\"lonel (\")"), ("PLQ130", "(", "take it out")]);
    faults("((", &[("PLQ102", "(", "take it out"), ("PLQ102", "(", "take it out")]);
    faults("lonel*) OR isolat*", &[("PLQ102", ")", "take it out")]);
    faults("lonel* OR ()", &[("PLQ103", "()", "take them out")]);
    faults("lonel* OR \"\"", &[("PLQ103", "\"\"", "take them out")]);
    faults("\" - \" OR lonel*", &[("PLQ103", "\" - \"", "take them out")]);
}

#[test]
fn operators_of_other_databases_are_converted() {
    let converted = [
        ("adj", "NEXT/1"),
        ("adj3", "NEAR/3"),
        ("ADJ5", "NEAR/5"),
        ("N5", "NEAR/6"),
        ("W5", "NEXT/6"),
        ("near3", "NEAR/3"),
        ("NEAR3", "NEAR/3"),
        ("near/3", "NEAR/3"),
        ("next/2", "NEXT/2"),
        ("w/3", "NEAR/4"),
        ("W/3", "NEAR/4"),
        ("pre/3", "NEXT/4"),
        ("PRE/3", "NEXT/4"),
        ("adj0", "NEAR/1"),
        ("N0", "NEAR/1"),
        ("N50", "in:sentence"),
        ("adj99999999999", "in:sentence"),
    ];
    for (operator, help) in converted {
        faults(&format!("lonel* {operator} older"), &[("PLQ104", operator, help)]);
    }
}

#[test]
fn near_says_how_near() {
    faults("lonel* NEAR older", &[("PLQ105", "NEAR", "NEAR/5")]);
    faults("lonel* NEAR/ older", &[("PLQ105", "NEAR/", "NEAR/5")]);
    faults("lonel* NEAR/x older", &[("PLQ105", "NEAR/x", "NEAR/5")]);
    faults("lonel* NOT NEAR older", &[("PLQ105", "NOT NEAR", "NOT NEAR/5")]);
    faults("lonel* NEXT/ older", &[("PLQ105", "NEXT/", "NEXT/5")]);
    faults("lonel* NEAR/99 older", &[("PLQ106", "NEAR/99", "(… AND …) in:sentence")]);
    faults("lonel* NEXT/51 older", &[("PLQ106", "NEXT/51", "in:sentence")]);
    faults("lonel* NEAR/0 older", &[("PLQ106", "NEAR/0", "NEAR/1")]);
    faults("lonel* NEAR/99999999999999 older", &[("PLQ106", "NEAR/99999999999999", "in:sentence")]);
    parse("lonel* NEXT older");
    parse("lonel* NEAR/50 older");
}

#[test]
fn of_has_a_list_to_choose_from() {
    faults("2 OF lonel*", &[("PLQ107", "2 OF", "2 OF (a, b, c)")]);
    faults("2 OF", &[("PLQ107", "2 OF", "2 OF (a, b, c)")]);
    faults("3 OF (aim, target)", &[("PLQ107", "3 OF", "2 OF (a, b, c)")]);
    faults("0 OF (aim, target)", &[("PLQ107", "0 OF", "2 OF (a, b, c)")]);
    faults("(aim, target)", &[("PLQ107", "(aim, target)", "2 OF (a, b, c), or join them with OR")]);
    faults("1 OF (aim, target,)", &[("PLQ108", ",", "take it out")]);
    faults("1 OF (, aim)", &[("PLQ108", ",", "take it out")]);
    parse("2 OF (aim, target OR goal, \"due date\")");
}

#[test]
fn every_operator_has_both_its_sides() {
    faults("lonel* OR", &[("PLQ108", "OR", "after it")]);
    faults("AND older", &[("PLQ108", "AND", "before it")]);
    faults("NOT older", &[("PLQ108", "NOT", "lonel* NOT")]);
    faults("lonel* NEAR/5", &[("PLQ108", "NEAR/5", "after it")]);
    faults("NEXT older", &[("PLQ108", "NEXT", "before it")]);
    faults("lonel* AND AND older", &[("PLQ108", "AND", "before it")]);
    faults("heading:", &[("PLQ108", "heading:", "after it")]);
}

#[test]
fn operators_are_in_capitals() {
    faults("lonel* and older", &[("PLQ109", "and", "AND; as a word to look for write \"and\"")]);
    faults("lonel* Or older", &[("PLQ109", "Or", "OR")]);
    faults("lonel* not older", &[("PLQ109", "not", "NOT")]);
    assert_eq!(parse("\"and\"").to_string(), "\"and\"");
}

#[test]
fn and_and_or_are_mixed_only_in_brackets() {
    faults("a AND b OR c", &[("PLQ110", "OR", "(a AND b) OR c, or a AND (b OR c)")]);
    faults("a OR b AND c", &[("PLQ110", "OR", "(a OR b) AND c, or a OR (b AND c)")]);
    faults("a OR b NOT c", &[("PLQ110", "OR", "(a OR b) NOT c, or a OR (b NOT c)")]);
    parse("(a AND b) OR c");
}

#[test]
fn not_comes_last() {
    faults("a NOT b AND c", &[("PLQ111", "c", "brackets")]);
    faults("a NOT b NOT c", &[("PLQ111", "c", "brackets")]);
    assert_eq!(parse("a AND NOT b"), parse("a NOT b"), "AND NOT is NOT");
}

#[test]
fn distances_are_measured_between_words() {
    faults("(a AND b) NEAR/5 c", &[("PLQ112", "(a AND b)", "OR")]);
    faults("c NEXT ((a NOT b) OR d)", &[("PLQ112", "((a NOT b) OR d)", "move the AND outside")]);
    faults("c NEAR/5 ((a AND b) in:sentence)", &[("PLQ112", "((a AND b) in:sentence)", "OR")]);
    faults("a NEAR/3 b NEAR/3 c", &[("PLQ113", "NEAR/3", "(a NEAR/3 b) NEAR/3 c")]);
    faults("a NEXT b NEAR/3 c", &[("PLQ113", "NEAR/3", "brackets")]);
    parse("a NEXT b NEXT/2 c");
    parse("(a NEAR/3 b) NEAR/3 c");
}

#[test]
fn a_scope_has_something_to_hold_together() {
    faults("lonel* AND older in:sentence", &[("PLQ114", "in:sentence", "(… AND older) in:sentence")]);
    faults("in:sentence lonel*", &[("PLQ108", "in:sentence", "after what it applies to")]);
    parse("(lonel* AND older) in:sentence");
    parse("(lonel* NEAR/9 older) in:block");
    faults("lonel* NEAR/9 older in:block", &[("PLQ114", "in:block", "brackets")]);
}

#[test]
fn wildcards_stand_only_for_endings_and_single_letters() {
    faults("*ing", &[("PLQ120", "*", "write the words out")]);
    faults("fr*end", &[("PLQ120", "*", "fr*")]);
    faults("\"good neigh*r\"", &[("PLQ120", "*", "neigh*")]);
    faults("ab*", &[("PLQ121", "ab*", "write the words out")]);
    faults("*", &[("PLQ121", "*", "write the words out")]);
    faults("self-a*", &[("PLQ121", "a*", "write the words out")]);
    faults("wom$n", &[("PLQ122", "$", "wom*")]);
    faults("wom#n", &[("PLQ122", "#", "wom?n")]);
    faults("lonel$", &[("PLQ122", "$", "lonel*")]);
    parse("wom?n OR carer*");
}

#[test]
fn several_mistakes_are_all_told_at_once() {
    faults(
        "befriending scheme and (wom$n NEAR older) OR ab*",
        &[
            ("PLQ101", "befriending scheme", "\"befriending scheme\""),
            ("PLQ109", "and", "AND"),
            ("PLQ122", "$", "wom?n"),
            ("PLQ105", "NEAR", "NEAR/5"),
            ("PLQ110", "OR", ""),
            ("PLQ121", "ab*", ""),
        ],
    );
}

fn concepts(all: &[(&str, &[&str], &[&str])]) -> Concepts {
    let queries = |terms: &[&str]| terms.iter().map(|term| Query::parse_term(term).unwrap()).collect::<Vec<_>>();
    Concepts::new(all.iter().map(|(name, terms, except)| ((*name).to_owned(), queries(terms), queries(except))))
}

#[test]
fn a_term_that_can_never_match_is_a_mistake() {
    faults("lonel* OR \"£\"", &[("PLQ130", "£", "take it out")]);
    let known = concepts(&[("loneliness", &["lonel*"], &[])]);
    let query = "#lonelines OR #carers OR #loneliness";
    let found = known.check(&parse(query));
    let told: Vec<_> = found.iter().map(|error| (error.code(), &query[error.span()], error.help_text())).collect();
    assert_eq!(told[0], ("PLQ130", "#lonelines", "did you mean #loneliness?"));
    assert_eq!((told[1].0, told[1].1), ("PLQ130", "#carers"));
    assert_eq!(told.len(), 2);
}

#[test]
fn a_term_that_another_covers_is_a_mistake() {
    let cases = [
        ("lonel* OR lonely", "lonely"),
        ("carer OR carer", "carer"),
        ("lonely OR (older OR lonel*)", "lonely"),
        ("\"social isolation\" OR \"social* isolat*\"", "\"social isolation\""),
    ];
    for (query, covered) in cases {
        let found = Concepts::default().check(&parse(query));
        assert_eq!(found.len(), 1, "{query}");
        assert_eq!((found[0].code(), &query[found[0].span()]), ("PLQ131", covered));
        assert!(found[0].help_text().contains("take"), "{query}");
    }
    for fine in ["lonel* OR \"lonely people\"", "lonel* AND lonely", "case:BCF OR bcf", "lonely OR lone"] {
        assert!(Concepts::default().check(&parse(fine)).is_empty(), "{fine}");
    }
}

#[test]
fn a_concept_that_excludes_all_its_terms_is_a_mistake() {
    let found = concepts(&[("lone", &["lone worker*", "lone parents"], &["lone worker*", "lone paren*"])]).faults();
    assert_eq!((found.len(), found[0].0.as_str(), found[0].1.code()), (1, "lone", "PLQ132"));
    assert!(found[0].1.help_text().contains("exceptions"));
    assert!(concepts(&[("lone", &["lone worker*", "lonely"], &["lone worker*"])]).faults().is_empty());
}

#[test]
fn concepts_that_refer_to_each_other_in_a_ring_are_a_mistake() {
    let found = concepts(&[("a", &["#b", "x"], &[]), ("b", &["y"], &["#c"]), ("c", &["#a"], &[]), ("d", &["#a"], &[])])
        .faults();
    assert_eq!((found.len(), found[0].0.as_str(), found[0].1.code()), (1, "a", "PLQ133"));
    assert!(found[0].1.message().contains("#a → #b → #c → #a"), "{}", found[0].1.message());
    let own = concepts(&[("a", &["#a"], &[])]).faults();
    assert_eq!((own.len(), own[0].1.code()), (1, "PLQ133"));
}

#[test]
fn a_ladder_of_concepts_is_no_ring_and_costs_little() {
    let name = |n: usize| format!("c{n}");
    let rung = |n: usize| (name(n), vec![parse(&format!("#c{} OR (#c{} AND x)", n + 1, n + 1))], Vec::new());
    let started = Instant::now();
    assert!(Concepts::new((0..60).map(rung)).faults().is_empty());
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn words_side_by_side_are_a_phrase_in_the_terms_of_a_concept() {
    let same = [
        ("social isolation", "\"social isolation\""),
        ("social (group* OR club*)", "social NEXT/1 (group* OR club*)"),
        ("hamlet* and isolated", "\"hamlet* and isolated\""),
        ("delay* NEAR/4 need*", "delay* NEAR/4 need*"),
        ("self-help", "\"self help\""),
        ("well being", "wellbeing"),
        ("and \"so on\" then", "\"and so on then\""),
    ];
    for (term, strict) in same {
        assert_eq!(Query::parse_term(term).unwrap(), parse(strict), "{term}");
    }
}

#[test]
fn queries_of_a_whole_pack_are_read() {
    let queries = [
        "#loneliness OR #contact_service",
        "#contact_service OR (#loneliness NEAR/12 (service* OR scheme* OR project* OR programme* OR group* OR grant* OR volunteer*))",
        r#"wellbeing AND (relationship* OR friend* OR #loneliness OR (tak* NEXT/2 part) OR participat* OR "contribution to society" OR recreation)"#,
        r#"#contact_service OR (volunteer* OR club* OR group* OR activit* OR review* OR assess* OR "support plan*") NEAR/15 (relationship* OR friend* OR social* OR lonel* OR isolat*)"#,
        r#"#carers AND (#loneliness OR recreation OR leisure OR "social life" OR break* OR respite)"#,
        "(#loneliness OR #contact_service) AND #emergency",
        r#"(as NEXT/1 much NEXT/2 contact) OR "ASCOF 1I" OR "1I" OR "PHOF 1.18" OR "1.18i" OR "1.18ii" OR ("social contact" NEAR/10 (measure* OR indicator* OR target* OR survey OR percent OR proportion OR @percent))"#,
        r#"(target* OR baseline OR increase* OR improve* OR @percent OR @date) NEAR/25 ("social contact" OR 1I OR 1.18i OR 1.18ii)"#,
    ];
    for query in queries {
        assert_eq!(parse(&parse(query).to_string()), parse(query), "{query}");
    }
    let terms = [
        "isolat* NEAR/4 (older OR elderly OR resident* OR people OR carer* OR men OR women OR housebound OR individual*)",
        "isolation (ward* OR room* OR unit* OR facilit* OR precaution* OR hospital*)",
        r#"(work* OR consider* OR view* OR operat* OR analys* OR taken OR made) NEXT/3 "in isolation""#,
        "men's shed*",
        "circle NEAR/3 membership",
        "non elective admission*",
        "attendance* NEAR/3 (A&E OR emergency)",
        "accident and emergency",
        "aged (65 OR 75 OR 85)",
        "ABCD",
    ];
    for term in terms {
        let query = Query::parse_term(term).unwrap();
        assert_eq!(parse(&query.to_string()), query, "{term}");
    }
}

#[test]
fn a_query_is_described_in_plain_words() {
    insta::assert_snapshot!(parse("(case:BCF NEAR/5 carer* AND 2 OF (aim, @date)) in:section").describe(), @r"
    all of these, in one section
      with these capitals
        the word `BCF`
      within 5 words (either order, same sentence) of
      words beginning `carer`
      at least 2 of these, in one block
        the word `aim`
        a date
    ");
}

/// A query with as many parts as text can hold is answered at once.
#[test]
fn hostile_queries_are_refused_quickly() {
    let hostile = [
        "(".repeat(100_000),
        ")".repeat(100_000),
        "(".repeat(50_000) + "a" + &")".repeat(50_000),
        "lonely ".repeat(150_000),
        "a".repeat(1 << 20),
        "lonely ".repeat(2_800),
        "ab* ".repeat(4_900),
        "(a ".repeat(64) + &"b ".repeat(9_000),
        "heading:".repeat(2_400) + "a",
        "case:".repeat(3_900) + "a",
        "a NEXT ".repeat(2_800) + "a",
        "column[".repeat(2_800),
        "(a OR b) in:block ".repeat(1_000),
        "2 OF ".repeat(3_900) + "(a, b)",
        "\"".repeat(19_999),
        "NOT ".repeat(4_900),
        "1".repeat(19_999),
    ];
    for query in &hostile {
        let started = Instant::now();
        let strict = query.parse::<Query>();
        let term = Query::parse_term(query);
        assert!(started.elapsed() < Duration::from_secs(20), "{:.20}… took {:?}", query, started.elapsed());
        for errors in [strict.err(), term.err()].into_iter().flatten() {
            assert!(errors.iter().count() <= 100);
            assert!(errors.iter().all(|error| query.get(error.span()).is_some() && error.help_text().len() < 2_000));
        }
    }
    for query in &hostile[..3] {
        let errors = query.parse::<Query>().expect_err("brackets");
        assert!(errors.iter().all(|error| matches!(error.code(), "PLQ100" | "PLQ102")), "{:.60}", errors.to_string());
    }
}

#[test]
fn chains_in_the_terms_of_a_concept_are_bounded() {
    let query = "(a OR b) ".repeat(2_000);
    assert_eq!(Query::parse_term(&query).unwrap_err().iter().next().unwrap().code(), "PLQ100");
    let fields = "heading:".repeat(8) + "carer*";
    parse(&fields);
}

#[test]
fn a_concepts_plain_term_is_the_phrase_of_its_words() {
    for term in ["befriend*", "good neighbour* scheme*", "well being", "knit and natter", "co op*"] {
        let phrase: Query = format!("\"{term}\"").parse().unwrap();
        assert_eq!(Query::parse_term(term).unwrap(), phrase, "{term}");
    }
}
