// The engine in a worker: Python, and `foirules.serving.respond`.
//
// In: {id, path, query, body}, the body as bytes. Out: {id, status, body}, the body as text; and
// {state} as it starts.

import "./manifest.js";
import { keep, kept } from "./started.js";

const { engine, pyodide } = self.MANIFEST;
const ARCHIVE = engine.find((each) => each.path === "engine.zip");
const OPTIONS = { indexURL: new URL(pyodide, self.location).href };

// What is read on the first use is read here, so that it is in what is kept.
const READY = `
import os, sys
os.environ["FOIRULES_CACHE"] = "off"  # the law is in the archive as data
sys.path.insert(0, "/engine")
from foirules.serving.respond import Request, respond

def answered(path, query, body):
    made = respond(Request(path, query.to_py(), body.to_py().tobytes()))
    return made.status, made.body.decode("utf-8")

for regime, explain in (("foia", "true"), ("eir", "false"), ("foisa", "false"), ("eisr", "false")):
    asked = '{"received": "2024-03-04", "regime": "%s", "explain": %s}' % (regime, explain)
    respond(Request("/due", {}, asked.encode()))
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

// The function that answers.
async function start() {
  const python = (await again()) ?? (await anew());
  return python.globals.get("answered");
}

async function anew() {
  const files = new Map(await Promise.all(engine.map(checked)));
  const { loadPyodide } = await import(`./${pyodide}pyodide.mjs`);
  const python = await loadPyodide({ ...OPTIONS, _makeSnapshot: true });
  python.unpackArchive(files.get(ARCHIVE.path), "zip", { extractDir: "/engine" });
  python.runPython(READY);
  await keep(() => python.makeMemorySnapshot());
  return python;
}

// Python as it was kept, or null; what is in its files is not kept with it.
async function again() {
  const memory = await kept();
  if (!memory) return null;
  try {
    const { loadPyodide } = await import(`./${pyodide}pyodide.mjs`);
    const [[, archive], python] = await Promise.all([checked(ARCHIVE),
      loadPyodide({ ...OPTIONS, _loadSnapshot: memory, createPyodideModule: withRoom(memory.length) })]);
    python.unpackArchive(archive, "zip", { extractDir: "/engine" });
    return python;
  } catch (error) {
    console.warn(error);
    return null;
  }
}

// Pyodide's module with memory of a size: by itself it has that of the beginning.
const withRoom = (bytes) => async (settings) => {
  const usual = settings.instantiateWasm;
  settings.instantiateWasm = (imports, done) => usual(imports, (instance, module) => {
    const { memory } = instance.exports;
    memory.grow(Math.max(0, Math.ceil((bytes - memory.buffer.byteLength) / 65536)));
    done(instance, module);
  });
  return (await import(`./${pyodide}pyodide.asm.mjs`)).default(settings);
};

// A file, which is taken only where its hash is right.
async function checked({ path, integrity }) {
  return [path, await (await fetch(path, { integrity })).arrayBuffer()];
}
