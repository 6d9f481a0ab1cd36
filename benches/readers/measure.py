"""How well and how fast planlint reads documents, against other programs that read them.

In:  folders or files: .docx, .odt, .html, .pdf; anything else in them is passed over.
Out: tables of words, headings, levels and times, each with how many files it is from and what was left out.

    words     F1 of the words of `planlint show text` against pandoc (docx, odt, html) or pdftotext (pdf)
    headings  F1 of the headings, as often as each stands there, against pandoc's (docx, odt) or the structure tree's
              as pdfinfo prints it (pdf with tags), and how often the levels agree; for PDFs twice, as they are and
              with the name of their structure tree taken out, so that headings must be told by looks
    times     whole processes, the two programs in turn on the same file; with --inside, the reader alone as
              `cargo run --release --example reading` times it

Run: python benches/readers/measure.py [--planlint PATH] [--inside PATH] [--only words,headings,times] [--worst N] FOLDER…

References are other programs, not the truth: what they leave out on purpose or by mistake counts against planlint here.
Headings with fewer than two letters are not counted, nor are files in which the reference finds fewer than 50 words, or
PDFs whose tags name fewer than five headings: their authors tagged them by chance. Nor are PDFs in which pdfinfo finds
the words of fewer than half of the headings that it lists: what it does not find could only count against planlint.
"""

import argparse
import collections
import json
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import unicodedata
from pathlib import Path

ENDINGS = {"docx": "docx", "docm": "docx", "odt": "odt", "html": "html", "htm": "html", "pdf": "pdf"}
LEAST_WORDS = 50
LEAST_TAGGED = 5
SECONDS = 40


def main():
    arguments = parsed()
    files = sorted(found(arguments.places))
    for tool in ("pandoc", "pdftotext", "pdfinfo", "qpdf"):
        if not shutil.which(tool):
            print(f"{tool} is not installed: what needs it is left out")
    only = arguments.only.split(",")
    if "words" in only:
        words_table(files, arguments)
    if "headings" in only:
        headings_table(files, arguments)
    if "times" in only:
        times_table(files, arguments)


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--planlint", default="target/release/planlint")
    parser.add_argument("--inside", help="the built example `reading`, to time the reader alone")
    parser.add_argument("--only", default="words,headings,times")
    parser.add_argument("--worst", type=int, default=0, help="name so many of the files that agree least")
    parser.add_argument("--runs", type=int, default=5, help="how often each file is timed")
    return parser.parse_args()


def found(places):
    for place in places:
        for file in place.rglob("*") if place.is_dir() else [place]:
            form = ENDINGS.get(file.suffix.lower().lstrip("."))
            if form and file.is_file():
                yield form, file


# What the programs say


def run(*command):
    """Standard output of a command, or nothing if it does not end well."""
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, timeout=SECONDS)
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def notation(planlint, file):
    return run(planlint, "show", "text", file)


class Pandoc:
    """What pandoc makes of a document: its words in order, and its headings."""

    def __init__(self, form, file):
        self.words, self.headings = [], []
        said = run("pandoc", "-f", form, "-t", "json", file) if shutil.which("pandoc") else None
        self.whole = said is not None
        if not self.whole:
            return
        tree = json.loads(said)
        for name in ("title", "subtitle", "author", "date", "abstract"):
            self.walk(tree["meta"].get(name))
        self.walk(tree["blocks"])

    def walk(self, node):
        if isinstance(node, list):
            for part in node:
                self.walk(part)
        elif isinstance(node, dict):
            kind, content = node.get("t"), node.get("c")
            if kind == "Str":
                self.words.append(content)
            elif kind in ("Code", "Math", "CodeBlock"):
                self.words.append("\0" + content[1] + "\0")
            elif kind == "Header":
                self.heading(content)
            elif kind == "OrderedList":
                self.numbered(content)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                self.words.append("\0")
            elif kind == "Note":
                self.words.append("\0")
                self.walk(content)
            elif kind == "Image":
                pass  # a picture's description is not shown
            else:
                if kind in ("Para", "Plain", "BulletList", "Table", "LineBlock"):
                    self.words.append("\0")
                self.walk(content)
                for name, part in node.items():
                    if name not in ("t", "c"):
                        self.walk(part)
            if kind in ("Para", "Plain", "Header"):
                self.words.append("\0")

    def heading(self, content):
        level, _, inlines = content
        self.words.append("\0")
        start = len(self.words)
        self.walk(inlines)
        self.headings.append((level, "".join(self.words[start:]).replace("\0", " ")))
        self.words.append("\0")

    def numbered(self, content):
        (first, style, _), items = content
        for number, item in enumerate(items, first):
            self.words.append(f"\0{count(number, style['t'])}\0")
            self.walk(item)

    def text(self):
        return "".join(self.words).replace("\0", " ")


