// What waits is locked when its owner signs out: only that member, signed in again, gets the key from the server.
import type { Entry, Locked, Member, Told } from "./kept";
import { everything } from "./outbox";
import { announce, base, changeMember, members } from "./store";

export async function keyFrom(secret: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function lock(key: CryptoKey, told: Told): Promise<Locked> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(told));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

async function unlock(key: CryptoKey, locked: Locked): Promise<Told> {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: locked.iv }, key, locked.data);
  return JSON.parse(new TextDecoder().decode(plain)) as Told;
}

/** These have signed out here: what they kept goes, what waits stays, locked. Their key goes last. */
export async function leave(whose: (member: Member) => boolean): Promise<void> {
  const leaving = (await members()).filter((one) => whose(one) && (one.active || one.state || one.key));
  if (!leaving.length) return;
  for (const one of leaving) {
    await changeMember(one.owner, (found) => ({ ...found, active: false, state: null, etag: "", fetched: 0 }));
    if (one.key) await lockEntries(one.owner, one.key);
    await changeMember(one.owner, (found) => ({ ...found, key: null }));
  }
  announce();
}

async function lockEntries(owner: string, key: CryptoKey): Promise<void> {
  for (const entry of await everything()) {
    if (entry.owner !== owner || !entry.told) continue;
    const locked = await lock(key, entry.told);
    await replace(entry, { ...entry, told: null, locked });
  }
}

/** The member is signed in again, and has brought the key. */
export async function open(owner: string, key: CryptoKey): Promise<void> {
  for (const entry of await everything()) {
    if (entry.owner !== owner || !entry.locked) continue;
    const told = await unlock(key, entry.locked);
    await replace(entry, { ...entry, told, locked: null });
  }
}

/** Write it unless another window has changed or taken it meanwhile. */
async function replace(before: Entry, after: Entry): Promise<void> {
  const turn = (await base()).transaction("waiting", "readwrite", { durability: "strict" });
  const found = await turn.store.get(before.seq);
  if (found && Boolean(found.told) === Boolean(before.told))
    await turn.store.put({ ...found, told: after.told, locked: after.locked });
  await turn.done;
}
