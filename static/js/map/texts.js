// What the map says. Templates give each text in the page's language as `data-text-…`; what follows is the fallback.

const FALLBACK = {
  label: "Map",
  noWebgl: "This browser cannot draw the map. The list says the same thing.",
  failed: "The map could not be loaded. The list says the same thing.",
  empty: "Nothing to show on the map.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  goTo: "Go to",
  mainland: "Mainland France",
  people: "people",
  unknown: "unknown",
  aboutSites: "about {n} open sites",
  aboutPeople: "about {n} people",
  peopleWithheld: "number of people withheld",
  withheld: "not published",
  onePlace: "1 département",
  places: "{n} départements",
  locate: "On the map",
  onSheet: "What the map shows",
  close: "Close",
  picked: "Point placed:",
  locating: "Looking for your position…",
  located: "Your position, to within",
  refused: "The browser refuses to give your position: allow it for this site, place the point on the map or write an address.",
  tooLong: "Your position was not found in time. Try again in the open, place the point on the map or write an address.",
  noAddress: "Write an address or a commune first.",
  notFound: "No place answers to this address. Place the point on the map.",
  noNetwork: "No network: the address cannot be looked for. Place the point on the map.",
  found: "Found:",
  check: "Move the point if it is not there.",
  notLocated: "Your position could not be found. Place the point on the map or type the coordinates.",
  pick: "Choose the point. Arrows move the map, Enter places the point at its centre.",
};

export function textsOf(element) {
  return new Proxy(FALLBACK, {
    get: (fallback, name) => element.dataset[`text${name[0].toUpperCase()}${name.slice(1)}`] || fallback[name],
  });
}

const numbers = new Intl.NumberFormat(document.documentElement.lang || "fr");

export function number(value) {
  return numbers.format(value);
}
