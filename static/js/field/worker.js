// Between the pages and the network. Where there is none, the pages kept on this device answer; otherwise it stands aside.
// It keeps no page by itself: only static files, and what a person's own page put in "pages".

const FILES = "files";
const PAGES = "pages";
const HOME = "/hors-ligne/";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(pageOf(request, address));
  else if (request.method === "GET" && address.pathname.startsWith("/static/")) event.respondWith(fileOf(request));
});

/** The network's answer, or the page kept for that address, or the page of what is on this device. */
async function pageOf(request, address) {
  try {
    return await fetch(request);
  } catch (failure) {
    const pages = await caches.open(PAGES);
    const kept = (await pages.match(address.pathname)) ?? (await pages.match(HOME));
    if (kept) return kept;
    throw failure;
  }
}

/** Names of static files change with their content; without hashes (development) the network comes first. */
async function fileOf(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept && /\.[0-9a-f]{12}\./.test(request.url)) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.status === 200) await files.put(request, answer.clone());
    return answer;
  } catch (failure) {
    if (kept) return kept;
    throw failure;
  }
}
