// Which screen, and everything around it: top line, the line about the network, the places at the bottom.
import { barLine } from "../bar";
import { whoOf } from "../capture";
import { h, icon } from "../h";
import type { Entry, Member } from "../kept";
import { everything } from "../outbox";
import { toast } from "../toast";
import { undo } from "../outbox";
import { isBusy } from "../versions";
import { current } from "../who";
import { loadWords, say } from "../words";
import { whatScreen, whoScreen } from "./log";
import { nobodyScreen } from "./nobody";
import { todayScreen } from "./today";
import { waitingScreen } from "./waiting";

export interface Place {
  screen: "today" | "log" | "waiting";
  asked: URLSearchParams;
}

/** From the part after #; else from the address that could not be opened. */
export function placeOf(address: URL): Place {
  const [name, query] = address.hash.slice(1).split("?");
  const asked = new URLSearchParams(query ?? "");
  if (name === "log" || name === "waiting" || name === "today") return { screen: name, asked };
  if (/\/log\/$/.test(address.pathname)) return { screen: "log", asked: address.searchParams };
  return { screen: "today", asked };
}

let shown = "";
let drawing: Promise<void> | null = null;
let next: { quietly: boolean } | null = null;

/** `quietly`: something changed underneath. A form that is being filled in stays as it is. One drawing at a time; what
 *  is asked for meanwhile is drawn once, after it. */
export async function show({ quietly = false } = {}): Promise<void> {
  next = { quietly: quietly && (next?.quietly ?? true) };
  drawing ??= drawings().finally(() => (drawing = null));
  await drawing;
}

async function drawings(): Promise<void> {
  while (next) {
    const { quietly } = next;
    next = null;
    await drawAll(quietly);
  }
}

async function drawAll(quietly: boolean): Promise<void> {
  const who = await current(/^\/o\/([^/]+)\//.exec(location.pathname)?.[1]);
  await loadWords(who?.state?.words);
  document.documentElement.lang = who?.state?.me.language ?? "en";
  const place = placeOf(new URL(location.href));
  if (!quietly) await greet();
  const all = await everything();
  const bar = await barLine(who?.owner, all);
  if (!(quietly && place.screen === "log" && who?.state)) await draw(who, place, all);
  document.getElementById("offline-bar")?.remove();
  if (bar) document.querySelector("#main > .topline")?.after(bar);
  drawPlaces(who, place, all);
  document.documentElement.dataset["ready"] = "yes";
}

async function draw(who: Member | undefined, place: Place, all: Entry[]): Promise<void> {
  const main = document.getElementById("main");
  if (!main) return;
  const screen = await screenOf(who, place, all);
  main.replaceChildren(topline(who), ...screen);
  document.title = `${say(place.screen)} · SalesLeader`;
  const now = location.hash;
  if (now !== shown && shown) {
    window.scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
  shown = now || "#";
}

async function screenOf(who: Member | undefined, place: Place, all: Entry[]): Promise<Node[]> {
  if (place.screen === "waiting") return waitingScreen(who, all);
  if (!who?.state) return nobodyScreen(all);
  if (place.screen === "today") return todayScreen(who.state, who.fetched, ofOwner(all, who));
  const whom = whoOf(place.asked);
  const edits = Number(place.asked.get("entry"));
  return (edits && !place.asked.has("choose")) || Object.keys(whom).length || place.asked.has("nobody")
    ? whatScreen(who, place.asked, whom, ofOwner(all, who).find((entry) => entry.seq === edits))
    : whoScreen(who.state, place.asked);
}

function topline(who: Member | undefined): HTMLElement {
  const end = h("div", { class: "topline-end" }, navigator.onLine && !isBusy() ? pageLink(who) : null);
  return h("div", { class: "topline" }, h("div", {}, h("span", {}, who?.state?.organization.name ?? "SalesLeader")), end);
}

/** There is a network again: the whole product is one tap away. */
function pageLink(who: Member | undefined): HTMLElement {
  return h("a", { class: "quiet-link", href: who?.state?.places.today ?? "/" }, say("open_page"));
}

const ofOwner = (all: Entry[], who: Member | undefined): Entry[] => all.filter((entry) => entry.owner === who?.owner);

function drawPlaces(who: Member | undefined, place: Place, all: Entry[]): void {
  const nav = document.getElementById("places");
  if (!nav) return;
  nav.hidden = false;
  const waiting = ofOwner(all, who).length;
  nav.replaceChildren(
    one("today", "today", place),
    h(
      "a", { class: "bottom-log", href: "#log", "aria-current": place.screen === "log" ? "page" : null },
      h("span", { class: "disc" }, icon("plus")), say("log"),
    ),
    one("waiting", "send", place, waiting),
  ); // prettier-ignore
}

function one(screen: Place["screen"], picture: string, place: Place, count = 0): HTMLElement {
  const current = place.screen === screen ? "page" : null;
  const words = h("span", {}, count ? `${say(screen)} ${count}` : say(screen));
  return h("a", { href: `#${screen}`, "aria-current": current }, icon(picture), words);
}

/** What the worker says after it has kept or not kept a form. */
async function greet(): Promise<void> {
  const [name, id] = location.hash.slice(1).split("=");
  if (name === "not-saved") toast(say("not_saved"), say("back"), () => history.go(-1));
  if (name === "signed-out") toast(say("signed_out"));
  if (name === "saved" && id) {
    const found = (await everything()).find((entry) => entry.id === decodeURIComponent(id));
    if (found?.told) sayKept(found.id, found.told.shown);
  }
  if (["not-saved", "signed-out", "saved"].includes(name ?? "")) history.replaceState(null, "", "#today");
}

export function sayKept(id: string, what: string): void {
  toast(say("saved", { what }), say("undo"), () => {
    void undo(id).then((done) => done && toast(say("undone", { what })));
  });
}
