//! Tables.

use planlint::Plan;

use super::{Word, bold, notation, p};
use crate::read::origins;

fn cell(properties: &str, inside: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>")
}

fn row(properties: &str, cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|words| if words.starts_with('<') { (*words).to_owned() } else { cell("", &p(words)) })
        .collect();
    format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.concat())
}

#[test]
fn a_row_is_a_line_and_a_marked_header_ends() {
    let body =
        [table(&[row("<w:tblHeader/>", &["Action", "Lead"]), row("", &["Fund | clubs", "AB"])]), p("After")].concat();
    let text = Word::new(body).text();
    insta::assert_snapshot!(origins(&text).join("\n"), @r"
    table 1, row 1, column 1: | Action | Lead |
    table 1, row 2, column 1: |---|---|
    table 1, row 2, column 1: | Fund \| clubs | AB |
    paragraph 5: After
    ");
    let place = |word: &str| text.origin(text.as_str().find(word).unwrap()).unwrap().to_string();
    assert_eq!(place("AB"), "table 1, row 2, column 2");
}

#[test]
fn a_header_is_known_by_its_looks() {
    let strong = |words: &str| cell("", &bold(words));
    let by_bold = table(&[row("", &[&strong("Scheme"), &strong("2014/15")]), row("", &["Clubs", "£5"])]);
    let by_words = table(&[row("", &["Action", "Lead", "Due"]), row("", &["Fund clubs", "AB", "2016"])]);
    let fields = table(&[row("", &["Local authority", "West Sussex"]), row("", &["Date", "Monday"])]);
    insta::assert_snapshot!(notation(&[by_bold, by_words, fields].concat()), @"
    | Scheme | 2014/15 |
    |---|---|
    | Clubs | £5 |

    | Action | Lead | Due |
    |---|---|---|
    | Fund clubs | AB | 2016 |

    | Local authority | West Sussex |
    | Date | Monday |

    ");
}

#[test]
fn a_header_is_known_by_the_style_of_the_table() {
    let styles = "<w:style w:type=\"table\" w:styleId=\"T\"><w:tblStylePr w:type=\"firstRow\"/></w:style>";
    let of = |look: &str| {
        let rows = [row("", &["Name", "Game"]), row("", &["Ann", "Chess"])].concat();
        format!("<w:tbl><w:tblPr><w:tblStyle w:val=\"T\"/><w:tblLook {look}/></w:tblPr>{rows}</w:tbl>")
    };
    for look in ["w:val=\"04A0\"", "w:firstRow=\"1\""] {
        assert!(Word::new(of(look)).with("styles", styles).notation().starts_with("| Name | Game |\n|---|---|\n"));
    }
    assert!(!Word::new(of("w:firstRow=\"0\"")).with("styles", styles).notation().contains("---"));
}

#[test]
fn a_header_of_two_rows_is_one() {
    let wide = cell("<w:gridSpan w:val=\"2\"/>", &p("Years"));
    let marked = "<w:tblHeader/>";
    let body =
        table(&[row(marked, &["", &wide]), row(marked, &["Measure", "2014", "2015"]), row("", &["a", "1", "2"])]);
    let text = Word::new(body).text();
    insta::assert_snapshot!(text.as_str(), @"
    | Measure | Years ¶ 2014 | Years ¶ 2015 |
    |---|---|---|
    | a | 1 | 2 |

    ");
    assert_eq!(text.origin(text.as_str().find("2015").unwrap()).unwrap().to_string(), "table 1, row 2, column 3");
}

#[test]
fn merged_cells_keep_columns_in_line() {
    let (from, on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let wide = cell("<w:gridSpan w:val=\"2\"/>", &p("wide"));
    let body = table(&[
        row("", &[&cell(from, &p("tall")), "b", "c"]),
        row("", &[&cell(on, &p("")), &wide]),
        row("<w:gridBefore w:val=\"1\"/>", &["b", "c"]),
    ]);
    let text = Word::new(body).text();
    insta::assert_snapshot!(text.as_str(), @"
    | tall | b | c |
    | tall | wide |  |
    |  | b | c |

    ");
    let again = text.piece(text.as_str().rfind("tall").unwrap()).unwrap();
    assert_eq!((again.exact, again.origin.to_string()), (false, "table 1, row 1, column 1".into()));
}

#[test]
fn paragraphs_in_a_cell_are_parted() {
    let aside = table(&[row("", &["x"])]);
    let many = cell("", &[p("one"), p(""), p("two"), aside, p("three")].concat());
    assert_eq!(notation(&table(&[row("", &[&many, "b"])])), "| one ¶ two ¶ x ¶ three | b |\n\n");
}

#[test]
fn a_table_in_a_cell_is_one_of_its_own_behind_its_row() {
    let inner = table(&[
        row("", &["What", "Who", "By when"]),
        row("", &["Fund befriending", "Public Health", "2024"]),
        row("", &["Stop the clubs", "Finance", "2025"]),
    ]);
    let body = table(&[
        row("<w:tblHeader/>", &["Theme", "Detail"]),
        row("", &["People", &cell("", &(p("Our actions") + &inner))]),
        row("", &["Places", "Twelve halls"]),
    ]);
    let text = Word::new(body).text();
    insta::assert_snapshot!(origins(&text).join("\n"), @r"
    table 1, row 1, column 1: | Theme | Detail |
    table 1, row 2, column 1: |---|---|
    table 1, row 2, column 1: | People | Our actions |
    table 2, row 1, column 1: | What | Who | By when |
    table 2, row 2, column 1: |---|---|---|
    table 2, row 2, column 1: | Fund befriending | Public Health | 2024 |
    table 2, row 3, column 1: | Stop the clubs | Finance | 2025 |
    table 1, row 3, column 1: | Places | Twelve halls |
    ");
    let plan = Plan::parse(text);
    let last = plan.blocks().last().map(|block| (block.table, &plan.cells()[block.cells.clone()]));
    let (table, cells) = last.unwrap();
    let names: Vec<&str> = cells.iter().filter_map(|cell| cell.name).map(|name| plan.words(name)).collect();
    assert_eq!((plan.tables().len(), table, names), (2, Some(0), vec!["Theme", "Detail"]));
    assert!(plan.outline().contains("row of table 2  ×3"));
}

#[test]
fn a_row_of_nothing_but_tables_says_nothing_itself() {
    let inner = |words: &str| cell("", &table(&[row("", &["Action", words]), row("", &["Lead", "Ann"])]));
    let body = table(&[row("", &["Now", "Next"]), row("", &[&inner("Fund clubs"), &inner("Fund a choir")])]);
    assert_eq!(
        notation(&body),
        "| Now | Next |\n\n| Action | Fund clubs |\n| Lead | Ann |\n\n| Action | Fund a choir |\n| Lead | Ann |\n\n"
    );
}

#[test]
fn tables_in_tables_in_tables_go_on_where_they_were_broken_off() {
    let mut inner = p("end");
    for level in (1..40).rev() {
        let own = cell("", &inner);
        let rows = [["a", "b"], ["c", "d"]].map(|[one, other]| row("", &[&format!("{one}{level}"), other]));
        inner = table(&[row("", &[&format!("x{level}"), &own]), rows[0].clone(), rows[1].clone()]);
    }
    let plan = Plan::parse(Word::new(inner).text());
    let rows = |table: usize| plan.blocks().iter().filter(move |block| block.table == Some(table)).count();
    assert_eq!((rows(0), rows(1), rows(2)), (3, 3, 3));
    assert_eq!(plan.text().as_str().matches("end").count(), 1);
}

#[test]
fn a_table_of_one_cell_only_sets_text_apart() {
    let body = table(&[row("", &[&cell("", &[p("We will act."), bold("Aims")].concat())])]);
    assert_eq!(
        origins(&Word::new(body).text()),
        ["table 1, row 1, column 1: We will act.", "table 1, row 1, column 1: # Aims"]
    );
}

#[test]
fn a_row_across_the_top_is_a_caption() {
    let across = cell("<w:gridSpan w:val=\"2\"/>", &p("Action plan"));
    let body = table(&[row("", &[&across]), row("<w:tblHeader/>", &["Action", "Lead"]), row("", &["a", "b"])]);
    assert_eq!(notation(&body), "[caption] Action plan\n| Action | Lead |\n|---|---|\n| a | b |\n\n");
}

#[test]
fn deleted_rows_are_left_out_and_still_counted() {
    let body = table(&[row("", &["a", "b"]), row("<w:del/>", &["c", "d"]), row("", &["e", "f"])]);
    let text = Word::new(body).text();
    assert_eq!(origins(&text), ["table 1, row 1, column 1: | a | b |", "table 1, row 3, column 1: | e | f |"]);
    assert_eq!(text.notices(), ["One tracked deletion was left out."]);
}

#[test]
fn cells_and_rows_may_stand_in_content_controls() {
    let wrap = |inside: &str| format!("<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>");
    let body = table(&[wrap(&row("", &["a", &wrap(&cell("", &p("b")))])), row("", &["c", "d"])]);
    assert_eq!(notation(&body), "| a | b |\n| c | d |\n\n");
}

#[test]
fn notes_in_a_cell_follow_the_table() {
    let with_note = cell("", "<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id=\"1\"/></w:r></w:p>");
    let notes = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p("Note"));
    let text = Word::new(table(&[row("", &[&with_note, "b"])])).with("footnotes", notes).notation();
    assert_eq!(text, "| a | b |\n\n[note] Note\n");
}
