// The head of a checked plan: what it is, how it does, what to know, and what can be saved.

import { byId, counted, element, sentence } from "./element.js";
import { VERDICTS } from "./words.js";

/** The head of `page`; `again` checks the plan as another kind, `savers` are buttons. */
export function summaryOf(page, about, again, savers) {
  return element(
    "section",
    { class: "summary", "aria-labelledby": "plan-title" },
    element("p", { class: "file" }, page.name),
    element("h1", { id: "plan-title", tabindex: -1 }, page.title),
    page.undecided && undecided(page),
    element("ul", { class: "tallies" }, Object.entries(VERDICTS).map(([verdict, words]) => tally(page, verdict, words))),
    element("p", {}, kindWords(page.kind)),
    page.time && element("p", {}, `${sentence(page.time)}.`),
    page.waivers.length > 0 && waivers(page),
    facts(page, about, again),
    element("p", { class: "savers actions" }, savers),
  );
}

function undecided(page) {
  return element(
    "div",
    { class: "trouble" },
    element("h2", {}, "Nothing could be decided about this document"),
    element("p", {}, `${sentence(page.undecided)}.`),
  );
}

/** What the plan's own comments ask to set aside, and what became of that. */
function waivers(page) {
  return element(
    "div",
    {},
    element("p", { class: "small-title" }, "Waivers in the plan itself"),
    element("ul", {}, page.waivers.map((words) => element("li", {}, `${sentence(words)}.`))),
  );
}

function tally(page, verdict, words) {
  const count = page.verdicts[verdict];
  if (count === 0 && verdict !== "met") return null;
  const said = verdict === "not-applicable" && count !== 1 ? "do not apply" : words.toLowerCase();
  return element("li", { class: verdict }, element("strong", {}, `${count}`), ` ${said}`);
}

function kindWords(kind) {
  if (!kind.id) return "The kind of plan was not recognised, so every expectation is applied.";
  if (!kind.is_plan) return `This looks like ${kind.title}, not a plan: ${kind.because}.`;
  if (kind.confidence === "low") return `This is perhaps ${kind.title}: ${kind.because}.`;
  return `${sentence(kind.title)} (${kind.because}).`;
}

/** What was read, what to know of it, and a way to say that it is another kind of plan. */
function facts(page, about, again) {
  const { words, blocks, sections, tables } = page.examined;
  const read = [counted(words, "word"), counted(blocks, "block"), counted(sections, "section"), counted(tables, "table")];
  return element(
    "details",
    { class: "more" },
    element("summary", {}, page.notices.length > 0 ? `How it was read: ${counted(page.notices.length, "note")}` : "How it was read"),
    element("p", {}, `Read: ${read.join(", ")}.`),
    page.notices.length > 0 && element("ul", {}, page.notices.map((notice) => element("li", {}, notice))),
    element("p", {}, medals(page.medals)),
    otherKind(page, about, again),
  );
}

function medals({ strict, acknowledged }) {
  const words = strict === acknowledged ? strict : `${strict}, or ${acknowledged} if naming isolation is enough`;
  return `By the fixed rule of the Campaign to End Loneliness’s 2013 review of strategies: ${words}.`;
}

function otherKind(page, about, again) {
  const options = about.kinds.map(([id, title]) => element("option", { value: id, selected: id === page.kind.id }, title));
  const form = element(
    "form",
    { class: "again" },
    element("label", { for: "again-kind" }, "Is it another kind of plan?"),
    element("select", { id: "again-kind" }, element("option", { value: "" }, "Let planlint recognise it"), options),
    element("button", { type: "submit", class: "quiet" }, "Check again"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    again(byId("again-kind").value);
  });
  return form;
}
