"""Turns the example plans (Markdown) into Word files that hold the same words.

In:  northmoor-draft.md, eastvale-good.md, harrowdale-poor.md beside this script.
Out: a .docx beside each. The same input always gives the same bytes.

Needs one package:  pip install python-docx==1.2.0
Run:                python make-docx.py            writes the Word files
                    python make-docx.py --check    reads them back and compares every word

The Markdown understood here is only what the examples use: headings, paragraphs, lists, pipe tables, block quotes,
footnotes, captions, a contents list, **bold**, *italic* and [links](https://www.example.org).
"""

import io
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

HERE = Path(__file__).parent
AUTHOR = "Planlint examples"
WRITTEN = datetime(2014, 9, 12, 9, 0, 0)
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

# What each Word file has that Markdown cannot say. `inserted` must stand once in the Markdown; `deleted` is the older
# wording before it, which a reader of the document must leave out. `control` is the summary entry kept in a content control.
PLANS = {
    "northmoor-draft": {
        "place": "Northmoor",
        "clause_style": "Northmoor Clause",
        "inserted": " and by the CCG's risk reserve",
        "deleted": " and by the Council's general reserve",
        "control": "Northmoor Borough Council",
    },
    "eastvale-good": {"place": "Eastvale", "control": "Eastvale County Council"},
    "harrowdale-poor": {"place": "Harrowdale", "control": "Harrowdale Metropolitan Borough Council"},
}


# ---------------------------------------------------------------- Markdown


def read_blocks(text):
    """Cuts Markdown into (kind, value) blocks, and footnotes into a dictionary by number."""
    blocks, notes = [], {}
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = chunk.split("\n")
        note = re.match(r"\[\^(\d+)\]: (.*)", " ".join(lines))
        if note:
            notes[note[1]] = note[2]
        else:
            blocks.extend(read_chunk(lines))
    return mark_front_matter(blocks), notes


def read_chunk(lines):
    """Names the kind of one run of lines that has no empty line in it."""
    first, joined = lines[0], " ".join(line.strip() for line in lines)
    heading = re.match(r"(#+) (.*)", first)
    if heading:
        return [("heading", (len(heading[1]), heading[2]))]
    if first.startswith("|"):
        return [("table", [split_row(line) for line in lines if not re.fullmatch(r"[|\s-]+", line)])]
    if first.startswith("> "):
        return [("quote", " ".join(line[2:] for line in lines))]
    if first.startswith("- "):
        return [("bullet", line[2:]) for line in lines]
    if re.match(r"\d+\. ", first):
        return [("number", re.sub(r"^\d+\. ", "", line)) for line in lines]
    if re.match(r"(Figure|Table) \d+: ", first):
        return [("caption", joined)]
    return [("paragraph", joined)]


