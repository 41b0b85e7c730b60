// What every page may use: the menu of small screens, strips begun by their end, and forms that send themselves once.

const toggle = document.querySelector("[data-menu-toggle]");
const menu = document.getElementById("menu");
const narrow = window.matchMedia("(max-width: 61.99em)");

function show(open) {
  menu.hidden = !open;
  toggle.setAttribute("aria-expanded", String(open));
}

function adapt() {
  toggle.hidden = !narrow.matches;
  show(!narrow.matches);
}

if (toggle && menu) {
  toggle.addEventListener("click", () => show(menu.hidden));
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && narrow.matches) {
      show(false);
      toggle.focus();
    }
  });
  narrow.addEventListener("change", adapt);
  adapt();
}

// What is latest stands last, and is what a small screen shows first; widths are known once fonts are there.
window.addEventListener("load", () => {
  for (const strip of document.querySelectorAll("[data-latest-last]")) strip.scrollLeft = strip.scrollWidth;
});

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
  });
}

// A page brought back by the browser's history may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
