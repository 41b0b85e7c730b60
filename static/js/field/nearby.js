// A site is not born twice: as soon as a point is placed, the sites close to it are shown, from the server or, without
// network, from the copies kept on the device. Only what this person may see is in either.

import { copies } from "./copies.js";

const NEARBY_M = 500;
const METRES_A_DEGREE = 111_195;
const TIMEOUT_MS = 8_000;

export function showNearby(box, form) {
  const statuses = JSON.parse(document.getElementById("statuses").textContent);
  const list = box.querySelector("[data-nearby-list]");
  const line = box.querySelector("template");
  let asked = 0;
  form.addEventListener("pointplaced", async ({ detail: here }) => {
    const turn = ++asked;
    const { found, isKept } = await around(box.dataset.nearby, here);
    if (turn !== asked) return; // the point has moved since
    box.hidden = found.length === 0;
    list.replaceChildren(...found.map((near) => lineOf(line, near, { statuses, observe: isKept && box.dataset.observe })));
  });
}

/** Without network the button leads to the form kept on the device. */
function lineOf(template, { site, metres }, { statuses, observe }) {
  const line = template.content.cloneNode(true);
  const said = { title: site.title, name: site.title, metres, status: statuses[site.status] };
  for (const [name, text] of Object.entries(said)) line.querySelector(`[data-put=${name}]`).textContent = text;
  const button = line.querySelector("button");
  button.value = site.url.split("/").at(-2);
  if (!observe) return line;
  const link = document.createElement("a");
  link.className = button.className;
  link.href = `${observe}#${site.id}`;
  link.append(...button.childNodes);
  if (site.closed_on) button.remove();
  else button.replaceWith(link);
  return line;
}

async function around(source, here) {
  const high = NEARBY_M / METRES_A_DEGREE;
  const wide = high / Math.max(Math.cos((here.lat * Math.PI) / 180), 0.01);
  const frame = [here.lon - wide, here.lat - high, here.lon + wide, here.lat + high].map((degrees) => degrees.toFixed(6));
  const told = await fromServer(`${source}?${new URLSearchParams({ bbox: frame.join(",") })}`);
  const found = (told ?? (await copies()))
    .filter(({ is_point_exact: isExact, point }) => isExact && point)
    .map((site) => ({ site, metres: Math.round(distance(site.point, here)) }))
    .filter(({ metres }) => metres <= NEARBY_M)
    .sort((one, other) => one.metres - other.metres);
  return { found, isKept: told === null };
}

async function fromServer(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return answer.ok ? (await answer.json()).results : null;
  } catch {
    return null;
  }
}

function distance(there, here) {
  const east = (here.lon - there.lon) * Math.cos((((here.lat + there.lat) / 2) * Math.PI) / 180);
  return Math.hypot(east, here.lat - there.lat) * METRES_A_DEGREE;
}
