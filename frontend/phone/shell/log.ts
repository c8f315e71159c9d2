// The quick log without a network: who, then what happened, saved. As templates/activities/_step.html draws it.
import { h, icon } from "../h";
import type { Entry, Kind, Member, Person, State, Who } from "../kept";
import { say } from "../words";
import { type Call, entryForm } from "./form";
import { logAddress, queryOf, whoAddress } from "./addresses";
import { empty, sameWho, section, today } from "./parts";
import { personRow } from "./today";

const FOUND = 8;

export function whoScreen(state: State, asked: URLSearchParams): Node[] {
  const kind = kindOf(state, asked);
  const entry = Number(asked.get("entry"));
  const people = h("div", { id: "people" });
  const search = h("input", {
    class: "input", id: "log-q", type: "search", maxlength: 300, autocomplete: "off", enterkeyhint: "search",
    "aria-describedby": "log-q-hint",
  }) as HTMLInputElement; // prettier-ignore
  const draw = (): void => people.replaceChildren(...choices(state, { kind: kind.key, entry }, search.value));
  search.addEventListener("input", draw);
  draw();
  return [
    h(
      "div", { class: "narrow" },
      head(say("log_title"), entry),
      tabs(state, kind, {}, null, entry),
      h(
        "form", { class: "section-tight", role: "search", submit: (event) => event.preventDefault() },
        h(
          "div", { class: "field" },
          h("label", { for: "log-q" }, say("who")),
          search,
          h("p", { class: "hint", id: "log-q-hint" }, say("who_hint")),
        ),
      ),
      people,
    ),
  ]; // prettier-ignore
}

/** `entry`: one that waits here, to be put right. */
export function whatScreen(member: Member, asked: URLSearchParams, who: Who, entry: Entry | undefined): Node[] {
  const state = member.state as State;
  const told = entry?.told?.content;
  const kind = kindOf(state, asked, told?.type);
  const chosen = Object.keys(who).length > 0 || asked.has("nobody");
  const whom = told && !chosen ? pick(told) : who;
  const call = callOf(asked);
  const name = whom.prospect ?? personOf(state, whom)?.name ?? (chosen ? "" : nameIn(entry));
  return [
    h(
      "div", { class: "narrow" },
      head(say("log_one", { type: kind.name.toLowerCase() }), entry?.seq),
      tabs(state, kind, whom, call, entry?.seq),
      entryForm({ member, state, kind, whom, person: personOf(state, whom), name, entry, call }),
    ),
  ]; // prettier-ignore
}

/** `ago` counts from when the page was opened: it came with the address of the server's sheet. */
function callOf(asked: URLSearchParams): Call | null {
  const took = asked.get("took") ?? "";
  const began = asked.has("began") ? Number(asked.get("began")) : Date.now() - Number(asked.get("ago") ?? NaN) * 1000;
  return Number.isFinite(began) && began > 0 ? { began, took } : null;
}

function nameIn(entry: Entry | undefined): string {
  return entry?.told?.shown.split(", ").slice(1).join(", ") ?? "";
}

function pick(content: Who): Who {
  if (content.contact) return { contact: content.contact };
  return content.account ? { account: content.account } : content.prospect ? { prospect: content.prospect } : {};
}

function head(title: string, entry = 0): HTMLElement {
  const close = h("a", { class: "btn btn-round btn-quiet", href: entry ? "#waiting" : "#today", "aria-label": say("close") }, icon("x"));
  return h("div", { class: "sheet-head" }, h("h1", {}, title), close);
}

function kindOf(state: State, asked: URLSearchParams, before = "call"): Kind {
  const wanted = asked.get("type") ?? before;
  return state.types.find((one) => one.key === wanted) ?? (state.types[0] as Kind);
}

function tabs(state: State, kind: Kind, who: Who, call: Call | null, entry = 0): HTMLElement {
  const made = call ? `&began=${call.began}&took=${encodeURIComponent(call.took)}` : "";
  const links = state.types.map((one) => {
    const address = Object.keys(who).length ? logAddress(who, one.key, entry) + made : whoAddress(one, entry);
    return h("a", { href: address, "aria-current": one.key === kind.key ? "true" : null }, one.name);
  });
  return h("nav", { class: "tabs section-tight", "aria-label": say("what_to_log") }, ...links);
}

export function personOf(state: State, who: Who): Person | undefined {
  return [...state.people, ...state.due].find((one) => sameWho(one.who, who));
}

/** What is logged with whoever is chosen, and which waiting entry that puts right. */
interface Way {
  kind: string;
  entry: number;
}

function choices(state: State, way: Way, typed: string): Node[] {
  const words = typed.trim().replace(/\s+/g, " ");
  if (words) return [searched(state, way, words)];
  const now = today(state);
  const due = unique(state.due.filter((one) => one.due_on <= now));
  const recent = unique(state.people).filter((one) => !due.some((other) => sameWho(one.who, other.who)));
  if (!due.length && !recent.length) return [empty(say("nobody"), say("nobody_next"))];
  return [...list(say("due"), due, way), ...list(say("recent"), recent.slice(0, 40), way)];
}

function list(title: string, people: Person[], way: Way): Node[] {
  if (!people.length) return [];
  return [section(title, h("ul", { class: "rows" }, ...people.map((one) => personRow(one, way.kind, way.entry))))];
}

function unique(people: Person[]): Person[] {
  return [...new Map(people.map((one) => [queryOf(one.who), one])).values()];
}

/** In small letters without accents, however they were typed: what the server searches in, too. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/[\p{Mn}\p{Cf}]/gu, "").toLowerCase().replaceAll("ı", "i");
}

function searched(state: State, way: Way, words: string): HTMLElement {
  const wanted = plain(words);
  const digits = wanted.replace(/\D/g, "");
  const hits = (one: Person): boolean =>
    plain(`${one.name} ${one.why}`).includes(wanted) ||
    (digits.length > 2 && one.phone.replace(/\D/g, "").includes(digits));
  const found = unique([...state.people, ...state.due]).filter(hits).slice(0, FOUND);
  const fresh = h(
    "li", { class: "row pick-row" },
    icon("plus"),
    h(
      "div", {},
      h("p", { class: "row-title" }, h("a", { class: "row-cover", href: logAddress({ prospect: words }, way.kind, way.entry) }, words)),
      h("p", { class: "row-why" }, say(found.length ? "someone_else" : "new_name")),
    ),
    icon("chevron-right", "sm"),
  ); // prettier-ignore
  return section(say("found"), h("ul", { class: "rows" }, ...found.map((one) => personRow(one, way.kind, way.entry)), fresh));
}
