// Forms of the field: what is typed is kept on the device until the server has taken it.

import { REFUSED, SENT, SESSION, send } from "./sending.js";
import { read, readAll, remove, write } from "./store.js";
import { TOKEN, hasRestricted, isForAFew, isSame, putBack, putBackFiles, tokenOf, typedIn } from "./typed.js";

const PAUSE_MS = 300;
const pathOf = (form) => form.dataset.kept || location.pathname;

export async function keepForm(form, { outbox, told, texts }) {
  // A form that comes back with its errors holds already what was typed, but for the photos: no server gives them back.
  if ("bound" in form.dataset) {
    await remove("outbox", tokenOf(form));
    putBackFiles(form, (await read("drafts", pathOf(form)))?.entries ?? []);
  } else await offerDraft(form, texts);
  let pause;
  form.addEventListener("input", () => {
    renewToken(form);
    clearTimeout(pause);
    pause = setTimeout(() => saveDraft(form), PAUSE_MS);
  });
  document.addEventListener("visibilitychange", () => document.hidden && form.dataset.touched && saveDraft(form));
  form.addEventListener("submit", (event) => {
    clearTimeout(pause);
    // A button that leads elsewhere sends nothing that is to be kept.
    if (event.submitter && "unkept" in event.submitter.dataset) {
      if (navigator.onLine) remove("drafts", pathOf(form));
      return;
    }
    event.preventDefault();
    leave(form, event.submitter, { outbox, told, texts });
  });
}

/** What was sent without an answer may have been taken: typed again, it is another form, which takes its place here. */
function renewToken(form) {
  if (!form.dataset.tried) return;
  form.dataset.replaces = form.dataset.tried;
  delete form.dataset.tried;
  form.elements.namedItem(TOKEN).value = crypto.randomUUID();
}

async function saveDraft(form) {
  if (form.dataset.tried) return; // it waits in the outbox as it is
  if (isForAFew(form)) {
    await remove("drafts", pathOf(form));
    return;
  }
  form.dataset.touched = "true";
  await write("drafts", { path: pathOf(form), entries: typedIn(form), at: Date.now() });
}

async function offerDraft(form, texts) {
  const path = pathOf(form);
  const waiting = (await readAll("outbox")).find((item) => item.path === path && item.status === REFUSED);
  const draft = waiting ?? (await read("drafts", path));
  if (!draft || isSame(draft.entries, typedIn(form))) return;
  putBack(form, draft.entries);
  const notice = document.getElementById("draft-notice").content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-at]").textContent = new Date(draft.at).toLocaleString(document.documentElement.lang);
  notice.querySelector("button").addEventListener("click", async () => {
    await remove("drafts", path);
    if (waiting) await remove("outbox", waiting.token);
    location.reload();
  });
  form.prepend(notice);
}

async function leave(form, submitter, { outbox, told, texts }) {
  if (form.dataset.leaving) return; // a second tap
  form.dataset.leaving = "true";
  const item = {
    token: tokenOf(form),
    action: new URL(submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href, location.href).href,
    path: pathOf(form),
    title: form.dataset.title || document.title,
    entries: typedIn(form, submitter),
    at: Date.now(),
    status: "waiting",
  };
  say(form, texts.textSending);
  if (!isForAFew(form)) await outbox.keep(item);
  // From here on it lives in the outbox: the next form at this address is another one.
  await remove("drafts", item.path);
  if (form.dataset.replaces) await outbox.drop(form.dataset.replaces);
  delete form.dataset.replaces;
  const { status, location: next } = await send(item, { ...told, extra: restrictedIn(form) });
  if (status === SENT) {
    await outbox.settle(item, status);
    go(next);
    return;
  }
  delete form.dataset.leaving;
  form.dataset.tried = item.token;
  if (status === REFUSED) {
    // The server shows its reasons on the form itself, with all that was typed.
    await remove("outbox", item.token);
    await write("drafts", { path: item.path, entries: item.entries, at: item.at });
    HTMLFormElement.prototype.submit.call(form);
    return;
  }
  if (isForAFew(form)) {
    say(form, texts.textNotKept);
    return;
  }
  await outbox.settle(item, status);
  say(form, status === SESSION ? texts.textSessionOver : hasRestricted(form) ? texts.textKeptWithout : texts.textKept);
}

/** A form that stands on the very page it leads to is shown again, blank: an address that differs by its anchor loads nothing. */
function go(next) {
  const here = location.pathname + location.search;
  location.assign(next);
  const there = new URL(next, location.href);
  if (there.pathname + there.search === here) location.reload();
}

const restrictedIn = (form) =>
  [...form.elements].filter((one) => one.name && "restricted" in one.dataset).map((one) => [one.name, one.value]);

function say(form, text) {
  let output = form.querySelector("[data-said]");
  if (!output) {
    output = document.createElement("output");
    output.className = "form__said";
    output.dataset.said = "";
    output.setAttribute("aria-live", "polite");
    form.append(output);
  }
  output.textContent = text;
}
