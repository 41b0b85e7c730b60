// Buttons on the map that the engine does not have.

/** Overseas at their real places are far from the mainland: one choice goes there. */
const VIEWS = [
  ["mainland", [[-5.2, 41.3], [9.7, 51.2]]],
  ["Guadeloupe", [[-61.9, 15.8], [-60.9, 16.6]]],
  ["Martinique", [[-61.3, 14.3], [-60.7, 15.0]]],
  ["Guyane", [[-54.7, 2.1], [-51.5, 5.9]]],
  ["La Réunion", [[55.1, -21.5], [55.9, -20.8]]],
  ["Mayotte", [[44.9, -13.1], [45.4, -12.6]]],
];
export const MAINLAND = VIEWS[0][1];

export class ViewsControl {
  constructor(texts) {
    this.texts = texts;
  }

  onAdd(map) {
    this.element = document.createElement("div");
    this.element.className = "maplibregl-ctrl maplibregl-ctrl-group map__views";
    const select = this.element.appendChild(document.createElement("select"));
    select.setAttribute("aria-label", this.texts.goTo);
    select.append(new Option(this.texts.goTo, ""));
    VIEWS.forEach(([name], index) => select.append(new Option(this.texts[name] || name, String(index))));
    select.addEventListener("change", () => {
      if (select.value) map.fitBounds(VIEWS[Number(select.value)][1], { padding: 20 });
      select.value = "";
    });
    return this.element;
  }

  onRemove() {
    this.element.remove();
  }
}
