// One tag on anybody's page: <script async src="https://…/integrer/integrer.js" data-quoi="carte" data-territoire="…"></script>
// It sets a frame where it stands and gives it the height of what it shows. It reads nothing of the page and keeps nothing.
(() => {
  const TITLES = {
    fr: { carte: "Carte des bidonvilles, par zones", zones: "Liste des zones", actions: "Liste des actions", chiffres: "Habitats informels en chiffres" },
    en: { carte: "Map of settlements, by areas", zones: "List of areas", actions: "List of actions", chiffres: "Informal settlements in figures" },
  };
  const LEAST = 50;
  const MOST = 20000;
  const tag = document.currentScript;
  const { origin } = new URL(tag.src);
  const { quoi = "carte", territoire = "", hauteur = "640", titre = "" } = tag.dataset;
  const langue = tag.dataset.langue || ((document.documentElement.lang || "fr").startsWith("en") ? "en" : "fr");
  const address = new URL(`/integrer/${encodeURIComponent(quoi)}/`, origin);
  if (territoire) address.searchParams.set("territoire", territoire);
  address.searchParams.set("langue", langue);
  address.searchParams.set("hauteur", hauteur);

  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = titre || TITLES[langue]?.[quoi] || TITLES.fr.carte;
  frame.height = hauteur;
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  // One by one, which a strict page allows; a style written on the tag it would refuse.
  frame.style.width = "100%";
  frame.style.border = "0";
  frame.style.display = "block";
  tag.after(frame);

  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin || source !== frame.contentWindow) return;
    const height = data?.resorption === "hauteur" ? Number(data.hauteur) : NaN;
    if (height >= LEAST && height <= MOST) frame.height = String(Math.ceil(height));
  });
})();
