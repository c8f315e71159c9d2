// The days to follow up on: those that the server offered for this day, or another one.
import { h } from "../h";
import type { Outcome, State } from "../kept";
import { say } from "../words";
import { today } from "./parts";

export interface When {
  part: HTMLElement;
  day(): string;
  needed(): boolean;
  ask(outcome: Outcome): void;
}

export function whenPart(state: State, before: string): When {
  const days = state.days[today(state)] ?? [];
  const among = days.some((one) => one.day === before);
  let needed = false;
  const legend = h("legend", { class: "field-label" }, say("follow_up"));
  const none = chip("", say("no_date"), !before);
  const chips = days.flatMap((one) => chip(one.day, one.label, one.day === before));
  const other = h("input", { class: "input", type: "date", id: "on", name: "on", value: among ? "" : before }) as HTMLInputElement;
  const part = h(
    "div", { id: "when" },
    h("fieldset", { class: "field" }, legend, h("div", { class: "chips" }, ...none, ...chips)),
    h(
      "details", { class: "more-fields", open: Boolean(before && !among) || !days.length },
      h("summary", {}, say("another_day")),
      h("div", { class: "field" }, h("label", { for: "on", class: "vh" }, say("another_day")), other),
    ),
  ); // prettier-ignore
  const picked = (): HTMLInputElement | null => part.querySelector<HTMLInputElement>("input[name=when]:checked");
  return {
    part,
    day: () => other.value || (picked()?.value ?? ""),
    needed: () => needed,
    ask: (outcome) => {
      needed = outcome.needs_date;
      legend.textContent = outcome.question;
      for (const one of none) (one as HTMLElement).hidden = needed;
      if (needed && !other.value && !picked()?.value) propose(part);
    },
  };
}

/** The middle one of the days: soon, but not tomorrow. */
function propose(part: HTMLElement): void {
  const all = [...part.querySelectorAll<HTMLInputElement>("input[name=when]")].filter((one) => one.value);
  const middle = all[Math.min(1, all.length - 1)];
  if (middle) middle.checked = true;
}

function chip(value: string, label: string, checked: boolean): Node[] {
  const id = `when-${value || "none"}`;
  return [
    h("input", { class: "pick", type: "radio", name: "when", id, value, checked }),
    h("label", { class: "chip", for: id }, label),
  ];
}
