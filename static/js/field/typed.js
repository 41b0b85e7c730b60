// What someone typed in a form, as it is kept: pairs of names and values, photos included, restricted fields left out.

const CSRF = "csrfmiddlewaretoken";
export const TOKEN = "envoi";

export const tokenOf = (form) => form.elements.namedItem(TOKEN)?.value;

const isRestricted = (form, name) => [...form.elements].some((one) => one.name === name && "restricted" in one.dataset);

export const hasRestricted = (form) =>
  [...form.elements].some((one) => "restricted" in one.dataset && one.value !== one.defaultValue);

/** A message for a few people only stays in the page: it is never kept on the device. */
export const isForAFew = (form) => Boolean(form.querySelector("[data-restricts]:checked"));

/** `submitter` is the button that sends the form, whose value counts. */
export function typedIn(form, submitter = null) {
  const entries = [...new FormData(form, submitter)];
  return entries.filter(([name, value]) => {
    const isEmptyFile = value instanceof File && !value.name;
    return name !== CSRF && !isEmptyFile && !isRestricted(form, name);
  });
}

export function isSame(some, others) {
  const said = (entries) => JSON.stringify(entries.filter(([name]) => name !== TOKEN).map(([name, value]) => [name, String(value)]));
  return said(some) === said(others);
}

export function putBack(form, entries) {
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || control.name === CSRF || "restricted" in control.dataset || control.type === "submit") continue;
    putBackOne(control, values.get(control.name) ?? []);
  }
}

export function putBackFiles(form, entries) {
  for (const control of form.querySelectorAll("input[type=file]")) {
    const values = entries.filter(([name]) => name === control.name).map(([, value]) => value);
    if (values.length) putBackOne(control, values);
  }
}

function putBackOne(control, values) {
  if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
  else if (control.type === "file") control.files = asFiles(values);
  else if (control.type === "select-multiple") for (const one of control.options) one.selected = values.includes(one.value);
  else if (values.length) [control.value] = values;
  if (control.closest("details") && values.some(Boolean)) openIfTouched(control);
}

function openIfTouched(control) {
  if (control.value !== control.defaultValue || control.checked !== control.defaultChecked) control.closest("details").open = true;
}

function asFiles(values) {
  const carried = new DataTransfer();
  for (const value of values) if (value instanceof File) carried.items.add(value);
  return carried.files;
}
