// The page in a real browser: chosen, dropped, read, filtered, copied, saved; by mouse and by keyboard; in both homes.

import assert from "node:assert/strict";
import { readFile, writeFile, mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "playwright-core";
import { fixed, local } from "./hosts.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const EXAMPLES = new URL("../../examples/", import.meta.url);
const DRAFT = await readFile(new URL("northmoor-draft.docx", EXAMPLES));
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
});
after(() => browser?.close());

for (const home of [await local(), await fixed()].filter(Boolean)) {
  describe(`the page, from the ${home.name}`, () => tests(home));
}

function tests(home) {
  const opened = [];
  after(async () => {
    home.end();
  });

  /** A new page at its beginning, which may not say or throw anything on its console. */
  async function open(options = {}) {
    const context = await browser.newContext({ acceptDownloads: true, permissions: ["clipboard-read", "clipboard-write"], ...options });
    const page = await context.newPage();
    page.faults = [];
    page.requests = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.faults.push(message.text()));
    page.on("pageerror", (error) => page.faults.push(String(error)));
    page.on("request", (request) => page.requests.push(request.url()));
    await page.goto(home.address);
    await page.waitForSelector("html[data-ready]");
    opened.push(page);
    return page;
  }

  async function choose(page, name, bytes, mimeType = "text/plain") {
    await page.setInputFiles("#file", { name, mimeType, buffer: Buffer.from(bytes) });
    await page.click("#check");
  }

  async function draft(options) {
    const page = await open(options);
    await choose(page, "northmoor-draft.docx", DRAFT, WORD);
    await page.waitForSelector("#plan-title");
    return page;
  }

  /** Ends a page, which must have kept quiet on its console but for what `expected` allows. */
  async function close(page, expected = /^$/) {
    assert.deepEqual(page.faults.filter((fault) => !expected.test(fault)), []);
    await page.context().close();
  }

  async function accessible(page, where) {
    await page.evaluate(AXE);
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    const words = found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
    assert.deepEqual(words, [], where);
  }

  test("a Word plan that is chosen is shown with its evidence and every missing action at its place", async () => {
    const page = await draft();
    assert.match(await page.textContent("#plan-title"), /Better Care Fund/);
    assert.ok((await page.locator(".claim").count()) > 5);
    const cards = await page.locator(".card").count();
    assert.equal(cards, await page.locator(".entry.error, .entry.warning, .entry.advice, .entry.review").count());
    assert.ok(cards > 10);
    const trigger = await page.locator("#card-CA-1").evaluate((card) => {
      let before = card.parentElement.previousElementSibling;
      while (!before.classList.contains("block")) before = before.previousElementSibling;
      return before.textContent;
    });
    assert.match(trigger, /the Council will explore options for a befriending service/);
    await close(page);
  });

  test("a finding that is waived in the plan is set aside, with the reason, and one that does not hold is said", async () => {
    const page = await open();
    const plan = await readFile(new URL("northmoor-draft.md", EXAMPLES), "utf8");
    await choose(page, "northmoor-draft.md", `${plan}\n<!-- planlint: waive CA-1 – the board decided so in May -->\n\n<!-- planlint: waive BCF-7 -->\n`);
    await page.waitForSelector("#plan-title");
    assert.match(await page.textContent("#card-CA-1"), /Set aside.*the board decided so in May/s);
    assert.doesNotMatch(await page.textContent("#card-BCF-7"), /Set aside/);
    assert.match(await page.textContent("body"), /Waivers in the plan itself.*CA-1.*no reason/s);
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
    await accessible(page, "waivers");
    await close(page);
  });

  test("what is read, and how it went, is said as people say it", async () => {
    const page = await open();
    assert.equal(await page.textContent("#file-hint"), "Reads Word, PDF, OpenDocument, Excel, web pages, Markdown and plain text; up to 64 MB.");
    await choose(page, "northmoor-draft.docx", DRAFT, WORD);
    await page.waitForSelector("#plan-title");
    assert.match(await page.textContent(".tallies"), /\d missing.*\d do not apply/);
    await close(page);
  });

  test("a plan that is dropped is checked at once", async () => {
    const page = await open();
    const given = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["# Carers strategy\n\nWe aspire to be a place where no carer is lonely, in every ward and village, for as long as it takes.\n"], "carers.md"));
      return data;
    });
    await page.dispatchEvent("#drop", "dragover", { dataTransfer: given });
    assert.ok(await page.locator("#drop.over").count());
    await page.dispatchEvent("#drop", "drop", { dataTransfer: given });
    await page.waitForSelector("#plan-title");
    assert.equal(await page.textContent("#plan-title"), "Carers strategy");
    await close(page);
  });

  test("evidence is told apart by words as well as by looks, and says what decided it", async () => {
    const page = await draft();
    const tag = page.locator("mark.claim.aspiration button.tagged").first();
    assert.match(await tag.textContent(), /^wish/);
    assert.equal(await tag.getAttribute("aria-expanded"), "false");
    await tag.click();
    const note = page.locator(`#${await tag.getAttribute("aria-controls")}`);
    assert.ok(await note.isVisible());
    assert.match(await note.textContent(), /aspire.*a wish/s);
    await close(page);
  });

  test("evidence in a table says what decided it right under its row", async () => {
    const page = await open();
    await choose(page, "eastvale-good.docx", await readFile(new URL("eastvale-good.docx", EXAMPLES)), WORD);
    await page.waitForSelector("#plan-title");
    const tag = page.locator("tr button.tagged").first();
    await tag.click();
    const row = tag.locator("xpath=ancestor::tr/following-sibling::tr[1]");
    assert.equal(await row.getAttribute("id"), await tag.getAttribute("aria-controls"));
    assert.ok(await row.isVisible());
    await accessible(page, "with a note in a table");
    await close(page);
  });

  test("letters beyond English are marked where they stand", async () => {
    const page = await open();
    await choose(page, "cafe.md", "# Carers strategy 2021 to 2024\n\nNaïve “Café” – £5 😀 first. Owain’s café will run a befriending service – for lonely carers – from May 2022, led by the Director. Ünd then.\n");
    await page.waitForSelector("mark.claim");
    assert.match(await page.locator("mark.claim").first().textContent(), /^Owain’s café will run a befriending service – for lonely carers – from May 2022, led by the Director\./);
    await close(page);
  });

  test("the list is filtered by lever, verdict and severity, in the plan too", async () => {
    const page = await draft();
    const shown = () => page.locator(".card:visible").count();
    const all = await shown();
    await page.selectOption("#lever", "care-act");
    const some = await shown();
    assert.ok(some > 0 && some < all);
    assert.match(await page.textContent("#status"), /expectations shown/);
    await page.selectOption("#lever", "");
    await page.uncheck("input[value=weak]");
    assert.equal(await page.locator(".card:visible .verdict.weak").count(), 0);
    await page.check("input[value=met]");
    assert.ok((await page.locator(".entry.met:visible").count()) > 0);
    await page.selectOption("#severity", "2");
    assert.equal(await page.locator(".card.advice:visible").count(), 0);
    await close(page);
  });

  test("an entry leads to its card, open and in focus, and the card leads back", async () => {
    const page = await draft();
    await page.click("#item-CA-1 a");
    assert.equal(await page.evaluate(() => document.activeElement.id), "card-CA-1-title");
    assert.ok(await page.locator("#card-CA-1 details[open]").count());
    assert.ok(await page.locator("#card-CA-1-title").evaluate((title) => {
      const { top, bottom } = title.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }));
    assert.match(await page.textContent("#card-CA-1"), /Care Act 2014, section 2\(1\)/);
    await page.click("#card-CA-1 .back a");
    assert.equal(await page.evaluate(() => document.activeElement.closest(".entry")?.id), "item-CA-1");
    await close(page);
  });

  test("a drafted action is copied as plain words", async () => {
    const page = await draft();
    await page.click("#item-CA-1 a");
    await page.click("#card-CA-1 .copy");
    await page.waitForFunction(() => document.getElementById("status").textContent === "The draft is copied.");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^We will \[commission or provide\] .*\.$/);
    await close(page);
  });

  test("the report is saved as one page that needs no script and no other file", async () => {
    const page = await draft();
    const [saved] = await Promise.all([page.waitForEvent("download"), page.click("text=Save this page")]);
    assert.equal(saved.suggestedFilename(), "northmoor-draft-planlint.html");
    const text = await readFile(await saved.path(), "utf8");
    assert.ok(!/<script|<link|<button|\bsrc=/.test(text));
    const file = join(await mkdtemp(join(tmpdir(), "planlint-")), "report.html");
    await writeFile(file, text);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const report = await context.newPage();
    await report.goto(`file://${file}`);
    assert.ok(await report.locator("#card-CA-1 .draft").isVisible());
    await context.close();
    await close(page);
  });

  test("the results are saved for other programs", async () => {
    const page = await draft();
    const [saved] = await Promise.all([page.waitForEvent("download"), page.click("text=Results for other programs")]);
    const report = JSON.parse(await readFile(await saved.path(), "utf8"));
    assert.equal(report.documents[0].path, "northmoor-draft.docx");
    await close(page);
  });

  test("a plan is checked again as another kind", async () => {
    const page = await draft();
    await page.click("summary:has-text('How it was read')");
    await page.selectOption("#again-kind", "jhws");
    await page.click("button:text-is('Check again')");
    await page.waitForSelector("text=(as told)");
    await close(page);
  });

  test("what cannot be read is said with the way out, and another plan can be chosen", async () => {
    const page = await open();
    await choose(page, "minutes.doc", Buffer.from("d0cf11e0a1b11ae1570000", "hex"));
    const said = page.locator(".trouble");
    await said.waitFor();
    assert.match(await said.textContent(), /minutes\.doc.*What to do/s);
    assert.ok(await said.evaluate((box) => box === document.activeElement && box.getAttribute("role") === "alert"));
    await accessible(page, "with an error");
    await choose(page, "northmoor-draft.docx", DRAFT, WORD);
    await page.waitForSelector("#plan-title");
    await close(page, /status of 422/);
  });

  test("a 200 MB file is refused at once, before any of it is read", async () => {
    const page = await open();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(200 * 2 ** 20)], "huge.docx"));
      dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
    });
    await page.waitForSelector("text=is larger than 64 MB");
    await close(page);
  });

  test("an empty file and a template are undecided, never a pass", async () => {
    const page = await open();
    await choose(page, "empty.md", "");
    await page.waitForSelector("text=Nothing could be decided about this document");
    assert.match(await page.textContent(".tallies"), /0 met/);
    await close(page);
  });

  test("nothing in a plan becomes part of the page", async () => {
    const page = await open();
    const hostile = "# <img src=x onerror=alert(1)>\n\n<script>alert(1)</script> We are lonely <b>here</b>, and javascript:alert(1) is no link, for twenty words and more of it.\n\n| <svg onload=alert(1)> | b |\n| --- | --- |\n| We aspire that nobody is lonely | \"'><script>alert(2)</script> |\n";
    page.on("dialog", () => page.faults.push("a dialog"));
    await choose(page, "<img src=x onerror=alert(3)>.txt", hostile);
    await page.waitForSelector("#plan-title");
    assert.equal(await page.locator("#result :is(img, script, svg)").count(), 0);
    await close(page);
  });

  test("nothing is sent anywhere but to the page's own home", async () => {
    const page = await open();
    const before = page.requests.length;
    await choose(page, "northmoor-draft.docx", DRAFT, WORD);
    await page.waitForSelector("#plan-title");
    await page.click("#item-CA-1 a");
    await Promise.all([page.waitForEvent("download"), page.click("text=Save this page")]);
    await Promise.all([page.waitForEvent("download"), page.click("text=Results for other programs")]);
    const later = page.requests.slice(before).filter((url) => !url.startsWith("blob:"));
    const own = home.name === "static folder" ? [] : ["page", "download/json"].map((path) => home.address + path);
    assert.deepEqual(later, own);
    assert.ok(page.requests.every((url) => url.startsWith(home.address) || url.startsWith(`blob:${home.address}`)));
    await close(page);
  });

  test("nothing is kept in the browser", async () => {
    const page = await draft();
    const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, document.cookie]);
    assert.deepEqual(kept, [0, 0, 0, ""]);
    await close(page);
  });

  test("the page works by keyboard alone", async () => {
    const page = await open();
    await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => document.activeElement.textContent), /Skip/);
    await page.locator("#example").focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("#plan-title");
    assert.equal(await page.evaluate(() => document.activeElement.id), "plan-title");
    await page.locator("#item-CA-1 a").focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "card-CA-1-title");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "summary");
    await page.keyboard.press("Space");
    assert.equal(await page.locator("#card-CA-1 details[open]").count(), 0);
    await page.locator("#another").focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "start-title");
    await close(page);
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`everybody can use it, in the ${colorScheme}`, async () => {
      const page = await draft({ colorScheme });
      await page.click("#item-CA-1 a");
      await page.locator("button.tagged").first().click();
      for (const verdict of ["met", "not-applicable"]) await page.check(`input[value=${verdict}]`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      await accessible(page, "with a plan");
      await page.click("#another");
      await accessible(page, "at its beginning");
      await close(page);
    });
  }

  test("it fits a screen of 320 pixels", async () => {
    const page = await draft({ viewport: { width: 320, height: 700 } });
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    await accessible(page, "narrow");
    await close(page);
  });

  test("it prints with every card open and without controls", async () => {
    const page = await draft();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("#card-CA-1 .draft").isVisible());
    assert.equal(await page.locator(".filters:visible, .savers:visible, #another:visible").count(), 0);
    await close(page);
  });
}
