// The editor's map (wagtailgeowidget): a mark that needs no image file, and outlines of our own where no tiles are set.
/* global L, LeafletField */

(() => {
  const OUTLINES = "/api/v1/territories.geojson?level=departement";
  const MARK =
    '<svg width="26" height="38" viewBox="0 0 26 38" aria-hidden="true"><path d="M13 1a12 12 0 0 0-12 12c0 9 12 24 12 24s12-15 12-24A12 12 0 0 0 13 1z" fill="#b4532c" stroke="#fff" stroke-width="2"/><circle cx="13" cy="13" r="4.5" fill="#fff"/></svg>';

  // Leaflet guesses the address of its image from its style sheet, which hashed names defeat.
  L.Marker.mergeOptions({
    icon: L.divIcon({ className: "", html: MARK, iconSize: [26, 38], iconAnchor: [13, 37] }),
  });

  async function drawOutlines(map) {
    const answer = await fetch(OUTLINES, { headers: { Accept: "application/geo+json" } });
    if (!answer.ok) return;
    L.geoJSON(await answer.json(), {
      interactive: false,
      style: { color: "#5a6b7b", weight: 1, fillColor: "#f4f1ea", fillOpacity: 1 },
    }).addTo(map);
  }

  const withTiles = LeafletField.prototype.initMap;
  LeafletField.prototype.initMap = function initMap(element, start) {
    if (this.tileLayer) {
      withTiles.call(this, element, start);
    } else {
      this.map = L.map(element[0]).setView(start, this.zoom);
      this.marker = L.marker(start, { draggable: true }).addTo(this.map);
      drawOutlines(this.map);
    }
    this.nameControls();
    this.map.on("click", ({ latlng }) => {
      this.setMapPosition(latlng);
      this.updateLatLng(latlng);
      this.writeLocation(latlng);
    });
  };

  // The widget's label points at its hidden field: what people reach, the text and the mark, say the same name.
  LeafletField.prototype.nameControls = function nameControls() {
    const field = this.latLngField[0];
    const label = document.querySelector(`label[for="${field.id.replace(/_latlng$/, "")}"]`);
    const name = label ? label.textContent.replace("*", "").trim() : "";
    for (const control of [field, this.marker.getElement()]) control.setAttribute("aria-label", name);
  };

  // Six decimals are ten centimetres; the field says no more than it knows.
  const write = LeafletField.prototype.writeLocation;
  LeafletField.prototype.writeLocation = function writeLocation({ lat, lng }) {
    const round = (degrees) => Number(Number(degrees).toFixed(6));
    write.call(this, { lat: round(lat), lng: round(lng) });
  };
  LeafletField.prototype.updateLatLng = function updateLatLng({ lat, lng }) {
    this.latLngField.val(`${Number(lat).toFixed(6)}, ${Number(lng).toFixed(6)}`);
  };
})();
