// Exports: how far the one being made is, without reloading; all or none of the columns of a group.
//   <div data-exports data-exports-in-hand> <p role="status" data-exports-said data-text="…"> <ul data-exports-list>
//   <details data-columns> <span data-columns-said data-text="{n} of {all}"> <p data-columns-all hidden>

const EVERY_MS = 2000;
const SLOWEST_MS = 30000;

function follow(box) {
  let wait = EVERY_MS;

  async function look() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
      if (answer.redirected) return; // signed out
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = fresh.querySelector("[data-exports]");
      if (!next) return;
      show(next);
      if (!next.hasAttribute("data-exports-in-hand")) return tell(next);
      wait = EVERY_MS;
    } catch {
      wait = Math.min(wait * 2, SLOWEST_MS);
    }
    plan();
  }

  /** Whoever stands on a button of the list keeps it: only what says how far it is changes then. */
  function show(next) {
    const [old, fresh] = [box, next].map((one) => one.querySelector("[data-exports-list]"));
    if (!old || !fresh) return;
    if (!old.contains(document.activeElement)) return old.replaceWith(document.importNode(fresh, true));
    const bars = fresh.querySelectorAll("progress");
    old.querySelectorAll("progress").forEach((bar, index) => {
      if (bars[index]) bar.value = bars[index].value;
    });
  }

  function tell(next) {
    const said = box.querySelector("[data-exports-said]");
    if (said && next.querySelector("[data-exports-list]")) said.textContent = said.dataset.text;
  }

  function plan() {
    setTimeout(() => (document.visibilityState === "visible" ? look() : plan()), wait);
  }

  plan();
}

function choose(group) {
  const said = group.querySelector("[data-columns-said]");
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    said.textContent = said.dataset.text.replace("{n}", chosen).replace("{all}", boxes.length);
  };
  const all = group.querySelector("[data-columns-all]");
  all.hidden = false;
  all.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    for (const box of boxes) box.checked = Boolean(button.value);
    tell();
  });
  group.addEventListener("change", tell);
  tell();
}

for (const box of document.querySelectorAll("[data-exports-in-hand]")) follow(box);
for (const group of document.querySelectorAll("[data-columns]")) choose(group);
