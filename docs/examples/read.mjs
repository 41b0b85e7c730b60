// Every document of a list, page after page.
export async function* read(address, key) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  while (address) {
    const answer = await fetch(address, { headers });
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    const { results, next } = await answer.json();
    yield* results;
    address = next;
  }
}
