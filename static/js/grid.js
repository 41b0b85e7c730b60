// A grid of figures: walked through with arrow keys, filled by pasting from a spreadsheet, one year at a time on a phone.
// A table that is pasted finds its place by its headings when it has them, else from the cell clicked on.

const NARROW = matchMedia("(max-width: 48em)");
const YEAR = /^(19|20)\d\d$/;
const SPACES = /[\s\u00a0\u202f]/g;

/** One spelling out of many: no case, no accents, one space between words. */
function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, "'").replace(/\s+/g, " ").trim().toLowerCase();
}

/** A number as it is typed ("1 200,50 €" is 1200,50), "" for a blank and for "-" (unknown), null for what is none. */
function read(text) {
  const bare = text.replace(SPACES, "").replace("€", "");
  if (bare === "-") return "";
  return /^-?\d*([.,]\d+)?$/.test(bare) ? bare.replace(".", ",") : null;
}

function turn(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  return Array.from({ length: width }, (_, column) => lines.map((line) => line[column] ?? ""));
}

function isHead(line) {
  const said = line.slice(1).filter((cell) => cell.trim() !== "");
  return said.length > 0 && said.every((cell) => YEAR.test(cell.trim()));
}

/** `rows` and `years` of the grid; `from` is the cell that was clicked on. */
function place(text, rows, years, from) {
  let lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
  // Years below each other: the table is turned.
  if (!isHead(lines[0]) && isHead(turn(lines)[0] ?? [])) lines = turn(lines);
  const perYear = rows[0].cells.length / years.length;
  let columns = null;
  if (isHead(lines[0])) {
    const met = {};
    columns = lines[0].slice(1).map((cell) => {
      const year = cell.trim();
      if (!years.includes(year)) return -1;
      met[year] = (met[year] ?? -1) + 1;
      return met[year] < perYear ? years.indexOf(year) * perYear + met[year] : -1;
    });
    lines = lines.slice(1);
  }
  const hasLabels = columns !== null || lines.every(([first]) => first.trim() !== "" && read(first) === null);
  const [filled, unread, unknown] = [[], [], []];
  lines.forEach((line, rank) => {
    const label = hasLabels ? fold(line[0]) : "";
    const row = hasLabels ? rows.find((one) => one.label === label || one.name === label) : rows[from.row + rank];
    if (!row) {
      if (label) unknown.push(line[0].trim());
      return;
    }
    const cells = hasLabels ? line.slice(1) : line;
    cells.forEach((said, column) => {
      const cell = row.cells[columns ? columns[column] : from.column + column];
      if (!cell) return;
      const value = cell.tagName === "TEXTAREA" ? said : read(said);
      if (value === null) unread.push(said.trim());
      else if (value !== "") filled.push({ cell, value });
    });
  });
  return { filled, unread, unknown };
}

function cellsOf(table) {
  return [...table.querySelectorAll("tr[data-row]")].map((row) => ({
    name: row.dataset.row,
    label: fold(row.querySelector("th").textContent),
    cells: [...row.querySelectorAll("input, textarea")],
  }));
}

function walk(table) {
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  table.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const step = steps[key];
    if (!step || target.tagName !== "INPUT" || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Left and right go on to the next cell from the ends of what is typed only.
    if (step[1] < 0 && target.selectionStart > 0) return;
    if (step[1] > 0 && target.selectionEnd < target.value.length) return;
    const rows = cellsOf(table);
    const at = rows.findIndex(({ cells }) => cells.includes(target));
    const column = rows[at].cells.indexOf(target) + step[1];
    const next = rows[at + step[0]]?.cells[column];
    event.preventDefault();
    if (!next || next.offsetParent === null) return;
    next.focus();
    if (next.select) next.select();
  });
}

function total(table) {
  const show = () => {
    for (const body of table.querySelectorAll("[data-sums]")) {
      const names = body.dataset.sums.split(" ");
      const rows = names.map((name) => [...body.querySelectorAll(`tr[data-row="${name}"] input`)]);
      [...body.querySelectorAll("[data-total] output")].forEach((output, column) => {
        const typed = rows.map((cells) => read(cells[column].value)).filter((value) => value !== null && value !== "");
        const sum = typed.reduce((whole, value) => whole + Number(value.replace(",", ".")), 0);
        output.textContent = typed.length ? sum.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 }) : "";
      });
    }
  };
  table.addEventListener("input", show);
  show();
}

function paste(table, tools) {
  const [status, words] = [tools.querySelector("[data-grid-status]"), tools.dataset];
  const years = () => [...table.tHead.rows[0].querySelectorAll("th")].map(({ dataset }) => dataset.year);
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (event.target.tagName !== "INPUT" || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const rows = cellsOf(table);
    const row = rows.findIndex(({ cells }) => cells.includes(event.target));
    const { filled, unread, unknown } = place(text, rows, years(), { row, column: rows[row].cells.indexOf(event.target) });
    const before = filled.map(({ cell }) => [cell, cell.value]);
    for (const { cell, value } of filled) cell.value = value;
    table.dispatchEvent(new Event("input"));
    const left = [
      ...(unknown.length ? [`${words.textRows} ${unknown.join(", ")}`] : []),
      ...(unread.length ? [`${words.textCells} ${unread.join(", ")}`] : []),
    ];
    status.textContent = `${words.textPasted} ${filled.length}. ${left.length ? `${words.textLeft} ${left.join(" ; ")}.` : ""} `;
    offerUndo(before);
  });

  function offerUndo(before) {
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "fr-btn fr-btn--sm fr-btn--tertiary";
    undo.textContent = words.textUndo;
    undo.addEventListener("click", () => {
      for (const [cell, value] of before) cell.value = value;
      table.dispatchEvent(new Event("input"));
      status.textContent = words.textUndone;
    });
    status.append(undo);
  }
}

function chooseYear(table, tools) {
  const years = [...new Set([...table.tHead.rows[0].querySelectorAll("th")].map(({ dataset }) => dataset.year))];
  if (years.length < 2) return;
  const box = document.createElement("p");
  box.className = "grid__years";
  const select = document.createElement("select");
  select.className = "fr-select";
  select.id = "grid-year";
  select.append(...years.map((year) => new Option(year, year)));
  const label = document.createElement("label");
  label.className = "fr-label";
  label.htmlFor = select.id;
  label.textContent = tools.dataset.textYear;
  box.append(label, select);
  tools.prepend(box);
  // A year whose figures were refused is the one to show.
  const wrong = table.querySelector(".grid__wrong");
  const now = String(new Date().getFullYear());
  select.value = wrong ? wrong.dataset.year : years.includes(now) ? now : years[0];
  const show = () => {
    box.hidden = !NARROW.matches;
    for (const cell of table.querySelectorAll("[data-year]")) cell.hidden = NARROW.matches && cell.dataset.year !== select.value;
  };
  select.addEventListener("change", show);
  NARROW.addEventListener("change", show);
  document.addEventListener("click", ({ target }) => {
    // A link of the list of errors may lead to a year that is not shown.
    const cell = target.hash ? document.querySelector(target.hash)?.closest("[data-year]") : null;
    if (cell && table.contains(cell)) {
      select.value = cell.dataset.year;
      show();
      document.querySelector(target.hash).focus();
    }
  });
  show();
}

for (const table of document.querySelectorAll("[data-grid]")) {
  const tools = table.closest("form").querySelector("[data-grid-tools]");
  walk(table);
  total(table);
  paste(table, tools);
  chooseYear(table, tools);
}
