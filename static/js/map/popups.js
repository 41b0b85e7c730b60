// What a point says when it is chosen. Text is set as text: nothing that was typed is ever read as markup.

import { Popup } from "./engine.js";
import { number } from "./texts.js";

/** `target`: where its link opens, which is elsewhere when the map stands in the page of somebody else. */
export function openPopup(map, feature, { texts, target = "" }) {
  return popupAt(map, feature.geometry.coordinates.slice(), { box: content(feature.properties, { texts, target }), texts });
}

/** It takes the focus; Escape closes it and gives the focus back to the map. */
export function popupAt(map, where, { box, texts }) {
  const popup = new Popup({ offset: 12, maxWidth: "18rem", focusAfterOpen: true, closeButton: true, locale: texts });
  popup.setLngLat(where).setDOMContent(box).addTo(map);
  popup.getElement().addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    popup.remove();
    map.getCanvas().focus();
  });
  return popup;
}

function content(properties, { texts, target }) {
  const box = document.createElement("div");
  box.className = "map__popup";
  const title = box.appendChild(paragraph("map__popup-title"));
  if (properties.url) {
    const link = title.appendChild(document.createElement("a"));
    Object.assign(link, { href: properties.url, textContent: properties.title, target, rel: target ? "noopener" : "" });
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

/** What is said of a thing besides its title. */
export function* lines(properties, texts) {
  if (properties.commune) yield properties.commune;
  if (properties.noun === "area") {
    yield texts.aboutSites.replace("{n}", number(properties.open_sites ?? 0));
    yield isKnown(properties.people) ? texts.aboutPeople.replace("{n}", number(properties.people)) : texts.peopleWithheld;
  } else if ("people" in properties) yield count(properties.people, texts.people, texts.unknown);
  if (properties.summary) yield shortened(properties.summary);
}

const isKnown = (value) => value !== null && value !== undefined;

// French and English read the same way round: "12 personnes", "personnes : inconnu".
function count(value, unit, missing) {
  return isKnown(value) ? `${number(value)} ${unit}` : `${unit}\u00a0: ${missing}`;
}

function shortened(text, length = 160) {
  return text.length > length ? `${text.slice(0, text.lastIndexOf(" ", length))}…` : text;
}
