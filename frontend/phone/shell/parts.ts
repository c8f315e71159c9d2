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

export function queryOf(who: Who): string {
  return new URLSearchParams(Object.entries(who).map(([name, value]) => [name, String(value)])).toString();
}

export function sameWho(one: Who, other: Who): boolean {
  return one.contact === other.contact && one.account === other.account && one.prospect === other.prospect;
}

/** A date as people say it; the day is the one of its own zone, so it is read as such. */
export function onDay(day: string, state: State): string {
  const words: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" };
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(state.me.language, words);
}

export function time(at: number, state: State): string {
  const sameDay = new Date(at).toDateString() === new Date().toDateString();
  const hour: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", timeZone: state.me.zone };
  const day: Intl.DateTimeFormatOptions = sameDay ? {} : { weekday: "short", day: "numeric", month: "short" };
  return new Date(at).toLocaleString(state.me.language, { ...day, ...hour });
}

/** Today's date in the member's zone, by this device's clock. */
export function today(state: State): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: state.me.zone }).format(new Date());
}
