//! A second run: planlint's own comments are brought up to date, and nobody else's are touched.

use planlint::Comments;

use super::paper::{Paper, annotated, comments, filler, heading, is_resolved, main, marked, on, own, p, part};

const WISH: &str = "We will explore options for a befriending service for isolated older people.";
const FUNDED: &str = "The Council funds six lunch clubs and a befriending service for older people who are isolated.";

/// What somebody made of a document: with these words replaced.
fn edited(bytes: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
    super::paper::edited(bytes, |text| changes.iter().fold(text, |text, (old, new)| text.replace(old, new)))
}

fn first() -> Vec<u8> {
    Paper::new(format!("{}{}{}", heading("Prevention"), filler(), p(WISH))).annotated().bytes
}

#[test]
fn a_document_that_did_not_change_stays_as_it_is() {
    let first = first();
    let second = annotated(&first, &Comments::default());
    assert!(first == second.bytes);
    assert_eq!((second.added, second.updated, second.resolved), (0, 0, 0));
    assert_eq!(second.kept, own(&first).len());
}

#[test]
fn what_was_put_right_is_resolved_and_says_so() {
    let fixed = edited(&first(), &[(WISH, FUNDED)]);
    let made = annotated(&fixed, &Comments::default());
    let comment = on(&made.bytes, "CA-1");
    assert!(comment.words.starts_with("CA-1 Met: "), "{}", comment.words);
    assert!(is_resolved(&made.bytes, &comment));
    assert!(made.added == 0 && made.resolved > 0);
    assert_eq!(comment.id, on(&fixed, "CA-1").id);
    assert!(!is_resolved(&made.bytes, &on(&made.bytes, "CA-3")));
    assert!(part(&made.bytes, "[Content_Types].xml").contains("/word/commentsExtended.xml"));
    assert!(annotated(&made.bytes, &Comments::default()).bytes == made.bytes);
}

#[test]
fn what_goes_wrong_again_is_opened_again() {
    let fixed = annotated(&edited(&first(), &[(WISH, FUNDED)]), &Comments::default()).bytes;
    let made = annotated(&edited(&fixed, &[(FUNDED, WISH)]), &Comments::default());
    let comment = on(&made.bytes, "CA-1 A wish");
    assert!(!is_resolved(&made.bytes, &comment));
    assert_eq!(made.added, 0);
}

#[test]
fn what_somebody_resolved_by_hand_stays_resolved_while_it_says_the_same() {
    let fixed = annotated(&edited(&first(), &[(WISH, FUNDED)]), &Comments::default()).bytes;
    let paragraph = on(&fixed, "CA-3").paragraph;
    let by_hand = edited(
        &fixed,
        &[(
            "</w15:commentsEx>",
            &format!("<w15:commentEx w15:paraId=\"{paragraph}\" w15:done=\"1\"/></w15:commentsEx>"),
        )],
    );
    let made = annotated(&by_hand, &Comments::default());
    assert!(is_resolved(&made.bytes, &on(&made.bytes, "CA-3")));
    let worse = annotated(
        &edited(&by_hand, &[("Prevention", "We will think about a map of community groups.")]),
        &Comments::default(),
    );
    assert!(on(&worse.bytes, "CA-3").words != on(&by_hand, "CA-3").words);
    assert!(!is_resolved(&worse.bytes, &on(&worse.bytes, "CA-3")));
}

