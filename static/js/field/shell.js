// The page of what is on this device: sites to read, and forms to fill in where there is no network.

import { copies, copiesFact, dropCopies, takeCopies } from "./copies.js";
import { read } from "./store.js";

const language = document.documentElement.lang;
const day = (text) => (text ? new Date(text).toLocaleDateString(language, { dateStyle: "long" }) : null);

export async function showShell(page, { source }) {
  const status = page.querySelector("[data-copies-status]");
  const texts = status.dataset;
  const words = JSON.parse(document.getElementById("words").textContent);

  async function show() {
    const [fact, sites] = [await copiesFact(), await copies()];
    status.textContent = fact ? `${texts.textKept} ${new Date(fact.at).toLocaleString(language)}.` : texts.textNone;
    page.querySelector("[data-drop]").hidden = !fact;
    page.querySelector("[data-count]").textContent = sites.length ? `${sites.length} ${texts.textSites}` : "";
    page.querySelector("[data-sites]").replaceChildren(...sites.map((site) => card(page, site, words)));
  }

  page.querySelector("[data-take]").addEventListener("click", async () => {
    status.textContent = texts.textTaking;
    try {
      await takeCopies(source, { onProgress: (count) => (status.textContent = `${texts.textTaking} ${count}`) });
      await show();
    } catch {
      status.textContent = texts.textFailed;
    }
  });
  page.querySelector("[data-drop]").addEventListener("click", async () => {
    await dropCopies();
    await show();
  });
  await show();
}

function card(page, site, words) {
  const line = page.querySelector("template[data-site]").content.cloneNode(true);
  const put = (name, text) => (line.querySelector(`[data-put=${name}]`).textContent = text ?? words.unknown);
  put("title", site.title);
  put("commune", site.commune);
  put("status", words.status[site.status]);
  put("observed", site.observed_on ? day(site.observed_on) : words.never);
  put("address", [site.address, site.access_details].filter(Boolean).join(" — ") || null);
  line.querySelector("[data-figures]").replaceChildren(...figures(site, words));
  for (const link of line.querySelectorAll("[data-form]")) {
    link.href = `${link.dataset.form}#${site.id}`;
    link.setAttribute("aria-label", `${link.textContent} : ${site.title}`);
    if (link.dataset.form === page.dataset.observe) link.hidden = Boolean(site.closed_on);
  }
  return line;
}

function figures(site, words) {
  const rows = [
    ...Object.entries(words.counts).map(([name, label]) => [label, site[name] ?? words.unknown]),
    ...Object.entries(site.living_conditions).map(([block, value]) => [words.blocks[block], words.conditions[value]]),
  ];
  return rows.map(([label, value]) => {
    const row = document.createElement("div");
    const [term, said] = [document.createElement("dt"), document.createElement("dd")];
    [term.textContent, said.textContent] = [label, value];
    row.append(term, said);
    return row;
  });
}

/** A form of the shell is about the site that its address names: `…#<id>`. False when that site is not kept here. */
export async function aimForm(form) {
  const site = await read("sites", location.hash.slice(1));
  if (!site) return false;
  form.action = form.dataset.action.replace("SLUG", site.url.split("/").at(-2)).replace("KEY", site.id);
  form.dataset.kept = new URL(form.action).pathname;
  form.dataset.title = `${document.querySelector("h1").textContent} — ${site.title}`;
  for (const place of document.querySelectorAll("[data-site-name]")) place.textContent = site.title;
  start(form, { ...site, ...site.answers, based_on: site.recorded_at ?? "" });
  for (const control of form.elements) if (control.name === "envoi") control.value = crypto.randomUUID();
  return true;
}

function start(form, values) {
  for (const control of form.elements) {
    const value = values[control.name];
    if (value === undefined || value === null) continue;
    if (control.type === "radio") control.checked = control.value === value;
    else if (control.type === "checkbox") control.checked = Array.isArray(value) ? value.includes(control.value) : Boolean(value);
    else control.value = value;
  }
}
