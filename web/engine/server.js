// planlint behind the page, in the local server: each function asks it.

import { Trouble } from "./trouble.js";

/** What there is to know before any plan. */
export async function about() {
  return (await ask("about.json")).json();
}

/** The page of the plan in `file`. */
export async function page(file, asked) {
  return (await send("page", file, asked)).json();
}

/** The bytes of a download made of the plan in `file`. */
export async function download(which, file, asked) {
  return (await send(`download/${which}`, file, asked)).blob();
}

/** A plan goes as one line of JSON, then the bytes of the file. */
function send(address, file, asked) {
  const body = new Blob([`${JSON.stringify(asked)}\n`, file]);
  return ask(address, { method: "POST", headers: { "content-type": "application/octet-stream" }, body });
}

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Trouble(
      "the page cannot reach planlint",
      "look whether `planlint serve` is still running, start it again if not, and make sure the file is still there",
    );
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  throw new Trouble(said.message ?? `planlint answered ${answer.status}`, said.help ?? "");
}
