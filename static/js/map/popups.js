// What a point says when it is chosen. Text is set as text: nothing that was typed is ever read as markup.

import { Popup } from "maplibre-gl";
import { number } from "./texts.js";

export function openPopup(map, feature, texts) {
  return new Popup({ offset: 12, maxWidth: "18rem", focusAfterOpen: true, closeButton: true, locale: texts })
    .setLngLat(feature.geometry.coordinates.slice())
    .setDOMContent(content(feature.properties, texts))
    .addTo(map);
}

function content(properties, texts) {
  const box = document.createElement("div");
  box.className = "map__popup";
  const title = box.appendChild(paragraph("map__popup-title"));
  if (properties.url) {
    const link = title.appendChild(document.createElement("a"));
    link.href = properties.url;
    link.textContent = properties.title;
  } else {
    title.textContent = properties.title;
  }
  for (const line of lines(properties, texts)) box.appendChild(paragraph()).textContent = line;
  return box;
}

function paragraph(className = "") {
  const element = document.createElement("p");
  element.className = className;
  return element;
}

function* lines(properties, texts) {
  // The summary of an area is its counts in words; it says itself what is withheld.
  if (properties.commune) yield properties.commune;
  if (properties.noun !== "area" && "people" in properties) yield count(properties.people, texts.people, texts.unknown);
  if (properties.summary) yield shortened(properties.summary);
}

// French and English read the same way round: "12 personnes", "personnes : inconnu".
function count(value, unit, missing) {
  return value === null || value === undefined ? `${unit}\u00a0: ${missing}` : `${number(value)} ${unit}`;
}

function shortened(text, length = 160) {
  return text.length > length ? `${text.slice(0, text.lastIndexOf(" ", length))}…` : text;
}
