// Sending what waits: in order, by one tab at a time, each entry until the server has said that it has it.
import { change, outbox, remove, type Waiting } from "./store";

const AT_ONCE = 100;
const NO_ANSWER = "no answer";

export interface Sent {
  sent: number;
  left: number;
  /** What the person should hear: the clock was put right, or somebody has to sign in. */
  words: string[];
  signedOut: boolean;
}

interface Taken {
  results: { client_id: string; status: number; errors: Record<string, string[]> }[];
  clock: { words: string };
}

export async function sendWaiting(): Promise<Sent> {
  if (!("locks" in navigator)) return sendAll();
  return navigator.locks.request("salesleader outbox", { ifAvailable: true }, async (lock) =>
    lock ? sendAll() : told(0, [], false),
  );
}

async function sendAll(): Promise<Sent> {
  const words: string[] = [];
  let sent = 0;
  let signedOut = false;
  const waiting = (await outbox()).filter((one) => one.state === "waiting");
  for (const owner of new Set(waiting.map((one) => one.owner))) {
    const theirs = waiting.filter((one) => one.owner === owner);
    for (let at = 0; at < theirs.length; at += AT_ONCE) {
      const part = theirs.slice(at, at + AT_ONCE);
      const outcome = await sendPart(part, words);
      if (outcome === "signed out") signedOut = true;
      if (outcome !== "taken") break;
      sent += part.length;
    }
  }
  return told(sent, words, signedOut);
}

async function told(sent: number, words: string[], signedOut: boolean): Promise<Sent> {
  const left = (await outbox()).filter((one) => one.state === "waiting").length;
  return { sent, left, words: [...new Set(words)], signedOut };
}

/** Anything but an answer of ours leaves the entries where they are. */
async function sendPart(part: Waiting[], words: string[]): Promise<"taken" | "signed out" | "not now"> {
  const first = part[0];
  if (!first) return "taken";
  const base = `/api/v1/o/${encodeURIComponent(first.slug)}`;
  const fresh = await ask(`${base}/csrf/`);
  if (fresh === NO_ANSWER) return "not now";
  if (fresh.status === 401) return "signed out";
  if (fresh.status === 404 || fresh.status === 403) return refuseAll(part, await detail(fresh));
  if (!fresh.ok) return "not now";
  const { csrf, membership } = (await json(fresh)) as { csrf?: string; membership?: number };
  // Somebody else is signed in: these wait for their own person.
  if (!csrf || membership !== first.membership) return "signed out";
  const answer = await ask(`${base}/activities/batch/`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({
      membership: first.membership,
      now: new Date().toISOString(),
      entries: part.map((one) => one.entry),
    }),
  });
  if (answer === NO_ANSWER) return "not now";
  if (answer.status === 401) return "signed out";
  if (answer.status !== 200) return "not now";
  const taken = (await json(answer)) as Taken | undefined;
  if (!taken?.results) return "not now";
  if (taken.clock.words) words.push(taken.clock.words);
  await settle(part, taken);
  return "taken";
}

async function settle(part: Waiting[], taken: Taken): Promise<void> {
  for (const result of taken.results) {
    const waiting = part.find((one) => one.client_id === result.client_id);
    if (!waiting) continue;
    const fields = Object.keys(result.errors ?? {});
    const wasSaved = waiting.from_form && fields.length === 1 && fields[0] === "client_id";
    if (result.status < 300 || wasSaved) await remove(waiting.client_id);
    else await change({ ...waiting, state: "refused", why: Object.values(result.errors).flat().join(" ") });
  }
}

async function refuseAll(part: Waiting[], why: string): Promise<"taken"> {
  for (const one of part) await change({ ...one, state: "refused", why });
  return "taken";
}

async function ask(address: string, options: RequestInit = {}): Promise<Response | typeof NO_ANSWER> {
  try {
    return await fetch(address, { credentials: "same-origin", redirect: "error", cache: "no-store", ...options });
  } catch {
    return NO_ANSWER;
  }
}

async function json(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    return undefined;
  }
}

async function detail(answer: Response): Promise<string> {
  const said = (await json(answer)) as { detail?: string } | undefined;
  return said?.detail ?? "";
}
