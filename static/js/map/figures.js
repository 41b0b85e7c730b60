// The statistics by which départements are coloured. For everyone: what the API publishes of areas. For members: what
// the things on their map add up to, which is all that they may read and nothing else.

import { OVERVIEW, readOutlines, WHOLE } from "./basemap.js";
import { sortInside } from "./inside.js";

const PUBLISHED = "/api/v1/statistics/departements";
const CLOSED = new Set(["closed", "resorbed"]);
// A thing of a whole région is in none of its départements.
const WIDER = new Set(["nation", "region"]);
const COUNTED = {
  sites: (things) => things.length,
  actions: (things) => things.length,
  people: (things) => total(things.filter(({ status }) => !CLOSED.has(status)).map(({ people }) => people)),
};

function total(values) {
  const known = values.filter((value) => typeof value === "number");
  return known.length || !values.length ? known.reduce((sum, value) => sum + value, 0) : null;
}

/** `read(statistic, { large })` -> [{ code, name, value, geometry }], value null where it is withheld or unknown.
 * `large`: they will be looked at from near. */
export function figuresReader(noun, features) {
  return noun === "area" ? publishedReader() : countedReader(features);
}

function publishedReader() {
  let asked = null;
  return async (statistic, { large }) => {
    asked ??= fetch(PUBLISHED).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${PUBLISHED}`);
      return answer.json();
    });
    const [{ features }, { results }] = await Promise.all([readOutlines(large ? WHOLE : OVERVIEW), asked]);
    const rows = new Map(results.map((row) => [row.code, row[statistic]]));
    return features.map((outline) => figure(outline, rows.get(outline.properties.code) ?? null));
  };
}

function countedReader(features) {
  const placed = features.filter(({ properties }) => !WIDER.has(properties.territory_level));
  // As everyone reads actions; the finer places of members are looked for in outlines that have all of their points.
  const areTold = placed.every(({ properties }) => codeOf(properties));
  let sorted = null;
  return async (statistic, { large }) => {
    const outlines = (await readOutlines(large || !areTold ? WHOLE : OVERVIEW)).features;
    sorted ??= areTold ? sortByCode(placed, outlines) : sortInside(placed, outlines);
    const groups = await sorted;
    return outlines.map((outline, index) => {
      const things = groups[index].map(({ properties }) => properties);
      return figure(outline, COUNTED[statistic](things));
    });
  };
}

const codeOf = ({ territory_level: level, territory_code: code }) => level === "departement" && code;

function sortByCode(features, outlines) {
  return outlines.map(({ properties: { code } }) => features.filter(({ properties }) => codeOf(properties) === code));
}

function figure({ properties: { code, name }, geometry }, value) {
  return { code, name, value, geometry };
}
