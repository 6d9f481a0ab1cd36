// Choosing a plan: by the button, by dropping it, or the made-up one; and what is asked about it.

import { byId, element } from "./element.js";
import { Trouble } from "./trouble.js";

/** Makes the start page ready; `check` takes a file and what is asked. */
export function setUp(about, check) {
  const file = byId("file");
  file.accept = about.endings.join(",");
  const most = Math.round(about.most_bytes / 2 ** 20);
  byId("file-hint").textContent = `Reads ${inWords(about.endings)}; up to ${most} MB.`;
  byId("kind").append(...about.kinds.map(([id, title]) => element("option", { value: id }, title)));
  byId("choose").addEventListener("submit", (event) => {
    event.preventDefault();
    if (file.files[0]) check(file.files[0], asked(file.files[0].name));
  });
  byId("example").addEventListener("click", () => {
    const [name, text] = about.example;
    check(new File([text], name), { name });
  });
  dropping(byId("drop"), (dropped) => check(dropped, asked(dropped.name)));
}

/** Refuses what planlint would refuse, before any of it is read. */
export function refuse(file, about) {
  if (file.size > about.most_bytes) {
    const most = Math.round(about.most_bytes / 2 ** 20);
    throw new Trouble(
      `\`${file.name}\` is larger than ${most} MB`,
      "a plan seldom takes a tenth of that; check that this is the right file, or split it",
    );
  }
}

function asked(name) {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London" }).format(new Date());
  return { name, kind: byId("kind").value, as_of: byId("as-of").value, profile: byId("profile").value, today };
}

/** Takes one file dropped anywhere on the page, so that a near miss does not open it instead. */
function dropping(zone, take) {
  const over = (on) => zone.classList.toggle("over", on);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) over(false);
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}

/** The kinds of file as people call them: of the endings of each only the one most often met is looked for. */
const FILES = {
  ".docx": "Word",
  ".pdf": "PDF",
  ".odt": "OpenDocument",
  ".xlsx": "Excel",
  ".html": "web pages",
  ".md": "Markdown",
  ".txt": "plain text",
};

function inWords(endings) {
  const shown = Object.entries(FILES).filter(([ending]) => endings.includes(ending)).map(([, name]) => name);
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
