// A form of the server's own pages that could not be sent: the worker keeps what it says.
import type { Content, Kind, Member, Outcome, Who } from "./kept";
import { keep } from "./outbox";
import { lengthOf, shownAs } from "./told";
import { current, signOutHere } from "./who";

export const signsOut = (url: URL): boolean => ["/accounts/logout/", "/switch-account/"].includes(url.pathname);

/** Keep what was posted to this address; where to go then. */
export async function capture(url: URL, form: () => Promise<FormData>): Promise<string> {
  if (signsOut(url)) {
    await signOutHere();
    return "/app/#signed-out";
  }
  const slug = /^\/o\/([^/]+)\/log\/$/.exec(url.pathname)?.[1];
  return slug ? keepCall(slug, url.searchParams, await form()) : "/app/#not-saved";
}

async function keepCall(slug: string, asked: URLSearchParams, form: FormData): Promise<string> {
  const member = await current(slug);
  const kind = member?.state?.types.find((one) => one.key === (asked.get("type") ?? "call"));
  const outcome = kind?.outcomes.find((one) => String(one.id) === form.get("outcome"));
  const id = text(form, "client_id");
  if (member?.slug !== slug || !kind || !outcome || !id || !complete(form, outcome)) return "/app/#not-saved";
  const content = contentOf(kind, outcome, asked, form);
  await keep(member.owner, id, content, shownAs(outcome, nameOf(member, content)));
  return `/app/#saved=${encodeURIComponent(id)}`;
}

function complete(form: FormData, outcome: Outcome): boolean {
  return !outcome.needs_date || Boolean(text(form, "on") || text(form, "when"));
}

function contentOf(kind: Kind, outcome: Outcome, asked: URLSearchParams, form: FormData): Content {
  const now = new Date().toISOString();
  const seconds = lengthOf(text(form, "minutes"), asked.get("took"), outcome);
  return {
    type: kind.key,
    outcome: outcome.key,
    ...whoOf(asked),
    // A call that was made from the page began when the server said; else it is of now.
    occurred_at: asked.get("started") || now,
    noted_at: now,
    note: text(form, "note"),
    inbound: form.get("inbound") !== null,
    ...(seconds !== null && { seconds }),
    ...dayOf(form),
  };
}

function dayOf(form: FormData): { follow_up_on?: string } {
  const day = text(form, "on") || text(form, "when");
  return day ? { follow_up_on: day } : {};
}

export function whoOf(asked: URLSearchParams): Who {
  const opportunity = Number(asked.get("opportunity"));
  return { ...personOf(asked), ...(opportunity > 0 && { opportunity }) };
}

function personOf(asked: URLSearchParams): Who {
  for (const name of ["contact", "account"] as const) {
    const id = Number(asked.get(name));
    if (id) return { [name]: id };
  }
  const prospect = (asked.get("prospect") ?? "").trim();
  return prospect ? { prospect } : {};
}

function nameOf(member: Member, who: Who): string {
  const same = (one: Who): boolean => (who.contact ? one.contact === who.contact : one.account === who.account);
  if (who.prospect) return who.prospect;
  const { people = [], due = [] } = member.state ?? {};
  return [...people, ...due].find((one) => same(one.who))?.name ?? "";
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
