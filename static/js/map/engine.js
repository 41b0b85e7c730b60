// The map library, for the page and for the worker that draws, in one file: they share a third of it, which so travels once.
// `require`, for what the page sends to a worker before it listens is lost.
/* global require */

import { setWorkerUrl } from "../../../node_modules/maplibre-gl/dist/maplibre-gl.mjs";

export * from "../../../node_modules/maplibre-gl/dist/maplibre-gl.mjs";

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  require("../../../node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs");
} else {
  // A file of ours, never a blob, so that `worker-src 'self'` holds.
  setWorkerUrl(import.meta.url);
}
