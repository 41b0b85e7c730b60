// Names of territories, suggested while one types. Without it the form asks which one was meant, on its next page.

const WAIT_MS = 250;
const MIN_LETTERS = 2;

function suggest(input) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-names`;
  input.after(list);
  input.setAttribute("list", list.id);
  let waiting;
  let asked = "";
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const words = input.value.trim();
      if (words.length < MIN_LETTERS || words === asked) return;
      asked = words;
      const answer = await fetch(`/api/v1/territories?${new URLSearchParams({ q: words, limit: 8 })}`);
      if (!answer.ok || words !== asked) return;
      const { results } = await answer.json();
      list.replaceChildren(...results.map(({ label }) => new Option(label, label)));
    }, WAIT_MS);
  });
}

for (const input of document.querySelectorAll("[data-place-names]")) suggest(input);
