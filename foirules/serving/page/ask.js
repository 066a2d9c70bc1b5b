// The engine: questions go to it as the service would take them, and its answers come back.
//
// Where the page was built with Pyodide, it runs in a worker of this page, and nothing is sent
// anywhere. Where `foirules serve` serves the page without, that service is asked.

import "./manifest.js";

export const inThePage = self.MANIFEST.engine.length > 0;

const FAILED = "the engine did not start in this browser; load the page again, or try another browser";
const waiting = new Map();
let last = 0;
let worker = null;
let failed = false;
let say = () => {};

// Starts the engine. `told({state, done, whole})` hears how far it has come: state is "loading",
// "ready" or "failed"; done and whole are bytes.
export async function start(told) {
  say = told;
  if (!inThePage) return told({ state: "ready" });
  told({ state: "loading", done: 0, whole: 1 });
  await installed();
  worker = new Worker("worker.js", { type: "module" });
  worker.onmessage = ({ data }) => ("state" in data ? heard(data) : answered(data));
  worker.onerror = () => heard({ state: "failed" });
  for (const each of waiting.values()) worker.postMessage(each.asked);
}

// ask("/due", {received: "2024-03-04"}) -> {status, body}. A body is bytes, or anything that JSON
// holds; without one the path is read. It never fails: what went wrong is in `body.errors`, a list of
// {message, field, ...}, under the status that the service would give.
export function ask(path, body = undefined, query = {}) {
  if (!inThePage) return overHttp(path, body, query);
  if (failed) return Promise.resolve(refused(FAILED));
  return new Promise((resolve) => {
    const asked = { id: ++last, path, query, body: bytes(body) };
    waiting.set(asked.id, { asked, resolve });
    worker?.postMessage(asked);
  });
}

function bytes(body) {
  if (body === undefined || body instanceof Uint8Array) return body ?? new Uint8Array();
  return new TextEncoder().encode(JSON.stringify(body));
}

function answered({ id, status, body }) {
  waiting.get(id).resolve({ status, body: parsed(body) });
  waiting.delete(id);
}

function heard(state) {
  if (state.state === "failed") {
    failed = true;
    for (const each of waiting.values()) each.resolve(refused(FAILED));
    waiting.clear();
  }
  say(state);
}

async function overHttp(path, body, query) {
  const asked = new URLSearchParams(query).toString();
  const sent = body === undefined ? {} : { method: "POST", body: bytes(body),
    headers: { "Content-Type": "application/json" } };
  try {
    const made = await fetch(`.${path}${asked && `?${asked}`}`, sent);
    return { status: made.status, body: parsed(await made.text()) };
  } catch {
    return refused("the service does not answer");
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const refused = (message) => ({ status: 503, body: { errors: [{ message }] } });

// Waits until the service worker has every file, so that what runs is what it has checked. Where a
// browser has none (it wants https, or this machine's own address) or it cannot keep them, the page
// works without it.
async function installed() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const progress = ({ data }) => say({ state: "loading", ...data });
  workers.addEventListener("message", progress);
  const taken = new Promise((resolve) => workers.addEventListener("controllerchange", resolve, { once: true }));
  const how = { updateViaCache: "none" }; // else a newer manifest may stay unseen for a day
  const one = await workers.register("sw.js", how).then((made) => made?.installing, () => null);
  if (one && !workers.controller) await Promise.race([taken, redundant(one)]);
  workers.removeEventListener("message", progress); // of what is fetched after that, nothing is said
}

const redundant = (worker) => new Promise((resolve) =>
  worker.addEventListener("statechange", () => worker.state === "redundant" && resolve()));
