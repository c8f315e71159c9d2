// What waits on this device. Nothing leaves it but by an answer of the server, or because its owner takes it out.
import { counter, LIFE } from "./clock";
import { type Content, type Entry, type NewEntry, type Reasons, SHAPE, type There, type Told } from "./kept";
import { announce, base } from "./store";

/** Keep an entry. When this has returned, it survives a dead battery. */
export async function keep(owner: string, id: string, content: Content, shown: string): Promise<void> {
  const entry: NewEntry = {
    id, owner, shape: SHAPE, state: "waiting", tried: false, undone: false, locked: null,
    told: { content, shown, reasons: {} }, life: LIFE, counter: counter(),
  }; // prettier-ignore
  const turn = (await base()).transaction("waiting", "readwrite", { durability: "strict" });
  if ((await turn.store.index("id").getKey(id)) === undefined) await turn.store.add(entry as Entry);
  await turn.done;
  announce();
  void navigator.storage?.persist?.();
}

export async function waitingOf(owner: string): Promise<Entry[]> {
  return (await base()).getAllFromIndex("waiting", "owner", owner);
}

export async function everything(): Promise<Entry[]> {
  return (await base()).getAll("waiting");
}

/** Change some entries in one step. What `change` gives back is written; null takes the entry out. */
export async function change(seqs: number[], change: (entry: Entry) => Entry | null): Promise<void> {
  const turn = (await base()).transaction("waiting", "readwrite", { durability: "strict" });
  for (const seq of seqs) {
    const found = await turn.store.get(seq);
    if (!found) continue;
    const changed = change(found);
    if (changed) await turn.store.put(changed);
    else await turn.store.delete(seq);
  }
  await turn.done;
  announce();
}

async function find(id: string): Promise<Entry | undefined> {
  return (await base()).getFromIndex("waiting", "id", id);
}

/** Take it back. One that may have been taken by the server is taken out there, too. False: it has been sent. */
export async function undo(id: string): Promise<boolean> {
  const entry = await find(id);
  if (!entry) return false;
  await change([entry.seq], (found) => (found.tried ? { ...found, state: "waiting", undone: true } : null));
  return true;
}

export async function putAside(seq: number): Promise<void> {
  await change([seq], (entry) => ({ ...entry, state: "aside" }));
}

export async function sendAgain(seq: number): Promise<void> {
  await change([seq], (entry) => ({ ...entry, state: "waiting", told: without(entry.told) }));
}

/** Say it otherwise. It keeps its id: what the server never took is new under it, and what it took after all (its
 *  answer was lost) is changed there. Only what was taken out there since gets a new id. So it is never there twice. */
export async function rewrite(seq: number, content: Content, shown: string): Promise<void> {
  await change([seq], (entry) => {
    const told: Told = { content, shown, reasons: {} };
    if (entry.told?.reasons["gone"]) return { ...entry, id: crypto.randomUUID(), state: "waiting", told };
    return { ...entry, state: "waiting", told: { ...told, ...stillThere(entry, content) } };
  });
}

function stillThere({ told }: Entry, content: Content): { there?: There } {
  if (!told?.there) return {};
  return { there: { ...told.there, moved: told.there.moved || told.content.occurred_at !== content.occurred_at } };
}

export async function remove(seq: number): Promise<void> {
  await change([seq], () => null);
}

/** The server would not take it, and why. One that was to be taken back is nowhere then: it goes. One that was
 *  locked meanwhile is asked about again, when its owner can read the answer. */
export function refused(entry: Entry, reasons: Reasons, there?: There): Entry | null {
  if (entry.undone) return null;
  return entry.told ? { ...entry, state: "refused", told: { ...entry.told, reasons, ...(there && { there }) } } : entry;
}

function without(told: Entry["told"]): Entry["told"] {
  return told && { ...told, reasons: {} };
}
