// Choosing a point in a form. Without this module, coordinates are typed or the commune is chosen.
//   <div data-map-picker> … inputs marked data-lat and data-lon, <div data-map-canvas>, <button data-locate>, <output> </div>

import { Marker } from "./engine.js";
import { drawOutlines } from "./basemap.js";
import { createMap } from "./show.js";
import { textsOf } from "./texts.js";

const DECIMALS = 6;
const CLOSE_ENOUGH = 16;
const TIMEOUT_MS = 20_000;

/** `draws`: whether this browser draws maps; without, the position, the address and the coordinates remain. */
export function showPicker(element, { draws }) {
  const texts = textsOf(element);
  const inputs = { lat: element.querySelector("[data-lat]"), lon: element.querySelector("[data-lon]") };
  const say = announcer(element);
  const drawn = draws ? drawPicker(element, { texts, place: (point) => place(point) }) : null;

  function place([lon, lat], { move = false } = {}) {
    inputs.lon.value = lon.toFixed(DECIMALS);
    inputs.lat.value = lat.toFixed(DECIMALS);
    drawn?.mark([lon, lat], { move });
    say(`${texts.picked} ${lat.toFixed(5)}, ${lon.toFixed(5)}`);
    element.dispatchEvent(new CustomEvent("pointplaced", { bubbles: true, detail: { lon, lat } }));
  }

  for (const input of Object.values(inputs)) {
    input.addEventListener("change", () => {
      const typed = typedPoint(inputs);
      if (typed) place(typed, { move: true });
    });
  }
  const start = typedPoint(inputs);
  if (start) drawn?.whenReady(() => drawn.mark(start, { move: true }));
  addLocation(element.querySelector("[data-locate]"), { place, say, texts });
  addAddress(element, { place, say, texts });
}

function drawPicker(element, { texts, place }) {
  const canvas = element.querySelector("[data-map-canvas]");
  canvas.hidden = false;
  const map = createMap(canvas, { told: element, label: texts.pick });
  const marker = new Marker({ draggable: true, color: "#b4532c" });
  map.on("click", (event) => place(event.lngLat.toArray()));
  marker.on("dragend", () => place(marker.getLngLat().toArray()));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    place(map.getCenter().toArray());
  });
  if (!element.dataset.basemap) map.once("load", () => drawOutlines(map));
  return {
    whenReady: (act) => map.once("load", act),
    mark(point, { move }) {
      marker.setLngLat(point).addTo(map);
      if (move) map.easeTo({ center: point, zoom: Math.max(map.getZoom(), CLOSE_ENOUGH) });
    },
  };
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

/** The phone's own position, asked only when the button is pressed. What the browser refuses is said as it is. */
function addLocation(button, { place, say, texts }) {
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!navigator.geolocation) {
      say(texts.notLocated);
      return;
    }
    say(texts.locating);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        place([coords.longitude, coords.latitude], { move: true });
        say(`${texts.located} ${Math.round(coords.accuracy)} m`);
      },
      ({ code }) => say({ 1: texts.refused, 3: texts.tooLong }[code] ?? texts.notLocated),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 0 },
    );
  });
}

/** The address of the same form, looked for on our own server, moves the point. */
function addAddress(element, { place, say, texts }) {
  const button = element.querySelector("[data-find-address]");
  const words = () => ["address", "commune_name"].map((name) => element.closest("form")?.elements[name]?.value.trim()).filter(Boolean);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const asked = words().join(", ");
    if (!asked) {
      say(texts.noAddress);
      return;
    }
    const answer = await fetch(`${button.dataset.findAddress}?${new URLSearchParams({ q: asked })}`).catch(() => null);
    const places = answer?.ok ? (await answer.json()).places : [];
    const found = places.find(({ lat }) => lat !== null);
    if (!found) {
      say(answer?.ok ? texts.notFound : texts.noNetwork);
      return;
    }
    place([found.lon, found.lat], { move: true });
    say(`${texts.found} ${found.label}. ${texts.check}`);
  });
}
