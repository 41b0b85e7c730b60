// A partner's page: the public areas and actions of a platform, kept in step by /api/v1/changes. No library, no key,
// nothing of any third party. Put the three files of this folder on any server, and write your platform here, or in the
// address: partner.html?plateforme=https://plateforme.example

import { follow } from "./replica.mjs";

const asked = new URLSearchParams(location.search);
const PLATFORM = asked.get("plateforme") ?? "http://localhost:8000";
const EVERY_MS = Number(asked.get("secondes") ?? 60) * 1000;
const KEPT = `replica ${PLATFORM}`;

// Documents and the place up to which they are known are kept together, or not at all.
function recall() {
  try {
    const { held, next } = JSON.parse(localStorage.getItem(KEPT));
    return { held: new Map(held), next };
  } catch {
    return { held: new Map(), next: `${PLATFORM}/api/v1/changes?type=area,action` };
  }
}

function keep(held, next) {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ held: [...held], next }));
  } catch {
    // Without room the page works all the same, and begins again the next time.
  }
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function of(held, noun) {
  return [...held.values()].filter((one) => one.noun === noun).sort((a, b) => a.title.localeCompare(b.title, "fr"));
}

function showAreas(areas) {
  const rows = areas.map((area) => {
    const row = document.createElement("tr");
    row.append(
      Object.assign(element("th", area.title), { scope: "row" }),
      element("td", area.open_sites),
      element("td", area.people ?? "non communiqué"),
    );
    return row;
  });
  document.querySelector("#areas").replaceChildren(...rows);
}

function showActions(actions) {
  const items = actions.map((action) => {
    const item = document.createElement("li");
    const link = Object.assign(element("a", action.title), { href: new URL(action.url, PLATFORM).href });
    item.append(link, ` · ${action.territory}${action.operator ? ` · ${action.operator}` : ""}`);
    return item;
  });
  document.querySelector("#actions").replaceChildren(...(items.length ? items : [element("li", "Aucune pour l’instant.")]));
}

// Degrees as they are, narrowed by the latitude: enough for a map of this size.
const across = (lon, lat) => [lon * Math.cos((46.5 * Math.PI) / 180), -lat];
const svg = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);

function outline({ geometry }) {
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
  const made = svg("path");
  made.setAttribute("d", rings.map((ring) => `M${ring.map(([lon, lat]) => across(lon, lat).join(" ")).join("L")}Z`).join(""));
  return made;
}

function showMap(outlines, areas) {
  const map = document.querySelector("#map");
  const dots = areas.filter((area) => area.point).map((area) => {
    const [x, y] = across(area.point.lon, area.point.lat);
    const dot = svg("circle");
    for (const [name, value] of Object.entries({ cx: x, cy: y, r: 0.08 + Math.sqrt(area.open_sites) / 25 })) dot.setAttribute(name, value);
    dot.append(Object.assign(svg("title"), { textContent: `${area.title} : ${area.open_sites} sites` }));
    return dot;
  });
  map.replaceChildren(...outlines, ...dots);
  if (!map.childElementCount) return;
  // A lone dot has something around it.
  const { x, y, width, height } = map.getBBox();
  const [wide, high] = [Math.max(width + 0.6, 4), Math.max(height + 0.6, 4)];
  map.setAttribute("viewBox", `${x + width / 2 - wide / 2} ${y + height / 2 - high / 2} ${wide} ${high}`);
}

// The mainland: what is far away would make everything else a dot.
async function mainland() {
  const answer = await fetch(`${PLATFORM}/api/v1/territories.geojson?level=region`);
  if (!answer.ok) return [];
  const { features } = await answer.json();
  const near = ([lon, lat]) => lon > -6 && lon < 11 && lat > 41 && lat < 52;
  return features.filter(({ geometry }) => geometry && near(geometry.coordinates.flat(geometry.type === "Polygon" ? 1 : 2)[0]));
}

let { held, next } = recall();
const outlines = await mainland().then((found) => found.map(outline), () => []);

async function step() {
  const state = document.querySelector("#state");
  try {
    // On a copy: what is cut short changes nothing of what is known.
    const known = new Map(held);
    next = await follow(known, next);
    held = known;
    keep(held, next);
    state.textContent = `À jour à ${new Date().toLocaleTimeString("fr")}.`;
  } catch {
    // What is known stays on the page; the next time goes on from the same place.
    state.textContent = "La plateforme ne répond pas : voici ce que l’on savait.";
  }
  showAreas(of(held, "area"));
  showActions(of(held, "action"));
  showMap(outlines, of(held, "area"));
  setTimeout(step, EVERY_MS);
}

await step();