def split_row(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def mark_front_matter(blocks):
    """Tells the title, the lines under it and the contents list from ordinary headings, paragraphs and bullets."""
    marked, before_contents, in_contents = [], True, False
    for kind, value in blocks:
        if kind == "heading":
            in_contents = value[1] == "Contents"
            before_contents = before_contents and value[0] == 1
            kind = "title" if value[0] == 1 else "contents" if in_contents else kind
        elif kind == "paragraph" and before_contents:
            kind = "subtitle"
        elif kind == "bullet" and in_contents:
            kind, value = "entry", re.match(r"(.*?) \.{3,} (\d+)$", value).groups()
        marked.append((kind, value))
    return marked


def spans(text):
    """Cuts a line into (kind, words, target) spans."""
    pattern = r"\*\*(.+?)\*\*|\*(.+?)\*|\[\^(\d+)\]|\[(.+?)\]\((.+?)\)"
    end = 0
    for match in re.finditer(pattern, text):
        if match.start() > end:
            yield "plain", text[end : match.start()], None
        bold, italic, note, label, target = match.groups()
        if note:
            yield "note", "", note
        elif label:
            yield "link", label, target
        else:
            yield ("bold" if bold else "italic"), bold or italic, None
        end = match.end()
    if end < len(text):
        yield "plain", text[end:], None


# ---------------------------------------------------------------- Word


class WordFile:
    """One plan on its way to Word."""

    def __init__(self, plan, notes):
        self.plan, self.notes = plan, notes
        self.document = Document()
        self.section_style = plan.get("clause_style")
        self.control = plan["control"]
        self.add_styles()
        self.add_header_and_footer()
        self.set_properties()

    def add_styles(self):
        styles = self.document.styles
        entry = styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        entry.element.set(qn("w:styleId"), "TOC1")
        entry.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH).element.set(qn("w:styleId"), "FootnoteText")
        reference = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        reference.element.set(qn("w:styleId"), "FootnoteReference")
        reference.font.superscript = True
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        link.font.underline = True
        if self.section_style:
            clause = styles.add_style(self.section_style, WD_STYLE_TYPE.PARAGRAPH)
            clause.base_style = styles["Heading 2"]
            clause.next_paragraph_style = styles["Normal"]

    def add_header_and_footer(self):
        section = self.document.sections[0]
        section.header.paragraphs[0].text = f"{self.plan['place']} Better Care Fund plan 2015/16"
        footer = section.footer.paragraphs[0]
        footer.add_run("Page ")
        footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))

    def set_properties(self):
        core = self.document.core_properties
        core.author = core.last_modified_by = AUTHOR
        core.created = core.modified = WRITTEN
        core.title = f"{self.plan['place']} Better Care Fund plan"
        core.comments, core.revision, core.language = "An invented place", 1, "en-GB"

    def add(self, kind, value):
        """Adds one block in the style that Word users expect for it."""
        if kind == "table":
            return self.add_table(value)
        if kind == "heading":
            level, text = value
            style = self.section_style if self.section_style and level == 3 else f"Heading {level - 1}"
            return self.fill(self.document.add_paragraph(style=style), text)
        if kind == "entry":
            return self.fill(self.document.add_paragraph(style="toc 1"), "\t".join(value))
        styles = {"subtitle": "Subtitle", "quote": "Quote", "caption": "Caption", "paragraph": "Normal", "title": "Title"}
        styles.update(bullet="List Bullet", number="List Number", contents="TOC Heading")
        text = value[1] if kind in ("title", "contents") else value
        return self.fill(self.document.add_paragraph(style=styles[kind]), text)

    def add_table(self, rows):
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for cells, row in zip(rows, table.rows):
            targets = row.cells
            if len(cells) > 2 and cells[0] and not any(cells[1:]):
                targets = [targets[0].merge(targets[-1])]
            for text, cell in zip(cells, targets):
                self.fill(cell.paragraphs[0], text)
        header = table.rows[0]._tr.get_or_add_trPr()
        header.append(OxmlElement("w:tblHeader"))
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True

    def fill(self, paragraph, text):
        """Writes one line of Markdown into a paragraph."""
        if text == self.control:
            paragraph._p.append(content_control(text))
            self.control = None
            return
        for kind, words, target in spans(text):
            if kind == "note":
                paragraph._p.append(footnote_mark(target))
            elif kind == "link":
                self.add_link(paragraph, words, target)
            elif kind == "plain" and self.plan.get("inserted", "\0") in words:
                self.add_revision(paragraph, words)
            else:
                run = paragraph.add_run(words)
                run.bold = True if kind == "bold" else None
                run.italic = True if kind == "italic" else None

    def add_link(self, paragraph, words, target):
        relation = self.document.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"/>')
        run = paragraph.add_run(words, style="Hyperlink")
        link.append(run._r)
        paragraph._p.append(link)

    def add_revision(self, paragraph, words):
        """Writes a sentence with the older wording struck out and the newer one put in."""
        before, after = words.split(self.plan["inserted"])
        paragraph.add_run(before)
        paragraph._p.append(revision("del", "delText", self.plan["deleted"], 1))
        paragraph._p.append(revision("ins", "t", self.plan["inserted"], 2))
        paragraph.add_run(after)

    def attach_footnotes(self):
        """Adds the footnotes part, which python-docx does not know."""
        if not self.notes:
            return
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, footnotes_xml(self.notes), package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def to_bytes(self):
        self.attach_footnotes()
        loose = io.BytesIO()
        self.document.save(loose)
        return with_fixed_times(loose)


