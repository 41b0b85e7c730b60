// Map and list in step: what is pointed at in one shows in the other. List items carry `data-entry="<key>"`.

export function keepInStep({ data, highlight }) {
  const byKey = new Map(data.features.map((feature) => [feature.properties.key, feature]));
  for (const item of document.querySelectorAll("[data-entry]")) {
    const feature = byKey.get(item.dataset.entry);
    if (!feature) continue;
    const on = () => highlight(feature);
    const off = () => highlight(null);
    item.addEventListener("pointerenter", on);
    item.addEventListener("focusin", on);
    item.addEventListener("pointerleave", off);
    item.addEventListener("focusout", off);
  }
  return {
    /** Mark the list's item of this feature, or none. `reveal` scrolls it into view. */
    mark(feature, { reveal = false } = {}) {
      for (const item of document.querySelectorAll("[data-entry].is-highlighted")) {
        item.classList.remove("is-highlighted");
      }
      if (!feature) return;
      const item = document.querySelector(`[data-entry="${CSS.escape(feature.properties.key)}"]`);
      item?.classList.add("is-highlighted");
      if (reveal) item?.scrollIntoView({ block: "nearest" });
    },
  };
}
