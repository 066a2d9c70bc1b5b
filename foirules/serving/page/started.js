// The engine's memory as it stands once started, kept beside the page's files, so that it starts
// sooner the next time. It is made before anything is asked, and holds nothing of a case.

import "./manifest.js";

const NAME = `foirules-${self.MANIFEST.version}`;
const PATH = "started";

// The memory that is kept, or null.
export async function kept() {
  try {
    const found = await caches.match(PATH, { cacheName: NAME });
    return found ? new Uint8Array(await found.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

// Keeps the memory that `make()` gives, where the service worker keeps the page.
export async function keep(make) {
  try {
    if (!(await caches.has(NAME))) return;
    const made = new Response(make());
    caches.open(NAME).then((cache) => cache.put(PATH, made)).catch(() => {}); // perhaps no room
  } catch (error) {
    console.warn(error);
  }
}
