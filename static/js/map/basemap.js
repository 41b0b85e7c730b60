// A basemap of our own: outlines of départements, and of the régions that they make, from the public API. No glyph server, no tile server.
// Or the deployer's: a MapLibre style, or the address of tiles with {z}, {x} and {y} (those of IGN's WMTS, for instance).

import { frontiersOf } from "./frontiers.js";

/** Départements with all of their points, and as a country on one screen shows them. */
export const WHOLE = "/api/v1/territories.geojson?level=departement";
export const OVERVIEW = `${WHOLE}&zoom=5`;
// From nearer, the frame that is looked at is asked for, in whole degrees.
const FRAMED_FROM = 6.2;
const NEAREST_ZOOM = 9;
export const NOTHING = { type: "FeatureCollection", features: [] };
const TILE_PX = 256;

/** The deployer's style, or ours, which is filled once `drawOutlines` has read the outlines. */
export function basemapStyle(address, palette) {
  if (address.includes("{z}")) return tiles(address);
  if (address) return address;
  return {
    version: 8,
    sources: {
      departements: { type: "geojson", data: NOTHING },
      regions: { type: "geojson", data: NOTHING },
      names: { type: "geojson", data: NOTHING },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": palette.water } },
      { id: "land", type: "fill", source: "departements", paint: { "fill-color": palette.land, "fill-antialias": false } },
      {
        id: "departements",
        type: "line",
        source: "departements",
        paint: { "line-color": palette.line, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.5, 9, 1.5] },
      },
      {
        id: "regions",
        type: "line",
        source: "regions",
        paint: { "line-color": palette.frontier, "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.9, 9, 2.2] },
      },
      {
        id: "names",
        type: "symbol",
        source: "names",
        minzoom: 5.4,
        layout: {
          "text-field": ["get", "name"],
          "text-size": ["interpolate", ["linear"], ["zoom"], 5, 10, 9, 15],
          "text-max-width": 7,
          "text-padding": 6,
        },
        paint: { "text-color": palette.label, "text-halo-color": palette.halo, "text-halo-width": 1.4 },
      },
    ],
  };
}

function tiles(address) {
  return {
    version: 8,
    sources: { tiles: { type: "raster", tiles: [address], tileSize: TILE_PX, maxzoom: 18 } },
    layers: [{ id: "tiles", type: "raster", source: "tiles" }],
  };
}

/** What our labels are written with: the reader's fonts, or what the deployer's style has letters for. */
export function fontOf(map) {
  const { glyphs, layers } = map.getStyle();
  const named = glyphs && layers.map((layer) => layer.layout?.["text-font"]).find(Array.isArray);
  return named ? { "text-font": named } : {};
}

export function drawOutlines(map) {
  let drawn = "";
  const follow = async () => {
    const address = addressFor(map);
    if (address === drawn) return;
    drawn = address;
    const outlines = await readOutlines(address);
    if (address === drawn) fill(map, outlines);
  };
  map.on("moveend", follow);
  return follow();
}

function addressFor(map) {
  const zoom = map.getZoom();
  if (zoom <= FRAMED_FROM) return OVERVIEW;
  const bounds = map.getBounds();
  const from = [Math.max(bounds.getWest(), -180), Math.max(bounds.getSouth(), -90)].map(Math.floor);
  const to = [Math.min(bounds.getEast(), 180), Math.min(bounds.getNorth(), 90)].map(Math.ceil);
  return `${WHOLE}&zoom=${Math.min(Math.floor(zoom) - 1, NEAREST_ZOOM)}&bbox=${[...from, ...to]}`;
}

function fill(map, departements) {
  map.getSource("departements").setData(departements);
  map.getSource("regions").setData(frontiersOf(departements.features));
  map.getSource("names").setData({ type: "FeatureCollection", features: departements.features.map(nameOf) });
}

const read = new Map();

/** Of départements. Asked once, whoever draws them. */
export function readOutlines(address) {
  if (!read.has(address)) read.set(address, ask(address));
  return read.get(address);
}

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/geo+json, application/json" } });
  return answer.ok ? answer.json() : NOTHING;
}

function nameOf(feature) {
  const { name, title } = feature.properties;
  return {
    type: "Feature",
    properties: { name: name || title },
    geometry: { type: "Point", coordinates: middleOf(feature.geometry) },
  };
}

/** The centre of gravity of the largest ring: one name per département, on its mainland. */
export function middleOf(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.map(([outer]) => ({ outer, ...gravity(outer) }));
  const { x, y } = rings.reduce((largest, ring) => (ring.area > largest.area ? ring : largest));
  return [x, y];
}

function gravity(ring) {
  let [twice, x, y] = [0, 0, 0];
  for (let index = 0; index < ring.length - 1; index += 1) {
    const [[x1, y1], [x2, y2]] = [ring[index], ring[index + 1]];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  return { area: Math.abs(twice), x: x / (3 * twice), y: y / (3 * twice) };
}
