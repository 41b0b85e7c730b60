// Beside the map: which statistic colours the territories, what the colours mean, and the same as a table.

import { readAddress, writeAddress } from "./address.js";
import { number } from "./texts.js";
import { addTerritories, FAR_ZOOM } from "./territories.js";
import { showThings } from "./layers.js";
import { figuresReader } from "./figures.js";

// What the address says for "no colour".
const NONE = "aucune";

/** `whole` holds the map and, around it, the elements that the template made for this; `data()` is what it shows now. */
export async function addPanel(map, { whole, noun, data, palette, texts }) {
  const select = whole.querySelector("[data-map-figure]");
  if (!select) return null;
  let read = figuresReader(noun, data().features);
  let isChosen = false;
  const territories = addTerritories(map, { palette, texts });
  const options = [...select.options].map(({ value }) => value);
  const automatic = options[0];

  const legend = whole.querySelector("[data-map-classes]");
  let upTo = 0;
  // What the colours mean is told while there are any.
  const follow = () => (legend.hidden = map.getZoom() >= upTo);
  map.on("zoomend", follow);

  async function show({ chosen }) {
    isChosen = chosen;
    const statistic = select.value;
    if (statistic === NONE) return hide();
    const figures = await read(statistic, { large: chosen });
    if (select.value !== statistic) return; // something else was chosen while this was read
    if (!figures.length) return hide(); // a country whose outlines are not loaded
    const { text, dataset } = select.selectedOptions[0];
    const classes = territories.draw(figures, { unit: dataset.unit || "" });
    upTo = chosen ? territories.everywhere : FAR_ZOOM;
    territories.show(upTo);
    showThings(map, { from: chosen && noun === "area" ? null : FAR_ZOOM });
    tell(whole, { figures, classes, title: text, unit: dataset.unit || "", texts });
    follow();
  }

  function hide() {
    upTo = 0;
    follow();
    territories.show(0);
    showThings(map, { from: 0 });
    whole.querySelector("[data-map-table]").hidden = true;
  }

  select.addEventListener("change", () => {
    writeAddress("couleur", select.value);
    show({ chosen: true });
  });
  const asked = readAddress("couleur");
  select.value = options.includes(asked) ? asked : automatic;
  await show({ chosen: options.includes(asked) });
  return {
    renew() {
      read = figuresReader(noun, data().features);
      return show({ chosen: isChosen });
    },
  };
}

function tell(whole, { figures, classes, title, unit, texts }) {
  const legend = whole.querySelector("[data-map-classes]");
  const withheld = figures.filter(({ value }) => value === null).length;
  const lines = classes.map((one) => line(swatch(one.colour), `${bounds(one)}${unit} (${places(one.count, texts)})`));
  if (withheld) lines.push(line(swatch(""), `${texts.withheld} (${places(withheld, texts)})`));
  legend.replaceChildren(heading(title), ...lines);
  fillTable(whole.querySelector("[data-map-table]"), { figures, title, unit, texts });
}

const bounds = ({ low, high }) => (low === high ? number(low) : `${number(low)} – ${number(high)}`);
const places = (count, texts) => (count === 1 ? texts.onePlace : texts.places.replace("{n}", number(count)));

function heading(text) {
  const item = document.createElement("li");
  item.className = "map__classes-title";
  item.textContent = text;
  return item;
}

function line(mark, text) {
  const item = document.createElement("li");
  item.append(mark, text);
  return item;
}

function swatch(colour) {
  const mark = document.createElement("span");
  mark.className = colour ? "map__class" : "map__class map__class--withheld";
  if (colour) mark.style.backgroundColor = colour;
  return mark;
}

function fillTable(box, { figures, title, unit, texts }) {
  const rows = figures.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1) || a.code.localeCompare(b.code));
  box.querySelector("caption").textContent = title;
  box.querySelector("[data-map-value]").textContent = title;
  const body = box.querySelector("tbody");
  body.replaceChildren(
    ...rows.map(({ code, name, value }) => {
      const row = document.createElement("tr");
      const head = row.appendChild(document.createElement("th"));
      head.scope = "row";
      head.textContent = `${name} (${code})`;
      row.appendChild(document.createElement("td")).textContent = value === null ? texts.withheld : `${number(value)}${unit}`;
      return row;
    }),
  );
  box.hidden = false;
}
