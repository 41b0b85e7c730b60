// What the address says of the map after its "#": `carte` (position, written by the engine), `couleur` (the statistic),
// `choix` (the thing that is open). A link that is copied shows the same map.

const parts = () => new Map(location.hash.slice(1).split("&").filter(Boolean).map((part) => part.split(/=(.*)/s).slice(0, 2)));

export function readAddress(name) {
  try {
    return decodeURIComponent(parts().get(name) ?? "");
  } catch {
    return ""; // a link that was cut in the middle of a letter
  }
}

export function writeAddress(name, value) {
  const said = parts();
  if (value) said.set(name, encodeURIComponent(value));
  else said.delete(name);
  const hash = [...said].map(([key, text]) => `${key}=${text}`).join("&");
  history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
}