def count(number, style):
    if style.endswith("Alpha"):
        return chr(ord("a") + (number - 1) % 26)
    if style.endswith("Roman"):
        signs = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
        signs += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
        text = ""
        for value, sign in signs:
            while number >= value:
                text, number = text + sign, number - value
        return text
    return str(number)


def tagged_headings(file):
    """The headings of a PDF's structure tree, as pdfinfo prints it."""
    said = run("pdfinfo", "-struct-text", file) if shutil.which("pdfinfo") else None
    headings, inside = [], None
    for line in (said or "").splitlines():
        depth = len(line) - len(line.lstrip())
        if inside is not None and depth <= inside:
            inside = None
        tag = re.match(r" *H([1-6])?(?: \"[^\"]*\")? \((?:block|inline)\)", line)
        if tag and inside is None:
            inside = depth
            headings.append((int(tag[1] or 1), ""))
        elif inside is not None and line.strip().startswith('"'):
            level, words = headings[-1]
            headings[-1] = (level, words + " " + line.strip().strip('"'))
    return headings


def without_tags(file, folder):
    """A copy of a PDF in which the structure tree has another name."""
    plain = Path(folder) / "plain.pdf"
    plain.unlink(missing_ok=True)
    try:
        options = ["--qdf", "--object-streams=disable", "--warning-exit-0"]
        subprocess.run(["qpdf", *options, str(file), str(plain)], capture_output=True, timeout=SECONDS)
    except (subprocess.TimeoutExpired, OSError):
        return None
    if not plain.exists():
        return None
    whole = plain.read_bytes()
    plain.write_bytes(whole.replace(b"/StructTreeRoot", b"/XtructTreeRoot").replace(b"/Outlines", b"/Xutlines"))
    return plain


# What they are compared by


def words(text):
    text = re.sub(r"^\[(contents|caption|note|box|placeholder|reference)\]", " ", text, flags=re.M)
    text = re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", unicodedata.normalize("NFKC", text))
    return re.findall(r"[^\W_]+", text.casefold())


def agreement(ours, theirs):
    ours, theirs = collections.Counter(ours), collections.Counter(theirs)
    same = sum((ours & theirs).values())
    return same, sum(ours.values()), sum(theirs.values())


def scores(same, ours, theirs):
    precision, recall = same / max(ours, 1), same / max(theirs, 1)
    return precision, recall, 2 * same / max(ours + theirs, 1)


LABEL = re.compile(r"^\W*(\d{1,3}(\.\d{1,3})*[.):]?|\(?([a-z]|[ivx]{1,5})[.)])\s+", re.I)


# where the label is a box of its own, pdfinfo may print it last
LAST = re.compile(r"(?<=\D) \d{1,2}(\.\d{1,3})*$")


def key(heading):
    return "".join(words(LAST.sub("", LABEL.sub("", " ".join(heading.split())))))


def our_headings(text):
    return [(len(mark[1]), mark[2]) for mark in re.finditer(r"^(#{1,6}) (.*)$", text, flags=re.M)]


def keyed(headings):
    pairs = [(level, key(heading)) for level, heading in headings]
    return [(level, heading) for level, heading in pairs if len(heading) > 1]


def steps(ours, theirs):
    """Of headings that both have, in order: how many steps from one to the next go the same way in both, and how
    many there are."""
    places = collections.defaultdict(list)
    for level, heading in theirs:
        places[heading].append(level)
    both = [(level, places[heading].pop(0)) for level, heading in ours if places[heading]]
    way = lambda one, two: (two > one) - (two < one)
    pairs = list(zip(both, both[1:]))
    return sum(way(a[0], b[0]) == way(a[1], b[1]) for a, b in pairs), len(pairs)


# The tables


def words_table(files, arguments):
    print("\nWords              files  refused  no reference  short  precision  recall  F1     mean F1  F1 ≥ bar")
    for form, bar in (("docx", 0.98), ("odt", 0.98), ("html", 0.98), ("pdf", 0.95)):
        mine = [file for kind, file in files if kind == form]
        if not mine:
            continue
        refused = unknown = short = 0
        sums, each = [0, 0, 0], []
        for file in mine:
            ours = notation(arguments.planlint, file)
            if form == "pdf":
                theirs = run("pdftotext", "-q", file, "-") if shutil.which("pdftotext") else None
            else:
                pandoc = Pandoc(form, file)
                theirs = pandoc.text() if pandoc.whole else None
            if theirs is None or ours is None:
                refused += ours is None
                unknown += ours is not None
                continue
            theirs = words(theirs)
            if len(theirs) < LEAST_WORDS:
                short += 1
                continue
            found = agreement(words(ours), theirs)
            sums = [total + part for total, part in zip(sums, found)]
            each.append((scores(*found)[2], file, scores(*found)))
        print(f"{form:18} {len(each):5} {refused:8} {unknown:13} {short:6}", end="")
        if each:
            precision, recall, f1 = scores(*sums)
            mean = statistics.mean(score for score, *_ in each)
            over = sum(score >= bar for score, *_ in each) / len(each)
            print(f"  {precision:9.4f}  {recall:.4f}  {f1:.4f}  {mean:.4f}  {over:.3f} ≥ {bar}", end="")
        print()
        for score, file, (precision, recall, _) in sorted(each, key=lambda one: one[0])[: arguments.worst]:
            print(f"    {score:.3f}  P {precision:.3f}  R {recall:.3f}  {file}")


