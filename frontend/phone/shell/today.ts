// Today as it was when there was a network: the verdict, the number, who is next, who comes up.
import { h, icon, symbol } from "../h";
import type { Due, Entry, Item, Numbers, Person, State, Who } from "../kept";
import { say } from "../words";
import { logAddress } from "./addresses";
import { avatar, empty, onDay, sameWho, section, time } from "./parts";

export function todayScreen(state: State, fetched: number, mine: Entry[]): Node[] {
  const entries = mine.filter((entry) => entry.state === "waiting" && !entry.undone);
  const waiting = entries.length;
  const waits = (who: Who): boolean => entries.some((entry) => entry.told && sameWho(entry.told.content, who));
  const later = state.due.filter((one) => one.due_on > state.today);
  return [
    h(
      "header", { class: "page-head" },
      h("p", { class: "eyebrow" }, h("span", {}, onDay(state.today, state)), h("span", {}, asOf(state, fetched))),
      state.verdict ? h("h1", { class: "verdict" }, state.verdict) : h("h1", { class: "vh" }, say("today")),
    ),
    ...(state.numbers ? [number(state.numbers, waiting)] : []),
    ...(state.items.length
      ? [section(say("next"), h("ol", { class: "rows" }, ...state.items.map((item, at) => row(item, at + 1, waits))))]
      : [h("section", { class: "section section-quiet" }, empty(say("nothing_due"), say("nothing_due_next")))]),
    ...(later.length ? [section(say("coming"), h("ul", { class: "rows" }, ...later.map((one) => coming(one, state))))] : []),
  ]; // prettier-ignore
}

function asOf(state: State, fetched: number): string {
  return fetched ? say("as_of", { time: time(fetched, state) }) : "";
}

function number(numbers: Numbers, waiting: number): HTMLElement {
  const week = say("week", { done: numbers.week_done, target: numbers.week_target });
  const status = numbers.status && h(
    "span", { class: `status is-${numbers.status}` }, symbol(numbers.status), h("span", {}, numbers.status_word),
  ); // prettier-ignore
  return h(
    "section", { class: "hero hero-2", "aria-label": say("your_number") },
    h(
      "div", { class: "hero-fig" },
      h("p", { class: "big" }, numbers.done, h("span", { class: "big-of" }, ` ${say("of_due", { due: numbers.due })}`)),
      h("p", { class: "big-sub" }, h("strong", {}, numbers.name)),
    ),
    h(
      "div", {},
      drawing(numbers.bar),
      h("p", { class: "sum" }, week, " ", status),
      waiting ? h("p", { class: "sum" }, say("not_counted", { count: waiting })) : null,
    ),
  ); // prettier-ignore
}

/** The bar as the server drew it. */
function drawing(svg: string): Node | null {
  const found = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  return found && document.importNode(found, true);
}

function row(item: Item, rank: number, waits: (who: Who) => boolean): HTMLElement {
  const words = [item.title, " ", item.detail && h("span", { class: "org" }, item.detail)];
  return h(
    "li", { class: "row" },
    h("span", { class: "rank" }, String(rank)),
    h(
      "div", {},
      h("p", { class: "row-title" }, item.who ? h("a", { href: logAddress(item.who) }, ...words) : h("span", {}, ...words)),
      h("p", { class: "row-why" }, item.due ? `${item.due} · ${item.why}` : item.why),
    ),
    item.who && waits(item.who)
      ? h("span", { class: "badge" }, say("state_waiting"))
      : item.tel && callLink(item.tel, item.title, item.who),
  ); // prettier-ignore
}

function coming(one: Due, state: State): HTMLElement {
  return h(
    "li", { class: "row row-2" },
    h(
      "div", {},
      h("p", { class: "row-title" }, h("a", { href: logAddress(one.who) }, one.name)),
      h("p", { class: "row-why" }, [say("due_on", { day: onDay(one.due_on, state) }), one.why].filter(Boolean).join(" · ")),
    ),
    one.tel ? callLink(one.tel, one.name, one.who) : null,
  ); // prettier-ignore
}

/** On return from the call the log is open at this person. */
export function callLink(tel: string, name: string, who: Who | null): HTMLElement {
  const call = who && logAddress(who);
  const label = say("call", { name });
  return h("a", { class: "btn btn-round", href: `tel:${tel}`, "aria-label": label, "data-call": call }, icon("phone", "sm"));
}

export function personRow(one: Person, kind: string, entry = 0): HTMLElement {
  return h(
    "li", { class: "row pick-row" },
    avatar(one.name),
    h(
      "div", {},
      h("p", { class: "row-title" }, h("a", { class: "row-cover", href: logAddress(one.who, kind, entry) }, one.name)),
      h("p", { class: "row-why" }, one.why),
    ),
    one.blocked ? h("span", { class: "badge is-off" }, symbol("off"), say("blocked")) : icon("chevron-right", "sm"),
  ); // prettier-ignore
}
