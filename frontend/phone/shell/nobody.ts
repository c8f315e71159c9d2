// Nobody is signed in on this device, or nothing was kept yet.
import { h } from "../h";
import type { Entry } from "../kept";
import { say } from "../words";

export function nobodyScreen(entries: Entry[]): Node[] {
  const known = entries.length > 0;
  return [
    h(
      "header", { class: "page-head" },
      h("h1", { class: "verdict" }, say(known ? "cleared" : "never")),
      h("p", { class: "lede" }, say(known ? "cleared_next" : "never_next")),
    ),
    known ? h("p", {}, say("of_others", { count: entries.length })) : h("span"),
    h("div", { class: "btn-row mt" }, h("a", { class: "btn btn-main", href: "/app/go/home/" }, say("try_again"))),
  ]; // prettier-ignore
}
