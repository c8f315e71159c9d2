// The line at the top of every page: that there is no network, how much waits, and that nothing is lost.
import { h } from "./h";
import type { Entry } from "./kept";
import { everything } from "./outbox";
import { fact } from "./store";
import { current } from "./who";
import { hasWords, loadWords, say } from "./words";
import type { Trouble } from "./net";

interface LastTry {
  at: number;
  trouble: Trouble | "";
}

/** What the bar says, or null when there is nothing to say. */
export async function barLine(owner: string | undefined, entries: Entry[]): Promise<HTMLElement | null> {
  const mine = entries.filter((entry) => entry.owner === owner);
  const waiting = count(mine, "waiting");
  const refused = count(mine, "refused");
  const last = await fact<LastTry>("last try");
  if (refused) return line(say("n_refused", { count: refused }), "", say("look"));
  if (!navigator.onLine && !waiting) return line("", say("no_network"), "");
  if (waiting && last?.trouble === "signed_out")
    return line(say("n_waiting", { count: waiting }), say("sign_in_to_send"), say("sign_in"), "/app/go/home/");
  if (waiting) return line(say("n_waiting", { count: waiting }), say("kept_here"), say("look"));
  const others = owner ? 0 : entries.length;
  return others ? line("", say("of_others", { count: others }), "") : null;
}

function count(entries: Entry[], state: Entry["state"]): number {
  return entries.filter((entry) => entry.state === state).length;
}

function line(strong: string, words: string, link: string, href = "/app/#waiting"): HTMLElement {
  return h(
    "p", { class: "offline", id: "offline-bar", role: "status" },
    h("span", {}, strong && h("b", {}, strong), strong && words ? " " : "", words),
    link && h("a", { href }, link),
  ); // prettier-ignore
}

/** Draw it on a page of the server: below its top line. */
export async function drawBar(): Promise<void> {
  const who = await current();
  if (!hasWords()) await loadWords(who?.state?.words);
  const before = document.getElementById("offline-bar");
  const fresh = hasWords() ? await barLine(who?.owner, await everything()) : null;
  if (!fresh) before?.remove();
  else if (!before) place(fresh);
  else if (before.textContent !== fresh.textContent) before.replaceWith(fresh);
}

function place(bar: HTMLElement): void {
  const topline = document.querySelector("main > .topline");
  if (topline) topline.after(bar);
  else document.querySelector("main")?.prepend(bar);
}
