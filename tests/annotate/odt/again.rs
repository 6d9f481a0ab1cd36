//! A second run: planlint's own comments are brought up to date, and nobody else's are touched.

use planlint::Comments;

use super::paper::{FUNDED, Paper, WISH, annotated, content, edited, filler, heading, marked, on, own, p};

fn first() -> Vec<u8> {
    Paper::new(format!("{}{}{}", heading("Prevention"), filler(), p(WISH))).annotated().bytes
}

fn again(bytes: &[u8]) -> planlint::Annotated {
    annotated(bytes, &Comments::default())
}

#[test]
fn a_document_that_did_not_change_stays_as_it_is() {
    let first = first();
    let second = again(&first);
    assert!(first == second.bytes);
    assert_eq!((second.added, second.updated, second.resolved), (0, 0, 0));
    assert_eq!(second.kept, own(&first).len());
}

#[test]
fn what_was_put_right_is_resolved_and_says_so() {
    let first = first();
    let made = again(&edited(&first, &[(WISH, FUNDED)]));
    let comment = on(&made.bytes, "CA-1 Met: ");
    assert!(
        comment.resolved && comment.xml.starts_with("<office:annotation office:name=\"planlint-CA-1\" loext:resolved")
    );
    assert!(made.added == 0 && made.resolved > 0);
    assert_eq!(comment.name, on(&first, "CA-1").name);
    assert_eq!(marked(&made.bytes, "CA-1"), FUNDED);
    assert!(!on(&made.bytes, "CA-3").resolved);
    assert!(again(&made.bytes).bytes == made.bytes);
}

#[test]
fn what_goes_wrong_again_is_opened_again() {
    let fixed = again(&edited(&first(), &[(WISH, FUNDED)])).bytes;
    let made = again(&edited(&fixed, &[(FUNDED, WISH)]));
    assert!(!on(&made.bytes, "CA-1 A wish").resolved);
    assert_eq!(made.added, 0);
}

#[test]
fn what_somebody_resolved_by_hand_stays_resolved_while_it_says_the_same() {
    let first = first();
    let name = format!("office:name=\"{}\"", on(&first, "CA-3").name);
    let begins = format!("<office:annotation {name}");
    let by_hand = edited(&first, &[(&begins, &format!("{begins} loext:resolved=\"true\""))]);
    let made = again(&by_hand);
    assert!(on(&made.bytes, "CA-3").resolved);
    assert!(made.bytes == by_hand || content(&made.bytes) == content(&by_hand));
    let worse = again(&edited(&by_hand, &[("Prevention", "We will think about a map of community groups.")]));
    assert!(on(&worse.bytes, "CA-3").words != on(&by_hand, "CA-3").words);
    assert!(!on(&worse.bytes, "CA-3").resolved);
}

#[test]
fn other_peoples_comments_and_names_are_left_alone() {
    let theirs = "<office:annotation office:name=\"planlint-CA-1\"><dc:creator>Asha</dc:creator>\
        <text:p>CA-1 is the one to watch</text:p></office:annotation>";
    let by_hand = "<office:annotation office:name=\"b\"><dc:creator>planlint</dc:creator><text:p>Written over by hand</text:p>\
        </office:annotation><office:annotation-end office:name=\"b\"/>";
    let end = "<office:annotation-end office:name=\"planlint-CA-1\"/>";
    let body = format!("{}<text:p>{theirs}Mine.{end} {by_hand}{WISH}</text:p>", filler());
    let made = Paper::new(body).annotated();
    let xml = content(&made.bytes);
    assert!(xml.contains(theirs) && xml.contains(end) && xml.contains(by_hand), "{xml}");
    assert_eq!(on(&made.bytes, "CA-1").name, "planlint-CA-1-2");
    assert_eq!(marked(&made.bytes, "CA-1"), WISH);
    assert!(again(&made.bytes).bytes == made.bytes);
}

/// A document in which somebody has answered the comment on CA-1, whose words have moved up since.
fn answered(answer: &str, end: &str) -> Vec<u8> {
    let first = first();
    let comment = on(&first, "CA-1");
    let moved = format!("{FUNDED} The Council and its partners");
    let ends = super::paper::end(&content(&first), &comment.name);
    edited(
        &first,
        &[
            (&comment.xml, &format!("{}{answer}", comment.xml)),
            (&ends, &format!("{ends}{end}")),
            ("The Council and its partners", &moved),
        ],
    )
}

#[test]
fn a_comment_that_was_answered_keeps_its_place() {
    let by = "<dc:creator>Asha</dc:creator><text:p>Agreed</text:p></office:annotation>";
    for (answer, end) in [
        // as LibreOffice writes answers: 24.2 and later, and before
        (format!("<office:annotation loext:parent-name=\"planlint-CA-1\" office:name=\"r\">{by}"), ""),
        (format!("<office:annotation office:name=\"r\">{by}"), "<office:annotation-end office:name=\"r\"/>"),
        (format!("<office:annotation>{by}"), ""),
    ] {
        let made = again(&answered(&answer, end));
        let words = marked(&made.bytes, "CA-1");
        assert_eq!(words, format!("{answer}{WISH}"), "it stays where it was answered");
        assert!(on(&made.bytes, "CA-1").words.starts_with("CA-1 Met"));
        assert!(again(&made.bytes).bytes == made.bytes);
    }
    assert_eq!(marked(&again(&answered("", "")).bytes, "CA-1"), FUNDED, "without an answer it moves");
}

#[test]
fn expectations_that_are_not_checked_this_time_keep_their_comments() {
    let first = first();
    let options = planlint::Options { packs: vec!["joint-strategy".to_owned()], ..crate::annotate::paper::options() };
    let made = super::paper::try_annotate(&first, &Comments::default(), &options).unwrap();
    assert_eq!(on(&made.bytes, "CA-1"), on(&first, "CA-1"));
}

#[test]
fn what_somebody_set_aside_gets_no_comment_and_one_that_is_there_is_resolved() {
    let aside =
        Comments { set_aside: vec![("CA-1".to_owned(), "Planned for next year.".to_owned())], ..Comments::default() };
    let bytes = Paper::new(format!("{}{}", filler(), p(WISH))).bytes();
    assert!(!own(&annotated(&bytes, &aside).bytes).iter().any(|comment| comment.words.starts_with("CA-1 ")));
    let made = annotated(&again(&bytes).bytes, &aside);
    let comment = on(&made.bytes, "CA-1");
    assert!(comment.words == "CA-1 Set aside: Planned for next year." && comment.resolved);
    assert_eq!(marked(&made.bytes, "CA-1"), WISH, "it stays where it was");
}

#[test]
fn comments_are_known_as_other_programs_save_them() {
    let first = first();
    let count = own(&first).len();
    // LibreOffice without personal information; with looks, days and blanks of its own
    let nameless = edited(&first, &[("<dc:creator>planlint<", "<dc:creator>Author1<")]);
    let saved = edited(
        &first,
        &[
            (
                "<dc:creator>planlint</dc:creator>",
                "<dc:creator>planlint</dc:creator><dc:date>0000-00-00T00:00:00</dc:date>",
            ),
            (
                "<text:p>CA-",
                "<text:p text:style-name=\"P9\"><text:span text:style-name=\"T1\">CA-</text:span><text:span>",
            ),
            ("Expected: ", "Expected:<text:s/></text:span>"),
        ],
    );
    for bytes in [nameless, saved] {
        let made = again(&bytes);
        assert_eq!((made.added, made.kept), (0, count));
        assert!(content(&made.bytes) == content(&bytes), "nothing has changed");
    }
}
