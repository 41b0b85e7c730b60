// The map by keyboard: arrows and + − are the engine's own; Enter opens what is at the centre, where a cross stands while
// the map has the focus.

const REACH_PX = 40;

/** `open(feature)` for a thing, `enter(feature)` for a cluster. */
export function addKeyboard(map, { layers, open, enter, help }) {
  const canvas = map.getCanvas();
  if (help) canvas.setAttribute("aria-describedby", help);
  const cross = map.getContainer().appendChild(document.createElement("span"));
  cross.className = "map__cross";
  cross.setAttribute("aria-hidden", "true");
  canvas.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    let found = nearest(map, layers);
    // What was just asked for, things or colours, may not be drawn yet: a slow telephone answers late, and does answer.
    if (!found && !map.loaded()) {
      await map.once("idle");
      found = nearest(map, layers);
    }
    // From far away there are territories alone: they answer as to the pointer.
    if (!found) map.fire("click", { point: map.project(map.getCenter()), lngLat: map.getCenter() });
    else if (found.layer.id === layers.cluster) enter(found);
    else open(found);
  });
}

function nearest(map, { single, cluster }) {
  const { x, y } = map.project(map.getCenter());
  const box = [
    [x - REACH_PX, y - REACH_PX],
    [x + REACH_PX, y + REACH_PX],
  ];
  const layers = [single, cluster].filter((layer) => layer && map.getLayer(layer));
  const far = (feature) => {
    const point = map.project(feature.geometry.coordinates);
    return Math.hypot(point.x - x, point.y - y);
  };
  return map.queryRenderedFeatures(box, { layers }).sort((a, b) => far(a) - far(b))[0];
}
