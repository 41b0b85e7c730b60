// An address or a commune, looked for on our own server, moves the point of the map beside.
/* global $, GeocoderField */

class PlaceSearchController extends window.StimulusModule.Controller {
  static values = { address: String, found: String, missing: String };

  connect() {
    const field = new GeocoderField({ id: this.element.id, translations: {} });
    field.delayTime = 600;
    field.geocodeSearch = (words) => this.search(field, words);
  }

  async search(field, words) {
    this.asked = words;
    const answer = await fetch(`${this.addressValue}?${new URLSearchParams({ q: words })}`);
    const places = answer.ok ? (await answer.json()).places : [];
    const place = places.find(({ lat }) => lat !== null);
    if (words !== this.asked) return; // something else was typed meanwhile
    field.clearFieldMessage({ field: field.field });
    if (!place) {
      field.displayWarning(this.missingValue, { field: field.field });
      return;
    }
    const said = document.createElement("span");
    said.textContent = `${this.foundValue} ${place.label}`;
    field.displaySuccess(said.innerHTML, { field: field.field });
    $(this.element).trigger("searchGeocoded", [{ lat: place.lat, lng: place.lon }]);
  }
}

window.wagtail.app.register("place-search", PlaceSearchController);
