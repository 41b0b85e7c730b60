// A work that goes on in the background: its part of the page is asked again until it is done, while the page is seen.

const EVERY_MS = 2000;

async function follow() {
  const shown = document.querySelector("[data-work]");
  if (!shown || shown.dataset.work !== "oui") return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  // The session is over: what is answered is the page where one logs in.
  if (answer?.redirected) return;
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-work]");
    if (!now) return;
    shown.replaceWith(document.importNode(now, true));
  }
  plan();
}

function plan() {
  setTimeout(() => (document.visibilityState === "visible" ? follow() : plan()), EVERY_MS);
}

plan();
