// In which territory each point is, without holding up the page: a little at a time.

const AT_ONCE = 1500;

/** [the features inside each territory], in the order of `territories` (GeoJSON polygons). */
export async function sortInside(features, territories) {
  const shapes = territories.map(({ geometry }) => rings(geometry));
  const found = territories.map(() => []);
  for (let start = 0; start < features.length; start += AT_ONCE) {
    for (const feature of features.slice(start, start + AT_ONCE)) {
      const [x, y] = feature.geometry.coordinates;
      const index = shapes.findIndex((shape) => holds(shape, x, y));
      if (index >= 0) found[index].push(feature);
    }
    await new Promise((resume) => setTimeout(resume));
  }
  return found;
}

function rings({ type, coordinates }) {
  const all = (type === "Polygon" ? [coordinates] : coordinates).flat();
  const [xs, ys] = [0, 1].map((axis) => all.flat().map((point) => point[axis]));
  const [west, south] = [xs, ys].map((values) => values.reduce((low, value) => Math.min(low, value), Infinity));
  const [east, north] = [xs, ys].map((values) => values.reduce((high, value) => Math.max(high, value), -Infinity));
  return { all, west, south, east, north };
}

function holds({ all, west, south, east, north }, x, y) {
  if (x < west || x > east || y < south || y > north) return false;
  // Even and odd crossings, holes included.
  return all.reduce((inside, ring) => inside !== crosses(ring, x, y), false);
}

function crosses(ring, x, y) {
  let inside = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    const [[x1, y1], [x2, y2]] = [ring[index], ring[before]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
