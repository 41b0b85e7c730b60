// Passkeys: the browser makes or shows a key, the form carries what it answers.
//   <form data-passkey="create|get" data-options="id of a JSON block"> or data-fetch="address of the options"

const form = document.querySelector("form[data-passkey]");
const button = form?.querySelector("[data-passkey-button]");
const refusal = form?.querySelector("[data-passkey-refusal]");

function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// What is bytes for the browser travels as base64url.
function read(options) {
  const key = { ...options.publicKey, challenge: toBytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: toBytes(key.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: toBytes(one.id) }));
  }
  return { publicKey: key };
}

function write(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsOf() {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.fetch, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return (await answer.json()).request_options;
}

async function ask() {
  button.disabled = true;
  refusal.hidden = true;
  try {
    const options = read(await optionsOf());
    const credential = await navigator.credentials[form.dataset.passkey](options);
    form.elements.credential.value = write(credential);
    form.requestSubmit();
  } catch {
    // Given up, timed out, no key here: the browser does not tell which, on purpose.
    refusal.hidden = false;
    button.disabled = false;
    button.focus();
  }
}

if (button && window.PublicKeyCredential) {
  form.hidden = false;
  button.addEventListener("click", ask);
}
