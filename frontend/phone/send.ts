// Sending what waits: one sender at a time in all windows, in order, again and again until the server has said of
// each entry what became of it.
import { clockMoved } from "./clock";
import { sendCorrections } from "./corrections";
import type { Entry, Member, Reasons, Report } from "./kept";
import { keyFrom, open } from "./locking";
import { api, call, Failed, failure, freshToken, json, send } from "./net";
import { change, everything, refused } from "./outbox";
import { alone } from "./turns";
import { changeMember, fact, members, setFact } from "./store";

interface Result {
  client_id: string | null;
  status: number;
  id: number | null;
  reasons: Reasons;
}
interface Answer {
  results: Result[];
  clock: { seconds: number; words: string };
}

const MOST = 50;
const MOST_LETTERS = 400_000;

/** Send everything that may be sent by whoever is signed in. Never throws for what the network does. */
export async function sendAll(): Promise<Report> {
  const report: Report = { trouble: "", detail: "", sent: 0, clock: "" };
  if (!(await everything()).some((entry) => entry.state === "waiting")) return report;
  await alone(async () => {
    try {
      await sendForWhoeverIsHere(report);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      report.trouble = error.trouble;
      report.detail = error.detail;
    }
    await setFact("last try", { at: Date.now(), trouble: report.trouble, detail: report.detail });
  });
  return report;
}

async function sendForWhoeverIsHere(report: Report): Promise<void> {
  if (await fact("sign out")) throw new Failed("signed_out");
  const { token, user } = await freshToken();
  if (user === null) throw new Failed("signed_out", 401);
  const waiting = new Set((await everything()).filter(isWaiting).map((entry) => entry.owner));
  const mine = (await members()).filter((one) => one.user === user && waiting.has(one.owner));
  if (!mine.length && waiting.size) throw new Failed("other");
  for (const one of mine) await sendFor(one, token, report);
}

/** Everything of one member, from the oldest on, in parts that get smaller when the network breaks off. */
async function sendFor(who: Member, token: string, report: Report): Promise<void> {
  await openFor(who, token);
  let size = MOST;
  const stumbled = new Set<number>();
  for (;;) {
    const entries = (await everything()).filter(
      (entry) => entry.owner === who.owner && isNew(entry) && !stumbled.has(entry.seq),
    );
    if (!entries.length) {
      await sendCorrections(who, token, report);
      if (stumbled.size) throw new Failed("server", 500); // they are tried again later
      return;
    }
    const part = fitting(entries, size);
    try {
      await sendPart(who, part, token, report);
      size = Math.min(MOST, size * 2);
    } catch (error) {
      const first = part[0];
      if (!(error instanceof Failed) || !first) throw error;
      if (error.trouble === "token") ({ token } = await freshToken());
      else if (error.trouble === "not_here") return refuseAll(entries, "removed");
      else if (mayBeAnEntry(error) && part.length > 1) size = Math.ceil(part.length / 2);
      else if (mayBeAnEntry(error) && stumbled.size < 3) stumbled.add(first.seq);
      else throw error;
    }
  }
}

/** A failure that one of the entries may be to blame for: the others are tried without it. */
function mayBeAnEntry(error: Failed): boolean {
  return error.trouble === "too_much" || (error.trouble === "server" && error.status >= 500);
}

const isWaiting = (entry: Entry): boolean => entry.state === "waiting";
const isNew = (entry: Entry): boolean => isWaiting(entry) && entry.told !== null && !entry.told.there;

function fitting(entries: Entry[], most: number): Entry[] {
  let letters = 0;
  const part: Entry[] = [];
  for (const entry of entries.slice(0, most)) {
    letters += JSON.stringify(entry.told).length;
    if (part.length && letters > MOST_LETTERS) break;
    part.push(entry);
  }
  return part;
}

async function sendPart(who: Member, part: Entry[], token: string, report: Report): Promise<void> {
  const seqs = part.map((entry) => entry.seq);
  // Before it leaves: from here on the server may have it, whatever we hear.
  await change(seqs, (entry) => ({ ...entry, tried: true }));
  const answer = await json<Answer>(api(who.slug, "activities/batch/"), send("POST", token, message(who, part)));
  const results = matched(part, answer);
  await takeOutUndone(who, part, results, token);
  await change(seqs, (entry) => settle(entry, results.get(entry.id)));
  report.sent += [...results.values()].filter((one) => one.status < 300).length;
  report.clock ||= answer.clock?.words ?? "";
}

function message(who: Member, part: Entry[]): unknown {
  const entries = part.map((entry) => ({
    client_id: entry.id,
    ...entry.told?.content,
    clock_moved: clockMoved(entry),
  }));
  return { membership: who.membership, now: new Date().toISOString(), entries };
}

/** By id; only an answer about exactly what was sent is one. */
function matched(part: Entry[], answer: Answer): Map<string, Result> {
  const results = Array.isArray(answer.results) ? answer.results : [];
  const told = new Map(results.map((one) => [one.client_id ?? "", one]));
  if (results.length !== part.length || part.some((entry) => !told.has(entry.id))) throw new Failed("server");
  return told;
}

function settle(entry: Entry, result: Result | undefined): Entry | null {
  if (!result) return entry;
  if (result.status === 200 || result.status === 201) return null;
  if (result.status >= 500) return entry;
  return refused(entry, result.reasons, result.id ? { id: result.id, moved: false } : undefined);
}

/** Entries that were taken back while nobody knew whether they had arrived: they have now, so they are taken out. */
async function takeOutUndone(
  who: Member,
  part: Entry[],
  results: Map<string, Result>,
  token: string,
): Promise<void> {
  const undone = new Set((await everything()).filter((entry) => entry.undone).map((entry) => entry.seq));
  for (const entry of part) {
    const id = results.get(entry.id)?.id;
    if (!undone.has(entry.seq) || !id) continue;
    const response = await call(api(who.slug, `activities/${id}/`), send("DELETE", token));
    if (response.status !== 204 && response.status !== 404) throw await failure(response);
  }
}

async function refuseAll(entries: Entry[], why: string): Promise<void> {
  const seqs = entries.map((entry) => entry.seq);
  await change(seqs, (entry) => refused(entry, { [why]: [] }));
}

/** Bring the key of a member who is signed in, and open with it what was locked. */
async function openFor(who: Member, token: string): Promise<void> {
  const locked = (await everything()).some((entry) => entry.owner === who.owner && entry.locked);
  if (who.key && !locked) return;
  if (!globalThis.crypto?.subtle) return;
  const key = who.key ?? (await fetchKey(who.slug, token));
  await open(who.owner, key);
  await changeMember(who.owner, (found) => ({ ...found, key, active: true }));
}

export async function fetchKey(slug: string, token: string): Promise<CryptoKey> {
  const { key } = await json<{ key: string }>(api(slug, "phone/key/"), send("POST", token));
  return keyFrom(key);
}
