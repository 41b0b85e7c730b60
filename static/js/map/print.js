// A sheet of paper: the map as it stands, its legend, and a table of all that is in its frame.

import { lines } from "./popups.js";

const MOST_ROWS = 1000;

export function addPrinting(map, { whole, data, texts }) {
  const button = whole.querySelector("[data-map-print]");
  button?.addEventListener("click", () => window.print());
  let added = [];
  window.addEventListener("beforeprint", () => {
    const things = inFrame(map, data());
    const drawn = whole.querySelector("[data-map]");
    added = [picture(map), sheet(things, { texts, source: drawn.dataset.attribution })];
    drawn.after(added[0]);
    whole.append(added[1]);
    whole.classList.add("is-printing");
  });
  window.addEventListener("afterprint", () => {
    for (const element of added) element.remove();
    added = [];
    whole.classList.remove("is-printing");
  });
}

/** Copied while the engine has just drawn: a moment later its canvas may be empty. */
function picture(map) {
  map.redraw();
  const drawn = map.getCanvas();
  const copy = Object.assign(document.createElement("canvas"), { className: "map__paper", width: drawn.width, height: drawn.height });
  copy.getContext("2d").drawImage(drawn, 0, 0);
  return copy;
}

function inFrame(map, { features }) {
  const frame = map.getBounds();
  return features.filter((feature) => frame.contains(feature.geometry.coordinates)).map(({ properties }) => properties);
}

function sheet(things, { texts, source }) {
  const box = document.createElement("div");
  box.className = "map__sheet";
  const title = box.appendChild(document.createElement("h2"));
  title.textContent = `${texts.onSheet} (${things.length})`;
  const table = box.appendChild(document.createElement("table"));
  table.className = "table";
  const sorted = things.toSorted((a, b) => (b.people ?? -1) - (a.people ?? -1) || a.title.localeCompare(b.title));
  for (const thing of sorted.slice(0, MOST_ROWS)) {
    const row = table.insertRow();
    row.insertCell().textContent = thing.title;
    row.insertCell().textContent = [...lines(thing, texts)].join(", ");
  }
  const foot = box.appendChild(document.createElement("p"));
  const day = new Date().toLocaleDateString(document.documentElement.lang || "fr", { dateStyle: "long" });
  foot.textContent = [source, day, location.href].filter(Boolean).join(", ");
  return box;
}
