// What happened, when it goes on, what to remember: one entry, kept on this device when it is saved.
import { h, icon, symbol } from "../h";
import type { Content, Entry, Kind, Member, Outcome, Person, State, Who } from "../kept";
import { keep, rewrite } from "../outbox";
import { lengthOf, likelyMinutes, shownAs } from "../told";
import { say } from "../words";
import { whoAddress } from "./addresses";
import { avatar, instantOf, time, today, wallTime } from "./parts";
import { sayKept } from "./show";
import { callLink } from "./today";
import { whenPart, type When } from "./when";

const IN_REACH = 7;
const MOST_MINUTES = 1440;

export interface Asked {
  member: Member;
  state: State;
  kind: Kind;
  whom: Who;
  person: Person | undefined;
  name: string;
  entry: Entry | undefined;
  call: Call | null;
}

/** A call that was just made from this phone: when it began by its clock, and the seconds until the person was back. */
export interface Call {
  began: number;
  took: string;
}

export function entryForm(asked: Asked): HTMLElement {
  const { entry, kind, state } = asked;
  const before = entry?.told?.content;
  const when = whenPart(state, before?.follow_up_on ?? "");
  const outcomes = outcomePart(kind, before?.outcome ?? "", (chosen) => when.ask(chosen));
  const happened = entry ? happenedPart(before as Content, state) : null;
  const likely = asked.call && likelyMinutes(Number(asked.call.took));
  const details = detailsPart(before, likely ? String(likely) : "");
  const form = h(
    "form", { method: "post", id: "log-form", novalidate: true },
    entry ? reasons(entry) : null,
    whoLine(asked),
    outcomes,
    when.part,
    happened,
    details,
    h(
      "div", { class: "save-bar" },
      h("button", { class: "btn btn-main btn-wide", type: "submit" }, say("save", { type: kind.name.toLowerCase() })),
    ),
  ) as HTMLFormElement; // prettier-ignore
  const chosen = kind.outcomes.find((one) => one.key === before?.outcome);
  if (chosen) when.ask(chosen);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save(form, asked, when);
  });
  return form;
}

function whoLine({ whom, person, name, call, state, kind, entry }: Asked): HTMLElement | null {
  if (!Object.keys(whom).length) return null;
  return h(
    "div", { class: "who-line" },
    avatar(name),
    h(
      "div", {},
      h("p", { class: "row-title" }, name),
      person?.why ? h("p", { class: "row-why" }, person.why) : null,
      call ? h("p", { class: "row-why" }, say("called_at", { time: time(call.began, state) })) : null,
    ),
    person?.tel ? callLink(person.tel, name, whom) : null,
    h("a", { class: "btn btn-quiet", href: entry ? whoAddress(kind, entry.seq) : "#log" }, say("change")),
  ); // prettier-ignore
}

function outcomePart(kind: Kind, before: string, chose: (outcome: Outcome) => void): HTMLElement {
  const all = kind.outcomes;
  const reach = all.length <= IN_REACH + 1 ? all.length : IN_REACH;
  const buttons = (some: Outcome[]): HTMLElement => h("div", { class: "outcomes" }, ...some.flatMap(button));
  function button(one: Outcome): Node[] {
    const id = `outcome-${one.key}`;
    const pick = h("input", {
      class: "pick", type: "radio", name: "outcome", id, value: one.key, checked: one.key === before,
      change: () => chose(one),
    }); // prettier-ignore
    return [pick, h("label", { class: "outcome", for: id }, icon(one.icon), h("span", {}, one.name))];
  }
  const folded = all.slice(reach);
  return h(
    "fieldset", { class: "field", id: "outcome" },
    h("legend", { class: "field-label" }, say("outcome")),
    buttons(all.slice(0, reach)),
    folded.length
      ? h("details", { class: "more-fields", open: folded.some((one) => one.key === before) }, h("summary", {}, say("more_outcomes")), buttons(folded))
      : null,
  ); // prettier-ignore
}

function detailsPart(before: Content | undefined, likely: string): HTMLElement {
  const note = h("textarea", { class: "input", id: "note", name: "note", rows: 2, "aria-describedby": "note-hint" }, before?.note ?? "");
  const minutes = before?.seconds === undefined ? likely : String(Math.round(before.seconds / 60));
  return h(
    "details", { class: "more-fields", open: Boolean(before?.note || minutes || before?.inbound) },
    h("summary", {}, say("details")),
    h(
      "div", { class: "field" },
      h("label", { for: "note", class: "vh" }, say("note")), note,
      h("p", { class: "hint", id: "note-hint" }, say("note_hint")),
    ),
    h(
      "div", { class: "field", id: "minutes-field" },
      h("label", { for: "minutes" }, say("minutes")),
      h(
        "div", { class: "input-unit" },
        h("input", { class: "input", id: "minutes", name: "minutes", type: "number", min: 0, max: MOST_MINUTES, inputmode: "numeric", value: minutes }),
        h("span", { class: "unit" }, say("minutes_unit")),
      ),
    ),
    h(
      "div", { class: "field field-check" },
      h("label", { class: "check", for: "inbound" }, h("input", { type: "checkbox", id: "inbound", name: "inbound", checked: Boolean(before?.inbound) }), h("span", {}, say("inbound"))),
    ),
  ); // prettier-ignore
}