def headings_table(files, arguments):
    print("\nHeadings           files  theirs  ours  precision  recall  F1     mean F1  steps alike  level alike")
    for form in ("docx", "odt", "html", "pdf"):
        mine = [file for kind, file in files if kind == form]
        rows = {form: []}
        with tempfile.TemporaryDirectory() as folder:
            for file in mine:
                listed = tagged_headings(file) if form == "pdf" else Pandoc(form, file).headings
                theirs = keyed(listed)
                if form == "pdf" and 2 * len(theirs) < len(listed):
                    continue
                ours = notation(arguments.planlint, file) if theirs else None
                if ours is None or form == "pdf" and len(theirs) < LEAST_TAGGED:
                    continue
                rows[form].append((file, keyed(our_headings(ours)), theirs))
                plain = without_tags(file, folder) if form == "pdf" and shutil.which("qpdf") else None
                text = notation(arguments.planlint, plain) if plain else None
                if text is not None:
                    rows.setdefault("pdf, tags ignored", []).append((file, keyed(our_headings(text)), theirs))
        for name, each in rows.items():
            heading_row(name, each, arguments.worst)


def heading_row(name, each, worst):
    if not each:
        return
    sums, alike, pairs, level, both, single = [0, 0, 0], 0, 0, 0, 0, []
    for file, ours, theirs in each:
        found = agreement([heading for _, heading in ours], [heading for _, heading in theirs])
        sums = [total + part for total, part in zip(sums, found)]
        single.append((scores(*found)[2], file, scores(*found)))
        same, all_pairs = steps(ours, theirs)
        alike, pairs = alike + same, pairs + all_pairs
        exact, _, _ = agreement(ours, theirs)
        level, both = level + exact, both + found[0]
    precision, recall, f1 = scores(*sums)
    mean = statistics.mean(score for score, *_ in single)
    print(f"{name:18} {len(each):5} {sums[2]:7} {sums[1]:5}  {precision:9.3f}  {recall:.3f}  {f1:.3f}  {mean:.3f}", end="")
    print(f"    {alike / max(pairs, 1):.3f}        {level / max(both, 1):.3f}")
    for score, file, (precision, recall, _) in sorted(single, key=lambda one: one[0])[:worst]:
        print(f"    {score:.3f}  P {precision:.3f}  R {recall:.3f}  {file}")


def times_table(files, arguments):
    print("\nTimes              files  planlint ms  reference ms  ratio  inside ms  ratio")
    for form in ("docx", "odt", "html", "pdf"):
        mine = [file for kind, file in files if kind == form]
        sums, timed = [0.0, 0.0, 0.0], 0
        for file in mine:
            other = ["pdftotext", "-q", file, "-"] if form == "pdf" else ["pandoc", "-f", form, "-t", "plain", file]
            if not shutil.which(other[0]):
                continue
            pair = paired([arguments.planlint, "show", "text", file], other, arguments.runs)
            if pair:
                inside = within(arguments.inside, file)
                sums = [total + part for total, part in zip(sums, (*pair, inside))]
                timed += 1
        if timed:
            ours, theirs, inside = (1000 * total / timed for total in sums)
            print(f"{form:18} {timed:5} {ours:12.1f} {theirs:13.1f} {theirs / ours:6.1f}", end="")
            print(f" {inside:10.3f} {theirs / inside:6.0f}" if inside else "          -      -")


def paired(ours, theirs, runs):
    """The median times of two commands that take turns; nothing if one of them does not end well."""
    taken = ([], [])
    for _ in range(runs):
        for command, times in zip((ours, theirs), taken):
            began = time.perf_counter()
            if run(*command) is None:
                return None
            times.append(time.perf_counter() - began)
    return tuple(map(statistics.median, taken))


def within(example, file):
    said = run(example, file) if example else None
    return float(said.split()[0]) / 1000 if said else 0.0


if __name__ == "__main__":
    main()
