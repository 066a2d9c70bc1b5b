// Keeps every file of the page, so that it works offline; what is not one of them is not asked for.

importScripts("manifest.js");

const { version, files } = self.MANIFEST;
const NAME = `foirules-${version}`;
const PAGES = ["./", "index.html"].map((each) => new URL(each, self.location).href);
const whole = files.reduce((sum, each) => sum + each.bytes, 0);

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(take()));
self.addEventListener("message", ({ data }) => data === "take" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const elsewhere = event.request.mode === "navigate" && !PAGES.includes(event.request.url.split(/[?#]/)[0]);
  if (!elsewhere) event.respondWith(kept(event.request)); // a service may have other pages
});

async function keep() {
  const cache = await caches.open(NAME);
  let done = 0;
  await Promise.all(files.map(async ({ path, integrity, bytes }) => {
    const made = await fetch(path, { integrity, cache: "no-cache" });
    if (!made.ok) throw new Error(`${path}: ${made.status}`);
    await cache.put(path, made);
    done += bytes;
    for (const each of await self.clients.matchAll({ includeUncontrolled: true })) each.postMessage({ done, whole });
  }));
}

async function take() {
  for (const name of await caches.keys()) if (name.startsWith("foirules-") && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}

async function kept(request) {
  if (request.url === new URL("manifest.js", self.location).href) return manifest();
  const cache = await caches.open(NAME);
  const path = request.mode === "navigate" ? "index.html" : request.url;
  return (await cache.match(path, { ignoreSearch: true })) ?? Response.error();
}

const manifest = () => new Response(`self.MANIFEST = ${JSON.stringify(self.MANIFEST)};`,
  { headers: { "Content-Type": "text/javascript" } });
