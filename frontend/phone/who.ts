// Who is signed in, as the page says; and what the phone keeps for them, asked for anew now and then.
import { type Member, ownerOf, type State } from "./kept";
import { leave } from "./locking";
import { api, call, Failed, failure, freshToken, send } from "./net";
import { fetchKey } from "./send";
import { announce, base, changeMember, fact, member, members, setFact } from "./store";

export interface Met {
  /** The user's id; null where nobody is signed in. */
  user: number | null;
  /** Where the page is inside an organization. */
  here: { owner: string; membership: number; slug: string } | null;
}

/** What this page says. Null for a page that says nothing: the one without a network, an error page. */
export function met(): Met | null {
  const user = meta("signed-in");
  if (!user) return null;
  const here = meta("member");
  const membership = Number(here?.content);
  const slug = here?.dataset["slug"] ?? "";
  return {
    user: user.content ? Number(user.content) : null,
    here: slug && membership ? { owner: ownerOf(slug, membership), membership, slug } : null,
  };
}

function meta(name: string): HTMLMetaElement | null {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
}

/** Whoever is not signed in any more leaves nothing to see. Who is, is known from now on. */
export async function meet(page: Met): Promise<void> {
  await leave((one) => one.user !== page.user);
  const { here, user } = page;
  if (!here || user === null) return;
  const turn = (await base()).transaction("members", "readwrite");
  const found = await turn.store.get(here.owner);
  await turn.store.put({ ...(found ?? unknown(here.owner, here.membership)), user, slug: here.slug, active: true });
  await turn.done;
  await setFact("last", here.owner);
}

function unknown(owner: string, membership: number): Member {
  return {
    owner, membership, user: 0, slug: "", active: true, state: null, etag: "", fetched: 0, key: null,
  }; // prettier-ignore
}

/** The member whose things may be shown: of this address, else the one who was here last. */
export async function current(slug = ""): Promise<Member | undefined> {
  const active = (await members()).filter((one) => one.active);
  const last = await fact<string>("last");
  return active.find((one) => slug && one.slug === slug) ?? active.find((one) => one.owner === last) ?? active[0];
}

const FRESH = 120_000;

/** Ask for what the phone keeps, unless that was done a moment ago. */
export async function refresh(owner: string, { atOnce = false } = {}): Promise<void> {
  const found = await member(owner);
  const age = Date.now() - (found?.fetched ?? 0);
  if (!found?.active || (!atOnce && found.state && age >= 0 && age < FRESH)) return;
  const response = await call(api(found.slug, "phone/"), {
    headers: found.state ? { "If-None-Match": found.etag } : {},
  });
  if (response.status === 304) await changeMember(owner, (one) => ({ ...one, fetched: Date.now() }));
  else if (response.ok) await keepState(owner, response);
  else await forgetIfSignedOut(owner, await failure(response));
  await bringKey(owner);
  announce();
}

async function keepState(owner: string, response: Response): Promise<void> {
  let state: State;
  try {
    state = (await response.json()) as State;
  } catch {
    throw new Failed("offline");
  }
  if (ownerOf(state.organization.slug, state.me.id) !== owner) return; // somebody else signed in meanwhile
  const etag = response.headers.get("ETag") ?? "";
  // Only while they are still here: they may have signed out in another window meanwhile.
  await changeMember(owner, (one) => (one.active ? { ...one, state, etag, fetched: Date.now() } : one));
  await setFact("words", state.words);
}

/** The session or the membership has ended. Names and lists go; what can be logged stays, so that one can go on with
 *  a typed name, and read why something was refused. */
async function forgetIfSignedOut(owner: string, failed: Failed): Promise<void> {
  if (failed.trouble !== "signed_out" && failed.trouble !== "not_here") throw failed;
  await changeMember(owner, (one) => ({
    ...one,
    etag: "",
    state: one.state && { ...one.state, people: [], items: [], due: [], numbers: null, verdict: "" },
  }));
  throw failed;
}

/** The key is brought while there is a network: signing out may happen without one. */
async function bringKey(owner: string): Promise<void> {
  const found = await member(owner);
  if (!found?.active || found.key || !found.state || !globalThis.crypto?.subtle) return;
  const { token, user } = await freshToken();
  if (user !== found.user) return;
  const key = await fetchKey(found.slug, token);
  await changeMember(owner, (one) => (one.active ? { ...one, key } : one));
}

/** Sign out on this device, now; at the server as soon as it can be reached. */
export async function signOutHere(): Promise<void> {
  await setFact("sign out", true);
  await leave(() => true);
}

/** Tell the server of a sign-out that it could not be told of. True: it was told just now. */
export async function finishSignOut(): Promise<boolean> {
  if (!(await fact("sign out"))) return false;
  const { token, user } = await freshToken();
  if (user !== null) {
    const form = new URLSearchParams({ csrfmiddlewaretoken: token });
    await call("/accounts/logout/", { ...send("POST", token), body: form, headers: { "X-CSRFToken": token } });
    if ((await freshToken()).user !== null) throw new Failed("server");
  }
  await setFact("sign out", false);
  return user !== null;
}
