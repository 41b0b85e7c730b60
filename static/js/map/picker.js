// Choosing a point in a form. Without this module, coordinates are typed or the commune is chosen.
//   <div data-map-picker> … inputs marked data-lat and data-lon, <div data-map-canvas>, <button data-locate>, <output> </div>

import { Marker } from "maplibre-gl";
import { drawOutlines } from "./basemap.js";
import { createMap } from "./show.js";
import { textsOf } from "./texts.js";

const DECIMALS = 6;
const CLOSE_ENOUGH = 16;
const TIMEOUT_MS = 20_000;

export function showPicker(element) {
  const texts = textsOf(element);
  const inputs = { lat: element.querySelector("[data-lat]"), lon: element.querySelector("[data-lon]") };
  const canvas = element.querySelector("[data-map-canvas]");
  canvas.hidden = false;
  const map = createMap(canvas, { told: element, label: texts.pick });
  const marker = new Marker({ draggable: true, color: "#b4532c" });
  const say = announcer(element);

  function place([lon, lat], { move = false } = {}) {
    inputs.lon.value = lon.toFixed(DECIMALS);
    inputs.lat.value = lat.toFixed(DECIMALS);
    marker.setLngLat([lon, lat]).addTo(map);
    if (move) map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), CLOSE_ENOUGH) });
    say(`${texts.picked} ${lat.toFixed(5)}, ${lon.toFixed(5)}`);
  }

  map.on("click", (event) => place(event.lngLat.toArray()));
  marker.on("dragend", () => place(marker.getLngLat().toArray()));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    place(map.getCenter().toArray());
  });
  for (const input of Object.values(inputs)) {
    input.addEventListener("change", () => {
      const typed = typedPoint(inputs);
      if (typed) place(typed, { move: true });
    });
  }
  const start = typedPoint(inputs);
  if (start) map.once("load", () => place(start, { move: true }));
  if (!element.dataset.basemap) map.once("load", () => drawOutlines(map));
  addLocation(element.querySelector("[data-locate]"), { place, say, texts });
  return map;
}

function typedPoint({ lat, lon }) {
  const [y, x] = [lat, lon].map((input) => Number.parseFloat(input.value.replace(",", ".")));
  return Math.abs(y) <= 90 && Math.abs(x) <= 180 ? [x, y] : null;
}

function announcer(element) {
  const output = element.querySelector("output");
  return (text) => {
    if (output) output.textContent = text;
  };
}

/** The phone's own position, asked only when the button is pressed. */
function addLocation(button, { place, say, texts }) {
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    say(texts.locating);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => place([coords.longitude, coords.latitude], { move: true }),
      () => say(texts.notLocated),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 0 },
    );
  });
}
