// What waits to leave this device, and its notice at the top of every page.

import { GONE, REFUSED, SENT, SESSION, send } from "./sending.js";
import { readAll, remove, write } from "./store.js";

const AGAIN_MS = 20_000;

export class Outbox {
  constructor(notice, { addresses, owner }) {
    this.notice = notice;
    this.told = { addresses, owner };
    this.texts = notice.dataset;
  }

  /** Send what waits whenever there may be a network; one page at a time, whatever the number of tabs. */
  async start() {
    window.addEventListener("online", () => this.flush());
    document.addEventListener("visibilitychange", () => this.flush());
    this.notice.querySelector("[data-send-now]").addEventListener("click", () => this.flush({ all: true }));
    setInterval(() => this.flush(), AGAIN_MS);
    await this.show();
    await this.flush();
  }

  async keep(item) {
    await write("outbox", item);
    await this.show();
  }

  async drop(token) {
    await remove("outbox", token);
    await this.show();
  }

  async settle(item, status) {
    if (status === SENT) await this.drop(item.token);
    else await this.keep({ ...item, status });
  }

  /** `all` sends again what was refused too: a person asked. */
  async flush({ all = false } = {}) {
    if (document.hidden) return;
    await navigator.locks.request("outbox", { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      for (const item of await readAll("outbox")) {
        if (!all && (item.status === REFUSED || item.status === GONE)) continue;
        const { status } = await send(item, this.told);
        await this.settle(item, status);
      }
    });
    await this.show();
  }

  async show() {
    const items = await readAll("outbox");
    const list = this.notice.querySelector("[data-items]");
    list.replaceChildren(...items.sort((a, b) => a.at - b.at).map((item) => this.line(item)));
    this.notice.querySelector("[data-count]").textContent = items.length;
    this.notice.hidden = items.length === 0;
    this.notice.querySelector("[data-log-in]").hidden = !items.some((item) => item.status === SESSION);
  }

  line(item) {
    const line = this.notice.querySelector("template").content.cloneNode(true);
    line.querySelector("[data-title]").textContent = item.title;
    line.querySelector("[data-at]").textContent = new Date(item.at).toLocaleString(document.documentElement.lang);
    line.querySelector("[data-status]").textContent = this.texts[`text${item.status[0].toUpperCase()}${item.status.slice(1)}`];
    const open = line.querySelector("[data-open]");
    open.href = item.path;
    open.hidden = item.status !== REFUSED;
    const abandon = line.querySelector("[data-abandon]");
    abandon.setAttribute("aria-label", `${abandon.textContent} : ${item.title}`);
    abandon.addEventListener("click", async () => {
      if (!window.confirm(this.texts.textAbandonSure)) return;
      await this.drop(item.token);
    });
    return line;
  }
}
