// Map and list in step: what is pointed at in one shows in the other, and each item of the list opens on the map. Items
// carry `data-entry="<key>"`; the list may be replaced while the page is open (live.js, follow.js).

const ITEMS = "[data-entry]";

export function keepInStep({ data, highlight, open, texts }) {
  const known = () => byKey(data());
  let features = known();
  const of = (element) => features.get(element.closest?.(ITEMS)?.dataset.entry);
  const answers = {
    pointerover: (event) => highlight(of(event.target) ?? null),
    focusin: (event) => highlight(of(event.target) ?? null),
    pointerout: (event) => of(event.target) && highlight(null),
    focusout: (event) => of(event.target) && highlight(null),
  };
  for (const [name, act] of Object.entries(answers)) document.addEventListener(name, act);
  document.addEventListener("click", (event) => {
    const feature = event.target.closest("[data-locate-entry]") && of(event.target);
    if (feature) open(feature, { move: true });
  });
  const list = document.querySelector(".window__list");
  const refresh = () => addButtons(features, texts);
  refresh();
  // The map stands in the same window: its scale and its popups are not the list.
  const isOfList = ({ target }) => !target.closest("[data-map-whole]");
  const watch = (records) => records.some(isOfList) && refresh();
  if (list) new MutationObserver(watch).observe(list.parentElement, { childList: true, subtree: true });
  return {
    find: (key) => features.get(key),
    renew() {
      features = known();
      refresh();
    },
    /** Mark the list's item of this thing, or none. `reveal` scrolls it into view. */
    mark(key, { reveal = false } = {}) {
      for (const item of document.querySelectorAll(`${ITEMS}.is-highlighted`)) item.classList.remove("is-highlighted");
      const item = key && document.querySelector(`[data-entry="${CSS.escape(key)}"]`);
      if (!item) return;
      item.classList.add("is-highlighted");
      if (reveal) item.scrollIntoView({ block: "nearest" });
    },
  };
}

const byKey = ({ features }) => new Map(features.map((feature) => [feature.properties.key, feature]));

function addButtons(features, texts) {
  for (const item of document.querySelectorAll(".listing__item[data-entry]")) {
    if (item.querySelector("[data-locate-entry]") || !features.has(item.dataset.entry)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "listing__locate";
    button.dataset.locateEntry = "";
    button.dataset.added = ""; // live.js compares what the server said
    button.textContent = texts.locate;
    button.setAttribute("aria-label", `${texts.locate}\u00a0: ${item.querySelector("a")?.textContent ?? ""}`);
    (item.querySelector(".listing__meta") ?? item).append(button);
  }
}
