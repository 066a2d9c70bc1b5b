// Offers a newer version of the page, once the service worker has all of it: the law may have changed.

export async function newer(offer) {
  const workers = navigator.serviceWorker;
  const made = await workers?.getRegistration();
  if (!made) return;
  const look = () => made.waiting && offer(() => use(made.waiting));
  const found = () => made.installing?.addEventListener("statechange", look);
  made.addEventListener("updatefound", found);
  found();
  look();
}

function use(waiting) {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("take");
}
