// The list beside the plan: everything expected, by lever, with filters; each entry leads to its place.

import { cardId, placeTitle, tags } from "./card.js";
import { byId, counted, element, say } from "./element.js";
import { VERDICTS } from "./words.js";

/** Verdicts that the list shows at first. */
const SHOWN = ["missing", "weak", "review", "undecided"];

/** The list of `page`. */
export function listOf(page) {
  const levers = [...new Map(page.outcomes.map((outcome) => [outcome.pack, outcome.lever]))];
  const list = element(
    "nav",
    { class: "list", id: "list", "aria-labelledby": "list-heading" },
    element("h2", { id: "list-heading" }, "What is expected"),
    filters(page, levers),
    element("p", { class: "hint", id: "shown" }),
    levers.map(([pack, lever]) => group(page, pack, lever)),
  );
  list.addEventListener("change", () => filter(page, list, true));
  filter(page, list, false);
  return list;
}

function filters(page, levers) {
  const box = ([verdict, words]) => {
    const count = page.verdicts[verdict];
    if (count === 0) return null;
    const input = element("input", { type: "checkbox", name: "verdict", value: verdict, checked: SHOWN.includes(verdict) });
    return element("label", { class: "check" }, input, ` ${words} `, element("span", { class: "count" }, `${count}`));
  };
  return element(
    "form",
    { class: "filters", "aria-label": "Filter the list" },
    element("fieldset", {}, element("legend", {}, "Show"), Object.entries(VERDICTS).map(box)),
    element(
      "p",
      { class: "field" },
      element("label", { for: "lever" }, "Lever"),
      element(
        "select",
        { id: "lever", name: "lever" },
        element("option", { value: "" }, "All levers"),
        levers.map(([pack, lever]) => element("option", { value: pack }, lever)),
      ),
    ),
    element(
      "p",
      { class: "field" },
      element("label", { for: "severity" }, "Severity"),
      element(
        "select",
        { id: "severity", name: "severity" },
        element("option", { value: "0" }, "Any"),
        element("option", { value: "1" }, "Warnings and errors"),
        element("option", { value: "2" }, "Errors only"),
      ),
    ),
  );
}

function group(page, pack, lever) {
  const own = page.outcomes.filter((outcome) => outcome.pack === pack);
  return element(
    "section",
    { class: "lever", "aria-label": lever },
    element("h3", {}, lever),
    element("ul", {}, own.map((outcome) => entry(outcome))),
  );
}

function entry(outcome) {
  const words = [element("span", { class: "code" }, outcome.code), ` ${outcome.title}`];
  const href = target(outcome);
  return element(
    "li",
    { id: `item-${outcome.code}`, class: `entry ${outcome.severity ?? outcome.verdict}`, "data-code": outcome.code },
    element("p", { class: "tags" }, tags(outcome)),
    href ? element("a", { href }, words) : element("p", {}, words),
    !href && outcome.because && element("p", { class: "hint" }, outcome.because),
  );
}

/** Where an outcome is shown in the plan: its card, or the words that meet it. */
function target(outcome) {
  if (outcome.severity || outcome.verdict === "review") return `#${cardId(outcome)}`;
  return outcome.evidence.length > 0 ? `#block-${outcome.evidence[0]}` : null;
}

/** Leads to where a link of the page points, on a click: opens it and takes a reader there. */
export function follow(event) {
  const link = event.target.closest("a[href^='#']");
  const place = link && byId(link.getAttribute("href").slice(1));
  if (!place) return;
  event.preventDefault();
  const details = place.querySelector(":scope > details");
  if (details) details.open = true;
  place.scrollIntoView({ block: "start" });
  (place.querySelector(".card-title, :scope.entry > a") ?? place).focus({ preventScroll: true });
  flash(place);
}

function flash(place) {
  for (const old of document.querySelectorAll(".reached")) old.classList.remove("reached");
  place.classList.add("reached");
}

/** Hides what the filters leave out, in the list and in the plan. */
function filter(page, list, aloud) {
  const form = list.querySelector("form");
  const chosen = new FormData(form);
  const verdicts = chosen.getAll("verdict");
  const lever = chosen.get("lever");
  const least = Number(chosen.get("severity"));
  const level = (outcome) => ({ error: 2, warning: 1, advice: 0 })[outcome.severity] ?? 0;
  const wanted = new Set(
    page.outcomes
      .filter((outcome) => verdicts.includes(outcome.verdict))
      .filter((outcome) => !lever || outcome.pack === lever)
      .filter((outcome) => level(outcome) >= least)
      .map((outcome) => outcome.code),
  );
  const cards = document.querySelectorAll(".card");
  for (const own of [...list.querySelectorAll(".entry"), ...cards]) own.hidden = !wanted.has(own.dataset.code);
  for (const outer of list.querySelectorAll(".lever")) outer.hidden = !outer.querySelector(".entry:not([hidden])");
  for (const place of document.querySelectorAll(".place")) recount(place);
  const words = `${wanted.size} of ${counted(page.outcomes.length, "expectation")} shown`;
  list.querySelector("#shown").textContent = words;
  if (aloud) say(words);
}

function recount(place) {
  const left = [...place.querySelectorAll(".card:not([hidden])")];
  place.hidden = left.length === 0;
  const aside = left.filter((card) => card.classList.contains("aside")).length;
  place.querySelector(".place-title").textContent = placeTitle(left.length - aside, aside, "here");
}
