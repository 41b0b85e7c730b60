// Values in classes, from pale to dark. Pure. The same rule as the maps on paper (steering/rules/maps.py): zero alone,
// then as many places in each class as can be, equal values always together.

export const MOST = 5;
// One hue, each step clearly darker than the one before, for every kind of sight (tests/catalog/rules/test_map_colours.py).
export const COLOURS = ["#f7f4ee", "#bcd9dd", "#7fb2ba", "#3f8793", "#123a4f"];

/** [{ low, high, count, colour }], both bounds included. */
export function classesOf(values) {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const zeros = known.filter((value) => value === 0);
  let left = known.slice(zeros.length);
  const taken = zeros.length ? [zeros] : [];
  let wanted = MOST - 1;
  while (left.length) {
    const last = left[Math.ceil(left.length / Math.max(wanted, 1)) - 1];
    taken.push(left.filter((value) => value <= last));
    left = left.filter((value) => value > last);
    wanted -= 1;
  }
  const colours = spread(taken.length - (zeros.length ? 1 : 0));
  return taken.map((group, rank) => ({
    low: group[0],
    high: group.at(-1),
    count: group.length,
    colour: zeros.length && rank === 0 ? COLOURS[0] : colours[rank - (zeros.length ? 1 : 0)],
  }));
}

/** So many colours beside that of zero, as far from each other as can be. */
function spread(count) {
  if (count === 1) return [COLOURS[3]];
  return Array.from({ length: count }, (_, rank) => COLOURS[1 + Math.round((rank * (MOST - 2)) / (count - 1))]);
}

export function rankOf(value, classes) {
  return value === null ? -1 : classes.findIndex(({ high }) => value <= high);
}
