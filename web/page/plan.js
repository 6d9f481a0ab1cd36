// The plan: its blocks in order, the evidence marked on them, and a card at the place of everything that is missing.

import { cardOf, placeTitle } from "./card.js";
import { counted, element, sentence } from "./element.js";
import { STRENGTHS, tag } from "./words.js";

/** The plan of `page`. */
export function planOf(page) {
  return element(
    "article",
    { class: "plan", "aria-labelledby": "plan-heading" },
    element("h2", { id: "plan-heading" }, "The plan"),
    legend(page),
    element("div", { class: "paper" }, new Writer(page).write()),
  );
}

/** What the marks mean, and how many there are. */
function legend(page) {
  const count = (strength) => page.passages.filter((passage) => passage.strength === strength && passage.standing === "asserted").length;
  const entry = ([strength, [word, means]]) =>
    element(
      "li",
      {},
      element("span", { class: `claim ${strength}` }, word),
      ` ${means} `,
      element("span", { class: "count" }, `(${count(strength)})`),
    );
  return element(
    "details",
    { class: "legend" },
    element("summary", {}, `${counted(page.passages.length, "passage")} on loneliness, isolation or contact: what the marks mean`),
    element("ul", {}, Object.entries(STRENGTHS).map(entry)),
    element("p", {}, "The underline grows with the strength. A grey mark does not count: it is somebody else’s, over, or on a condition. Choose a mark’s word to see what decided it."),
  );
}

/** Writes blocks one after another: items into lists, rows into tables, cards between them. */
class Writer {
  constructor(page) {
    this.page = page;
    this.out = [];
    this.rank = 3;
    this.list = null;
    this.table = null;
    this.passages = new Map(page.passages.map((passage) => [passage.block, passage]));
    this.cards = grouped(page.outcomes);
    this.heads = new Map();
  }

  write() {
    this.place(-1);
    this.page.blocks.forEach((block, number) => this.block(block, number));
    return this.out;
  }

  block(block, number) {
    if (block.kind !== "item") this.list = null;
    if (block.table === undefined || this.table?.number !== block.table) this.table = null;
    const own = block.kind === "row" || block.kind === "header-row" ? this.row(block, number) : this.words(block, number);
    own.id = `block-${number}`;
    own.tabIndex = -1;
    this.note(number, own);
    this.place(number, own);
  }

  words(block, number) {
    if (block.kind === "heading") this.rank = Math.min(6, block.depth + 2);
    const name = { heading: `h${this.rank}`, item: "li", quotation: "blockquote" }[block.kind] ?? "p";
    const label = block.label && element("span", { class: "label" }, `${block.label} `);
    const sign = { guidance: "template prompt", unreadable: "cannot be read" }[block.kind];
    const own = element(
      name,
      { class: `block ${block.kind} depth-${Math.min(block.depth, 6)}${block.label ? " labelled" : ""}` },
      label,
      sign && element("span", { class: "sign" }, `${sign}: `),
      this.marked(block.text ?? "", number, undefined),
    );
    if (block.kind !== "item") this.out.push(own);
    else this.item(own);
    return own;
  }

  item(own) {
    if (!this.list) {
      this.list = element("ul", { class: "items" });
      this.out.push(this.list);
    }
    this.list.append(own);
  }

  row(block, number) {
    const head = block.kind === "header-row";
    if (!this.table) this.openTable(block.table, head ? null : this.heads.get(block.table));
    const cell = (cell, at) => element(head ? "th" : "td", head ? { scope: "col" } : {}, this.marked(cell.text, number, at));
    const own = element("tr", { class: "block row" }, (block.cells ?? []).map(cell));
    if (head) this.heads.set(block.table, block.cells);
    (head ? this.table.head : this.table.body).append(own);
    return own;
  }

  /** A new table, or the rest of one that a card or a table inside it has parted: then its columns are named again. */
  openTable(number, head) {
    const again = head?.map((cell) => element("th", { scope: "col" }, cell.text));
    const table = { number, head: element("thead"), body: element("tbody") };
    if (again) table.head.append(element("tr", {}, again));
    const label = `Table ${number}${again ? ", continued" : ""}`;
    this.out.push(
      element("div", { class: "table", tabindex: 0, role: "region", "aria-label": label }, element("table", {}, table.head, table.body)),
    );
    this.table = table;
  }

