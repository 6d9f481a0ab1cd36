// planlint behind the page, in the page itself: each function runs it here, as WebAssembly. Nothing is sent anywhere.

import start, * as planlint from "./planlint.js";
import { Trouble } from "./trouble.js";

/** What there is to know before any plan. */
export async function about() {
  try {
    await start();
  } catch {
    throw new Trouble(
      "this browser cannot run planlint, or a file of the page is missing",
      "try a current Edge, Chrome, Firefox or Safari; if that does not help, tell whoever keeps this page",
    );
  }
  return JSON.parse(planlint.about());
}

/** The page of the plan in `file`. */
export async function page(file, asked) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  await painted();
  return JSON.parse(run(() => planlint.page(bytes, JSON.stringify(asked))));
}

/** The bytes of a download made of the plan in `file`. */
export async function download(which, file, asked) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return new Blob([run(() => planlint.download(which, bytes, JSON.stringify(asked)))]);
}

/** Runs planlint; what it says is in the way comes as JSON, and a fault of its own as anything else. */
function run(work) {
  try {
    return work();
  } catch (error) {
    if (typeof error !== "string") {
      throw new Trouble("planlint stopped because of a fault of its own", "load the page again before you check another plan");
    }
    const said = JSON.parse(error);
    throw new Trouble(said.message, said.help);
  }
}

/** Lets the browser show that it is busy before it is. */
const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
