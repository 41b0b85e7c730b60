// The browser's files that need bundling: the map, and what keeps forms of the field. Everything else is served as it is written.
//   npm ci && node build.mjs   ->   static/dist/{map.js,map-engine.js,engine-*.js,map.css,map-worker.js,field.js,field-worker.js}

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const OUT = "static/dist";
const MAPLIBRE = "node_modules/maplibre-gl/dist";
const COMMON = { outdir: OUT, bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "inline", logLevel: "warning" };

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
// The library, being an entry of its own, is a file of its own, named by what it holds: a change of ours leaves it in caches.
await build({
  ...COMMON,
  entryPoints: { map: "static/js/map/main.js", "map-engine": "maplibre-gl" },
  splitting: true,
  chunkNames: "engine-[hash]",
});
await build({ ...COMMON, entryPoints: { field: "static/js/field/main.js", "field-worker": "static/js/field/worker.js" } });

// The worker is a file of ours, never a blob, so that `worker-src 'self'` holds. Its source map is not shipped, and
// hashed static names refuse a file that speaks of one that is not there.
const worker = await readFile(`${MAPLIBRE}/maplibre-gl-worker.mjs`, "utf8");
await writeFile(`${OUT}/map-worker.js`, worker.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, "\n"));
