// What is kept on this device: drafts of forms, what waits to be sent, copies of sites. One person's at a time.

import { openDB } from "idb";

const NAME = "resorption";
const STORES = ["drafts", "outbox", "sites", "facts"];
const KEYS = { drafts: "path", outbox: "token", sites: "id" };

const opening = openDB(NAME, 1, {
  upgrade(database) {
    for (const name of STORES) database.createObjectStore(name, KEYS[name] ? { keyPath: KEYS[name] } : undefined);
  },
});

export const read = async (store, key) => (await opening).get(store, key);
export const readAll = async (store) => (await opening).getAll(store);
export const remove = async (store, key) => (await opening).delete(store, key);

/** Facts have their key beside them; everything else holds its own. */
export const write = async (store, value, key) => (await opening).put(store, value, key);

/** All of `values` take the place of all that a store held, or nothing changes. */
export async function replaceAll(store, values) {
  const transaction = (await opening).transaction(store, "readwrite");
  transaction.store.clear();
  for (const value of values) transaction.store.put(value);
  await transaction.done;
}

/** Everything goes: texts, photos, copies, pages. */
export async function erase() {
  const transaction = (await opening).transaction(STORES, "readwrite");
  for (const name of STORES) transaction.objectStore(name).clear();
  await transaction.done;
  for (const name of await caches.keys()) await caches.delete(name);
}
