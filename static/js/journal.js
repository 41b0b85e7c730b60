// The journal as it is written: what changed since a number, asked while somebody looks, put in place politely.

const EVERY_MS = 4000;
const SLOWEST_MS = 60000;
const READ_AFTER_MS = 1500;

function place(list, one) {
  // A page of ours, written by our templates; nothing in a document that was read so runs.
  const fresh = new DOMParser().parseFromString(one.html, "text/html").querySelector("article");
  const old = document.getElementById(one.id);
  if (!fresh) return false;
  if (!old) {
    list.prepend(fresh);
    return true;
  }
  // Nobody loses what they are doing to a message that changes under their hands.
  if (old.contains(document.activeElement)) return false;
  old.replaceWith(fresh);
  return true;
}

function follow(box) {
  const list = box.querySelector("[data-journal-messages]");
  const said = box.querySelector("[data-journal-said]");
  let wait = EVERY_MS;
  let timer = 0;

  async function ask() {
    timer = 0;
    try {
      const answer = await fetch(`${box.dataset.changes}?depuis=${box.dataset.cursor}`, { credentials: "same-origin" });
      if (answer.redirected || answer.status === 404) return; // signed out, or no longer a reader
      if (!answer.ok) throw new Error(String(answer.status));
      wait = EVERY_MS;
      if (answer.status === 200) show(await answer.json());
    } catch {
      wait = Math.min(wait * 2, SLOWEST_MS);
    }
    plan();
  }

  function show(news) {
    const shown = news.messages.filter((one) => place(list, one)).length;
    box.dataset.cursor = news.cursor;
    box.querySelector("[data-journal-empty]")?.remove();
    if (shown) said.textContent = shown === 1 ? box.dataset.one : box.dataset.many;
  }

  function plan() {
    if (!timer && document.visibilityState === "visible") timer = setTimeout(ask, wait);
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    timer = 0;
    wait = EVERY_MS;
    if (document.visibilityState === "visible") ask();
  });
  plan();
}

// Read is what has been in front of somebody for a moment.
function markWhenSeen(form) {
  let timer = 0;
  const watch = new IntersectionObserver(([seen]) => {
    clearTimeout(timer);
    if (!seen.isIntersecting || document.visibilityState !== "visible") return;
    timer = setTimeout(() => {
      watch.disconnect();
      fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" })
        .then((answer) => { if (answer.ok) form.querySelector("button").hidden = true; })
        .catch(() => {});
    }, READ_AFTER_MS);
  });
  watch.observe(form);
}

// A long list of names is narrowed by typing; what is ticked stays in sight.
function narrow(box) {
  const filter = box.querySelector("[data-filter]");
  const options = [...box.querySelectorAll(".picklist .fr-fieldset__element")];
  const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
  if (options.length < 8) return;
  filter.hidden = false;
  filter.querySelector("input").addEventListener("input", (event) => {
    const words = plain(event.target.value).split(/\s+/).filter(Boolean);
    for (const option of options) {
      const text = plain(option.textContent);
      option.hidden = !option.querySelector("input").checked && !words.every((word) => text.includes(word));
    }
  });
}

for (const box of document.querySelectorAll("[data-journal]")) follow(box);
for (const form of document.querySelectorAll("[data-journal-read]")) markWhenSeen(form);
for (const box of document.querySelectorAll("[data-filtered]")) narrow(box);
