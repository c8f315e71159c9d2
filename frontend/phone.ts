// The shell: logging on a phone without a network. Everything shown comes from what this device keeps.
import { el, say, toast } from "./phone/draw";
import { sendWaiting } from "./phone/sender";
import { change, kept, outbox, ownerOf, put, remove, type Kept, type Person, type Waiting } from "./phone/store";

type Kind = Kept["types"][number];

const place = document.getElementById("phone") as HTMLElement;
const state = document.getElementById("state") as HTMLElement;
const slug = /^\/o\/([^/]+)\//.exec(location.pathname)?.[1] ?? "";
const MOST_FOUND = 12;

let mine: Kept | undefined;

async function start(): Promise<void> {
  mine = await kept(slug);
  for (const name of ["online", "offline", "focus"]) addEventListener(name, () => void refresh());
  document.addEventListener("visibilitychange", () => document.hidden || void refresh());
  addEventListener("hashchange", () => void draw());
  await draw();
  await refresh();
  document.documentElement.dataset["ready"] = "yes";
}

async function refresh(): Promise<void> {
  if (navigator.onLine && (await outbox()).some((one) => one.state === "waiting")) {
    const sent = await sendWaiting();
    for (const words of sent.words) toast(words);
    if (sent.signedOut) toast(say("signed_out"));
    if (location.hash === "#waiting") await draw();
  }
  await drawState();
}

async function drawState(): Promise<void> {
  const waiting = (await own()).filter((one) => one.state !== "aside").length;
  const line = navigator.onLine ? say("online") : say("offline");
  const count = waiting ? say(waiting === 1 ? "waits" : "wait", { n: waiting }) : "";
  const way = navigator.onLine
    ? el("a", { href: mine ? `/o/${mine.slug}/` : "/" }, say("go"))
    : count
      ? el("a", { href: "#waiting" }, count)
      : null;
  state.replaceChildren(el("span", {}, navigator.onLine && count ? count : line), way ?? "");
}

async function own(): Promise<Waiting[]> {
  const all = await outbox();
  return mine ? all.filter((one) => one.owner === ownerOf(mine!.slug, mine!.membership)) : [];
}

async function draw(): Promise<void> {
  if (location.hash === "#waiting") return show(await waitingPage());
  if (!mine) return show(await emptyPage());
  return show(/\/log\/$/.test(location.pathname) || location.hash === "#log" ? whoPage("") : homePage(mine));
}

function show(...parts: Node[]): void {
  place.replaceChildren(...parts);
}

async function emptyPage(): Promise<HTMLElement> {
  const others = (await outbox()).length > 0;
  return el(
    "div",
    { class: "empty" },
    el("p", {}, say("nothing_kept")),
    el("p", {}, others ? say("others") : say("sign_in_first")),
  );
}

function homePage(day: Kept): HTMLElement {
  const at = new Date(day.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return el(
    "div",
    {},
    el("header", { class: "page-head" }, el("p", { class: "eyebrow" }, el("span", {}, day.organization), el("span", {}, say("as_of", { time: at }))), el("h1", { class: "verdict" }, day.number ? say("of", day.number) : say("today"))),
    el("button", { class: "btn btn-main btn-wide", type: "button", click: () => show(whoPage("")) }, say("log")),
    section(say("today"), day.today.length ? day.today.map((one) => row({ ...one, name: one.title })) : [el("li", { class: "row" }, say("nothing_due"))]),
  );
}

function section(title: string, rows: Node[]): HTMLElement {
  return el("section", { class: "section section-quiet" }, el("div", { class: "section-head" }, el("h2", {}, title)), el("ul", { class: "rows" }, ...rows));
}

function row(person: Person): HTMLElement {
  const words = el("div", {}, el("p", { class: "row-title" }, person.name), el("p", { class: "row-why" }, person.why));
  const call = person.phone ? el("a", { class: "btn", href: `tel:${person.phone}` }, say("call")) : null;
  const log = person.query && !person.blocked ? el("button", { class: "btn", type: "button", click: () => show(whatPage(person)) }, say("log"), el("span", { class: "vh" }, `: ${person.name}`)) : null;
  return el("li", { class: "row row-2" }, words, el("div", { class: "btn-row" }, call, log));
}

function pick(person: Person): HTMLElement {
  return el(
    "li",
    { class: "row pick-row row-2" },
    el("div", {}, el("p", { class: "row-title" }, el("a", { class: "row-cover", href: "#log", click: () => show(whatPage(person)) }, person.name)), el("p", { class: "row-why" }, person.why)),
  );
}

function whoPage(typed: string): HTMLElement {
  const people = mine!.people;
  const found = el("div", {});
  const field = el("input", { class: "input", id: "who", type: "search", autocomplete: "off", value: typed }) as HTMLInputElement;
  const list = () => {
    const words = field.value.trim().toLowerCase();
    const seen = new Set<string>();
    const all = [...people.due, ...people.recent, ...people.own].filter((one) => !seen.has(one.query) && seen.add(one.query));
    if (!words) {
      found.replaceChildren(...(people.due.length ? [section(say("due"), people.due.map(pick))] : []), section(say("recent"), (people.recent.length ? people.recent : people.own.slice(0, 6)).map(pick)));
      return;
    }
    const near = all.filter((one) => `${one.name} ${one.why} ${one.phone}`.toLowerCase().includes(words)).slice(0, MOST_FOUND);
    const name = field.value.trim();
    const fresh: Person = { name, why: say("new_name"), phone: "", query: `prospect=${encodeURIComponent(name)}` };
    found.replaceChildren(section(say("found"), [...near, fresh].map(pick)));
  };
  field.addEventListener("input", list);
  list();
  return el("div", {}, el("h1", {}, say("log")), el("div", { class: "field" }, el("label", { for: "who" }, say("who")), field, el("p", { class: "hint" }, say("who_hint"))), found);
}

function whatPage(person: Person, kind: Kind | undefined = mine!.types[0]): HTMLElement {
  if (!kind) return whoPage("");
  const outcomes = kind.outcomes.flatMap((one) => [
    el("input", { class: "pick", type: "radio", name: "outcome", id: `o-${one.id}`, value: one.key }),
    el("label", { class: "outcome", for: `o-${one.id}` }, el("span", {}, one.name)),
  ]);
  const days = mine!.days.flatMap((one) => [
    el("input", { class: "pick", type: "radio", name: "when", id: `d-${one.day}`, value: one.day }),
    el("label", { class: "chip", for: `d-${one.day}` }, one.label),
  ]);
  const wrong = el("p", { class: "error", role: "alert", hidden: true });
  const form = el(
    "form",
    { novalidate: true },
    el("div", { class: "tabs" }, ...mine!.types.map((one) => el("a", { href: "#log", "aria-current": one === kind ? "true" : false, click: () => show(whatPage(person, one)) }, one.name))),
    el("fieldset", { class: "field" }, el("legend", { class: "field-label" }, say("what")), el("div", { class: "outcomes" }, ...outcomes)),
    el("fieldset", { class: "field" }, el("legend", { class: "field-label" }, say("when")), el("div", { class: "chips" }, ...days), el("div", { class: "field" }, el("label", { for: "on" }, say("other_day")), el("input", { class: "input", type: "date", id: "on", name: "on" }))),
    el("div", { class: "field" }, el("label", { for: "note" }, say("note")), el("textarea", { class: "input", id: "note", name: "note", rows: "2", maxlength: "10000" })),
    wrong,
    el("div", { class: "save-bar" }, el("button", { class: "btn btn-main btn-wide", type: "submit" }, say("save"))),
  ) as HTMLFormElement;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save(form, person, kind, wrong);
  });
  const head = el("div", { class: "who-line" }, el("div", {}, el("p", { class: "row-title" }, person.name), el("p", { class: "row-why" }, person.why)), person.phone ? el("a", { class: "btn", href: `tel:${person.phone}` }, say("call")) : null, el("button", { class: "btn btn-quiet", type: "button", click: () => show(whoPage("")) }, say("change")));
  return el("div", {}, el("h1", {}, kind.name), head, form);
}

