//! Web pages: their main part, whatever state their tags are in.

use planlint::read_bytes;

use super::{assert_exact, notation, origins, text};

fn page(html: &str) -> String {
    let text = text("plan.html", html);
    assert_exact(&text, html);
    text.as_str().to_owned()
}

#[test]
fn headings_lists_and_quotations_are_known_by_their_tags() {
    let html = "<!doctype html><title>Plan</title><h1>Plan</h1><p>We will\n  fund <b>clubs</b>.<h2>Actions</h2>\
        <ul><li>One<li>Two<ol type=a start=3><li>Inner</ol></ul><blockquote><p>Lonely.</p></blockquote>";
    assert_eq!(page(html), "# Plan\nWe will fund clubs.\n## Actions\n- One\n- Two\n  c. Inner\n\n> Lonely.\n");
}

#[test]
fn navigation_scripts_and_what_is_hidden_are_left_out() {
    let html = "<html><head><style>p{}</style><script>if (a<b) x('<p>no</p>')</script></head><body>\
        <nav><ul><li>Home</ul></nav><div hidden>No</div><p style='display: none'>No</p><p>Yes<svg><title>No</title></svg>.</p>\
        <template><p>No</p></template><footer>No</footer></body></html>";
    let text = text("plan.html", html);
    assert_eq!(text.as_str(), "Yes.\n");
    assert_eq!(text.notices(), ["Navigation and the foot of the page were left out."]);
}

#[test]
fn a_page_with_a_main_part_is_that_part_and_its_title() {
    let html = "<title>Ageing well</title><div>Menu</div><main><p>Plan.</p></main><div>Related</div>";
    assert_eq!(page(html), "# Ageing well\nPlan.\n");
    assert_eq!(page("<main></main><p>All the same.</p>"), "All the same.\n");
}

#[test]
fn the_main_part_is_read_where_the_banner_before_it_was_never_closed() {
    let html = "<header role=banner><p>Menu<div><main><p>Plan.</p></main></div><footer>No</footer>";
    assert_eq!(page(html), "Plan.\n");
    assert_eq!(page("<nav><div hidden><main><p>No</p></main></div></nav><p>Yes"), "Yes\n");
}

#[test]
fn where_the_main_part_is_only_a_heading_the_page_is_read() {
    let action = "<p>The council will fund a befriending service for lonely carers from May.</p>".repeat(4);
    let html = format!("<nav>Menu</nav><main><h1>Ageing well</h1></main><div>{action}</div><footer>No</footer>");
    let read = page(&html);
    assert!(read.starts_with("# Ageing well\nThe council will fund"), "{read}");
    assert_eq!((read.lines().count(), read.contains("Menu"), read.contains("No")), (5, false, false), "{read}");
}

#[test]
fn tables_line_up_where_cells_reach_over_others() {
    let html = "<table><caption>Leads</caption><tr><th>Action<th colspan=2>When<tr><td rowspan=2>Clubs<td>2015<td>2016\
        <tr><td>a | b<td></table><p>After";
    assert_eq!(
        page(html),
        "[caption] Leads\n| Action | When | When |\n|---|---|---|\n| Clubs | 2015 | 2016 |\n| Clubs | a \\| b |  |\n\nAfter\n"
    );
}

#[test]
fn a_table_in_a_cell_is_one_of_its_own_behind_its_row() {
    let inner = "<table><tr><th>What<th>Who<tr><td>Fund clubs<td>AB</table>";
    let html = format!("<table><tr><th>Theme<th>Detail<tr><td>People<td>{inner}<tr><td>Places<td>Halls</table>");
    assert_eq!(
        page(&html),
        "| Theme | Detail |\n|---|---|\n| People |  |\n\n| What | Who |\n|---|---|\n| Fund clubs | AB |\n\n| Places | Halls |\n\n"
    );
}

#[test]
fn a_term_and_its_explanation_are_one_line() {
    assert_eq!(
        page("<dl><dt>Lead<dd>Ann<dt>By when?<dd><p>May</p><p>or June</p></dl>"),
        "Lead: Ann\nBy when? May\nor June\n"
    );
}

#[test]
fn entities_are_read_and_the_words_around_them_are_the_authors_own() {
    assert_eq!(
        page("<p>Health&nbsp;&amp; care &pound;5 &lt;b&gt; &#8217;til&eacute; &bogus; x&ampy"),
        "Health\u{a0}& care £5 <b> ’tilé &bogus; x&y\n"
    );
}

#[test]
fn notes_are_notes_and_their_marks_are_no_words() {
    let html = "<p>Cost<a href=#fn1 class=footnote-ref><sup>1</sup></a>.</p><section class=footnotes role=doc-endnotes>\
        <ol><li><p>Of 2015.<a href=#fnref1 role=doc-backlink>back</a></p></li></ol></section>";
    assert_eq!(page(html), "Cost.\n[note] Of 2015.\n");
}

#[test]
fn breaks_part_words_and_two_part_paragraphs() {
    assert_eq!(page("<div>One<br>two<br><br>three</div>four<pre>a\n  b</pre>"), "One two\nthree\nfour\na\nb\n");
}

#[test]
fn every_line_knows_its_line_and_column() {
    let text = text("plan.html", "<h1>A</h1>\n<p>We will\n  fund\n  <i>clubs</i>.</p>\n");
    assert_eq!(text.as_str(), "# A\nWe will fund clubs.\n");
    assert_eq!(origins(&text), ["line 1: # A", "line 2: We will fund clubs."]);
    let clubs = text.origin(text.as_str().find("lubs").unwrap()).unwrap();
    assert_eq!(clubs, planlint::Origin::Line { line: 4, column: 7 });
}

#[test]
fn letters_are_decoded_as_the_page_says() {
    let latin =
        b"<html><meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\"><p>Caf\xe9 \xa35</html>";
    assert_eq!(notation("plan.html", latin), "Café £5\n");
    let wrong = "<html><meta charset=iso-8859-1><p>Café</html>";
    assert_eq!(notation("plan.html", wrong), "Café\n");
    let marked: Vec<u8> = "\u{feff}<html><p>Café</html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(notation("plan.html", marked), "Café\n");
}

#[test]
fn broken_and_hostile_pages_are_read_at_once() {
    for html in [
        "</td></p><p>x",
        "<td>x</td><li>x",
        "<table><td>x",
        "<table><tr><td><table><tr><td>x</table></table>",
        "<p",
        "<!--",
        "<script>",
    ] {
        let _ = page(&format!("<html>{html}"));
    }
    let deep = "<div>".repeat(100_000) + "<p>Deep</p>";
    assert_eq!(page(&deep), "Deep\n");
    let cells = "<table><tr>".to_owned() + &"<td rowspan=65534>x".repeat(200) + &"<tr>".repeat(100_000);
    let refused = read_bytes("plan.html", cells.as_bytes());
    assert!(refused.is_err());
    let wide = "<table>".to_owned() + &"<tr><td colspan=4000000000>x<td>y".repeat(100) + "</table>";
    assert!(page(&wide).len() < 100_000);
}
