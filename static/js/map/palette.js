// Colours of the map, read from the style sheet so that both themes and both schemes have theirs.

const NAMES = {
  water: ["--map-water", "#e3edf1"],
  land: ["--map-land", "#fbf9f4"],
  line: ["--map-line", "#c3bfb3"],
  frontier: ["--map-frontier", "#8f8a7c"],
  label: ["--map-label", "#5b574c"],
  halo: ["--map-halo", "#ffffff"],
  open: ["--map-open", "#b4532c"],
  closed: ["--map-closed", "#5f5f5f"],
  resorbed: ["--map-resorbed", "#1f7a46"],
  area: ["--map-area", "#2a7f86"],
  action: ["--map-action", "#1f3a5f"],
  ink: ["--map-ink", "#161616"],
  focus: ["--map-focus", "#0a76f6"],
};

export function paletteOf(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(
    Object.entries(NAMES).map(([name, [variable, fallback]]) => [
      name,
      style.getPropertyValue(variable).trim() || fallback,
    ]),
  );
}
