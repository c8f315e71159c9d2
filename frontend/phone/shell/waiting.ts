// Everything that waits on this device for whoever is signed in: what becomes of each, and what to do about it.
import { h, icon, symbol } from "../h";
import type { Entry, Member, State } from "../kept";
import { putAside, remove, sendAgain } from "../outbox";
import type { Trouble } from "../net";
import { comeBack, isSending } from "../pump";
import { fact } from "../store";
import { signOutHere } from "../who";
import { say } from "../words";
import { empty, section, time } from "./parts";

const WHY: Partial<Record<Trouble, string>> = {
  offline: "why_offline", signed_out: "why_signed_out", other: "why_other",
}; // prettier-ignore

export async function waitingScreen(who: Member | undefined, all: Entry[]): Promise<Node[]> {
  const mine = all.filter((entry) => entry.owner === who?.owner);
  const of = (state: Entry["state"]): Entry[] => mine.filter((entry) => entry.state === state);
  const [waiting, refused, aside] = [of("waiting"), of("refused"), of("aside")];
  const others = all.length - mine.length;
  return [
    await head(waiting.length, who?.state ?? null),
    ...group(say("refused_head"), refused, who?.state ?? null),
    ...group(say("waiting"), waiting, who?.state ?? null),
    ...group(say("aside_head"), aside, who?.state ?? null),
    mine.length ? h("span") : h("section", { class: "section section-quiet" }, empty(say("waiting_none"), say("waiting_none_next"))),
    others ? h("p", { class: "sum" }, say("of_others", { count: others })) : h("span"),
    ...(who?.state ? [kept(who.state, who.fetched)] : []),
    who ? signOut() : h("span"),
  ]; // prettier-ignore
}

async function head(count: number, state: State | null): Promise<HTMLElement> {
  const last = await fact<{ at: number; trouble: Trouble | ""; detail: string }>("last try");
  const failed = last?.trouble && state && count;
  const why = say(WHY[last?.trouble || "server"] ?? "why_server");
  return h(
    "header", { class: "page-head" },
    h("h1", { class: "verdict" }, count ? say("waiting_title", { count }) : say("waiting")),
    count ? h("p", { class: "lede" }, say("waiting_lede")) : null,
    failed ? h("p", { class: "sum" }, say("last_try", { time: time(last.at, state), why: last.detail || why })) : null,
    count
      ? h("div", { class: "btn-row mt" }, h("button", { class: "btn btn-main", type: "button", click: comeBack }, icon("send", "sm"), say("send_now")))
      : null,
  ); // prettier-ignore
}

function group(title: string, entries: Entry[], state: State | null): Node[] {
  if (!entries.length) return [];
  return [section(title, h("ul", { class: "rows", "aria-label": title }, ...entries.map((one) => row(one, state))))];
}

function row(entry: Entry, state: State | null): HTMLElement {
  const { told } = entry;
  const at = told && state ? time(Date.parse(told.content.occurred_at), state) : "";
  const said = Object.entries(told?.reasons ?? {}).flatMap(([field, lines]) => (lines.length ? lines : [say(field)]));
  return h(
    "li", { class: "row row-2 row-top", "data-entry": entry.id },
    h(
      "div", {},
      h("p", { class: "row-title" }, told?.shown ?? say("locked")),
      h("p", { class: "row-why" }, [at, stateOf(entry)].filter(Boolean).join(" · ")),
      ...said.map((line) => h("p", { class: "error" }, symbol("off"), h("span", {}, line))),
      actions(entry),
    ),
  ); // prettier-ignore
}

function stateOf(entry: Entry): string {
  if (entry.undone) return say("state_undone");
  if (entry.state === "refused") return say("state_refused");
  if (entry.state === "aside") return say("state_aside");
  return say(isSending() ? "state_sending" : "state_waiting");
}

/** Only what was refused, or was never on its way, may be changed: the rest may have been taken as it is. What the
 *  server has in an earlier form is not sent again as it is: that would be refused for the same reason. */
function actions(entry: Entry): HTMLElement | null {
  if (!entry.told || entry.undone) return null;
  const { seq } = entry;
  const free = entry.state !== "waiting" || !entry.tried;
  const { reasons } = entry.told;
  const again = !reasons["client_id"] && !reasons["gone"];
  const edit = reasons["gone"] ? "log_anew" : entry.told.there ? "edit_there" : "edit";
  const act = (words: string, click: () => void): HTMLElement =>
    h("button", { class: "btn", type: "button", click }, say(words));
  return h(
    "div", { class: "btn-row" },
    free && h("a", { class: "btn", href: `#log?entry=${seq}` }, say(edit)),
    entry.state === "refused" && again && act("again", () => void sendAgain(seq)),
    entry.state === "refused" && act("put_aside", () => void putAside(seq)),
    entry.state === "aside" && act("bring_back", () => void sendAgain(seq)),
    (entry.state === "aside" || (entry.state === "waiting" && !entry.tried)) &&
      act("remove", () => confirm(say("remove_sure")) && void remove(seq)),
  ); // prettier-ignore
}

/** What else is on this device, and until when: whoever lends it wants to know. */
function kept(state: State, fetched: number): HTMLElement {
  const words = { people: state.people.length, due: state.due.length, time: time(fetched, state) };
  return h(
    "section", { class: "section section-quiet" },
    h("div", { class: "section-head" }, h("h2", {}, say("kept_head"))),
    h("p", { class: "muted" }, say("kept", words)),
  ); // prettier-ignore
}

function signOut(): HTMLElement {
  const out = (): void => void signOutHere().then(() => (location.hash = "#signed-out"));
  const button = h("button", { class: "btn btn-quiet", type: "button", click: out }, icon("log-out", "sm"), say("sign_out"));
  return h("div", { class: "btn-row mt" }, button);
}
