"""Saves the example plans in every format that is read, as a person with LibreOffice would.

In:  the plans in examples/ (Markdown, and the Word files beside them).
Out: in the folder named, for each plan: .docx, .odt, .html, .pdf (without tags) and -tagged.pdf.

Run: python benches/readers/make.py FOLDER        needs pandoc and soffice (LibreOffice)
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
UNTAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for tool in ("pandoc", "soffice"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is not installed; nothing was made")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    plans = sorted(plan for plan in EXAMPLES.glob("*.md") if plan.name != "README.md")
    for plan in plans:
        word = folder / f"{plan.stem}.docx"
        if plan.with_suffix(".docx").exists():
            shutil.copy(plan.with_suffix(".docx"), word)
        else:
            pandoc(plan, word)
        pandoc(plan, folder / f"{plan.stem}.html", "--standalone")
    words = sorted(folder.glob("*.docx"))
    convert(words, "odt", folder)
    with tempfile.TemporaryDirectory() as apart:
        convert(words, TAGGED, Path(apart))
        for made in Path(apart).glob("*.pdf"):
            shutil.move(made, folder / f"{made.stem}-tagged.pdf")
    convert(words, UNTAGGED, folder)
    print(f"{len(plans)} plans in five forms, in {folder}")


def pandoc(plan, target, *options):
    subprocess.run(["pandoc", "-f", "markdown-smart", *options, plan, "-o", target], check=True)


def convert(words, form, folder):
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
        command += ["--convert-to", form, "--outdir", str(folder), *map(str, words)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