def content_control(words):
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="Local authority"/><w:tag w:val="local-authority"/>'
        f'<w:id w:val="20140919"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{escape(words)}</w:t></w:r>'
        f"</w:sdtContent></w:sdt>"
    )


def revision(element, text_element, words, number):
    return parse_xml(
        f'<w:{element} {nsdecls("w")} w:id="{number}" w:author="{AUTHOR}" w:date="2014-09-12T09:00:00Z"><w:r>'
        f'<w:{text_element} xml:space="preserve">{escape(words)}</w:{text_element}></w:r></w:{element}>'
    )


def footnote_mark(number):
    return parse_xml(
        f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
    )


def footnotes_xml(notes):
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    )
    bodies = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r></w:p></w:footnote>'
        for number, words in notes.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:footnotes {nsdecls("w")}>{separators}{bodies}</w:footnotes>'.encode()


def escape(words):
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_fixed_times(loose):
    """Packs the archive again, so that nothing in it depends on when or where it was made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def build(name):
    blocks, notes = read_blocks((HERE / f"{name}.md").read_text(encoding="utf-8"))
    word = WordFile(PLANS[name], notes)
    for kind, value in blocks:
        word.add(kind, value)
    return word.to_bytes()


# ---------------------------------------------------------------- the check


def markdown_words(text):
    """The words of the Markdown, footnotes last, by a road that does not share the parser above."""
    notes = re.findall(r"^\[\^\d+\]: (.*)$", text, re.M)
    body = re.sub(r"^\[\^\d+\]: .*$", "", text, flags=re.M)
    body = re.sub(r"^\|[|\s-]+\|$", "", body, flags=re.M)
    body = re.sub(r"^(#+|>|-|\d+\.) ", "", body, flags=re.M)
    body = re.sub(r"\[\^\d+\]", "", body)
    body = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", body)
    body = re.sub(r" \.{3,} ", " ", body)
    body = body.replace("|", " ").replace("*", "")
    return (body + " " + " ".join(notes)).split()


def word_words(data):
    """The words of the Word file as python-docx opens it: body, tables, accepted insertions, then footnotes."""
    document = Document(io.BytesIO(data))
    words = element_words(document.element.body)
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            words += element_words(parse_xml(relation.target_part.blob))
    return words


def element_words(element):
    words = []
    for paragraph in element.iter(qn("w:p")):
        pieces = ["\t" if node.tag == qn("w:tab") else node.text or "" for node in paragraph.iter(qn("w:t"), qn("w:tab"))]
        words += "".join(pieces).split()
    return words


def check(name):
    """Says what is wrong with one Word file, or nothing."""
    expected = markdown_words((HERE / f"{name}.md").read_text(encoding="utf-8"))
    data = (HERE / f"{name}.docx").read_bytes()
    found = word_words(data)
    for position, (left, right) in enumerate(zip(expected, found)):
        if left != right:
            return f"word {position}: {left!r} in Markdown, {right!r} in Word (near {' '.join(expected[position - 5 : position])!r})"
    if len(expected) != len(found):
        return f"{len(expected)} words in Markdown, {len(found)} in Word"
    if build(name) != data:
        return "the words are the same, but building it again gives other bytes: run make-docx.py"
    print(f"{name}.docx: {len(found)} words, the same as {name}.md")
    return None


def main():
    faults = []
    for name in PLANS:
        if "--check" in sys.argv[1:]:
            fault = check(name)
            faults += [f"{name}.docx: {fault}"] if fault else []
        else:
            (HERE / f"{name}.docx").write_bytes(build(name))
            print(f"wrote {name}.docx")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
