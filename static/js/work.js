// A work that goes on in the background: its part of the page is asked again until it is done.

const EVERY_MS = 2000;

async function follow() {
  const shown = document.querySelector("[data-work]");
  if (!shown || shown.dataset.work !== "oui") return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-work]");
    if (now) shown.replaceWith(document.importNode(now, true));
  }
  setTimeout(follow, EVERY_MS);
}

setTimeout(follow, EVERY_MS);
