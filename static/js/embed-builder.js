// The page that makes tags: the result follows each choice, and a button copies. Without it, the form is sent.

const form = document.querySelector("[data-builder]");
const result = document.querySelector("[data-builder-result]");
const WAIT_MS = 400;
let waiting = 0;

async function show() {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const address = `${location.pathname}?${query}`;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = fresh.querySelector("[data-builder-result]");
  if (!next) return;
  history.replaceState(history.state, "", address);
  result.replaceChildren(...next.childNodes);
  addButtons();
}

function plan() {
  clearTimeout(waiting);
  waiting = setTimeout(show, WAIT_MS);
}

function addButtons() {
  for (const button of result.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        button.textContent = button.dataset.copied;
      } catch {
        text.focus(); // selected: one more key copies it
      }
    });
  }
}

form.addEventListener("input", plan);
addButtons();
addEventListener("message", ({ source, data }) => {
  const frame = [...result.querySelectorAll("iframe")].find((one) => one.contentWindow === source);
  if (frame && data?.resorption === "hauteur") frame.height = String(Number(data.hauteur));
});
