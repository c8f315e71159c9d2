// What this device keeps, in IndexedDB: entries that wait to be sent, and for each membership what it needs for a day
// without a network. Everything personal is here and nowhere else; caches hold nothing of it.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";

export interface Entry {
  client_id: string;
  type: string;
  outcome: string;
  occurred_at: string;
  noted_at: string;
  contact?: number;
  account?: number;
  prospect?: string;
  note?: string;
  inbound?: boolean;
  seconds?: number;
  follow_up_on?: string;
}

/** `owner` is organization and membership: an entry waits for exactly that person. `order` keeps the order of making. */
export interface Waiting {
  client_id: string;
  owner: string;
  slug: string;
  membership: number;
  title: string;
  state: "waiting" | "refused" | "aside";
  why: string;
  /** It was sent as a form before, perhaps with success: then the server knows it under another time. */
  from_form: boolean;
  order: number;
  entry: Entry;
}

export interface Person {
  name: string;
  why: string;
  phone: string;
  query: string;
  blocked?: boolean;
}
export interface Kept {
  membership: number;
  person: number;
  name: string;
  slug: string;
  organization: string;
  at: string;
  day: string;
  number: { name: string; done: number; due: number } | null;
  today: { title: string; why: string; phone: string; query: string }[];
  people: { due: Person[]; recent: Person[]; own: Person[] };
  days: { day: string; label: string }[];
  types: {
    key: string;
    name: string;
    outcomes: { id: number; key: string; name: string; needs_date: boolean }[];
  }[];
}

interface Shelves extends DBSchema {
  outbox: { key: string; value: Waiting; indexes: { order: number } };
  kept: { key: string; value: Kept };
  last: { key: string; value: string };
}

let opened: Promise<IDBPDatabase<Shelves>> | undefined;

function shelves(): Promise<IDBPDatabase<Shelves>> {
  opened ??= openDB<Shelves>("salesleader", 1, {
    upgrade(database) {
      database.createObjectStore("outbox", { keyPath: "client_id" }).createIndex("order", "order");
      database.createObjectStore("kept");
      database.createObjectStore("last");
    },
    // Another tab has a newer version of us: let it have the database, and open it anew when it is needed again.
    blocking(_now, _wanted, event) {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  });
  return opened;
}

export function ownerOf(slug: string, membership: number): string {
  return `${slug}/${membership}`;
}

export async function put(waiting: Omit<Waiting, "order">): Promise<void> {
  const transaction = (await shelves()).transaction("outbox", "readwrite");
  const last = await transaction.store.index("order").openCursor(null, "prev");
  await transaction.store.put({ ...waiting, order: (last?.value.order ?? 0) + 1 });
  await transaction.done;
}

export async function change(waiting: Waiting): Promise<void> {
  await (await shelves()).put("outbox", waiting);
}

export async function remove(clientId: string): Promise<void> {
  await (await shelves()).delete("outbox", clientId);
}

/** Everything that waits on this device, of whomever, in the order it was made. */
export async function outbox(): Promise<Waiting[]> {
  return (await shelves()).getAllFromIndex("outbox", "order");
}

export async function keep(kept: Kept): Promise<void> {
  const transaction = (await shelves()).transaction(["kept", "last"], "readwrite");
  const store = transaction.objectStore("kept");
  for (const owner of await store.getAllKeys()) {
    // What another person left here goes as soon as somebody else is signed in.
    if ((await store.get(owner))?.person !== kept.person) await store.delete(owner);
  }
  await store.put(kept, ownerOf(kept.slug, kept.membership));
  await transaction.objectStore("last").put(ownerOf(kept.slug, kept.membership), "owner");
  await transaction.done;
}

/** What is kept for this organization, else for the one that was looked at last. */
export async function kept(slug: string): Promise<Kept | undefined> {
  const database = await shelves();
  const all = await database.getAll("kept");
  const last = await database.get("last", "owner");
  return all.find((one) => one.slug === slug) ?? all.find((one) => ownerOf(one.slug, one.membership) === last);
}

/** Signed out: what was kept goes, what waits stays. */
export async function forget(): Promise<void> {
  const transaction = (await shelves()).transaction(["kept", "last"], "readwrite");
  await transaction.objectStore("kept").clear();
  await transaction.objectStore("last").clear();
  await transaction.done;
}
