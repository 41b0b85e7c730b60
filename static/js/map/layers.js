// How each noun is drawn. Clusters are the map engine's own.

import { fontOf } from "./basemap.js";

const people = ["coalesce", ["get", "people"], 0];

// Circles grow with the square root: a surface is what the eye compares.
const radiusOfPeople = ["interpolate", ["linear"], ["sqrt", people], 0, 7, 10, 12, 30, 24, 100, 46];

export function addThings(map, { noun, data, palette }) {
  const draw = noun === "area" ? addAreas : addPoints;
  return draw(map, { noun, data, palette });
}

/** `from`: the zoom at which things show; null for never, when colours say all. */
export function showThings(map, { from }) {
  for (const layer of ["things", "things-label", "clusters", "clusters-label"].filter((id) => map.getLayer(id))) {
    map.setLayoutProperty(layer, "visibility", from === null ? "none" : "visible");
    if (from !== null) map.setLayerZoomRange(layer, from, 24);
  }
}

/** Ids of the layers that answer to the pointer: one of single things, one of clusters. */
function addAreas(map, { data, palette }) {
  map.addSource("things", { type: "geojson", data });
  map.addLayer({
    id: "things",
    type: "circle",
    source: "things",
    layout: { "circle-sort-key": ["-", 0, people] },
    paint: {
      "circle-color": palette.area,
      "circle-opacity": 0.88,
      "circle-radius": radiusOfPeople,
      "circle-stroke-color": palette.halo,
      "circle-stroke-width": 1.5,
    },
  });
  // Where circles crowd, the largest keep their number: the popup and the list have the others.
  const largestFirst = { "symbol-sort-key": ["-", 0, people], "text-allow-overlap": false, "text-ignore-placement": false };
  const isRoomy = [">=", people, 20];
  const layout = { ...largestFirst, ...fontOf(map) };
  map.addLayer(label("things-label", ["to-string", ["get", "people"]], { colour: palette.area, filter: isRoomy, layout }));
  return { single: "things", cluster: null };
}

function addPoints(map, { noun, data, palette }) {
  map.addSource("things", { type: "geojson", data, cluster: true, clusterRadius: 42, clusterMaxZoom: 13 });
  const isCluster = ["has", "point_count"];
  const main = noun === "action" ? palette.action : palette.open;
  map.addLayer({
    id: "clusters",
    type: "circle",
    source: "things",
    filter: isCluster,
    paint: {
      "circle-color": main,
      "circle-opacity": 0.92,
      "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "point_count"]], 1, 13, 5, 20, 15, 34],
      "circle-stroke-color": palette.halo,
      "circle-stroke-width": 2,
    },
  });
  map.addLayer({
    id: "things",
    type: "circle",
    source: "things",
    filter: ["!", isCluster],
    paint: {
      // Told apart without colour too: what is closed is a ring, what is in resorption a disc with a ring.
      "circle-color": isClosed(palette.halo, main),
      "circle-radius": isClosed(5, 7),
      "circle-stroke-color": ringOf(palette),
      "circle-stroke-width": ["match", ["get", "status"], ["in_resorption", "closed", "resorbed"], 3, 1.5],
    },
  });
  map.addLayer(label("clusters-label", ["get", "point_count_abbreviated"], { colour: main, filter: isCluster, layout: fontOf(map) }));
  return { single: "things", cluster: "clusters" };
}

function ringOf({ resorbed, closed, halo }) {
  return ["match", ["get", "status"], ["in_resorption", "resorbed"], resorbed, "closed", closed, halo];
}

function isClosed(yes, no) {
  return ["case", ["in", ["get", "status"], ["literal", ["closed", "resorbed"]]], yes, no];
}

function label(id, text, { colour, filter, layout = {} }) {
  return {
    id,
    type: "symbol",
    source: "things",
    filter,
    layout: { "text-field": text, "text-size": 13, "text-allow-overlap": true, "text-ignore-placement": true, ...layout },
    paint: { "text-color": "#ffffff", "text-halo-color": colour, "text-halo-width": 1 },
  };
}

/** A ring around one point, wherever it is: inside a cluster as well. Drawn last. */
export function addHighlight(map, palette) {
  map.addSource("highlight", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "highlight",
    type: "circle",
    source: "highlight",
    paint: {
      "circle-color": "transparent",
      "circle-radius": 16,
      "circle-stroke-color": palette.focus,
      "circle-stroke-width": 3,
    },
  });
  let shown = null;
  return (feature) => {
    if (feature === shown) return; // each setting is a message to the worker and a picture drawn anew
    shown = feature;
    map.getSource("highlight")?.setData({ type: "FeatureCollection", features: feature ? [feature] : [] });
  };
}
