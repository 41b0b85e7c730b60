// On every page of a person who is logged in: forms that lose nothing, what waits to be sent, and copies for the field.

import { DAY_MS, keepCopiesFresh } from "./copies.js";
import { keepForm } from "./forms.js";
import { showNearby } from "./nearby.js";
import { Outbox } from "./outbox.js";
import { aimForm, showShell } from "./shell.js";
import { erase, read, readAll, write } from "./store.js";

const FILES = "files";
const PAGES = "pages";

const notice = document.querySelector("[data-outbox]");
const owner = notice.dataset.user;
const addresses = { session: notice.dataset.session };

/** Another person on the same device finds nothing of the one before. */
async function takeOver() {
  const before = await read("facts", "owner");
  if (before !== undefined && before !== owner) await erase();
  await write("facts", owner, "owner");
}

/** Leaving erases, after a word if something still waits. */
function eraseOnLeaving() {
  for (const form of document.querySelectorAll("form[data-leave]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const waiting = (await readAll("outbox")).length;
      if (waiting && !window.confirm(notice.dataset.textLeaveSure)) return;
      await erase();
      HTMLFormElement.prototype.submit.call(form);
    }, { capture: true });
  }
}

/** Once a day: pages that open without a network, and the files that they are made of, as the server serves them. */
async function keepShells() {
  const fact = await read("facts", "shells");
  if (fact && Date.now() - fact.at < DAY_MS) return;
  const pages = await caches.open(PAGES);
  const files = await caches.open(FILES);
  let kept = false;
  for (const address of JSON.parse(notice.dataset.shells)) {
    const answer = await fetch(address);
    // Read in any case: an answer left unread keeps its connection, which browsers count.
    const text = await answer.clone().text();
    if (!answer.ok || answer.redirected) continue;
    const shown = new DOMParser().parseFromString(text, "text/html");
    await pages.put(address, answer);
    const used = [...shown.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], header img")];
    const sources = used.map((one) => one.getAttribute("href") ?? one.getAttribute("src"));
    for (const source of sources) if (source.startsWith("/") && !(await files.match(source))) await files.add(source);
    kept = true;
  }
  if (kept) await write("facts", { at: Date.now() }, "shells");
}

async function begin() {
  eraseOnLeaving();
  await takeOver();
  const outbox = new Outbox(notice, { addresses, owner });
  const told = { addresses, owner };
  for (const form of document.querySelectorAll("form[data-kept]")) {
    if (form.dataset.action && !(await aimForm(form))) {
      document.querySelector("[data-not-kept]").hidden = false;
      form.hidden = true;
      continue;
    }
    const nearby = form.querySelector("[data-nearby]");
    if (nearby) showNearby(nearby, form);
    await keepForm(form, { outbox, told, texts: notice.dataset });
  }
  const shell = document.querySelector("[data-shell]");
  if (shell) await showShell(shell, { source: notice.dataset.source });
  document.documentElement.dataset.fieldReady = "true";
  await outbox.start();
  if (!("serviceWorker" in navigator)) return;
  // Private windows refuse it, and leaving the page cuts it short: then nothing is there to open pages without network.
  const registered = await navigator.serviceWorker.register(notice.dataset.worker).catch(() => null);
  if (registered && navigator.onLine) {
    await keepShells().catch(() => {});
    await keepCopiesFresh(notice.dataset.source);
  }
}

begin();
