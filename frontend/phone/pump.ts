// When to send: at the start, when the network or the person comes back, after each entry, and later and later again
// while it does not work. Nothing here depends on the browser waking us up.
import { Failed } from "./net";
import type { Report } from "./kept";
import { sendAll } from "./send";
import { everything } from "./outbox";
import { announce, onChange } from "./store";

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 300_000;

let running: Promise<void> | null = null;
let again = false;
let failures = 0;
let timer = 0;
let heard: (report: Report) => void = () => {};

export function startPump(hear: (report: Report) => void): void {
  heard = hear;
  for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, comeBack);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && comeBack());
  onChange(() => void wake());
  comeBack();
}

/** Something may have changed for the better: do not wait any longer. */
export function comeBack(): void {
  failures = 0;
  void pump();
}

/** A new entry is sent at once, but not against a server that just failed: then its turn comes with the others'. */
async function wake(): Promise<void> {
  if (running) again = true;
  else if (!failures) await pump();
}

export function isSending(): boolean {
  return running !== null;
}

export async function pump(): Promise<void> {
  again = true;
  running ??= turns().finally(() => (running = null));
  await running;
}

async function turns(): Promise<void> {
  while (again) {
    again = false;
    clearTimeout(timer);
    if (!(await everything()).some((entry) => entry.state === "waiting")) continue;
    const report = await attempt();
    heard(report);
    if (report.sent) announce();
    if (!report.trouble) failures = 0;
    else return retryLater(report);
  }
}

async function attempt(): Promise<Report> {
  try {
    return await sendAll();
  } catch (error) {
    const detail = error instanceof Failed ? error.detail : String(error);
    return { trouble: "server", detail, sent: 0, clock: "" };
  }
}

function retryLater(report: Report): void {
  failures = report.sent ? 1 : failures + 1;
  if (report.trouble === "signed_out" || report.trouble === "other") return; // a person has to do something first
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
  timer = window.setTimeout(() => void pump(), wait);
}
