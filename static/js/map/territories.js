// Départements coloured by a statistic: from far away, where points would hide each other, or at every distance when the
// reader has chosen one. What is withheld is hatched, and said.

import { fontOf, middleOf, NOTHING } from "./basemap.js";
import { classesOf, rankOf } from "./classes.js";
import { popupAt } from "./popups.js";
import { number } from "./texts.js";

// Up to this zoom a screen holds the whole mainland; beyond, things are told apart one by one.
export const FAR_ZOOM = 6.2;
const ALWAYS = 24;
const LAYERS = ["figures", "figures-withheld", "figures-edges", "figures-values"];
const HATCH_PX = 8;

export function addTerritories(map, { palette, texts }) {
  map.addImage("withheld", hatch(palette), { pixelRatio: 1 });
  map.addSource("figures", { type: "geojson", data: NOTHING });
  map.addSource("figures-values", { type: "geojson", data: NOTHING });
  const below = map.getLayer("departements") ? "departements" : undefined;
  const known = ["has", "colour"];
  const flat = { "fill-antialias": false }; // edges are drawn once, by the line above
  map.addLayer({ id: "figures", type: "fill", source: "figures", filter: known, paint: { ...flat, "fill-color": ["get", "colour"] } }, below);
  map.addLayer({ id: "figures-withheld", type: "fill", source: "figures", filter: ["!", known], paint: { ...flat, "fill-pattern": "withheld" } }, below);
  if (!below) map.addLayer({ id: "figures-edges", type: "line", source: "figures", paint: { "line-color": palette.frontier, "line-width": 0.8 } });
  map.addLayer({
    id: "figures-values",
    type: "symbol",
    source: "figures-values",
    layout: { "text-field": ["get", "said"], "text-size": 12, "text-padding": 3, ...fontOf(map) },
    paint: { "text-color": palette.ink, "text-halo-color": palette.halo, "text-halo-width": 1.6 },
  });
  answer(map, texts);
  return {
    /** figures: [{ code, name, value, geometry }] -> the classes they are drawn in. */
    draw(figures, { unit }) {
      const classes = classesOf(figures.map(({ value }) => value));
      const features = figures.map((figure) => outline(figure, { classes, unit, texts }));
      map.getSource("figures").setData({ type: "FeatureCollection", features });
      map.getSource("figures-values").setData({ type: "FeatureCollection", features: features.filter(isTold).map(middle) });
      return classes;
    },
    /** `upTo`: the zoom at which colours leave their place to things; 0 for no colour at all. */
    show(upTo) {
      for (const layer of LAYERS.filter((id) => map.getLayer(id))) {
        map.setLayoutProperty(layer, "visibility", upTo ? "visible" : "none");
        if (upTo) map.setLayerZoomRange(layer, 0, upTo);
      }
    },
    everywhere: ALWAYS,
  };
}

function outline({ code, name, value, geometry }, { classes, unit, texts }) {
  const rank = rankOf(value, classes);
  const said = value === null ? "" : `${number(value)}${unit}`;
  const properties = { code, name, said, told: said || texts.withheld };
  if (rank >= 0) properties.colour = classes[rank].colour;
  return { type: "Feature", properties, geometry };
}

const isTold = ({ properties }) => Boolean(properties.said) && properties.said !== "0";

function middle({ properties, geometry }) {
  return { type: "Feature", properties, geometry: { type: "Point", coordinates: middleOf(geometry) } };
}

function answer(map, texts) {
  map.on("click", (event) => {
    const layers = ["figures", "figures-withheld", "things", "clusters"].filter((layer) => map.getLayer(layer));
    const [found] = map.queryRenderedFeatures(event.point, { layers });
    if (!found?.layer.id.startsWith("figures")) return;
    const box = document.createElement("p");
    box.className = "map__popup";
    box.textContent = `${found.properties.name}\u00a0: ${found.properties.told}`;
    popupAt(map, event.lngLat, { box, texts });
  });
}

/** Lines across, on the colour of the land: told apart from every class without colour. */
function hatch({ frontier, land }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: HATCH_PX, height: HATCH_PX });
  const pen = canvas.getContext("2d");
  pen.fillStyle = land;
  pen.fillRect(0, 0, HATCH_PX, HATCH_PX);
  pen.strokeStyle = frontier;
  pen.lineWidth = 0.7;
  for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
    pen.beginPath();
    pen.moveTo(shift, HATCH_PX);
    pen.lineTo(shift + HATCH_PX, 0);
    pen.stroke();
  }
  return pen.getImageData(0, 0, HATCH_PX, HATCH_PX);
}
