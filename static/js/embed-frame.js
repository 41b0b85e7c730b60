// Inside the frame: it tells its height to the page around it, and nothing else. A number says nothing of who looks.

const body = document.body;
const main = document.querySelector("main");
const OUT_OF_MAP_PX = 330; // title, choice, legend, note, list and source
const LEAST_PX = 260;

const map = document.querySelector("[data-map]");
if (map && main.dataset.height) map.style.height = `${Math.max(Number(main.dataset.height) - OUT_OF_MAP_PX, LEAST_PX)}px`;

// Without script the list stands open; with a map above, it is folded.
for (const list of document.querySelectorAll("[data-folds]")) {
  if (document.createElement("canvas").getContext("webgl2")) list.open = false;
}

if (window.parent !== window) {
  const tell = () => {
    const hauteur = Math.ceil(body.getBoundingClientRect().height);
    window.parent.postMessage({ resorption: "hauteur", hauteur }, "*");
  };
  new ResizeObserver(tell).observe(body);
  tell();
}
