// Reading what a list shows, from the same public API: every page of it, as one collection.

const MAX_PAGES = 40;

export async function readFeatures(address) {
  const features = [];
  let next = new URL(address, location.href);
  for (let page = 0; next && page < MAX_PAGES; page += 1) {
    const answer = await fetch(next, { cache: "no-cache", headers: { Accept: "application/geo+json, application/json" } });
    if (!answer.ok) throw new Error(`${answer.status} ${next.pathname}`);
    const collection = await answer.json();
    features.push(...collection.features.filter((feature) => feature.geometry));
    next = nextPage(collection, answer);
  }
  // Layers read properties only: the identity that lists know goes there.
  for (const feature of features) feature.properties.key = String(feature.id);
  return { type: "FeatureCollection", features };
}

function nextPage(collection, answer) {
  const linked = collection.links?.find?.((link) => link.rel === "next")?.href;
  const header = /<([^>]+)>;\s*rel="?next"?/.exec(answer.headers.get("Link") || "")?.[1];
  const address = collection.next || linked || header;
  return address ? new URL(address, answer.url) : null;
}

/** [[west, south], [east, north]] of points, or null when there is none. */
export function boundsOf(features) {
  const points = features.map((feature) => feature.geometry.coordinates);
  if (!points.length) return null;
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)];
  return [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
}
