//! PDFs: order, paragraphs, headings, lists, tables, furniture, and what is said of those that cannot be read.

mod fonts;
pub(crate) mod maker;

use planlint::{HeadingSign, Limits, PdfLimits, Plan, RuleBook, Verdict, check, read_bytes, read_bytes_with};

use self::maker::{Maker, at, lines, marked, page_object, stream};
use super::unreadable::says;
use super::{notation, origins, text};

const LONG: [&str; 3] = [
    "One in ten of our residents says that they are lonely most of the time, and",
    "many more are at risk of it. The needs assessment counts four thousand people",
    "aged over 65 who live alone.",
];

fn page(parts: &[String]) -> String {
    parts.concat()
}

#[test]
fn wrapped_lines_are_one_paragraph_with_its_page() {
    let bytes = Maker::of(&[&lines(72.0, 700.0, &LONG)]).bytes();
    let text = text("plan.pdf", &bytes);
    assert_eq!(text.as_str().lines().count(), 1, "{}", text.as_str());
    assert!(text.as_str().contains("most of the time, and many more"));
    assert_eq!((origins(&text)[0].starts_with("page 1: One"), text.pages()), (true, Some(1)));
}

#[test]
fn a_word_broken_at_a_lines_end_is_whole_again_and_a_compound_keeps_its_hyphen() {
    let bytes = Maker::of(&[&lines(
        72.0,
        700.0,
        &[
            "The board will fund ten new lunch clubs and befriending schemes against lone-",
            "liness and isolation. Help goes to people on a low income first, since low-",
            "income households have the least company.",
        ],
    )])
    .bytes();
    let notation = notation("plan.pdf", bytes);
    assert!(notation.contains("against loneliness and"), "{notation}");
    assert!(notation.contains("since low-income households"), "{notation}");
}

#[test]
fn a_paragraph_goes_on_over_the_end_of_a_page() {
    let first = lines(72.0, 100.0, &["The council will go on paying for the visiting scheme in all four districts of"]);
    let second = lines(72.0, 760.0, &["the county until the contract ends in March 2018."]);
    let text = text("plan.pdf", Maker::of(&[&first, &second]).bytes());
    assert_eq!(text.as_str().lines().count(), 1, "{}", text.as_str());
    let last = text.origin(text.as_str().find("until").unwrap()).unwrap();
    assert_eq!(last.to_string(), "page 2");
}

#[test]
fn two_columns_are_read_one_after_the_other_even_if_drawn_row_by_row() {
    let left = [
        "Loneliness is as bad for health",
        "as smoking. We will fund clubs",
        "in every ward of the district",
        "and pay for transport to them.",
    ];
    let right = [
        "Carers are often lonely as well",
        "and half of them have no break",
        "from caring. The council gives",
        "each of them a yearly review.",
    ];
    let content: String = (0..4)
        .map(|row| {
            let y = 700.0 - 14.0 * row as f32;
            at("F1", 11.0, 72.0, y, left[row]) + &at("F1", 11.0, 320.0, y, right[row])
        })
        .collect();
    let content = content + &lines(72.0, 600.0, &LONG) + &lines(72.0, 540.0, &LONG);
    let notation = notation("plan.pdf", Maker::of(&[&content]).bytes());
    assert!(notation.contains("as bad for health as smoking. We will fund clubs in every ward"), "{notation}");
    assert!(notation.contains("lonely as well and half of them have no break from caring"), "{notation}");
}

#[test]
fn headings_told_by_looks_are_marked_as_weaker_and_a_notice_says_so() {
    let content = page(&[
        at("F2", 18.0, 72.0, 760.0, "Living well"),
        lines(72.0, 730.0, &LONG),
        at("F2", 11.0, 72.0, 670.0, "What we will do"),
        lines(72.0, 650.0, &LONG),
    ]);
    let text = text("plan.pdf", Maker::of(&[&content]).bytes());
    let headings: Vec<&str> = text.as_str().lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["# Living well", "## What we will do"]);
    assert_eq!(text.facts(0).heading, Some(HeadingSign::Looks));
    assert!(text.notices().iter().any(|notice| notice.contains("does not tag its headings")), "{:?}", text.notices());
}

#[test]
fn headings_named_by_bookmarks_are_headings() {
    let content = page(&[lines(72.0, 760.0, &["Living well"]), lines(72.0, 730.0, &LONG)]);
    let mut maker = Maker::of(&[&content]);
    maker.catalog = "/Outlines 101 0 R".into();
    maker.objects = vec![
        "<<>>".into(),
        "<</First 102 0 R/Last 102 0 R>>".into(),
        format!("<</Title(Living well)/Parent 101 0 R/Dest[{} 0 R/Fit]>>", page_object(0)),
    ];
    let text = text("plan.pdf", maker.bytes());
    assert!(text.as_str().starts_with("# Living well\nOne in ten"), "{}", text.as_str());
    assert_eq!(text.facts(0).heading, Some(HeadingSign::Outline));
}

