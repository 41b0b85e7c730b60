// A map beside a list: `<div data-map data-source="…" data-noun="area|site|action" data-basemap="…">`.

import { AttributionControl, Map as MapView, NavigationControl, ScaleControl } from "maplibre-gl";
import { basemapStyle, drawOutlines } from "./basemap.js";
import { FrameControl, MAINLAND, ViewsControl } from "./controls.js";
import { boundsOf, readFeatures } from "./features.js";
import { addHighlight, addThings } from "./layers.js";
import { keepInStep } from "./listing.js";
import { paletteOf } from "./palette.js";
import { openPopup } from "./popups.js";
import { textsOf } from "./texts.js";

// Wider than this, points are on several continents: the view opens on the mainland.
const MAX_SPAN_DEGREES = 25;

/** `told` is the element whose data attributes say what basemap, what attribution and which words. */
export function createMap(container, { told, label, hash = false }) {
  const texts = textsOf(told);
  const map = new MapView({
    container,
    style: basemapStyle(told.dataset.basemap, paletteOf(container)),
    bounds: MAINLAND,
    fitBoundsOptions: { padding: 10 },
    hash,
    maxZoom: 18,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: false,
    attributionControl: false,
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
  const texts = textsOf(element);
  // Asked before the map writes its own view in the address.
  const hasView = location.hash.includes("carte=");
  // Sites and areas of one place are looked at again and again: the address keeps the view.
  const map = createMap(element, { told: element, label: texts.label, hash: "carte" });
  map.addControl(new ViewsControl(texts), "top-left");
  map.addControl(new ScaleControl(), "bottom-left");
  if ("frame" in element.dataset) map.addControl(new FrameControl(texts), "top-left");
  const [data] = await Promise.all([readFeatures(element.dataset.source), map.once("load")]);
  if (!element.dataset.basemap) drawOutlines(map);
  fill(map, { element, data, texts });
  if (!hasView) openOn(map, data);
  // What others publish (live.js): points change where they are, the view stays.
  document.addEventListener("live:changed", async () => {
    map.getSource("things").setData(await readFeatures(element.dataset.source));
  });
  element.dataset.ready = "true";
  return map;
}

function fill(map, { element, data, texts }) {
  const palette = paletteOf(element);
  const { single, cluster } = addThings(map, { noun: element.dataset.noun, data, palette });
  const highlight = addHighlight(map, palette);
  const list = keepInStep({ data, highlight });
  answerPointer(map, { single, list, texts });
  if (cluster) openClusters(map, cluster);
}

function openOn(map, data) {
  const bounds = boundsOf(data.features);
  if (!bounds) return;
  const [[west], [east]] = bounds;
  if (east - west < MAX_SPAN_DEGREES) map.fitBounds(bounds, { padding: 40, maxZoom: 12, animate: false });
}

function answerPointer(map, { single, list, texts }) {
  map.on("mousemove", single, (event) => {
    map.getCanvas().style.cursor = "pointer";
    list.mark(event.features[0]);
  });
  map.on("mouseleave", single, () => {
    map.getCanvas().style.cursor = "";
    list.mark(null);
  });
  map.on("click", single, (event) => {
    const feature = event.features[0];
    list.mark(feature, { reveal: true });
    openPopup(map, feature, texts).on("close", () => list.mark(null));
  });
}

function openClusters(map, layer) {
  map.on("click", layer, async (event) => {
    const [feature] = event.features;
    const zoom = await map.getSource("things").getClusterExpansionZoom(feature.properties.cluster_id);
    map.easeTo({ center: feature.geometry.coordinates, zoom });
  });
  map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
}
