// One sender at a time in all windows and the worker. Where the browser has no locks, a lease in the database.
import { LIFE } from "./clock";
import { base } from "./store";

const LEASE = 45_000;
const LOOK_AGAIN = 1_000;

export async function alone(act: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request("salesleader sends", act);
  else await withLease(act);
}

async function withLease(act: () => Promise<void>): Promise<void> {
  while (!(await lease())) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  const renewing = setInterval(() => void lease(), LEASE / 3);
  try {
    await act();
  } finally {
    clearInterval(renewing);
    await (await base()).delete("facts", "sender");
  }
}

interface Lease {
  holder: string;
  until: number;
}

async function lease(): Promise<boolean> {
  const turn = (await base()).transaction("facts", "readwrite");
  const held = (await turn.store.get("sender")) as Lease | undefined;
  // A lease that ends in more than a lease's time was made by another clock: it is nobody's.
  const left = held ? held.until - Date.now() : 0;
  const free = !held || held.holder === LIFE || left <= 0 || left > LEASE;
  if (free) await turn.store.put({ holder: LIFE, until: Date.now() + LEASE }, "sender");
  await turn.done;
  return free;
}