/** Only where an entry is put right: a new one is of now. */
function happenedPart(before: Content, state: State): HTMLElement {
  const value = wallTime(Date.parse(before.occurred_at), state.me.zone);
  return h(
    "div", { class: "field", id: "happened-field" },
    h("label", { for: "happened" }, say("happened")),
    h("input", { class: "input", type: "datetime-local", id: "happened", name: "happened", value }),
  ); // prettier-ignore
}

function reasons(entry: Entry): HTMLElement | null {
  const told = Object.values(entry.told?.reasons ?? {}).flat();
  if (!told.length) return null;
  return h(
    "div", { class: "errors", role: "alert" },
    h("p", { class: "errors-head" }, symbol("off"), h("span", {}, say("refused_head"))),
    h("ul", {}, ...told.map((line) => h("li", {}, line))),
  ); // prettier-ignore
}

async function save(form: HTMLFormElement, asked: Asked, when: When): Promise<void> {
  for (const old of form.querySelectorAll(".error")) old.remove();
  const content = contentOf(form, asked, when);
  const outcome = asked.kind.outcomes.find((one) => one.key === content?.outcome);
  if (!content || !outcome) return;
  const what = shownAs(outcome, asked.name);
  try {
    if (asked.entry) await rewrite(asked.entry.seq, content, what);
    else await keepNew(asked, content, what);
  } catch {
    complain(form, "save", say("not_kept"));
    return;
  }
  location.hash = asked.entry ? "#waiting" : "#today";
}

async function keepNew(asked: Asked, content: Content, what: string): Promise<void> {
  const id = crypto.randomUUID();
  await keep(asked.member.owner, id, content, what);
  sayKept(id, what);
}

/** What the form says, or null after saying at the field what is wrong. */
function contentOf(form: HTMLFormElement, asked: Asked, when: When): Content | null {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? "");
  const outcome = text("outcome");
  const minutes = text("minutes");
  const day = when.day();
  const chosen = asked.kind.outcomes.find((one) => one.key === outcome);
  if (!chosen) return complain(form, "outcome", say("choose_outcome"));
  if (!day && when.needed()) return complain(form, "when", say("choose_day"));
  if (day && day < today(asked.state)) return complain(form, "when", say("day_before"));
  if (text("note").length > asked.state.longest_note)
    return complain(form, "note", say("too_long", { most: asked.state.longest_note }));
  if (minutes && !(Number(minutes) >= 0 && Number(minutes) <= MOST_MINUTES))
    return complain(form, "minutes-field", say("minutes_wrong"));
  const seconds = lengthOf(minutes, asked.call?.took ?? null, chosen);
  return {
    type: asked.kind.key, outcome, ...asked.whom, ...times(text("happened"), asked),
    ...(seconds !== null && { seconds: Math.round(seconds) }), inbound: data.get("inbound") !== null,
    note: text("note"), ...(day && { follow_up_on: day }),
  }; // prettier-ignore
}

function times(typed: string, { entry, call, state }: Asked): { occurred_at: string; noted_at: string } {
  const now = new Date().toISOString();
  const before = entry?.told?.content;
  if (!before) return { occurred_at: call ? new Date(call.began).toISOString() : now, noted_at: now };
  const { zone } = state.me;
  const unchanged = !typed || wallTime(Date.parse(before.occurred_at), zone) === typed.slice(0, 16);
  if (unchanged) return { occurred_at: before.occurred_at, noted_at: before.noted_at };
  return { occurred_at: new Date(instantOf(typed.slice(0, 16), zone)).toISOString(), noted_at: now };
}

function complain(form: HTMLFormElement, place: string, words: string): null {
  const target = form.querySelector(`#${place}`) ?? form.querySelector(".save-bar");
  const error = h("p", { class: "error", role: "alert" }, symbol("off"), h("span", {}, words));
  if (target instanceof HTMLTextAreaElement) target.closest("details")?.setAttribute("open", "");
  (target instanceof HTMLTextAreaElement ? target.parentElement : target)?.append(error);
  target?.closest("details")?.setAttribute("open", "");
  error.scrollIntoView({ block: "center" });
  return null;
}
