// Copies of my territory's sites, for where there is no network: what the API gives members, which holds nothing
// restricted. Kept only when a person asks for it on this device, a week at most without news of the server.

import { read, readAll, remove, replaceAll, write } from "./store.js";

export const DAY_MS = 86_400_000;
const KEPT_MS = 7 * DAY_MS;

export const copiesFact = () => read("facts", "copies");

/** Fetch all of it again, page after page. Throws where the network, the session or the right is missing. */
export async function takeCopies(source, { onProgress = () => {} } = {}) {
  const sites = [];
  for (let next = source; next; ) {
    const answer = await fetch(next);
    if (answer.status === 401 || answer.status === 403) await dropCopies();
    if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
    const page = await answer.json();
    sites.push(...page.results);
    onProgress(sites.length);
    next = page.next;
  }
  await replaceAll("sites", sites);
  await write("facts", { at: Date.now() }, "copies");
  return sites.length;
}

export async function dropCopies() {
  await replaceAll("sites", []);
  await remove("facts", "copies");
}

/** Once a day where they were asked for; what is too old goes. */
export async function keepCopiesFresh(source) {
  const fact = await copiesFact();
  if (!fact) return;
  if (Date.now() - fact.at > KEPT_MS) await dropCopies();
  else if (navigator.onLine && Date.now() - fact.at > DAY_MS) await takeCopies(source).catch(() => {});
}

export async function copies() {
  const sites = await readAll("sites");
  return sites.sort((a, b) => a.commune.localeCompare(b.commune) || a.title.localeCompare(b.title));
}
