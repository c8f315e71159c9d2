// What the first version of the app kept, in the shape of today. What waited then must not be lost.
import type { Content, Entry, Member, NewEntry } from "./kept";
import { SHAPE } from "./kept";

interface FirstEntry {
  client_id: string;
  owner: string;
  title: string;
  state: Entry["state"];
  why: string;
  order: number;
  entry: Content & { client_id: string };
}
interface FirstMember {
  membership: number;
  person: number;
  slug: string;
}
interface Stores {
  objectStoreNames: DOMStringList;
  objectStore(name: string): { getAll(): Promise<unknown[]> };
}
export interface First {
  stores: string[];
  members: Member[];
  entries: NewEntry[];
}

export async function fromFirst(change: Stores): Promise<First> {
  const there = (name: string): boolean => change.objectStoreNames.contains(name);
  const all = async (name: string): Promise<unknown[]> => (there(name) ? change.objectStore(name).getAll() : []);
  const kept = (await all("kept")) as FirstMember[];
  const outbox = ((await all("outbox")) as FirstEntry[]).sort((one, other) => one.order - other.order);
  return {
    stores: ["outbox", "kept", "last"].filter(there),
    members: kept.map(memberOf),
    entries: outbox.map(entryOf),
  };
}

function memberOf(one: FirstMember): Member {
  return {
    owner: `${one.slug}/${one.membership}`, user: one.person, membership: one.membership, slug: one.slug,
    active: true, state: null, etag: "", fetched: 0, key: null,
  }; // prettier-ignore
}

/** Nobody knows any more whether it was on its way, so the server may have it: it decides by the id. */
function entryOf(one: FirstEntry): NewEntry {
  const { client_id: id, ...content } = one.entry;
  return {
    id, owner: one.owner, shape: SHAPE, state: one.state, tried: true, undone: false, locked: null,
    told: { content, shown: one.title, reasons: one.why ? { detail: [one.why] } : {} }, life: "", counter: 0,
  }; // prettier-ignore
}
