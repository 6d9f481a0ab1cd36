// What went wrong, and the way out, as people read it.

import { element, sentence } from "./element.js";

/** Something that stands in the way, said so that a person can get past it. */
export class Trouble extends Error {
  constructor(message, help = "") {
    super(message);
    this.help = help;
  }
}

/** Shows `error` in `place` and takes a reader to it. */
export function show(error, place) {
  const known = error instanceof Trouble;
  const message = known ? error.message : "planlint stopped because of a fault of its own";
  const help = known ? error.help : "load the page again; if that does not help, please report it";
  const box = element(
    "div",
    { class: "trouble", role: "alert", tabindex: -1 },
    element("h2", {}, "The plan could not be checked"),
    element("p", {}, `${sentence(message)}.`),
    help && element("p", {}, element("strong", {}, "What to do: "), `${help}.`),
  );
  place.replaceChildren(box);
  box.focus();
}
