// A card for what is expected of the plan: the gap, what to do, a drafted action, and why.

import { counted, element, say, sentence } from "./element.js";
import { SEVERITIES, VERDICTS } from "./words.js";

/** The id of the card of an expectation. */
export const cardId = (outcome) => `card-${outcome.code}`;

/** The tags of an outcome: how much it matters, and the verdict. */
export function tags(outcome) {
  const severity = SEVERITIES[outcome.severity];
  return [
    severity && element("span", { class: `tag severity ${outcome.severity}`, title: severity.means }, severity.name),
    element("span", { class: `tag verdict ${outcome.verdict}` }, VERDICTS[outcome.verdict]),
    outcome.set_aside && element("span", { class: "tag", title: "it does not count, for its author accepts it" }, "Set aside"),
  ];
}

/** The card of `outcome`; its title is a heading of this `rank`. */
export function cardOf(outcome, rank) {
  const id = cardId(outcome);
  return element(
    "section",
    { class: `card ${outcome.severity ?? outcome.verdict}${outcome.set_aside ? " aside" : ""}`, id, "data-code": outcome.code, "aria-labelledby": `${id}-title` },
    element("p", { class: "tags" }, tags(outcome), element("span", { class: "code" }, outcome.code)),
    element(`h${rank}`, { id: `${id}-title`, class: "card-title", tabindex: -1 }, outcome.title),
    element("p", { class: "gap" }, element("strong", {}, "In this plan: "), `${outcome.gap}.`),
    (outcome.told ?? []).map((words) => element("p", {}, `${sentence(words)}.`)),
    outcome.severity && element("p", {}, `${sentence(outcome.remedy)}: ${what(outcome.expected)}.`),
    outcome.place?.sureness === "low" &&
      element("p", { class: "guess" }, "The place is a suggestion: nothing in the plan points to one."),
    details(outcome),
    element("p", { class: "back" }, element("a", { href: `#item-${outcome.code}` }, "Back to the list")),
  );
}

/** What the cards of a place are: how many call for action, and how many are set aside. */
export function placeTitle(acts, aside, where) {
  if (acts === 0) return `${counted(aside, "thing")} set aside ${where}`;
  return `${counted(acts, "thing")} to act on ${where}${aside > 0 ? `, ${aside} set aside` : ""}`;
}

/** What `expected here: who will do what` says after its colon. */
const what = (expected) => expected.replace(/^[^:]*: /, "");

function details(outcome) {
  return element(
    "details",
    {},
    element("summary", {}, outcome.severity ? "A drafted action, and why it is expected" : "Why it is expected"),
    outcome.severity && draft(outcome),
    element("p", { class: "small-title" }, "Why"),
    outcome.why.trim().split(/\n\s*\n/).map((words) => element("p", {}, words)),
    element("p", { class: "small-title" }, "On whose authority"),
    element("p", {}, `${sentence(outcome.modality)}. It speaks to: ${outcome.holder}.`),
    element("ul", { class: "cites" }, outcome.cites.map((cite) => element("li", {}, source(cite)))),
    outcome.because && element("p", {}, `${sentence(outcome.because)}.`),
    outcome.notes.length > 0 && element("p", { class: "small-title" }, "What was looked at"),
    outcome.notes.length > 0 && element("ul", { class: "notes" }, outcome.notes.map((note) => element("li", {}, sentence(note)))),
  );
}

function source(cite) {
  const words = cite.url ? element("a", { href: cite.url, target: "_blank", rel: "noopener noreferrer" }, cite.ref) : cite.ref;
  const notes = [cite.checked ? null : "not confirmed at source", cite.note].filter(Boolean);
  return [words, notes.length > 0 && ` (${notes.join("; ")})`].filter(Boolean);
}

/** The drafted action, its open places marked, with a button that copies it. */
function draft(outcome) {
  const words = outcome.draft.trim().replace(/\s+/g, " ");
  const parts = words.split(/(<[^<>]*>)/).filter(Boolean);
  const shown = parts.map((part) => (part.startsWith("<") ? element("span", { class: "open" }, `[${part.slice(1, -1)}]`) : part));
  const button = element("button", { type: "button", class: "quiet copy", "aria-label": `Copy the draft for ${outcome.code}` }, "Copy");
  button.addEventListener("click", () => copy(words.replace(/<([^<>]*)>/g, "[$1]"), button));
  return element(
    "div",
    { class: "draft" },
    element("p", { class: "small-title" }, "A draft to start from"),
    element("blockquote", {}, shown),
    button,
  );
}

async function copy(words, button) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    getSelection().selectAllChildren(button.previousElementSibling);
    say("The browser does not let the page copy; the draft is selected, copy it with Ctrl and C.");
    return;
  }
  button.textContent = "Copied";
  say("The draft is copied.");
  setTimeout(() => (button.textContent = "Copy"), 2000);
}
