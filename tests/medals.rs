//! The Campaign to End Loneliness's medals, as its criteria were published.

use planlint::{Format, Medal, Medals, Options, Plan, RuleBook, Text, check};

fn medals(text: &str) -> Medals {
    let plan = Plan::parse(Text::from_notation(
        &format!("# Joint Health and Wellbeing Strategy 2013-2016\n\n{text}\n"),
        Format::Markdown,
    ));
    check(&plan, RuleBook::builtin(), &Options::default()).medals
}

fn strict(text: &str) -> Medal {
    medals(text).strict
}

#[test]
fn gold_is_for_measurable_action_or_a_target_on_loneliness() {
    for text in [
        "We will commission befriending for 300 lonely people by March 2015, led by the Director of Public Health.",
        "By March 2015 we will visit lonely people in every town.",
        "By March 2016 the Director of Public Health will reduce the share of older people who are lonely from 12% to 8%.",
        "We will map lonely people by March 2014 and visit 300 of them each week.",
    ] {
        assert_eq!(strict(text), Medal::Gold, "{text}");
    }
}

#[test]
fn a_pointer_to_another_paper_is_no_more_than_a_mention() {
    for text in [
        "Action on loneliness appears in the Better Care Fund plan for 2016/17 (scheme 6), in the carers' strategy and in the housing strategy.",
        "Action on loneliness appears in the Better Care Fund plan for 2016/17 (scheme 6), in the carers' strategy and in the housing strategy, and the three have been checked against one another.",
        "Our work on loneliness is set out in the Ageing Well Strategy 2015-20, priority 2.",
    ] {
        assert_eq!(strict(text), Medal::Bronze, "{text}");
    }
}

#[test]
fn silver_is_for_finding_out_about_loneliness_however_well_measured() {
    for text in [
        "We will find out more about loneliness in the county.",
        "We will map lonely older people by March 2014, led by Public Health.",
        "By March 2014 we will commission research into loneliness.",
        "We will explore what might help people who are lonely.",
    ] {
        assert_eq!(strict(text), Medal::Silver, "{text}");
    }
}

#[test]
fn silver_is_for_measurable_action_on_isolation_too() {
    let measured = "By March 2015 we will visit 300 socially isolated people, led by the Director of Public Health.";
    assert_eq!(strict(measured), Medal::Silver);
    let bare = "We run a weekly lunch for socially isolated people.";
    assert_eq!(strict(bare), Medal::Bronze, "an action that nobody can measure is no better than finding out");
    assert_eq!(strict("We run a weekly lunch for lonely people."), Medal::Silver);
}

#[test]
fn bronze_is_for_recognising_loneliness_or_finding_out_about_isolation() {
    for text in [
        "Loneliness is as bad for health as smoking.",
        "We want fewer people to be lonely.",
        "We will carry out research into social isolation by June 2014.",
        "Social isolation needs to be better understood.",
    ] {
        assert_eq!(strict(text), Medal::Bronze, "{text}");
    }
}

#[test]
fn naming_isolation_alone_is_read_both_ways() {
    let named = medals("Social isolation is a problem in our villages.");
    assert_eq!((named.strict, named.acknowledged), (Medal::None, Medal::Bronze));
    let silent = medals("Fewer people smoke than in 2010.");
    assert_eq!((silent.strict, silent.acknowledged), (Medal::None, Medal::None));
}

#[test]
fn a_service_alone_is_no_word_on_loneliness_or_isolation() {
    let service = medals("By March 2015 the Prevention Manager will open six lunch clubs at a cost of £40,000.");
    assert_eq!((service.strict, service.acknowledged), (Medal::None, Medal::None));
}

#[test]
fn what_was_ended_earns_nothing() {
    assert_eq!(strict("The visiting scheme for lonely people was closed in 2012 and will not return."), Medal::None);
}
