// The device's clock may be wrong, and may be set right between noting and sending. The server measures it as we
// send; this sees whether it was set while this page was open, by a counter that runs on whatever the clock shows.
import type { Entry } from "./kept";

export const LIFE: string = crypto.randomUUID?.() ?? String(Math.random());
const NOTICED = 60_000;
// No entry is older than the product.
const FIRST = Date.UTC(2020, 0, 1);

export const counter = (): number => performance.now();

/** Seconds that the clock was set forward since the entry was noted; 0 unless its time can't be right any more.
 *  (The counter may stand still while the device sleeps, so it is asked only where the clock must have been set.) */
export function clockMoved(entry: Entry): number {
  if (entry.life !== LIFE || !entry.told) return 0;
  const noted = Date.parse(entry.told.content.noted_at);
  const ahead = noted > Date.now() + NOTICED;
  const ancient = noted < FIRST && Date.now() >= FIRST;
  if (!ahead && !ancient) return 0;
  return Math.round((Date.now() - (counter() - entry.counter) - noted) / 1000);
}
