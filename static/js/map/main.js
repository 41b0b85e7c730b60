// Where maps begin. Every map is an enhancement: what it shows is in the page without it.

import "maplibre-gl/dist/maplibre-gl.css";
import { showPicker } from "./picker.js";
import { showMap } from "./show.js";
import { textsOf } from "./texts.js";

const hasWebgl = Boolean(document.createElement("canvas").getContext("webgl2"));

function notice(element, text) {
  const box = document.createElement("p");
  box.className = "map__notice";
  box.setAttribute("role", "status");
  box.textContent = text;
  element.append(box);
  element.classList.add("map--without");
}

for (const element of document.querySelectorAll("[data-map]")) {
  const texts = textsOf(element);
  element.hidden = false;
  if (!hasWebgl) notice(element, texts.noWebgl);
  else showMap(element).catch(() => notice(element, texts.failed));
}

for (const element of document.querySelectorAll("[data-map-picker]")) {
  showPicker(element, { draws: hasWebgl });
}
