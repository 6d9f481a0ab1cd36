//! What the British Red Cross counted, counted again.

use planlint::{Focus, Format, Options, Plan, PreventionReview, RuleBook, Text, check};

fn counted(text: &str) -> PreventionReview {
    let plan = Plan::parse(Text::from_notation(text, Format::Markdown));
    check(&plan, RuleBook::builtin(), &Options::default()).prevention
}

#[test]
fn a_plan_that_never_speaks_of_prevention_says_so() {
    let review = counted("# Plan\n\n## Priorities\n\nFire prevention and safer roads.\n");
    assert!(!review.mentioned);
    assert_eq!(review.focus, Focus::NotMentioned);
}

#[test]
fn where_prevention_stands_decides_how_much_of_the_plan_it_is() {
    let aside = counted("# Plan\n\n## Risks\n\nPrevention is under-funded.\n");
    assert_eq!((aside.focus, aside.in_priorities, aside.in_summary), (Focus::BelowStrong, false, None));
    let priority = counted("# Plan\n\n## Our priorities\n\n### One\n\nEarly intervention comes first.\n");
    assert_eq!((priority.focus, priority.in_priorities), (Focus::Strong, true));
}

#[test]
fn a_priority_that_no_stage_gives_a_body_to_is_neither_strong_nor_weak() {
    let bare = counted("# Plan\n\n## Our priorities\n\n### One\n\nPrevention comes first.\n");
    assert_eq!((bare.focus, bare.in_priorities, bare.stages), (Focus::Neither, true, [false; 3]));
    let said = counted("# Plan\n\n## Our priorities\n\nPrevention comes first.\n\n## Offer\n\nReablement at home.\n");
    assert_eq!((said.focus, said.stages), (Focus::Strong, [false, false, true]));
}

#[test]
fn principles_approach_and_values_are_a_key_place_of_their_own() {
    for heading in ["Guiding principles", "Our approach", "Values"] {
        let review = counted(&format!("# Plan\n\n## {heading}\n\nPrevention is how we work.\n"));
        assert_eq!((review.in_principles, review.focus), (true, Focus::Neither), "{heading}");
    }
    let aside = counted("# Plan\n\n## Our approach\n\nWe work together.\n\n## Risks\n\nPrevention is under-funded.\n");
    assert_eq!((aside.in_principles, aside.focus), (false, Focus::BelowStrong));
}

#[test]
fn the_triple_definition_is_told_from_a_part_of_it() {
    let of = |text: &str| {
        let review = counted(&format!("# Plan\n\n## Vision\n\n{text}\n"));
        (review.triple_definition, review.partial_definition)
    };
    assert_eq!(of("We will prevent, reduce or delay needs for care."), (true, false));
    assert_eq!(of("Primary, secondary and tertiary prevention all matter."), (true, false));
    assert_eq!(of("We want to delay and reduce the need for care and support."), (false, true));
    assert_eq!(of("Primary prevention is for everybody."), (false, true));
    assert_eq!(of("Prevention matters, and hospitals give primary, secondary and tertiary care."), (false, false));
}

#[test]
fn all_three_stages_make_it_very_strong() {
    let spelt = "# Plan\n\n## Summary\n\nPrevention is our aim.\n\n## Offer\n\nPrimary prevention for all; early intervention for people at risk; reablement after a stay in hospital.\n";
    let review = counted(spelt);
    assert_eq!((review.focus, review.stages, review.triple_definition), (Focus::VeryStrong, [true; 3], false));
    let quoted = counted("# Plan\n\n## Vision\n\nWe will prevent, reduce or delay needs for care.\n");
    assert_eq!((quoted.focus, quoted.triple_definition), (Focus::VeryStrong, true));
}

#[test]
fn laws_are_counted_by_name() {
    let review =
        counted("# Plan\n\nThe Care Act 2014 and our Better Care Fund plan.\n\nThe Health and Social Care Act 2012.\n");
    assert_eq!((review.care_act, review.better_care_fund, review.forward_view), (true, true, false));
    assert!(!counted("# Plan\n\nThe Health and Social Care Act 2012.\n").care_act);
}
