// What axe does not look at, of the RGAA: answers what is wrong on the page, in words.
(() => {
  const shown = (one) => one.getClientRects().length > 0;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const wrong = [];
  const say = (rule, ones) => ones.forEach((one) => wrong.push(`${rule}: ${one.outerHTML.slice(0, 120)}`));
  say("1.1 image without alt", all("img:not([alt])"));
  say("1.1 drawing neither named nor hidden", all("svg").filter((one) =>
    shown(one) && !one.parentElement.closest("svg") && !one.closest("[aria-hidden=true]") && !one.matches("[role=img][aria-label], [role=img][aria-labelledby]")));
  say("1.9 caption apart from its picture", all("figure:has(img):has(figcaption)").filter((one) =>
    one.getAttribute("role") !== "figure" || one.getAttribute("aria-label") !== one.querySelector("figcaption").textContent.trim()));
  say("2.1 frame", all("main iframe"));
  say("5.4 table without a caption", all("table").filter((one) => !one.caption && !one.matches("[aria-labelledby], [aria-label]")));
  say("5.6 header without a scope", all("table th:not([scope])"));
  say("5.7 table without headers", all("table").filter((one) => !one.querySelector("th")));
  say("11.5 choices without a group", all("input[type=radio]").filter((one) => !one.closest("fieldset, [role=radiogroup], [role=group]")));
  say("11.6 group without a legend", all("fieldset").filter((one) =>
    !one.querySelector(":scope > legend") && !one.matches("[aria-labelledby], [aria-label]")));
  say("13.2 new window", all("a[target=_blank]"));
  say("8.9 break for the look", all("br + br"));
  if (document.compatMode !== "CSS1Compat") wrong.push("8.1 doctype");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("9.1 one h1");
  return wrong;
})();