/// A document with tags: a heading of the author's own kind, a paragraph, a list and a table.
fn tagged() -> Vec<u8> {
    let content = page(&[
        marked("Kop", 0, &at("F1", 11.0, 72.0, 760.0, "Living well")),
        marked("P", 1, &lines(72.0, 740.0, &["We will fund lunch clubs."])),
        marked("Lbl", 2, &at("F1", 11.0, 80.0, 720.0, "\u{b7}")),
        marked("LBody", 3, &at("F1", 11.0, 100.0, 720.0, "a club in every ward")),
        marked("TH", 4, &at("F1", 11.0, 72.0, 690.0, "Action")),
        marked("TH", 5, &at("F1", 11.0, 300.0, 690.0, "Lead")),
        marked("TD", 6, &lines(72.0, 670.0, &["Recruit befrienders", "for older people"])),
        marked("TD", 7, &at("F1", 11.0, 300.0, 670.0, "Head of Prevention")),
    ])
    .replace('\u{b7}', "\\267");
    let mut maker = Maker::of(&[&content]);
    maker.catalog = "/MarkInfo<</Marked true>>/StructTreeRoot 101 0 R".into();
    let page = page_object(0);
    let element = |kind: &str, kids: &str| format!("<</S/{kind}/Pg {page} 0 R/K[{kids}]>>");
    maker.objects = vec![
        "<<>>".into(),
        "<</Type/StructTreeRoot/RoleMap<</Kop/H2>>/K 102 0 R>>".into(),
        element("Document", "103 0 R 104 0 R 105 0 R 106 0 R"),
        element("Kop", "0"),
        element("P", "1"),
        element("L", &element("LI", &(element("Lbl", "2") + &element("LBody", "3")))),
        element("Table", "107 0 R 108 0 R"),
        element("TR", &(element("TH", "4") + &element("TH", "5"))),
        element("TR", &(element("TD", &element("P", "6")) + &element("TD", "7"))),
    ];
    maker.bytes()
}

