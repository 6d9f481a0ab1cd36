// The page: from choosing a plan to reading it, and back.

import * as engine from "./engine.js";
import { refuse, setUp } from "./choose.js";
import { byId, counted, element, say } from "./element.js";
import { follow, listOf } from "./list.js";
import { planOf } from "./plan.js";
import { savers } from "./save.js";
import { summaryOf } from "./summary.js";
import { Trouble, show } from "./trouble.js";

const state = { about: null, file: null };

start().catch((error) => show(error, byId("trouble")));

async function start() {
  state.about = await engine.about();
  byId("version").textContent = state.about.tool.version;
  setUp(state.about, check);
  byId("another").addEventListener("click", another);
  byId("result").addEventListener("click", follow);
  addEventListener("beforeprint", () => openAll(true));
  document.documentElement.dataset.ready = "yes";
}

/** Checks `file` and shows it, one at a time; what goes wrong is said where the plan was chosen. */
async function check(file, asked) {
  if (document.body.classList.contains("busy")) return say("One plan is being read; choose the next when it is shown.");
  byId("trouble").replaceChildren();
  document.body.classList.add("busy");
  say(`Reading ${file.name}`);
  try {
    refuse(file, state.about);
    const page = await engine.page(await held(file), asked);
    state.file = file;
    await showPlan(page, asked);
  } catch (error) {
    another();
    show(error, byId("trouble"));
  } finally {
    document.body.classList.remove("busy");
  }
}

/** The bytes of `file` as they are now: a file that has gone or changed meanwhile says so here. */
async function held(file) {
  try {
    return new Blob([await file.arrayBuffer()]);
  } catch {
    throw new Trouble(`\`${file.name}\` cannot be read`, "it was moved, changed or closed to you: choose it again");
  }
}

async function showPlan(page, asked) {
  const again = (kind) => check(state.file, { ...asked, kind });
  const made = (offer) => held(state.file).then((file) => engine.download(offer.download, file, asked));
  const list = listOf(page);
  const plan = planOf(page);
  byId("result").replaceChildren(
    summaryOf(page, state.about, again, savers(page, state.about, made)),
    element("div", { class: "columns" }, list, plan),
  );
  byId("start").hidden = true;
  byId("result").hidden = false;
  byId("another").hidden = false;
  document.title = `${page.title}: planlint`;
  scrollTo(0, 0);
  byId("plan-title").focus();
  const acts = page.outcomes.filter((outcome) => outcome.severity && !outcome.set_aside).length;
  say(`${page.name} is checked: ${counted(acts, "thing")} to act on, ${page.verdicts.met} met.`);
}

/** Back to the beginning; the plan is let go. */
function another() {
  state.file = null;
  byId("result").replaceChildren();
  byId("result").hidden = true;
  byId("another").hidden = true;
  byId("start").hidden = false;
  document.title = "planlint: what a plan leaves out on loneliness";
  byId("start-title").focus();
}

function openAll(open) {
  for (const details of document.querySelectorAll("#result details")) details.open = open;
}

