// All that a reader of the API may know, held elsewhere and kept in step. `held`: a Map, "noun id" -> document.
// Answers the address to keep beside it, for the next time.
export async function follow(held, address, { key, fetch: ask = fetch } = {}) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  for (let more = true; more; ) {
    const answer = await ask(address, { headers, cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    const page = await answer.json();
    if (page.reset) held.clear();
    for (const { noun, id, kind, document } of page.changes) {
      if (kind === "published") held.set(`${noun} ${id}`, document);
      else held.delete(`${noun} ${id}`);
    }
    ({ next: address, more } = page);
  }
  return address;
}
