// Sending what is kept. The server takes each token once, so sending again is always safe: until we know, we send.

const TIMEOUT_MS = 30_000;

export const SENT = "sent";
export const WAITING = "waiting"; // no network, or a server that cannot answer now
export const SESSION = "session"; // log in again
export const REFUSED = "refused"; // the form says why: a person must look
export const GONE = "gone"; // nothing to write to any more

/** Who is logged in now, and the token that forms need: `{user, csrf}`; user is null when the session is over. */
async function whoIsHere(addresses) {
  const answer = await fetch(addresses.session, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (answer.redirected) return { user: null }; // the gate: something is left to do before coming in
  if (!answer.ok) throw new TypeError(`status ${answer.status}`);
  return answer.json();
}

/** `{status, location}` of one item; never throws. `extra` are values that are sent but never kept. */
export async function send(item, { addresses, owner, extra = [] }) {
  try {
    const here = await whoIsHere(addresses);
    if (String(here.user) !== String(owner)) return { status: SESSION };
    const body = new FormData();
    for (const [name, value] of [...item.entries, ...extra]) body.append(name, value);
    body.set("csrfmiddlewaretoken", here.csrf);
    const answer = await fetch(item.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return await understood(answer);
  } catch {
    return { status: WAITING };
  }
}

async function understood(answer) {
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return { status: WAITING };
  if (answer.status === 404 || answer.status === 405) return { status: GONE };
  const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.ok && isTold) return { status: SENT, location: (await answer.json()).location };
  // A redirection that is not told as JSON is the gate: log in, sign the charter, second factor.
  return { status: answer.redirected ? SESSION : REFUSED };
}