  /** The words of a block or cell, its evidence marked. */
  marked(text, number, cell) {
    const passage = this.passages.get(number);
    const claims = passage?.claims.filter((claim) => claim.cell === cell) ?? [];
    if (claims.length === 0) return [text];
    const bytes = new Bytes(text);
    const decided = passage.because.filter((words) => words.start !== undefined && words.cell === cell);
    let at = 0;
    const parts = [];
    for (const claim of claims.toSorted((one, two) => one.start - two.start)) {
      parts.push(bytes.words(at, claim.start), this.claim(passage, claim, bytes, decided, number));
      at = claim.end;
    }
    return [...parts, bytes.words(at)];
  }

  claim(passage, claim, bytes, decided, number) {
    const inside = decided.filter((words) => claim.start <= words.start && words.end <= claim.end);
    let at = claim.start;
    const parts = [];
    for (const words of inside.toSorted((one, two) => one.start - two.start)) {
      parts.push(bytes.words(at, words.start), element("strong", { class: "cue" }, bytes.words(words.start, words.end)));
      at = words.end;
    }
    parts.push(bytes.words(at, claim.end));
    const stands = claim.standing === "asserted" ? "" : " fallen";
    const first = claim === passage.claims[0];
    const button = first && noteButton(number, claim);
    const word = button || element("span", { class: "tagged" }, tag(claim));
    return element("mark", { class: `claim ${claim.strength}${stands}` }, parts, " ", word);
  }

  /** What decided the evidence of a block, shown when its tag is chosen. */
  note(number, own) {
    const passage = this.passages.get(number);
    if (!passage) return;
    // A passage may be carried by a heading: then no words of its own are marked, and the tag stands at its end.
    if (!own.querySelector(".tagged")) (own.cells?.[0] ?? own).append(" ", noteButton(number, passage));
    const row = own.localName === "tr";
    const id = { id: `note-${number}`, hidden: true };
    const note = element("div", { class: "evidence-note", ...(row ? {} : id) }, noteWords(passage));
    if (row) own.after(element("tr", { class: "evidence-row", ...id }, element("td", { colspan: own.cells.length }, note)));
    else if (own.localName === "li") own.append(note);
    else this.out.push(note);
  }

  /** The cards that belong after a block. */
  place(number, own) {
    const outcomes = this.cards.get(number);
    if (!outcomes) return;
    const rank = Math.min(6, this.rank + 1);
    const aside = outcomes.filter((outcome) => outcome.set_aside).length;
    const words = placeTitle(outcomes.length - aside, aside, number < 0 ? "in this plan" : "here");
    const place = element("div", { class: "place" }, element("p", { class: "place-title" }, words), outcomes.map((outcome) => cardOf(outcome, rank)));
    if (own?.localName === "li") return own.append(place);
    this.out.push(place);
    this.table = null;
  }
}

/** Outcomes with a card, by the block after which it stands; -1 before the plan, for those without a place. */
function grouped(outcomes) {
  const groups = new Map();
  for (const outcome of outcomes) {
    if (!outcome.severity && outcome.verdict !== "review") continue;
    const at = outcome.place?.after ?? outcome.evidence[0] ?? -1;
    groups.set(at, [...(groups.get(at) ?? []), outcome]);
  }
  return groups;
}

function noteButton(number, claim) {
  const id = `note-${number}`;
  const button = element(
    "button",
    { type: "button", class: "tagged", "aria-expanded": "false", "aria-controls": id },
    tag(claim),
    element("span", { class: "unseen" }, ": what decided this"),
  );
  button.addEventListener("click", () => {
    const note = document.getElementById(id);
    note.hidden = !note.hidden;
    button.setAttribute("aria-expanded", String(!note.hidden));
  });
  return button;
}

function noteWords(passage) {
  const slots = { owner: "who leads", date: "by when", measure: "how measured", resource: "what pays for it" };
  return [
    element("p", {}, element("strong", {}, `${sentence(passage.says)}, on ${passage.about}.`)),
    passage.because.length > 0 &&
      element("ul", {}, passage.because.map(({ words, shows }) => element("li", {}, `“${words}”: ${shows}`))),
    Object.entries(passage.slots).map(([slot, words]) => element("p", {}, `${sentence(slots[slot])}: “${words}”`)),
    passage.lacks.length > 0 && element("p", {}, `It does not say ${passage.lacks.map((slot) => slots[slot]).join(", ")}.`),
    passage.cautions.map((caution) => element("p", {}, caution)),
    passage.meets.length > 0 && element("p", {}, `Enough for ${passage.meets.join(", ")}.`),
  ].flat();
}

/** A text by bytes, as planlint counts, and not by the units of the browser. */
class Bytes {
  constructor(text) {
    this.bytes = new TextEncoder().encode(text);
    this.decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  }

  words(start, end) {
    return this.decoder.decode(this.bytes.subarray(start, end));
  }
}
