// The device's database: who was signed in here, what they keep, and what waits to be sent.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { fromFirst } from "./first";
import type { Entry, Member } from "./kept";

interface Schema extends DBSchema {
  members: { key: string; value: Member };
  waiting: { key: number; value: Entry; indexes: { owner: string; id: string } };
  facts: { key: string; value: unknown };
}
export type Base = IDBPDatabase<Schema>;
type Change = IDBPTransaction<Schema, ("members" | "waiting" | "facts")[], "versionchange">;

const NAME = "salesleader";
// One step for each version. A step is never changed once people have it: a new shape is a new step.
const STEPS: ((base: Base, change: Change) => Promise<void> | void)[] = [
  () => {}, // what the first version made is read and taken away by the second
  async (base, change) => {
    base.createObjectStore("members", { keyPath: "owner" });
    base.createObjectStore("facts");
    const waiting = base.createObjectStore("waiting", { keyPath: "seq", autoIncrement: true });
    waiting.createIndex("owner", "owner");
    waiting.createIndex("id", "id", { unique: true });
    const before = await fromFirst(change as never);
    for (const member of before.members) await change.objectStore("members").put(member);
    for (const entry of before.entries) await change.objectStore("waiting").add(entry as Entry);
    for (const name of before.stores) base.deleteObjectStore(name as never);
  },
];

let opened: Promise<Base> | null = null;

export function base(): Promise<Base> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open(): Promise<Base> {
  try {
    return await openDB<Schema>(NAME, STEPS.length, { ...listeners(), upgrade });
  } catch (error) {
    // A newer version of the app has been here in another window. It reads what older ones write.
    if (error instanceof DOMException && error.name === "VersionError")
      return openDB<Schema>(NAME, undefined, listeners());
    throw error;
  }
}

async function upgrade(db: Base, old: number, _now: number | null, change: unknown): Promise<void> {
  for (const step of STEPS.slice(old)) await step(db, change as Change);
}

function listeners() {
  const forget = () => (opened = null);
  return {
    /** A newer version waits for us: let go at once, what is written next opens it again. */
    blocking: (_old: number, _now: number | null, event: IDBVersionChangeEvent) => {
      forget();
      (event.target as IDBDatabase).close();
    },
    terminated: forget,
  };
}

export async function fact<T>(name: string): Promise<T | undefined> {
  return (await (await base()).get("facts", name)) as T | undefined;
}

export async function setFact(name: string, value: unknown): Promise<void> {
  await (await base()).put("facts", value, name);
}

export async function members(): Promise<Member[]> {
  return (await base()).getAll("members");
}

export async function member(owner: string): Promise<Member | undefined> {
  return (await base()).get("members", owner);
}

/** Change a member's record in one step, so that two windows do not undo each other. */
export async function changeMember(owner: string, change: (found: Member) => Member): Promise<void> {
  const turn = (await base()).transaction("members", "readwrite");
  const found = await turn.store.get(owner);
  if (found) await turn.store.put(change(found));
  await turn.done;
}

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("salesleader") : null;
const listening = new Set<() => void>();

/** Something that waits has changed: tell this window and the others. */
export function announce(): void {
  channel?.postMessage("changed");
  for (const listener of listening) listener();
}

export function onChange(listener: () => void): void {
  listening.add(listener);
  channel?.addEventListener("message", listener);
}
