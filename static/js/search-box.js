// Suggestions below a search box, as a combobox of the ARIA practices: arrows choose, Enter follows, Escape closes.
// Without it, the box is a form like another.

const WAIT_MS = 120;
const MIN_LETTERS = 2;
let boxes = 0;

class SearchBox {
  constructor(input) {
    this.input = input;
    this.items = [];
    this.chosen = -1;
    this.list = document.createElement("ul");
    this.list.id = `suggested-${(boxes += 1)}`;
    this.list.className = "suggested__list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.suggestions);
    this.list.hidden = true;
    this.said = document.createElement("span");
    this.said.className = "fr-sr-only";
    this.said.setAttribute("role", "status");
    const around = document.createElement("div");
    around.className = "suggested";
    input.replaceWith(around);
    around.append(input, this.list, this.said);
    for (const [name, value] of Object.entries({
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
    }))
      input.setAttribute(name, value);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    // Before the box loses the focus, so that the list is still there.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const at = [...this.list.children].indexOf(event.target.closest("li"));
      if (at >= 0) this.follow(at);
    });
  }

  wait() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    clearTimeout(this.waiting); // an arrow asks at once: what was typed just before is not asked again behind its choice
    const words = this.input.value;
    if (words.trim().length < MIN_LETTERS) {
      this.close();
      return;
    }
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const answer = await fetch(`/api/v1/suggestions?${new URLSearchParams({ q: words })}`, {
        signal: this.asked.signal,
        headers: { "Accept-Language": document.documentElement.lang },
      });
      if (answer.ok && words === this.input.value) this.show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(results) {
    if (document.activeElement !== this.input || !results.length) {
      this.close();
      return;
    }
    const held = this.items[this.chosen];
    this.items = results;
    this.chosen = -1;
    this.list.replaceChildren(...results.map((one, at) => this.line(one, at)));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = this.input.dataset.suggested.replace("{n}", results.length);
    // A late answer leaves the choice to whoever chose before it came, where it is still there.
    const still = held ? results.findIndex(({ url, text }) => url === held.url && text === held.text) : -1;
    if (still >= 0) this.choose(still);
  }

  line(one, at) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${at}`;
    item.className = "suggested__one";
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const kind = document.createElement("span");
    kind.className = "suggested__kind";
    kind.textContent = one.kind_label;
    item.append(one.label, kind);
    return item;
  }

  press(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
      else this.ask();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && open && this.chosen >= 0) {
      event.preventDefault();
      this.follow(this.chosen);
    }
  }

  choose(at) {
    const size = this.items.length;
    this.chosen = at < 0 ? size - 1 : at % size;
    [...this.list.children].forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === this.chosen));
      if (number === this.chosen) item.scrollIntoView({ block: "nearest" });
    });
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.chosen}`);
  }

  follow(at) {
    const one = this.items[at];
    this.close();
    if (one.url) {
      window.location.assign(one.url);
      return;
    }
    this.input.value = one.text;
    this.input.form.requestSubmit();
  }

  close() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.said.textContent = "";
  }
}

for (const input of document.querySelectorAll("[data-suggestions]")) new SearchBox(input);
