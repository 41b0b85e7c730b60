// Reading what a list shows, from the same public API: all that match at once, as one collection.

// What the map says of a thing; the rest of its document stays where it is, and thousands of things stay light.
const FIELDS = {
  area: ["title", "url", "noun", "people", "open_sites"],
  site: ["title", "url", "noun", "summary", "status", "people", "commune"],
  action: ["title", "url", "noun", "summary", "status", "territory_level", "territory_code"],
};

export async function readFeatures(source, noun) {
  const address = new URL(source, location.href);
  // The map shows what is around the frame that the list follows.
  address.searchParams.delete("bbox");
  address.searchParams.set("fields", FIELDS[noun].join(","));
  const answer = await fetch(address, { cache: "no-cache", headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${address.pathname}`);
  const { features } = await answer.json();
  const placed = features.filter((feature) => feature.geometry);
  // Layers read properties only: the identity that lists know goes there.
  for (const feature of placed) feature.properties.key = String(feature.id);
  return { type: "FeatureCollection", features: placed };
}

/** [[west, south], [east, north]] of points, or null when there is none. */
export function boundsOf(features) {
  if (!features.length) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { geometry: { coordinates: [lon, lat] } } of features) {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return [[west, south], [east, north]];
}
