//! Laws of queries: any text is one or has mistakes inside it, and what can be read can be written again.

use planlint::Query;
use proptest::prelude::*;

use super::told;

/// Text made of what queries are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(vec![
            "lonel*", "older", "men's", "A&E", "1.18i", "wom?n", "£5", "41%", "#carers", "@date", "@x", "\"social isolat*\"", "\"\"", "“a b”",
            "(", ")", "(", ")", ",", "AND", "OR", "NOT", "NEAR/3", "NEXT", "NOT NEAR/2", "NEAR", "adj3", "W/2", "N5", "and", "or", "not",
            "2 OF", "in:sentence", "in:x", "heading:", "case:", "column[By when]:", "\"", "*", "ab*", "fr*end", "wom$n", "co-op*", "ʔ", "½", "ﬁ",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,4}",
    ];
    let joint = proptest::sample::select(vec![" ", " ", " ", "", "\n", "\u{a0}"]);
    proptest::collection::vec((piece, joint), 0..14)
        .prop_map(|parts| parts.into_iter().map(|(piece, joint)| piece + joint).collect())
}

/// Queries that are right, of every kind of part.
fn right() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(vec![
        "lonel*",
        "older",
        "men's",
        "A&E",
        "1.18i",
        "wom?n",
        "café",
        "Organiz*",
        "co-op*",
        "well-being",
        "9",
        "n5",
        "\"and\"",
        "\"adj3\"",
        "ﬁnd",
        "\"social isolat*\"",
        "\"the and of\"",
        "#carers",
        "#a_b",
        "@date",
        "@percent",
        "\"£1.25m\"",
        "\"41%\"",
        "\"½ day\"",
        "\"loneliness69\"",
    ]);
    let leaf = word.prop_map(str::to_owned);
    leaf.prop_recursive(5, 40, 4, |inner| {
        let group = inner.clone().prop_map(|inner| format!("({inner})"));
        let distance = proptest::sample::select(vec!["NEAR/5", "NEXT", "NEXT/3", "NOT NEAR/2", "NOT NEXT/50"]);
        let near = (leaf_or(), distance, leaf_or()).prop_map(|(a, near, b)| format!("{a} {near} {b}"));
        let field = proptest::sample::select(vec!["heading:", "case:", "column[By when]:", "table:", "footnote: "]);
        prop_oneof![
            proptest::collection::vec(group.clone(), 2..4).prop_map(|parts| parts.join(" OR ")),
            proptest::collection::vec(group.clone(), 2..4).prop_map(|parts| parts.join(" AND ")),
            (group.clone(), group.clone()).prop_map(|(a, b)| format!("{a} NOT {b}")),
            near,
            (field, group.clone()).prop_map(|(field, group)| format!("{field}{group}")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("2 OF ({a}, {b}, {c})")),
            (group.clone(), group).prop_map(|(a, b)| format!("({a} AND {b}) in:section")),
        ]
    })
}

fn leaf_or() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "lonel*",
        "(older OR carer*)",
        "\"social life\"",
        "(a NEXT b)",
        "#carers",
        "case:(BCF OR \"Better Care Fund\")",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_a_query_or_has_mistakes_inside_it(text in pieces()) {
        for parsed in [text.parse::<Query>(), Query::parse_term(&text)] {
            match parsed {
                Ok(query) => {
                    prop_assert!(!query.describe().is_empty());
                    let printed = query.to_string();
                    prop_assert_eq!(printed.parse::<Query>(), Ok(query), "{} was printed as {}", text, printed);
                }
                Err(errors) => {
                    prop_assert!(errors.iter().count() > 0);
                    for error in errors.iter() {
                        prop_assert!(text.get(error.span()).is_some(), "{:?} of {:?}", error, text);
                        prop_assert!(!error.help_text().is_empty(), "{:?} offers no way out", error);
                    }
                }
            }
        }
    }

    #[test]
    fn printing_a_query_and_parsing_it_gives_the_query_back(text in right()) {
        match text.parse::<Query>() {
            Ok(query) => {
                let printed = query.to_string();
                prop_assert_eq!(printed.parse::<Query>(), Ok(query), "{} was printed as {}", text, printed);
            }
            Err(errors) => prop_assert!(false, "{}", told(&text, &errors)),
        }
    }
}
