// A map beside a list: `<div data-map data-source="…" data-noun="area|site|action" data-basemap="…">`.

import { AttributionControl, Map as MapView, NavigationControl, ScaleControl } from "./engine.js";
import { readAddress, writeAddress } from "./address.js";
import { basemapStyle, drawOutlines } from "./basemap.js";
import { MAINLAND, ViewsControl } from "./controls.js";
import { boundsOf, readFeatures } from "./features.js";
import { addFollowing, askedFrame } from "./follow.js";
import { addKeyboard } from "./keyboard.js";
import { addHighlight, addThings } from "./layers.js";
import { keepInStep } from "./listing.js";
import { paletteOf } from "./palette.js";
import { addPanel } from "./panel.js";
import { openPopup } from "./popups.js";
import { addPrinting } from "./print.js";
import { textsOf } from "./texts.js";

// Wider than this, points are on several continents: the view opens on the mainland.
const MAX_SPAN_DEGREES = 25;
const CLOSE_ENOUGH = 11;

/** `told` is the element whose data attributes say what basemap, what attribution and which words. */
export function createMap(container, { told, label, hash = false }) {
  const texts = textsOf(told);
  const map = new MapView({
    container,
    style: basemapStyle(told.dataset.basemap ?? "", paletteOf(container)),
    bounds: MAINLAND,
    fitBoundsOptions: { padding: 10 },
    hash,
    maxZoom: 18,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: false,
    attributionControl: false,
    // Names that fade in are drawn again and again: where there is no graphics card, each time holds the page up.
    fadeDuration: 0,
    locale: {
      "Map.Title": label,
      "NavigationControl.ZoomIn": texts.zoomIn,
      "NavigationControl.ZoomOut": texts.zoomOut,
      "Popup.Close": texts.close,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new AttributionControl({ compact: false, customAttribution: told.dataset.attribution || "" }));
  return map;
}

export async function showMap(element) {
  const { noun, source, basemap } = element.dataset;
  const texts = textsOf(element);
  const palette = paletteOf(element);
  const whole = element.closest("[data-map-whole]") ?? element.parentElement;
  // Asked before the map writes its own view in the address.
  const hasView = Boolean(readAddress("carte"));
  const asked = readAddress("choix");
  // Sites and areas of one place are looked at again and again: the address keeps the view.
  const map = createMap(element, { told: element, label: texts.label, hash: "carte" });
  map.addControl(new ViewsControl(texts), "top-left");
  map.addControl(new ScaleControl(), "bottom-left");
  let data;
  [data] = await Promise.all([readFeatures(source, noun), map.once("load")]);
  if (!basemap) drawOutlines(map);
  const layers = addThings(map, { noun, data, palette });
  const things = { data: () => data, layers, palette, texts };
  const choice = answerReader(map, { ...things, target: element.dataset.target, help: whole.querySelector("[data-map-help]")?.id });
  if (!hasView) openOn(map, data);
  choice.open(asked, { move: !hasView });
  window.addEventListener("hashchange", () => choice.open(readAddress("choix")));
  for (const tools of whole.querySelectorAll("[data-map-tools]")) tools.hidden = false;
  addFollowing(map, whole.querySelector("[data-map-follow]"));
  addPrinting(map, { whole, data: things.data, texts });
  // What others publish (live.js): points change where they are, the view stays.
  let panel = null;
  document.addEventListener("live:changed", async () => {
    data = await readFeatures(source, noun);
    map.getSource("things").setData(data);
    choice.renew();
    panel?.renew();
  });
  panel = await addPanel(map, { whole, noun, data: things.data, palette, texts });
  element.dataset.ready = "true";
  return map;
}

function openOn(map, data) {
  const frame = askedFrame() ?? boundsOf(data.features);
  if (!frame) return;
  const [[west], [east]] = frame;
  if (east - west < MAX_SPAN_DEGREES) map.fitBounds(frame, { padding: 40, maxZoom: 12, animate: false });
}

/** Pointer, keyboard and list: the same thing is chosen whichever way, and the address says which. */
function answerReader(map, { data, layers, palette, texts, target, help }) {
  const { single, cluster } = layers;
  const highlight = addHighlight(map, palette);
  const list = keepInStep({ data, highlight, open: choose, texts });
  let popup = null;

  function choose(feature, { move = false, reveal = false } = {}) {
    popup?.remove();
    const { key } = feature.properties;
    if (move) map.jumpTo({ center: feature.geometry.coordinates, zoom: Math.max(map.getZoom(), CLOSE_ENOUGH) });
    list.mark(key, { reveal });
    writeAddress("choix", key);
    popup = openPopup(map, feature, { texts, target });
    const opened = popup;
    popup.on("close", () => {
      if (opened !== popup) return;
      list.mark(null);
      writeAddress("choix", "");
    });
  }

  async function enter(feature) {
    const zoom = await map.getSource("things").getClusterExpansionZoom(feature.properties.cluster_id);
    map.easeTo({ center: feature.geometry.coordinates, zoom });
  }

  answerPointer(map, { single, cluster, list, choose, enter });
  addKeyboard(map, { layers, open: choose, enter, help });
  return {
    open(key, options) {
      const feature = key && list.find(key);
      if (feature) choose(feature, options);
    },
    renew: list.renew,
  };
}

function answerPointer(map, { single, cluster, list, choose, enter }) {
  const canvas = map.getCanvas();
  map.on("mousemove", single, (event) => {
    canvas.style.cursor = "pointer";
    list.mark(event.features[0].properties.key);
  });
  map.on("mouseleave", single, () => {
    canvas.style.cursor = "";
    list.mark(null);
  });
  map.on("click", single, (event) => choose(event.features[0], { reveal: true }));
  if (!cluster) return;
  map.on("click", cluster, (event) => enter(event.features[0]));
  map.on("mouseenter", cluster, () => (canvas.style.cursor = "pointer"));
  map.on("mouseleave", cluster, () => (canvas.style.cursor = ""));
}
