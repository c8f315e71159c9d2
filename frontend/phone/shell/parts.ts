// Small parts that several screens share, drawn as the server draws them.
import { h } from "../h";
import type { State, Who } from "../kept";

export function section(title: string, ...content: Node[]): HTMLElement {
  return h(
    "section", { class: "section" },
    h("div", { class: "section-head" }, h("h2", {}, title)),
    ...content,
  ); // prettier-ignore
}

export function empty(words: string, next: string, button: Node | null = null): HTMLElement {
  return h("div", { class: "empty" }, h("p", {}, words), h("p", {}, next), button);
}

export function avatar(name: string): HTMLElement {
  const words = name.replaceAll("-", " ").split(/\s+/).filter((word) => /^\p{L}/u.test(word)); // prettier-ignore
  const [first, last] = [words[0] ?? name, words.length > 1 ? words[words.length - 1] : ""];
  const letters = [...(first || "?")][0] + ([...(last ?? "")][0] ?? "");
  return h("span", { class: "ava", "aria-hidden": "true" }, letters.toUpperCase());
}

export function sameWho(one: Who, other: Who): boolean {
  return one.contact === other.contact && one.account === other.account && one.prospect === other.prospect;
}

/** A date as the server writes it: Wed 25 Nov. The day is one of its own zone, so it is read as such. */
export function onDay(day: string, state: State): string {
  return inOrder(new Date(`${day}T12:00:00Z`), state, "UTC");
}

export function time(at: number, state: State): string {
  const zone = state.me.zone;
  const clock = new Intl.DateTimeFormat(state.me.language, {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone,
  }).format(at); // prettier-ignore
  return dayIn(zone, at) === dayIn(zone, Date.now()) ? clock : `${inOrder(new Date(at), state, zone)}, ${clock}`;
}

function inOrder(at: Date, state: State, zone: string): string {
  const words: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short", timeZone: zone };
  const parts = new Intl.DateTimeFormat(state.me.language, words).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return [part("weekday"), part("day"), part("month")].join(" ");
}

function dayIn(zone: string, at: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
}

/** What a clock in the member's zone shows, as a field of date and time has it: 2026-11-25T14:05. */
export function wallTime(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone,
  }).formatToParts(at); // prettier-ignore
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** The instant at which a clock in the member's zone shows this. Asked twice, for the night on which it is set. */
export function instantOf(shown: string, zone: string): number {
  const wanted = Date.parse(`${shown}Z`);
  const off = (at: number): number => Date.parse(`${wallTime(at, zone)}Z`) - Math.floor(at / 60_000) * 60_000;
  return wanted - off(wanted - off(wanted));
}

/** Today's date in the member's zone, by this device's clock. */
export function today(state: State): string {
  return dayIn(state.me.zone, Date.now());
}
