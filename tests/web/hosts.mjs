// The two homes of the page: `planlint serve`, and the static folder behind the plainest server of files.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** Starts `planlint serve`; its address, and a way to end it. */
export async function local() {
  const child = spawn(process.env.PLANLINT, ["serve", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (data) => {
      said += data;
      const found = said.match(/http:\/\/[^/]+\//);
      if (found) resolve(found[0]);
    });
    child.on("exit", (code) => reject(new Error(`planlint serve ended with ${code}: ${said}`)));
  });
  return { name: "local server", address, end: () => child.kill() };
}

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".wasm": "application/wasm" };

/** Serves the static folder; nothing where it was not made. */
export async function fixed() {
  const folder = process.env.STATIC;
  if (!existsSync(join(folder, "planlint_bg.wasm"))) return null;
  const server = createServer(async (request, answer) => {
    const path = normalize(new URL(request.url, "http://x").pathname);
    try {
      const bytes = await readFile(join(folder, path === "/" ? "index.html" : path));
      answer.writeHead(200, { "content-type": TYPES[extname(path === "/" ? ".html" : path)] ?? "text/html" }).end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { name: "static folder", address: `http://127.0.0.1:${server.address().port}/`, end: () => server.close() };
}
