// Where people went, added up while one types; the reason of a difference is asked as soon as there is one.

const KINDS = ["people", "households"];

function follow(box) {
  const form = box.closest("form");
  const [said, asked] = [box.querySelector("[data-sum]"), box.querySelector("[data-difference]")];
  const mustAnswer = Boolean(asked.querySelector(".fr-message--error, [aria-invalid=true]"));

  function add(kind) {
    const typed = [...box.querySelectorAll(`input[name^=${kind}_]`)].filter(({ value }) => value !== "");
    const [last, out] = [box.dataset[kind], typed.reduce((sum, { value }) => sum + Number(value), 0)];
    return { kind, last, out, isKnown: typed.length > 0, differs: typed.length > 0 && last !== "" && Number(last) !== out };
  }

  function show() {
    const sums = KINDS.map(add);
    const words = sums.filter(({ isKnown }) => isKnown);
    said.textContent = words
      .map(({ kind, last, out }) => [out, last === "" ? "" : `${box.dataset.textOf} ${last}`, box.dataset[`text${kind[0].toUpperCase()}${kind.slice(1)}`]])
      .map((parts) => parts.filter((part) => part !== "").join(" "))
      .join(", ");
    asked.hidden = !(mustAnswer || sums.some(({ differs }) => differs) || asked.querySelector("textarea").value);
  }

  form.addEventListener("input", show);
  form.addEventListener("focusin", show);
  show();
}

for (const box of document.querySelectorAll("[data-adds-up]")) follow(box);
