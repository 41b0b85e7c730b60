// A page of a member that stays open: what others publish comes in, politely, while somebody looks.
//   <div data-live="/en-direct/?vue=…" data-live-mark="…"> … <section data-live-part="…">

const EVERY_MS = 2500;
const SLOWEST_MS = 60000;
const AT_THE_TOP_PX = 200;
const SAID_FOR_MS = 10000;

const parts = (page) => [...page.querySelectorAll("[data-live-part]")];

/** What the server said of an element: what scripts added to it since is no change. */
function words(element) {
  const copy = element.cloneNode(true);
  for (const added of copy.querySelectorAll("[data-added]")) added.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** What each linked thing of a page says, by the address of its first link. */
function things(page) {
  const said = new Map();
  for (const part of parts(page)) {
    for (const item of part.querySelectorAll("li")) {
      const link = item.querySelector("a[href]")?.getAttribute("href");
      if (link) said.set(link, `${said.get(link) ?? ""}${words(item)}`);
    }
  }
  return said;
}

function changedThings(before, after) {
  const [old, fresh] = [things(before), things(after)];
  const keys = new Set([...old.keys(), ...fresh.keys()]);
  return [...keys].filter((key) => old.get(key) !== fresh.get(key));
}

const isSame = (before, after) => parts(before).map(words).join("\n") === parts(after).map(words).join("\n");

/** Nobody reads further down, has selected something or stands inside: what changes may take its place. */
function isQuiet() {
  const inside = parts(document).some((part) => part.contains(document.activeElement));
  return !inside && window.scrollY < AT_THE_TOP_PX && (getSelection()?.isCollapsed ?? true);
}

function put(fresh, changed) {
  for (const part of parts(document)) {
    const name = CSS.escape(part.dataset.livePart);
    const other = fresh.querySelector(`[data-live-part="${name}"]`);
    if (!other) continue;
    const twin = document.importNode(other, true);
    for (const link of twin.querySelectorAll("li a[href]")) {
      if (changed.includes(link.getAttribute("href"))) link.closest("li").classList.add("is-fresh");
    }
    part.replaceWith(twin);
  }
}

function follow(box) {
  const said = box.querySelector("[data-live-said]");
  const button = box.querySelector("[data-live-show]");
  let wait = EVERY_MS;
  let timer = 0;
  let held = null;

  async function ask() {
    timer = 0;
    try {
      const headers = { "If-None-Match": `"${box.dataset.liveMark}"` };
      // Without cookies: the question is the same whoever asks it, and costs no session.
      const answer = await fetch(box.dataset.live, { headers, credentials: "omit", cache: "no-store" });
      if (answer.status === 200 || answer.status === 410) await look();
      else if (answer.status !== 304) throw new Error(String(answer.status));
      wait &&= EVERY_MS; // unless it was stopped
    } catch {
      wait = Math.min(wait * 2, SLOWEST_MS);
    }
    plan();
  }

  async function look() {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = fresh.querySelector("[data-live]");
    if (answer.redirected || !next) return stop(); // signed out, or no longer a reader
    Object.assign(box.dataset, { live: next.dataset.live, liveMark: next.dataset.liveMark });
    if (isSame(document, fresh)) return;
    document.dispatchEvent(new CustomEvent("live:changed"));
    const changed = changedThings(document, fresh);
    if (isQuiet()) show(fresh, changed);
    else hold(fresh, changed);
  }

  function show(fresh, changed) {
    put(fresh, changed);
    held = null;
    button.hidden = true;
    said.textContent = `${tell(changed)} ${box.dataset.textShown}`;
    setTimeout(() => {
      if (!held) said.textContent = "";
    }, SAID_FOR_MS);
  }

  function hold(fresh, changed) {
    held = { fresh, changed };
    button.hidden = false;
    said.textContent = tell(changed);
  }

  function tell(changed) {
    if (!changed.length) return box.dataset.textSome;
    return changed.length === 1 ? box.dataset.textOne : box.dataset.textMany.replace("{n}", changed.length);
  }

  function stop() {
    wait = 0;
  }

  function plan() {
    if (wait && !timer && document.visibilityState === "visible") timer = setTimeout(ask, wait);
  }

  button.addEventListener("click", () => {
    if (!held) return;
    show(held.fresh, held.changed);
    parts(document)[0]?.querySelector("a[href]")?.focus({ preventScroll: true });
  });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    timer = 0;
    if (!wait) return;
    wait = EVERY_MS;
    if (document.visibilityState === "visible") ask();
  });
  plan();
}

for (const box of document.querySelectorAll("[data-live]")) follow(box);
