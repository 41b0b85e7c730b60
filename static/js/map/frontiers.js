// What separates régions, from the outlines of their départements: neighbours share their border point by point, so a
// side that two départements of one région have is inside of it, and every other side is a frontier or the sea.

/** features: outlines with the key of what holds them (`parent`) -> lines, one for each run of sides. */
export function frontiersOf(features) {
  const rings = features.flatMap(({ properties: { parent }, geometry }) => ringsOf(geometry).map((ring) => ({ parent, ring })));
  const seen = new Map();
  for (const { parent, ring } of rings) {
    for (let index = 1; index < ring.length; index += 1) {
      const side = `${parent} ${nameOf(ring[index - 1], ring[index])}`;
      seen.set(side, (seen.get(side) ?? 0) + 1);
    }
  }
  const lines = rings.flatMap(({ parent, ring }) => runs(ring, (a, b) => seen.get(`${parent} ${nameOf(a, b)}`) === 1));
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: lines } };
}

function ringsOf({ type, coordinates }) {
  return type === "Polygon" ? coordinates : coordinates.flat();
}

/** The same whichever way the side is gone along. */
function nameOf(a, b) {
  const [one, other] = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? [a, b] : [b, a];
  return `${one} ${other}`;
}

function runs(ring, isKept) {
  const found = [];
  let run = null;
  for (let index = 1; index < ring.length; index += 1) {
    if (!isKept(ring[index - 1], ring[index])) {
      run = null;
      continue;
    }
    if (!run) found.push((run = [ring[index - 1]]));
    run.push(ring[index]);
  }
  return found;
}