async function save(form: HTMLFormElement, person: Person, kind: Kind, wrong: HTMLElement): Promise<void> {
  const said = new FormData(form);
  const outcome = kind.outcomes.find((one) => one.key === said.get("outcome"));
  const day = String(said.get("on") || said.get("when") || "");
  const refuse = (words: string) => {
    wrong.textContent = words;
    wrong.hidden = false;
  };
  if (!outcome) return refuse(say("choose_outcome"));
  if (outcome.needs_date && !day) return refuse(say("choose_day"));
  const clientId = crypto.randomUUID();
  const now = new Date().toISOString();
  const [name, value] = [...new URLSearchParams(person.query).entries()][0] ?? ["prospect", person.name];
  await put({
    client_id: clientId,
    owner: ownerOf(mine!.slug, mine!.membership),
    slug: mine!.slug,
    membership: mine!.membership,
    title: `${outcome.name}, ${person.name}`,
    state: "waiting",
    why: "",
    from_form: false,
    entry: {
      client_id: clientId, type: kind.key, outcome: outcome.key, occurred_at: now, noted_at: now, note: String(said.get("note") ?? ""),
      ...(name === "prospect" ? { prospect: value } : { [name]: Number(value) }), ...(day ? { follow_up_on: day } : {}),
    },
  });
  toast(say("saved", { what: `${outcome.name}, ${person.name}` }), () => void remove(clientId).then(refresh));
  show(whoPage(""));
  await refresh();
}

async function waitingPage(): Promise<HTMLElement> {
  const all = await own();
  const others = (await outbox()).length - all.length;
  const part = (wanted: Waiting["state"]) => all.filter((one) => one.state === wanted);
  return el(
    "div",
    {},
    el("h1", {}, say("waiting")),
    all.length || others ? null : el("p", { class: "muted" }, say("all_sent")),
    part("refused").length ? section(say("refused"), part("refused").map((one) => waitingRow(one, "refused"))) : null,
    part("waiting").length ? section(say("waiting"), part("waiting").map((one) => waitingRow(one, "waiting"))) : null,
    part("aside").length ? section(say("aside_title"), part("aside").map((one) => waitingRow(one, "aside"))) : null,
    others ? el("p", { class: "muted" }, say("others")) : null,
    el("a", { class: "btn", href: "#" }, say("back")),
  );
}

function waitingRow(one: Waiting, kind: Waiting["state"]): HTMLElement {
  const at = new Date(one.entry.occurred_at).toLocaleString([], { weekday: "short", hour: "2-digit", minute: "2-digit" });
  const move = (state: Waiting["state"]) => () => void change({ ...one, state, why: "" }).then(draw).then(refresh);
  const buttons = kind === "waiting" ? null : el("div", { class: "btn-row" }, el("button", { class: "btn", type: "button", click: move("waiting") }, say("again")), kind === "refused" ? el("button", { class: "btn btn-quiet", type: "button", click: move("aside") }, say("aside")) : null);
  return el("li", { class: "row row-2" }, el("div", {}, el("p", { class: "row-title" }, one.title), el("p", { class: "row-why" }, [at, one.why].filter(Boolean).join(" · "))), buttons);
}

void start();