#[test]
fn other_peoples_comments_and_ids_are_left_alone() {
    let theirs = "<w:comment w:id=\"0\" w:author=\"Asha\"><w:p><w:r><w:t>CA-1 is the one to watch</w:t></w:r></w:p></w:comment>\
                  <w:comment w:id=\"7\" w:author=\"planlint\"><w:p><w:r><w:t>Written over by hand</w:t></w:r></w:p></w:comment>";
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let body = format!(
        "{}<w:p><w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>\
         <w:r><w:commentReference w:id=\"7\"/></w:r><w:r><w:commentReference w:id=\"9\"/></w:r></w:p>",
        filler(),
        run(WISH)
    );
    let made = Paper::new(body).with("comments", theirs).annotated();
    let xml = part(&made.bytes, "word/comments.xml");
    assert!(xml.contains(theirs), "{xml}");
    let ids: Vec<String> = own(&made.bytes).into_iter().skip(1).map(|comment| comment.id).collect();
    assert!(!ids.is_empty() && ids.iter().all(|id| !["0", "7", "9"].contains(&id.as_str())), "{ids:?}");
    assert!(main(&made.bytes).contains("<w:commentRangeStart w:id=\"0\"/>"));
    assert!(annotated(&made.bytes, &Comments::default()).bytes == made.bytes);
}

#[test]
fn a_comment_that_was_answered_keeps_its_place_and_its_answers() {
    let first = first();
    let comment = on(&first, "CA-1");
    let parent = &comment.paragraph;
    let answered = Paper::new(main(&first).split("<w:body>").nth(1).unwrap().split("</w:body>").next().unwrap())
        .with("comments", &format!(
            "{}<w:comment w:id=\"90\" w:author=\"Asha\"><w:p w14:paraId=\"0000000A\"><w:r><w:t>Agreed</w:t></w:r></w:p></w:comment>",
            part(&first, "word/comments.xml").split_once("Ignorable=\"w14\">").unwrap().1.strip_suffix("</w:comments>").unwrap()
        ))
        .with("commentsExtended", &format!(
            "<w15:commentEx w15:paraId=\"{parent}\" w15:done=\"0\"/><w15:commentEx w15:paraId=\"0000000A\" w15:paraIdParent=\"{parent}\" w15:done=\"0\"/>"
        ))
        .bytes();
    let moved = edited(&answered, &[("Prevention", FUNDED)]);
    let made = annotated(&moved, &Comments::default());
    assert_eq!(marked(&made.bytes, &comment.id), WISH, "it stays where it was answered");
    assert_eq!(on(&made.bytes, "CA-1").paragraph, *parent);
    let extended = part(&made.bytes, "word/commentsExtended.xml");
    assert!(extended.contains(&format!("w15:paraIdParent=\"{parent}\" w15:done=\"0\"")), "{extended}");
    assert!(comments(&made.bytes).iter().any(|comment| comment.words == "Agreed"));
}

#[test]
fn expectations_that_are_not_checked_this_time_keep_their_comments() {
    let first = first();
    let options = planlint::Options { packs: vec!["joint-strategy".to_owned()], ..super::paper::options() };
    let made = super::paper::try_annotate(&first, &Comments::default(), &options).unwrap();
    assert_eq!(on(&made.bytes, "CA-1"), on(&first, "CA-1"));
}

#[test]
fn what_somebody_set_aside_gets_no_comment_and_one_that_is_there_is_resolved() {
    let aside =
        Comments { set_aside: vec![("CA-1".to_owned(), "Planned for next year.".to_owned())], ..Comments::default() };
    let bytes = Paper::new(format!("{}{}", filler(), p(WISH))).bytes();
    assert!(!own(&annotated(&bytes, &aside).bytes).iter().any(|comment| comment.words.starts_with("CA-1 ")));
    let first = annotated(&bytes, &Comments::default()).bytes;
    let made = annotated(&first, &aside);
    let comment = on(&made.bytes, "CA-1");
    assert_eq!(comment.words, "CA-1 Set aside: Planned for next year.");
    assert!(is_resolved(&made.bytes, &comment));
    assert_eq!(marked(&made.bytes, &comment.id), WISH, "it stays where it was");
}

#[test]
fn comments_whose_author_word_has_removed_are_known_all_the_same() {
    let first = first();
    let nameless = edited(&first, &[("w:author=\"planlint\"", "w:author=\"Author\"")]);
    let made = annotated(&nameless, &Comments::default());
    assert_eq!((made.added, comments(&made.bytes).len()), (0, own(&first).len()));
}
