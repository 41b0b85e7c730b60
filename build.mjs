// The browser's files that need bundling: the map, and what keeps forms of the field. Everything else is served as it is written.
//   npm ci && node build.mjs   ->   static/dist/{map.js,map-engine.js,engine-*.js,map.css,field.js,field-worker.js}

import { mkdir, rm } from "node:fs/promises";
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
