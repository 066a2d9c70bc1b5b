// The engine in a worker: Python, and `foirules.serving.respond`.
//
// In: {id, path, query, body}, the body as bytes. Out: {id, status, body}, the body as text; and
// {state} as it starts.

import "./manifest.js";

const READY = `
import os, sys
os.environ["FOIRULES_CACHE"] = "off"  # the law is in the archive as data
sys.path.insert(0, "/engine")
from foirules.serving.respond import Request, respond

def answered(path, query, body):
    made = respond(Request(path, query.to_py(), body.to_py().tobytes()))
    return made.status, made.body.decode("utf-8")

respond(Request("/due", {}, b'{"received": "2024-03-04"}'))  # what is read on the first use
answered
`;

const started = start().then(
  (made) => (self.postMessage({ state: "ready" }), made),
  (error) => (console.error(error), self.postMessage({ state: "failed" }), null),
);

self.onmessage = async ({ data: { id, path, query, body } }) => {
  const answered = await started;
  if (!answered) return; // what waits has been told
  const made = answered(path, query, body);
  const [status, text] = made.toJs();
  made.destroy();
  self.postMessage({ id, status, body: text });
};

async function start() {
  const { engine, pyodide } = self.MANIFEST;
  const files = Object.fromEntries(await Promise.all(engine.map(checked)));
  const { loadPyodide } = await import(`./${pyodide}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: new URL(pyodide, self.location).href });
  python.unpackArchive(files["engine.zip"], "zip", { extractDir: "/engine" });
  return python.runPython(READY);
}

// A file, which is taken only where its hash is right.
async function checked({ path, integrity }) {
  return [path, await (await fetch(path, { integrity })).arrayBuffer()];
}