#[test]
fn tags_are_believed() {
    let text = text("plan.pdf", tagged());
    insta::assert_snapshot!(text.as_str(), @"
    ## Living well
    We will fund lunch clubs.
    - a club in every ward

    | Action | Lead |
    |---|---|
    | Recruit befrienders for older people | Head of Prevention |
    ");
    assert_eq!(text.facts(0).heading, Some(HeadingSign::Style));
    assert!(!text.notices().iter().any(|notice| notice.contains("headings")), "{:?}", text.notices());
}

#[test]
fn ruled_lines_make_a_table() {
    let rules = "72 700 m 500 700 l S 72 670 m 500 670 l S 72 640 m 500 640 l S 72 610 m 500 610 l S \
                 72 700 m 72 610 l S 280 700 m 280 610 l S 500 700 m 500 610 l S\n";
    let content = page(&[
        rules.to_owned(),
        at("F2", 11.0, 78.0, 680.0, "Action"),
        at("F2", 11.0, 286.0, 680.0, "Lead"),
        lines(78.0, 658.0, &["Recruit befrienders for", "older people"]),
        lines(286.0, 658.0, &["Head of Prevention"]),
        lines(78.0, 628.0, &["Open a club"]),
        lines(286.0, 628.0, &["Age Well team"]),
    ]);
    insta::assert_snapshot!(notation("plan.pdf", Maker::of(&[&content]).bytes()), @"
    | Action | Lead |
    |---|---|
    | Recruit befrienders for older people | Head of Prevention |
    | Open a club | Age Well team |
    ");
}

#[test]
fn running_headers_and_page_numbers_are_left_out_and_it_is_said() {
    let pages: Vec<String> = (1..=4)
        .map(|number| {
            page(&[
                at("F1", 9.0, 72.0, 815.0, "Eastvale Better Care Plan"),
                at("F1", 11.0, 72.0, 700.0, &format!("Paragraph {number} says something of its own here.")),
                at("F1", 9.0, 290.0, 30.0, &format!("Page {number} of 4")),
            ])
        })
        .collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let text = text("plan.pdf", Maker::of(&pages).bytes());
    assert!(!text.as_str().contains("Eastvale") && !text.as_str().contains("Page 2"), "{}", text.as_str());
    assert!(text.as_str().contains("Paragraph 4 says"));
    assert!(text.notices().iter().any(|notice| notice.starts_with("Running headers")), "{:?}", text.notices());
}

#[test]
fn dates_in_the_cells_of_a_table_are_no_running_header() {
    let pages: Vec<String> = (1..=4)
        .map(|number| {
            let rows = (0..18).map(|row| {
                let (y, day) = (790.0 - 42.0 * row as f32, 1 + (number * 7 + row) % 28);
                let scheme = format!("Scheme {} starts", char::from(b'A' + ((5 * number + row) % 26) as u8));
                let cells = [
                    at("F1", 9.0, 72.0, y, &format!("{day:02}/03/2016")),
                    at("F1", 9.0, 200.0, y, &scheme),
                    at("F1", 9.0, 450.0, y, "On track"),
                ];
                cells.concat()
            });
            page(&[at("F1", 9.0, 72.0, 820.0, "Eastvale action log"), rows.collect()])
        })
        .collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let notation = notation("plan.pdf", Maker::of(&pages).bytes());
    let counts = ["Scheme", "/03/2016", "On track", "Eastvale"].map(|words| notation.matches(words).count());
    assert_eq!(counts, [72, 72, 72, 0], "{notation}");
}

#[test]
fn page_numbers_go_up_with_the_pages_and_numbers_in_tables_do_not() {
    let pages: Vec<String> = (0..6)
        .map(|index| {
            let rows = (0..18).map(|row| {
                let y = 800.0 - 42.0 * row as f32;
                let scheme = format!("Scheme {} helps", char::from(b'A' + ((5 * index + row) % 26) as u8));
                [at("F1", 9.0, 72.0, y, &scheme), at("F1", 9.0, 450.0, y, &format!("{}", 400 + 7 * row))].concat()
            });
            let number = at("F1", 9.0, 290.0, 42.0, &format!("{}", 96 + index));
            page(&[rows.collect(), number, at("F1", 9.0, 72.0, 20.0, &format!("Appendix {index}: returns"))])
        })
        .collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let notation = notation("plan.pdf", Maker::of(&pages).bytes());
    let bare = |number: u32| notation.split_whitespace().filter(|word| **word == number.to_string()).count();
    assert_eq!((bare(96), bare(101)), (0, 0), "{notation}");
    assert_eq!((bare(400), bare(519)), (6, 6), "{notation}");
}

#[test]
fn the_mark_of_a_note_does_not_cling_to_its_word_and_the_note_is_one() {
    let content = page(&[
        at("F1", 11.0, 72.0, 700.0, "One in ten residents is lonely"),
        at("F1", 6.0, 221.0, 704.0, "3"),
        at("F1", 11.0, 228.0, 700.0, "and many more are at risk of being so."),
        at("F1", 6.0, 72.0, 103.0, "3"),
        at("F1", 8.0, 78.0, 100.0, "Survey of residents, 2013."),
    ]);
    let notation = notation("plan.pdf", Maker::of(&[&content]).bytes());
    assert!(notation.contains("is lonely and many more"), "{notation}");
    assert!(notation.contains("[note] Survey of residents, 2013."), "{notation}");
}

#[test]
fn bullets_begin_items_and_letters_drawn_twice_are_read_once() {
    let content = page(&[
        lines(72.0, 700.0, &["We will fund:"]),
        lines(72.0, 680.0, &["\u{95} ten lunch clubs"]),
        lines(72.0, 666.0, &["\u{95} a befriending service"]),
        at("F1", 11.0, 72.0, 640.0, "Drawn twice"),
        at("F1", 11.0, 72.2, 640.0, "Drawn twice"),
    ])
    .replace('\u{95}', "\\225");
    let notation = notation("plan.pdf", Maker::of(&[&content]).bytes());
    assert!(notation.contains("\n- ten lunch clubs\n- a befriending service\n"), "{notation}");
    assert_eq!(notation.matches("Drawn twice").count(), 1, "{notation}");
}

#[test]
fn a_page_on_its_side_is_read() {
    let words = "Loneliness is as bad for health as smoking, and we will act on it.";
    let content = format!("BT /F1 11 Tf 0 1 -1 0 300 100 Tm ({words}) Tj ET\n");
    assert_eq!(notation("plan.pdf", Maker::of(&[&content]).bytes()), format!("{words}\n"));
}

const PICTURE: &str = "q 595 0 0 842 0 0 cm /Im Do Q\n";

#[test]
fn a_scan_is_undecided_with_the_advice_to_run_ocr() {
    let text = text("scan.pdf", Maker::of(&[PICTURE, PICTURE]).bytes());
    assert_eq!((text.as_str(), text.pages()), ("", Some(2)));
    assert!(text.notices()[0].contains("No page has a text layer") && text.notices()[0].contains("ocrmypdf"));
    let plan = Plan::parse(text);
    let audit = check(&plan, RuleBook::builtin(), &planlint::Options::default());
    assert_eq!((audit.count(Verdict::Undecided), audit.examined.pages), (audit.outcomes.len(), Some(2)));
}

#[test]
fn pictures_among_pages_of_words_are_named() {
    let words = lines(72.0, 700.0, &LONG);
    let text = text("plan.pdf", Maker::of(&[&words, PICTURE, &words, PICTURE, PICTURE, PICTURE]).bytes());
    assert!(
        text.notices()[0].starts_with("Pages 2 and 4 to 6 are pictures without a text layer"),
        "{:?}",
        text.notices()
    );
}

#[test]
fn a_locked_pdf_says_how_to_open_it() {
    let mut maker = Maker::of(&[&lines(72.0, 700.0, &LONG)]);
    let (owner, user) = ("6f".repeat(32), "75".repeat(32));
    maker.trailer = format!("/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{owner}>/U<{user}>>>");
    insta::assert_snapshot!(says(&read_bytes("plan.pdf", &maker.bytes()).unwrap_err()), @"
    planlint::read::locked
    `plan.pdf` is a locked PDF
    open it in a PDF reader with its password, print it to a new PDF, and check that
    ");
}

#[test]
fn a_locked_pdf_whose_objects_are_not_where_it_says_is_no_less_locked() {
    let mut maker = Maker::of(&[&lines(72.0, 700.0, &LONG)]);
    let (owner, user) = ("6f".repeat(32), "75".repeat(32));
    maker.trailer = format!("/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{owner}>/U<{user}>>>");
    let file = String::from_utf8(maker.bytes()).unwrap();
    let (before, _) = file.split_once("startxref").unwrap();
    let said = says(&read_bytes("plan.pdf", format!("{before}startxref\n7\n%%EOF\n").as_bytes()).unwrap_err());
    assert!(said.contains("is a locked PDF") && said.contains("print it to a new PDF"), "{said}");
}

#[test]
fn a_pdf_cut_short_is_refused_with_the_way_out() {
    let bytes = Maker::of(&[&lines(72.0, 700.0, &LONG)]).bytes();
    let end = bytes.windows(9).rposition(|words| words == b"startxref").unwrap();
    for length in (9..end).step_by(97) {
        let said = says(&read_bytes("plan.pdf", &bytes[..length]).unwrap_err());
        assert!(said.contains("its end is not there") && said.contains("print it to a new PDF"), "{said}");
    }
    assert!(read_bytes("plan.pdf", &bytes[..end + 9]).is_ok(), "the last lines alone can be done without");
    let empty = says(&read_bytes("plan.pdf", b"%PDF-1.7\nstartxref\n").unwrap_err());
    assert!(empty.contains("its pages cannot be found"), "{empty}");
}

#[test]
fn forms_that_draw_themselves_over_and_over_are_refused() {
    let mut maker = Maker::of(&["/Form Do\n"]);
    // each draws the next one four times: a million million in all
    let form = |number: usize| {
        let entries =
            format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F {} 0 R>>>>", number + 1);
        stream(&entries, "/F Do /F Do /F Do /F Do")
    };
    maker.objects = (100..120).map(form).chain([stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 m")]).collect();
    let limits = Limits { pdf: PdfLimits { max_steps: 20_000, ..PdfLimits::default() }, ..Limits::default() };
    let error = read_bytes_with("plan.pdf", &maker.bytes(), &limits).unwrap_err();
    assert!(says(&error).contains("takes more than 20000 steps to draw"), "{}", says(&error));
}

#[test]
fn too_many_pages_are_refused() {
    let limits = Limits { pdf: PdfLimits { max_pages: 2, ..PdfLimits::default() }, ..Limits::default() };
    let error = read_bytes_with("plan.pdf", &Maker::of(&["", "", ""]).bytes(), &limits).unwrap_err();
    assert!(says(&error).contains("it has 3 pages, and at most 2 are read"));
}

#[test]
fn a_stream_that_unpacks_to_far_more_is_refused() {
    let blanks = [b' '; 200_000];
    // stored, not squeezed: a header, blocks of up to 65,535 bytes, and no sum at the end (RFC 1950, 1951)
    let blocks = blanks.chunks(60_000).flat_map(|block| {
        let length = block.len() as u16;
        [vec![0], length.to_le_bytes().to_vec(), (!length).to_le_bytes().to_vec(), block.to_vec()].concat()
    });
    let packed: Vec<u8> = [0x78, 0x01].into_iter().chain(blocks).collect();
    let head = format!("%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode/Length {}>>\nstream\n", packed.len());
    let bytes = [head.as_bytes(), &packed, b"\nendstream\nendobj\n"].concat();
    let limits = Limits { pdf: PdfLimits { max_stream_bytes: 100_000, ..PdfLimits::default() }, ..Limits::default() };
    let error = says(&read_bytes_with("plan.pdf", &bytes, &limits).unwrap_err());
    assert!(error.contains("planlint::read::bomb") && error.contains("unpacks to more than 97 KB"), "{error}");
}
