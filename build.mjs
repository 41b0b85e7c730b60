// The browser's files that need bundling: the map, and what keeps forms of the field. Everything else is served as it is written.
//   npm ci && node build.mjs   ->   static/dist/{map.js,map-engine.js,engine-*.js,map.css,field.js,field-worker.js}

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const OUT = "static/dist";
const COMMON = { outdir: OUT, bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "inline", logLevel: "warning" };

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
// The library, being an entry of its own, is a file of its own, named by what it holds: a change of ours leaves it in caches.
await build({
  ...COMMON,
  entryPoints: { map: "static/js/map/main.js", "map-engine": "static/js/map/engine.js" },
  splitting: true,
  chunkNames: "engine-[hash]",
});
await build({ ...COMMON, entryPoints: { field: "static/js/field/main.js", "field-worker": "static/js/field/worker.js" } });

// What the library draws of controls that no map of ours has is nine tenths of its styles: pictures, in each of three contrasts.
const UNUSED = /geolocate|user-location|fullscreen|terrain|globe|compass|ctrl-logo/;
const styles = await readFile(`${OUT}/map.css`, "utf8");
const isUnused = (selectors) => selectors.split(",").every((one) => UNUSED.test(one));
await writeFile(`${OUT}/map.css`, styles.replace(/([^{}]+)\{[^{}]*\}/g, (rule, selectors) => (isUnused(selectors) ? "" : rule)));
