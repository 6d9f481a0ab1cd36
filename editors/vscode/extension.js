// Starts `planlint lsp` for Markdown and plain text. All that is shown comes from there.
"use strict";

const { commands, window, workspace } = require("vscode");
const { LanguageClient, State, TransportKind } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

/** The arguments that the settings ask for. */
function argumentsOf(settings) {
  const flags = { kind: "--kind", asOf: "--as-of", profile: "--profile" };
  const given = Object.entries(flags).filter(([name]) => settings.get(name));
  return ["lsp", ...given.flatMap(([name, flag]) => [flag, settings.get(name)])];
}

async function start() {
  const settings = workspace.getConfiguration("planlint");
  const server = { command: settings.get("path"), args: argumentsOf(settings), transport: TransportKind.stdio };
  const documents = ["markdown", "plaintext"].map((language) => ({ scheme: "file", language }));
  client = new LanguageClient("planlint", "planlint", server, { documentSelector: documents });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    window.showErrorMessage(`planlint could not be started as "${server.command}": install it, or say where it is in the setting planlint.path. (${error.message})`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running?.state === State.Running) await running.stop();
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    commands.registerCommand("planlint.restart", restart),
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("planlint") && restart()),
  );
  await start();
}

module.exports = { activate, deactivate: stop, argumentsOf };
