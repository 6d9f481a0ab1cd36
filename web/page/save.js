// Saving: the page as one file that needs neither planlint nor a script, and what planlint makes of the plan.

import { element, say } from "./element.js";
import { Trouble, show } from "./trouble.js";

/** A button for the page itself, and one for each download that planlint offers; `made` has it made. */
export function savers(page, about, made) {
  const stem = page.name.replace(/\.[^.]*$/, "");
  const report = saver("Save this page, plan and notes", `${stem}-planlint.html`, async () => standing(page));
  const offers = about.downloads.filter((offer) => madeOf(offer, page.name)).map((offer) => saver(offer.title, `${stem}-planlint.${offer.ending}`, () => made(offer)));
  const print = element("button", { type: "button", class: "quiet", onclick: () => window.print() }, "Print");
  return [report, ...offers, print];
}

/** Whether a download can be made of a plan of this name. */
function madeOf(offer, name) {
  return offer.of.length === 0 || offer.of.some((ending) => name.toLowerCase().endsWith(ending));
}

function saver(title, name, bytes) {
  const button = element("button", { type: "button", class: "quiet" }, title);
  button.addEventListener("click", async () => {
    try {
      keep(await bytes(), name);
      say(`${name} is saved.`);
    } catch (error) {
      const place = element("div");
      button.parentElement.after(place);
      show(error instanceof Trouble ? error : new Trouble(`${name} could not be made`, "try again"), place);
    }
  });
  return button;
}

function keep(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The page as it stands, in one file: everything open, nothing that needs a script. */
function standing(page) {
  const copy = document.getElementById("result").cloneNode(true);
  for (const control of copy.querySelectorAll(".filters, .savers, .again, .copy, #shown, .trouble")) control.remove();
  for (const hidden of copy.querySelectorAll("[hidden]")) hidden.hidden = false;
  for (const details of copy.querySelectorAll("details")) details.open = true;
  for (const button of copy.querySelectorAll("button")) button.replaceWith(element("span", { class: "tagged" }, button.firstChild.textContent));
  const style = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");
  const saved = document.implementation.createHTMLDocument(page.title);
  saved.documentElement.lang = "en-GB";
  saved.head.prepend(element("meta", { charset: "utf-8" }));
  saved.head.append(element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }));
  saved.body.append(element("main", {}, ...copy.childNodes), element("footer", { class: "bottom" }, element("p", {}, `planlint ${page.tool.version}`)));
  // As words, for the page itself may hold no style but that of its file.
  const words = saved.documentElement.outerHTML.replace("</head>", () => `<style>${style}</style></head>`);
  return new Blob(["<!doctype html>\n", words], { type: "text/html" });
}
