// The list follows the map: what it shows is what the frame of the map holds. The page is asked for again, by its own
// address with `bbox`, and its list takes the place of the one that is there; nothing else of the page moves.

const WAIT_MS = 300;
const LIST = "[data-live-part=liste]";

export function addFollowing(map, box) {
  if (!box) return;
  let waiting = 0;
  let asked = null;

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const address = addressOf(map, { follows: box.checked });
    history.replaceState(history.state, "", address);
    const text = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : ""))
      .catch(() => "");
    const next = new DOMParser().parseFromString(text, "text/html").querySelector(LIST);
    if (!next) return; // signed out, overtaken by the next move, or no list there
    document.querySelector(LIST)?.replaceChildren(...next.childNodes);
    keepInForm(address.searchParams.get("bbox"));
  }

  function plan() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  }

  box.checked = new URL(location.href).searchParams.has("bbox");
  box.addEventListener("change", plan);
  map.on("moveend", () => {
    if (box.checked) plan();
  });
}

/** Filters that are sent next ask within the same frame. */
function keepInForm(bbox) {
  const form = document.querySelector("form.filters");
  form?.querySelector("[name=bbox]")?.remove();
  if (form && bbox) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "bbox", value: bbox }));
}

/** Longitudes of a map that was turned around the world come back to their own. */
function addressOf(map, { follows }) {
  const address = new URL(location.href);
  address.searchParams.delete("cursor");
  if (!follows) {
    address.searchParams.delete("bbox");
    return address;
  }
  const [[west, south], [east, north]] = map.getBounds().toArray();
  const within = (value, most) => Math.max(-most, Math.min(most, value));
  const box = [within(west, 180), within(south, 90), within(east, 180), within(north, 90)];
  address.searchParams.set("bbox", box.map((degrees) => degrees.toFixed(4)).join(","));
  return address;
}

/** [[west, south], [east, north]] that the address asks for, or null. */
export function askedFrame() {
  const numbers = (new URL(location.href).searchParams.get("bbox") ?? "").split(",").map(Number);
  const [west, south, east, north] = numbers;
  return numbers.length === 4 && numbers.every(Number.isFinite) ? [[west, south], [east, north]] : null;
}
